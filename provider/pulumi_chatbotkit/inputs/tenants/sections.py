"""The sections of a tenants file with their values, and everything that is wrong with them.

The values of a section are checked by the catalog's rules (``catalog.validation``), as those of a resource are.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pulumi_chatbotkit.catalog.schema.field import Field, whole_numbers
from pulumi_chatbotkit.catalog.schema.kind import snake_case
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.catalog.validation import Validator
from pulumi_chatbotkit.inputs.tenants.layout import BOTS, KEY_RULES, PARTS, TENANT, TENANTS, Part
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.marker import RESERVED_KEYS
from pulumi_chatbotkit.suggestions import did_you_mean

_SHARED_PREFIX = "x-"
"""Top-level keys with this prefix are ignored; YAML anchors that tenants share go there."""

_MOST_PROBLEMS = 1_000
"""About how many problems are looked for: each looks for names that were meant, which takes a while."""

_A_MAP = "a map"
_A_MAP_OR_TRUE = "a map, or true for one without fields of its own"

_python_name = functools.cache(snake_case)  # called millions of times for a few dozen names


@dataclass(frozen=True)
class Section:
    """A map of the file that stands for one object; values as written, null included."""

    values: JsonObject

    def declared(self, fields: tuple[Field, ...]) -> JsonObject:
        """The values of ``fields``, by Python name; null is the same as not declared."""
        values = ((_python_name(field.name), self.value(field)) for field in fields)
        return {name: value for name, value in values if value is not None}

    def value(self, field: Field) -> JsonValue:
        """The value of one field; None if it has none."""
        value = self.values.get(field.name)
        return whole_numbers(value) if field.shape is Shape.INTEGER else value

    def has_key(self, field: Field) -> bool:
        """True if the file has the key at all, null or not."""
        return field.name in self.values


@dataclass(frozen=True)
class TenantSection(Section):
    """A tenant of the file."""

    parts: Mapping[str, Section | None]
    """By key of ``PARTS``, without the bots; None for an object that the tenant does not have."""
    bots: Mapping[str, Section]


def read_sections(value: JsonValue) -> tuple[dict[str, TenantSection], list[Problem]]:
    """The tenants of a file by key, and all problems, each with its path from the top.

    The tenants are usable only if there are no problems.
    """
    problems: list[Problem] = []
    found = {key: _tenant((TENANTS, key), tenant, problems) for key, tenant in _tenants(value, problems).items()}
    return {key: tenant for key, tenant in found.items() if tenant is not None}, problems


def part_problems(part: Part, values: JsonObject, *, other_names: tuple[str, ...] = ()) -> Iterator[Problem]:
    """What is wrong with the values of one section; paths begin in the section."""
    return _validator(part, other_names).problems(values)


def _tenants(value: JsonValue, problems: list[Problem]) -> JsonObject:
    top = _map(value, (), problems)
    if top is None:
        return {}
    unknown_name = _unknown_name("a tenants file")
    names = (key for key in top if key != TENANTS and not key.startswith(_SHARED_PREFIX))
    problems.extend(islice((unknown_name(name, [TENANTS]) for name in names), _MOST_PROBLEMS))
    if TENANTS not in top:
        problems.append(Problem((TENANTS,), "is missing: a file lists its tenants under this key"))
        return {}
    return _map(top[TENANTS], (TENANTS,), problems) or {}


def _tenant(path: tuple[str, ...], value: JsonValue, problems: list[Problem]) -> TenantSection | None:
    if len(problems) > _MOST_PROBLEMS:
        return None
    problems.extend(_key_problems(path))
    tenant = _map(value, path, problems)
    if tenant is None:
        return None
    own = {key: inner for key, inner in tenant.items() if key not in PARTS}
    found = part_problems(TENANT, own, other_names=(*PARTS,))
    problems.extend(problem.below(*path) for problem in islice(found, _MOST_PROBLEMS))
    parts = {
        name: _part(part, (*path, name), tenant.get(name), problems) for name, part in PARTS.items() if not part.named
    }
    return TenantSection(own, parts, _bots((*path, BOTS), tenant, problems))


def _bots(path: tuple[str, ...], tenant: JsonObject, problems: list[Problem]) -> dict[str, Section]:
    if tenant.get(BOTS, {}) == {}:
        problems.append(Problem(path, "is missing: a tenant has at least one bot"))
        return {}
    bots: dict[str, Section] = {}
    for key, value in (_map(tenant[BOTS], path, problems) or {}).items():
        if len(problems) > _MOST_PROBLEMS:
            break
        problems.extend(_key_problems((*path, key)))
        bot = _part(PARTS[BOTS], (*path, key), value, problems)
        if bot is not None:
            bots[key] = bot
    return bots


def _part(part: Part, path: tuple[str, ...], value: JsonValue, problems: list[Problem]) -> Section | None:
    """The section for an object; ``true`` stands for one without fields, ``false`` and null for none or the default."""
    if (value is None and not part.by_default and not part.named) or (value is False and part.optional):
        return None
    empty = value is True or (value is None and part.by_default)
    values = {} if empty else _map(value, path, problems, expected=_A_MAP_OR_TRUE)
    if values is None:
        return None
    problems.extend(problem.below(*path) for problem in islice(part_problems(part, values), _MOST_PROBLEMS))
    return Section(values)


def _map(
    value: JsonValue, path: tuple[str, ...], problems: list[Problem], *, expected: str = _A_MAP
) -> JsonObject | None:
    """``value`` as a map; None, and a problem, if it is not one."""
    found = as_object(value)
    if found is None:
        is_what = "is empty" if value is None else f"is {quoted(value)}"
        problems.append(Problem(path, f"{is_what}, but must be {expected}"))
    return found


def _key_problems(path: tuple[str, ...]) -> Iterator[Problem]:
    return (Problem(path, reason) for rule in KEY_RULES if (reason := rule.problem(path[-1])))


def _unknown_name(title: str) -> Callable[[str, list[str]], Problem]:
    return lambda name, known: Problem((name,), f"is not a field of {title}{did_you_mean(name, known)}")


def _validator(part: Part, other_names: tuple[str, ...]) -> Validator:
    return Validator(
        fields=part.fields,
        conditions=part.conditions,
        other_names=other_names,
        reserved_meta_keys=RESERVED_KEYS,
        unknown_name=_unknown_name(part.title),
        map_name=_A_MAP,
    )
