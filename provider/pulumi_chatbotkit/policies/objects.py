"""What objects may be like: who may use them, which models they name, how large and how named they are."""

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.plurals import plural
from pulumi_chatbotkit.policies.rule import PolicyRule, RegularExpression, RuleSettings, Subject, Violation
from pulumi_chatbotkit.suggestions import did_you_mean

VISIBILITY: Final = "visibility"
_MODEL: Final = "model"
_PUBLIC: Final = "public"
_PRIVATE: Final = "private"
_ANY_KIND: Final = "*"
_KINDS: Final = {kind.class_name: kind for kind in KINDS.values()}


def _with_field(name: str) -> frozenset[str]:
    return frozenset(class_name for class_name, kind in _KINDS.items() if name in kind.by_name)


WITH_VISIBILITY: Final = _with_field(VISIBILITY)
WITH_MODEL: Final = _with_field(_MODEL)


def _check_visibility(subject: Subject, _: RuleSettings) -> Iterator[Violation]:
    if subject.text(VISIBILITY) == _PUBLIC:
        step = 'Leave visibility out, or set it to "protected" for your own accounts.'
        yield Violation((VISIBILITY,), 'is "public": everyone may use it', step)


def _make_private(subject: Subject, _: RuleSettings) -> JsonObject:
    return {VISIBILITY: _PRIVATE} if subject.text(VISIBILITY) == _PUBLIC else {}


class ModelSettings(RuleSettings):
    """Which models may be named."""

    allowed: list[str] = Field(
        default=[],
        description="Names of models, without options; `*` stands for any text. While it is empty, all are allowed.",
    )
    allowUnset: bool = Field(  # noqa: N815 - settings are spelt as the API spells its fields
        default=True, description="Whether the model may be left out, so that the service chooses."
    )


def _check_model(subject: Subject, settings: ModelSettings) -> Iterator[Violation]:
    if not settings.allowed or _MODEL in subject.unknown:
        return
    name = subject.text(_MODEL).partition("/")[0]
    allowed = ", ".join(settings.allowed)
    if subject.inputs.get(_MODEL) in (None, ""):
        if not settings.allowUnset:
            yield Violation((_MODEL,), "is left out, so the service chooses", f"Set it to one of: {allowed}.")
    elif not any(fnmatchcase(name, pattern) for pattern in settings.allowed):
        step = f"Use one of: {allowed}."
        yield Violation((_MODEL,), f"is {subject.quoted(_MODEL)}, which is not allowed", step)


class SizeSettings(RuleSettings):
    """How large an object may be."""

    maxBytes: Annotated[int, Field(ge=1)] = Field(  # noqa: N815 - settings are spelt as the API spells its fields
        default=900_000,
        description="Bytes of all inputs as JSON. A server's own limit on a request is taken to be 1 MB (api.md a.4).",
    )


def _check_size(subject: Subject, settings: SizeSettings) -> Iterator[Violation]:
    sizes = {
        name: len(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        for name, value in subject.inputs.items()
        if name in _sent(subject.kind)
    }
    total = sum(sizes.values())
    if total > settings.maxBytes:
        largest = max(sizes, key=lambda name: sizes[name])
        reason = f"is the largest of its inputs, which have {total:,} bytes, but may have {settings.maxBytes:,}"
        yield Violation((largest,), reason, f"Shorten {largest}, or put it into a file or records.")


def _sent(kind: Kind) -> frozenset[str]:
    return frozenset(field.name for field in kind.fields if not field.provider_only)


def _form_target(target: str) -> str:
    """``PartnerUser.email``, or ``*.name`` for every kind that has the field."""
    class_name, _, field = target.partition(".")
    kinds = list(_KINDS.values()) if class_name == _ANY_KIND else [_KINDS[class_name]] if class_name in _KINDS else []
    if not kinds:
        message = f"{target!r} names no class{did_you_mean(class_name, sorted(_KINDS))}"
        raise ValueError(message)
    names = sorted({each.name for kind in kinds for each in kind.fields if each.shape is Shape.TEXT})
    if field not in names:
        message = f"{target!r} names no text{did_you_mean(field, names)}"
        raise ValueError(message)
    return target


class FormSettings(RuleSettings):
    """The forms of names, e-mail addresses and other texts."""

    forms: dict[Annotated[str, AfterValidator(_form_target)], RegularExpression] = Field(
        default={"PartnerUser.name": r"\S.*"},
        description="Regular expressions for whole texts, by `Class.field`; `*.name` is for all classes without one of "
        'their own. A text that is left out is "".',
    )


def _check_forms(subject: Subject, settings: FormSettings) -> Iterator[Violation]:
    class_name = subject.kind.class_name
    for field in subject.kind.fields:
        form = settings.forms.get(f"{class_name}.{field.name}", settings.forms.get(f"{_ANY_KIND}.{field.name}"))
        if form is None or field.name in subject.unknown:
            continue
        text = subject.text(field.name)
        if re.fullmatch(form, text, re.DOTALL) is None:
            value = subject.quoted(field.name) if text else "left out"
            reason = f"is {value}, but must have the form {form}"
            yield Violation((field.name,), reason, "Change it, or the form in the policy's setting forms.")


NO_PUBLIC_OBJECTS = PolicyRule(
    name="no-public-objects",
    description=f"{', '.join(sorted(map(plural, WITH_VISIBILITY)))} are not public.",
    kinds=WITH_VISIBILITY,
    settings=RuleSettings,
    check=_check_visibility,
    remedy=_make_private,
)
ALLOWED_MODELS = PolicyRule(
    name="allowed-models",
    description="Models are those of a list.",
    kinds=WITH_MODEL,
    settings=ModelSettings,
    check=_check_model,
)
PAYLOAD_SIZE = PolicyRule(
    name="payload-size",
    description="What is sent for one object is below a size.",
    kinds=frozenset(_KINDS),
    settings=SizeSettings,
    check=_check_size,
)
FORMS = PolicyRule(
    name="forms-of-texts",
    description="Names, e-mail addresses and other texts have a form.",
    kinds=frozenset(_KINDS),
    settings=FormSettings,
    check=_check_forms,
)
