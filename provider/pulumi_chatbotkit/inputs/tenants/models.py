"""Pydantic models of the file, made from the catalog's rows; their errors are told in the words of the rows' rules."""

import difflib
import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, cast

import pydantic
from pydantic_core import ErrorDetails, PydanticCustomError

from pulumi_chatbotkit.catalog.schema.field import ABSENT, Field, whole_numbers
from pulumi_chatbotkit.catalog.schema.kind import snake_case
from pulumi_chatbotkit.catalog.schema.nested import Structure
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.schema.rules import quoted
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.inputs.tenants.layout import BOTS, KEY_RULES, PARTS, TENANT, TENANTS, Part
from pulumi_chatbotkit.inputs.tenants.problems import Path
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.marker import RESERVED_KEYS

_FAULTS = "faults"

_python_name = functools.cache(snake_case)  # asked millions of times for a few dozen names


class Section(pydantic.BaseModel):
    """Base of the models: a key that is no field is an error. Attributes have Python names, the file the API's."""

    model_config = pydantic.ConfigDict(extra="forbid")

    def declared(self, fields: tuple[Field, ...]) -> JsonObject:
        """Those of ``fields`` that have a value, by Python name; null is the same as not declared."""
        values = ((_python_name(field.name), self.value(field)) for field in fields)
        return {name: value for name, value in values if value is not None}

    def value(self, field: Field) -> JsonValue:
        """The value of one field, None if it has none."""
        return cast("JsonValue", getattr(self, _python_name(field.name)))

    def says(self, field: Field) -> bool:
        """Whether the file has the key at all, null or not."""
        return _python_name(field.name) in self.model_fields_set

    def part(self, name: str) -> "Section | None":
        """The object under ``name``, None if the tenant has none."""
        return cast("Section | None", getattr(self, name))

    def named_parts(self, name: str) -> "dict[str, Section]":
        """The objects under ``name``, by key."""
        return cast("dict[str, Section]", getattr(self, name))


def validate_tenants(value: JsonValue) -> dict[str, Section]:
    """The tenants of a file by key; raises pydantic.ValidationError, see ``faults_of``."""
    file = _FILE.model_validate(_without_scratch(value))
    return file.named_parts(TENANTS)


def faults_of(error: pydantic.ValidationError) -> Iterator[tuple[Path, str]]:
    """Everything that a validation found, as place and reason."""
    for details in error.errors(include_url=False):
        path: Path = details["loc"]
        if path[-1:] == ("[key]",):  # how pydantic says that it means the key, not the value
            path = path[:-1]
        for inside, reason in _reasons(details, path):
            yield (*path, *inside), reason


def _without_scratch(value: JsonValue) -> JsonValue:
    """A file without the keys that begin with ``x-``: a place for the anchors that tenants share."""
    top = as_object(value)
    return value if top is None else {key: inner for key, inner in top.items() if not key.startswith("x-")}


_MUST_BE: Mapping[str, str] = {
    "string_type": "text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "dict_type": "a map",
    "model_type": "a map",
}
"""By pydantic's error type."""

_OR_TRUE = ", or true for one without fields of its own"


def _reasons(details: ErrorDetails, path: Path) -> tuple[Problem, ...]:
    match details["type"]:
        case "faults":
            return cast("tuple[Problem, ...]", details.get("ctx", {})[_FAULTS])
        case "extra_forbidden":
            return (Problem((), _unknown(path)),)
        case "missing" | "too_short":
            return (Problem((), _MISSING[path[-1]]),)
        case kind:
            found = "is empty" if details["input"] is None else f"is {quoted(details['input'])}"
            wanted = _MUST_BE.get(kind, f"otherwise: {details['msg']}")
            is_part = kind == "model_type" and path[2:]
            return (Problem((), f"{found}, but must be {wanted}{_OR_TRUE if is_part else ''}"),)


_MISSING: Mapping[str | int, str] = {
    TENANTS: "is missing: a file lists its tenants under this key",
    BOTS: "is missing: a tenant has at least one bot",
}


