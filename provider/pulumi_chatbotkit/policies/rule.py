"""What a policy is: a rule with settings, applied to one resource at a time. Pure, without Pulumi."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Annotated, Final, Generic, NamedTuple, Protocol, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from pulumi_chatbotkit.catalog.schema.field import whole_numbers
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, dotted
from pulumi_chatbotkit.suggestions import did_you_mean


class SettingsError(Exception):
    """The configuration of a policy cannot be used; the message names policy, setting, and what is wrong."""


class RuleSettings(BaseModel):
    """The settings of a rule, each with a default. A rule with more of them has a class of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    exempt: list[str] = Field(
        default=[], description="Names of resources that the policy leaves alone; `*` stands for any text."
    )

    def exempts(self, name: str) -> bool:
        """True if a resource of this name is left alone."""
        return any(fnmatchcase(name, pattern) for pattern in self.exempt)


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        message = f"{pattern!r} is no regular expression: {error}"
        raise ValueError(message) from error
    return pattern


RegularExpression = Annotated[str, AfterValidator(_compiles)]
"""A text that compiles, for the settings of rules."""

S = TypeVar("S", bound=RuleSettings)
S_contra = TypeVar("S_contra", bound=RuleSettings, contravariant=True)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A resource of this package that is about to be made or changed, or that a state has."""

    kind: Kind
    name: str
    """Of the resource."""
    inputs: JsonObject
    """By the API's names; what equals the API's default is left out. Secrets are in clear: messages use ``quoted``."""
    unknown: frozenset[str] = frozenset()
    """Inputs that are given but not known yet, wholly or in part. They are not in ``inputs``."""
    secret: frozenset[KeyPath] = frozenset()
    """Where the inputs have secrets."""
    is_protected: bool = False
    """The resource option ``protect``. Pulumi tells policies nothing of ``retain_on_delete``."""

    def text(self, name: str) -> str:
        """An input that is a text; "" if it is left out, or no text."""
        value = self.inputs.get(name)
        return value if isinstance(value, str) else ""

    def is_secret(self, path: KeyPath) -> bool:
        """True if a value is a secret, or part of one."""
        return any(path[: len(each)] == each for each in self.secret)

    def quoted(self, name: str) -> str:
        """An input for a message: shortened, and no secret."""
        return "a secret" if self.is_secret((name,)) else quoted(self.inputs.get(name))


class Violation(NamedTuple):
    """One thing that is against a rule."""

    path: KeyPath
    """The input, and the keys inside it; () for the resource as a whole."""
    reason: str
    """Continues a sentence that begins with the path: ``is "public", but must be private``."""
    next_step: str
    """A sentence that says what to do."""

    def message(self, subject: Subject) -> str:
        """All of it, for people: ``Bot support: visibility is "public", but must be private. Set ...``."""
        what = f": {dotted(self.path)} {self.reason}" if self.path else f" {self.reason}"
        return f"{subject.kind.class_name} {subject.name}{what}. {self.next_step}"


class Check(Protocol[S_contra]):
    """What is against a rule in one resource."""

    def __call__(self, subject: Subject, settings: S_contra, /) -> Iterable[Violation]: ...


@dataclass(frozen=True, kw_only=True)
class PolicyRule(Generic[S]):
    """A rule. ``remedy`` gives the inputs to set where the level is ``remediate``; {} if nothing is to be done."""

    name: str
    """Of the policy, as configurations and reports name it."""
    description: str
    """One sentence."""
    kinds: frozenset[str]
    """Classes of the resources that it is about, such as ``Bot``."""
    settings: type[S]
    check: Check[S]
    remedy: Callable[[Subject, S], JsonObject] | None = None

    @property
    def can_remedy(self) -> bool:
        """True if the level ``remediate`` changes inputs; else it is the same as ``mandatory``."""
        return self.remedy is not None

    @property
    def schema(self) -> dict[str, JsonObject]:
        """The JSON schema of each setting, by its name."""
        properties = self.settings.model_json_schema()["properties"]
        return {name: {k: v for k, v in each.items() if k != "title"} for name, each in properties.items()}

    @property
    def defaults(self) -> JsonObject:
        """The value of each setting that is not configured, by its name."""
        return cast("JsonObject", self.settings().model_dump())

    def violations(self, subject: Subject, configuration: Mapping[str, JsonValue]) -> list[Violation]:
        """What is against the rule in one resource.

        Raises:
            SettingsError: the configuration cannot be used.
        """
        settings = self.read(configuration)
        return list(self.check(subject, settings)) if self._is_about(subject, settings) else []

    def remedies(self, subject: Subject, configuration: Mapping[str, JsonValue]) -> JsonObject:
        """The inputs to set so that nothing is against the rule. Raises SettingsError."""
        settings = self.read(configuration)
        return self.remedy(subject, settings) if self.remedy and self._is_about(subject, settings) else {}

    def read(self, configuration: Mapping[str, JsonValue]) -> S:
        """The settings, where nothing is configured their defaults. Raises SettingsError."""
        try:
            return self.settings.model_validate(whole_numbers(dict(configuration)))
        except ValidationError as error:
            problems = "; ".join(self._problem(each["loc"], each["type"], each["msg"]) for each in error.errors())
            message = f"policy {self.name}: {problems}"
            raise SettingsError(message) from None

    def _problem(self, path: KeyPath, code: str, text: str) -> str:
        if code == "extra_forbidden":
            return f"{dotted(path)} is no setting of it{did_you_mean(str(path[0]), list(self.defaults))}"
        return f"{dotted(path)}: {text.removeprefix(_OF_VALIDATORS)}"

    def _is_about(self, subject: Subject, settings: S) -> bool:
        return subject.kind.class_name in self.kinds and not settings.exempts(subject.name)


_OF_VALIDATORS: Final = "Value error, "
"""What pydantic puts before the messages of our own checks."""


class AnyRule(Protocol):
    """A rule, whatever its settings are."""

    @property
    def name(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def schema(self) -> dict[str, JsonObject]: ...
    @property
    def defaults(self) -> JsonObject: ...
    @property
    def can_remedy(self) -> bool: ...
    def violations(self, subject: Subject, configuration: Mapping[str, JsonValue]) -> list[Violation]: ...
    def remedies(self, subject: Subject, configuration: Mapping[str, JsonValue]) -> JsonObject: ...
