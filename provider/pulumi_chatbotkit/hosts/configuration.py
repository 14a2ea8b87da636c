"""The configuration of the service: the ``chatbotkit:`` keys of a stack, or environment variables.

A key of the stack overrides every variable, and of several variables for one key the first that is set counts. Those
that the vendor's own tools read are among them (docs/api/api.md a.2: environment variables). The token is read at run
time and never becomes part of a resource.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from pulumi_chatbotkit.api import (
    HOSTED,
    ClientSettings,
    ConfigurationError,
    FieldName,
    FieldNames,
    RenamedFields,
    RetryPolicy,
)
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.emulator import DEFAULT_DATABASE, EMBEDDED_TOKEN
from pulumi_chatbotkit.hosts.recorded_service import EMBEDDED, ENDPOINT_VARIABLES, as_recorded
from pulumi_chatbotkit.reconcile import AdoptMode, StackSettings
from pulumi_chatbotkit.suggestions import closest
from pulumi_chatbotkit.telemetry.request_log import problem_with

NAMESPACE = "chatbotkit"
GenerationKey: TypeAlias = Literal["auto", "partner", "user"]
"""Values of ``generation``. ``auto``: the service is asked, once per process, when it matters."""

_LONGEST_DEADLINE_S = 7 * 24 * 60 * 60
_EMBEDDED_URL = "http://localhost"
TOKEN_VARIABLES = (
    "CHATBOTKIT_API_TOKEN",
    "CBK_API_TOKEN",
    "CHATBOTKIT_API_SECRET",
    "CBK_API_SECRET",
    "CHATBOTKIT_API_KEY",
    "CBK_API_KEY",
)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the configuration."""

    key: str
    """Includes the namespace, e.g. ``chatbotkit:endpoint``."""
    reason: str


class Misconfigured(ConfigurationError):
    """The configuration cannot be used; nothing was sent."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{problem.key} {problem.reason}" for problem in problems))


@dataclass(frozen=True)
class ServiceSettings:
    """The settings of one run: client, embedded emulator, adoption, request log and owner."""

    client: ClientSettings
    embedded_database: Path | None
    generation: GenerationKey = "auto"
    adopt: AdoptMode = "own"
    """Which existing objects a create adopts, if the resource does not set ``adopt``."""
    request_log: Path | None = None
    owner: str | None = None
    """Becomes part of the marker, where organizations share one ChatBotKit account."""
    moved_from: str | None = None
    """The endpoint, as it was configured, at which the service was before."""
    gone_limit: int | None = None
    """How many objects a run may find gone at the service; None if nobody has said."""
    verify_token: bool = False
    """Whether a preview asks the service if it takes the key."""

    @property
    def stack_settings(self) -> StackSettings:
        """What the core has to know of all resources."""
        return StackSettings(self.owner, self.endpoint, self.moved_from)

    @property
    def endpoint(self) -> str:
        """The endpoint as the user configures it: a URL, or ``embedded``."""
        return self.client.base_url if self.embedded_database is None else EMBEDDED


def _slash_first(value: object) -> object:
    return f"/{value.strip('/')}" if isinstance(value, str) else value


def _loggable(path: Path) -> Path:
    why = problem_with(path)
    if why is not None:
        raise PydanticCustomError("request_log", "{path} {why}", {"path": str(path), "why": why})
    return path


class _Keys(BaseModel):
    """The values of the configuration keys."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, alias_generator=to_camel)

    endpoint: str = HOSTED
    token: SecretStr | None = None
    generation: GenerationKey = "auto"
    partner_prefix: Annotated[str, BeforeValidator(_slash_first)] | None = None
    requests_per_second: Annotated[float, Field(gt=0)] | None = None
    concurrency: Annotated[int, Field(ge=1, le=256)] = 32
    retry_deadline: Annotated[float, Field(ge=0, le=_LONGEST_DEADLINE_S)] = RetryPolicy().deadline_s
    embedded_database: Path = DEFAULT_DATABASE
    adopt: AdoptMode = "own"
    log_requests: Annotated[Path, AfterValidator(_loggable)] | None = None
    owner: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    moved_from: Annotated[str, AfterValidator(as_recorded)] | None = None
    gone_limit: Annotated[int, Field(ge=0)] | None = None
    verify_token: bool = False


KEYS = tuple(to_camel(name) for name in _Keys.model_fields)
"""Every key, without its namespace."""

