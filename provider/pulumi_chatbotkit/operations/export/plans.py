"""Proposes plans: what tenants that are alike have in common, and for each tenant what is left. Pure.

A plan has the objects that more than half of its tenants have, and the values that more than half of those objects
have. A tenant that differs says so: with its own value, or with null for what it lacks. Every entry is read as the file
will be, with and without its plan; one that would mean something else stays written out.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pulumi_chatbotkit.inputs.tenant_layout import BY_DEFAULT, PLAN
from pulumi_chatbotkit.inputs.tenant_objects import BadTenant
from pulumi_chatbotkit.inputs.tenants import TenantsFileError
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.export.alike import Fact, Path, groups
from pulumi_chatbotkit.operations.export.maps import TENANT, Map
from pulumi_chatbotkit.operations.export.meaning import meaning, read_entry
from pulumi_chatbotkit.operations.export.own_words import OwnWords
from pulumi_chatbotkit.operations.export.plan_names import WORDS_FOR_PLANS, plan_names

_WEIGHT_OF_PLANS: Final = 5
"""In lines. Limits are what people mean by a plan, so tenants with other limits rather have another plan."""


@dataclass(frozen=True)
class Planned:
    """The plans, and the entries of all tenants, by key; as they are written, in the order of the file."""

    plans: Mapping[str, JsonObject]
    tenants: Mapping[str, JsonObject]
    members: Mapping[str, int]
    """How many tenants have each plan."""


@dataclass(frozen=True)
class _Tenant:
    """One tenant: its entry, and the same with templates in the place of its own words."""

    key: str
    values: JsonObject
    templated: JsonObject


@dataclass
class _Plan:
    values: JsonObject
    rests: dict[str, JsonObject] = field(default_factory=dict[str, JsonObject])
    """Of each tenant what the plan does not say, by key."""


_Pair = tuple[JsonObject, JsonObject]
"""A map as it is, and with templates."""


def planned(entries: Mapping[str, JsonObject]) -> Planned:
    """The entries, as they are written, with plans where tenants are alike."""
    tenants = [_Tenant(key, values, _templated(key, values)) for key, values in entries.items()]
    found = groups([dict(_facts((each.values, each.templated), TENANT, (), None)) for each in tenants])
    plans = [plan for group in found if (plan := _plan([tenants[number] for number in group])) is not None]
    names = plan_names([plan.values for plan in plans])
    rests = {
        key: {PLAN: name, **rest} for name, plan in zip(names, plans, strict=True) for key, rest in plan.rests.items()
    }
    return Planned(
        {name: plan.values for name, plan in zip(names, plans, strict=True)},
        {key: rests.get(key, values) for key, values in entries.items()},
        {name: len(plan.rests) for name, plan in zip(names, plans, strict=True)},
    )


def _templated(key: str, values: JsonObject) -> JsonObject:
    words = OwnWords(key, values)

    def inside(here: JsonObject, where: Map) -> JsonObject:
        return {
            name: inside(value, where.inside(name))
            if isinstance(value, dict)
            else words.templated(value, where.has_templates_of(name))
            for name, value in here.items()
        }

    return inside(values, TENANT)


def _facts(pair: _Pair, where: Map, path: Path, owner: Path | None) -> Iterator[tuple[Path, Fact]]:
    values, templated = pair
    for name, value in values.items():
        if where.is_own(name):
            continue
        here, other = (*path, name), templated[name]
        if where.is_section:
            yield here, Fact("", owner)
        if isinstance(value, dict) and value and isinstance(other, dict):
            yield from _facts((value, other), where.inside(name), here, here if where.is_section else owner)
        elif not where.is_section:
            yield here, Fact(_text(other), owner, _WEIGHT_OF_PLANS if _tells_of_a_plan(here) else 1)


def _tells_of_a_plan(path: Path) -> bool:
    return path[0] == "limits" or path in WORDS_FOR_PLANS


def _plan(tenants: Sequence[_Tenant]) -> _Plan | None:
    """The plan of these tenants; None if it would make the file no shorter."""
    plan = _Plan(_common([(each.values, each.templated) for each in tenants], TENANT))
    saved = -_lines(plan.values) - 1
    for each in tenants:
        rest = _rest(plan.values, (each.values, each.templated), TENANT)
        less = _lines(each.values) - _lines(rest) - 1
        if less > 0 and _means_the_same(each, rest, plan.values):
            plan.rests[each.key] = rest
            saved += less
    return plan if len(plan.rests) > 1 and saved > 0 else None


def _common(pairs: Sequence[_Pair], where: Map) -> JsonObject:
    """What more than half of these maps have."""
    found: JsonObject = {}
    for name in dict.fromkeys(name for values, _ in pairs for name in values if not where.is_own(name)):
        holders = [(values[name], templated[name]) for values, templated in pairs if name in values]
        if len(holders) * 2 <= len(pairs) or (where.is_reference(name) and not _all_say(name, pairs, where)):
            continue
        maps = [(value, other) for value, other in holders if isinstance(value, dict) and isinstance(other, dict)]
        if len(maps) == len(holders) and any(value for value, _ in maps):
            inner = _common(maps, where.inside(name))
            if inner:
                found[name] = inner
        else:
            value, count = _most_common(holders)
            if count * 2 > len(pairs):
                found[name] = value
    return found


def _all_say(name: str, pairs: Sequence[_Pair], where: Map) -> bool:
    """True if each has the reference, or says it the other way: null would not remove it."""
    other = where.other_name(name)
    return all(name in values or other in values for values, _ in pairs)


def _most_common(holders: Sequence[tuple[JsonValue, JsonValue]]) -> tuple[JsonValue, int]:
    """The value that most of them have, and how many; a template only if it gives more of them than any value."""
    by_text = {_text(each): each for pair in holders for each in pair}
    plain = Counter(_text(value) for value, _ in holders).most_common(1)
    templates = Counter(_text(other) for _, other in holders).most_common(1)
    text, count = max((*plain, *templates), key=lambda found: found[1])  # of equals, max gives the first
    return by_text[text], count


def _rest(plan: JsonObject, pair: _Pair, where: Map) -> JsonObject:
    """What an entry has to say besides the plan."""
    values, templated = pair
    found: JsonObject = {}
    for name, value in values.items():
        common, other = plan.get(name), templated[name]
        if name not in plan:
            found[name] = value
        elif isinstance(common, dict) and isinstance(value, dict) and isinstance(other, dict):
            inner = _rest(common, (value, other), where.inside(name))
            if inner:
                found[name] = inner
        elif _text(common) not in (_text(value), _text(other)):
            found[name] = value
    for name in plan:
        unsaid = name not in values and where.other_name(name) not in values
        if unsaid and not (where is TENANT and name in BY_DEFAULT):  # `context: false` does no harm
            found[name] = None
    return found


def _means_the_same(tenant: _Tenant, rest: JsonObject, plan: JsonObject) -> bool:
    try:
        alone = read_entry(tenant.key, tenant.values)
        with_plan = read_entry(tenant.key, {PLAN: "plan", **rest}, {"plan": plan})
        return meaning(alone) == meaning(with_plan)
    except (TenantsFileError, BadTenant):
        return False


def _lines(value: JsonValue) -> int:
    return sum(1 + _lines(inner) for inner in value.values()) if isinstance(value, dict) else 0


def _text(value: JsonValue) -> str:
    return json.dumps(value, sort_keys=True)