def _unknown(path: Path) -> str:
    name = str(path[-1])
    match path:
        case (_,):
            title, known = "a tenants file", [TENANTS]
        case (_, _, _):
            title, known = TENANT.title, [*TENANT.by_name, *PARTS]
        case _:
            part = PARTS[str(path[2])]
            title, known = part.title, [*part.by_name]
    return f"is not a field of {title}{did_you_mean(name, known)}"


def did_you_mean(name: str, known: list[str]) -> str:
    """The end of a sentence about a name that is not known."""
    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]}?" if near else f"; there are {', '.join(known)}"


def _refuse(faults: tuple[Problem, ...]) -> None:
    if faults:
        raise PydanticCustomError(_FAULTS, "several faults", {_FAULTS: faults})


def _by_rules_of(field: Field) -> Callable[[Any], Any]:
    def examine(value: JsonValue) -> JsonValue:
        canonical = None if value is None else field.canonical(value)
        if canonical is not ABSENT and canonical is not None:
            faults = [fault for rule in field.rules if (fault := rule.problem(canonical))]
            reserved = _reserved(canonical) if field.carries_marker else ()
            inside = field.structure.problems(canonical) if isinstance(field.structure, Structure) else ()
            _refuse((*(Problem((), fault) for fault in (*faults, *reserved)), *inside))
        return value

    return examine


def _reserved(meta: JsonValue) -> Iterator[str]:
    for key in sorted(RESERVED_KEYS.intersection(as_object(meta) or ())):
        yield f"has the key {key!r}, which marks the owner of the object: rename it"


def _examine_key(key: str) -> str:
    _refuse(tuple(Problem((), fault) for rule in KEY_RULES if (fault := rule.problem(key))))
    return key


def _kept(value: object, validate: pydantic.ValidatorFunctionWrapHandler) -> object:
    validate(value)
    return value  # a float field makes 1 into 1.0


_KEY = Annotated[pydantic.StrictStr, pydantic.AfterValidator(_examine_key)]

_TYPES: Mapping[Shape, Any] = {
    Shape.TEXT: pydantic.StrictStr,
    Shape.BOOLEAN: pydantic.StrictBool,
    Shape.INTEGER: Annotated[pydantic.StrictInt, pydantic.BeforeValidator(whole_numbers)],
    Shape.NUMBER: Annotated[pydantic.StrictFloat, pydantic.WrapValidator(_kept)],
    Shape.OBJECT: dict[str, object],
}


def _switched(part: Part) -> Callable[[Any], Any]:
    """What ``true``, ``false`` and null stand for: declared without fields, none, and not declared."""

    def expand(value: JsonValue) -> JsonValue:
        if value is True or (value is None and part.by_default):
            return {}
        return None if value is False and part.optional else value

    return expand


def _model(name: str, fields: tuple[Field, ...], **others: Any) -> type[Section]:  # noqa: ANN401 - pydantic's own type
    rows: dict[str, Any] = {
        _python_name(field.name): (
            Annotated[_TYPES[field.shape] | None, pydantic.AfterValidator(_by_rules_of(field))],
            pydantic.Field(default=None, alias=field.name),
        )
        for field in fields
    }
    return pydantic.create_model(name, __base__=Section, **rows, **others)


def _part_type(name: str, part: Part) -> tuple[Any, Any]:
    """Type and default of a tenant's attribute."""
    model: Any = _model(name, part.fields)
    switched = pydantic.BeforeValidator(_switched(part))
    if part.named:
        one = Annotated[model, switched]
        return dict[_KEY, one], pydantic.Field(min_length=1)
    if part.by_default and not part.optional:
        return Annotated[model, switched], pydantic.Field(default_factory=model)
    return Annotated[model | None, switched], (pydantic.Field(default_factory=model) if part.by_default else None)


_TENANT: Any = _model("tenant", TENANT.fields, **{name: _part_type(name, part) for name, part in PARTS.items()})
_FILE = _model("file", (), **{TENANTS: (dict[_KEY, _TENANT], ...)})