_VARIABLES = {to_camel(name): (f"CHATBOTKIT_{name.upper()}",) for name in _Keys.model_fields} | {
    "token": TOKEN_VARIABLES,
    "endpoint": ENDPOINT_VARIABLES,
}
"""The environment variables for each key, in order of precedence."""


def read_configuration(stack: Mapping[str, object]) -> ServiceSettings:
    """The settings in a stack's configuration and in the environment.

    Args:
        stack: The whole configuration by ``namespace:key``, secrets in clear; other namespaces are ignored.

    Raises:
        Misconfigured: wrong or missing values, each named by its key, even if the value came from a variable.
    """
    prefix = f"{NAMESPACE}:"
    given = {key.removeprefix(prefix): value for key, value in stack.items() if key.startswith(prefix)}
    unknown = tuple(Problem(f"{prefix}{key}", _unknown_key(key)) for key in given if key not in KEYS)
    if unknown:
        raise Misconfigured(unknown)
    try:
        keys = _Keys.model_validate({**_from_environment(), **given})
    except ValidationError as error:
        raise Misconfigured(tuple(_problem(details["loc"], details["msg"]) for details in error.errors())) from None
    return _settings(keys)


def _from_environment() -> dict[str, str]:
    """The values of variables by key. Empty ones count as unset: CI systems pass a missing secret as an empty text."""
    values = {key: (os.environ.get(name) for name in names) for key, names in _VARIABLES.items()}
    first_set = {key: next(filter(None, each), None) for key, each in values.items()}
    return {key: value for key, value in first_set.items() if value is not None}


def _settings(keys: _Keys) -> ServiceSettings:
    embedded = keys.endpoint == EMBEDDED
    token = EMBEDDED_TOKEN if embedded else (keys.token.get_secret_value() if keys.token else "")
    if not token:
        variable = f"set {TOKEN_VARIABLES[0]} in the environment"
        how = f"set it with `pulumi config set --secret {NAMESPACE}:token`, or {variable}"
        raise Misconfigured((Problem(f"{NAMESPACE}:token", f"is missing: {how}"),))
    try:
        client = ClientSettings(
            base_url=_EMBEDDED_URL if embedded else keys.endpoint,
            token=token,
            generation=_generation(keys),
            partner_path=keys.partner_prefix,
            requests_per_second=keys.requests_per_second,
            concurrency=keys.concurrency,
            retry=RetryPolicy(deadline_s=keys.retry_deadline),
            older_names=_OLDER_NAMES,
        )
    except ConfigurationError as error:
        raise Misconfigured((_client_problem(str(error)),)) from None
    database = keys.embedded_database if embedded else None
    return ServiceSettings(
        client,
        database,
        keys.generation,
        keys.adopt,
        keys.log_requests,
        keys.owner,
        keys.moved_from,
        keys.gone_limit,
        keys.verify_token,
    )


def _generation(keys: _Keys) -> GenerationKey:
    """The embedded emulator need not be asked: serving both paths, it has the newer names."""
    is_known = keys.endpoint == EMBEDDED and keys.partner_prefix is None
    return "user" if is_known and keys.generation == "auto" else keys.generation


_OLDER_NAMES = FieldNames(
    tuple(
        RenamedFields(
            tuple(None if part.startswith("{") else part for part in kind.path),
            tuple(FieldName(*names) for names in kind.older_names),
        )
        for kind in KINDS.values()
        if kind.older_names
    )
)
"""The fields that the older generation names differently."""


def _client_problem(text: str) -> Problem:
    """The client's error as a problem of the key that its message is about: the client does not know the keys."""
    key = next((key for start, key in _KEY_OF_MESSAGE.items() if text.startswith(start)), "endpoint")
    return Problem(f"{NAMESPACE}:{key}", f"cannot be used: {text}")


_KEY_OF_MESSAGE = {"token": "token", "partner path": "partnerPrefix", "endpoint": "endpoint"}


def _unknown_key(key: str) -> str:
    near = closest(key, KEYS)
    hint = f"; did you mean {NAMESPACE}:{near}?" if near else ""
    return f"is not a key of this provider, which are {', '.join(KEYS)}{hint}"


def _problem(location: tuple[int | str, ...], message: str) -> Problem:
    return Problem(f"{NAMESPACE}:{location[0]}", f"cannot be used: {message}")
