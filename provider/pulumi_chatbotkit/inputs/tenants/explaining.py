"""A tenant as it will be declared: each object, each value, and where it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.inputs.tenant_layout import (
    FORMERLY,
    OWN,
    SINGULAR_SECTIONS,
    TENANT_FIELDS,
    Section,
    implied_links,
    made_by_default,
)
from pulumi_chatbotkit.inputs.tenants.consistency import objects_of
from pulumi_chatbotkit.inputs.tenants.layers import Origin
from pulumi_chatbotkit.inputs.tenants.objects import python_name
from pulumi_chatbotkit.inputs.tenants.spec import TenantSpec
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, as_object, dotted


@dataclass(frozen=True)
class ExplainedValue:
    """A value of an object."""

    name: str
    """As the file spells it; dots before keys inside maps: ``limits.tokens``."""
    value: JsonValue
    """As it is declared; of a secret its source."""
    origin: Origin | None
    """None if nothing in the file says it."""
    why: str
    """Why it is declared although nothing says it; else the name of the layer that does."""


@dataclass(frozen=True)
class ExplainedObject:
    """An object of a tenant."""

    resource: str
    """Class and name: ``Bot acme.support``."""
    why: str
    """Why there is one although nothing says so; else empty."""
    values: tuple[ExplainedValue, ...]


def explained(spec: TenantSpec) -> list[ExplainedObject]:
    """The partner user, and every object in it, in the order of the file."""
    arguments = spec.arguments
    bots = [*(as_object(arguments.get("bots")) or {})]
    own = {name for name in OWN if isinstance(arguments.get(name), dict)}
    names = {python_name(name): name for name in (*TENANT_FIELDS, FORMERLY)}
    found = [ExplainedObject(f"{PARTNER_USER.class_name} {spec.key}", "", tuple(_values(spec, arguments, names, ())))]
    for section, inside, path in objects_of(arguments):
        implied = implied_links(section, inside.keys(), own - {section.kind.name}, bots[0] if bots else None)
        values = (*_values(spec, inside, _names(section), path), *_implied(implied, own))
        found.append(ExplainedObject(_resource(section, spec, path), "", values))
    for name in made_by_default(arguments, has_bots=bool(bots)):
        section = SINGULAR_SECTIONS[name]
        values = _implied(implied_links(section, (), own, bots[0] if bots else None), own)
        found.append(ExplainedObject(f"{section.kind.class_name} {spec.key}.{name}", "made by default", tuple(values)))
    return found


def _values(
    spec: TenantSpec, arguments: JsonObject, names: Mapping[str, str], path: KeyPath
) -> Iterator[ExplainedValue]:
    """Those that have a name among ``names``; the others are objects, which are explained themselves."""
    named = [(names[argument], value) for argument, value in arguments.items() if argument in names]
    for name, value in named:
        for inner, leaf in _leaves(value):
            origin = spec.origin((*path, name, *inner))
            yield ExplainedValue(dotted((name, *inner)), leaf, origin, origin.layer)


def _leaves(value: JsonValue) -> Iterator[tuple[KeyPath, JsonValue]]:
    """The values in a map, at any depth, with their paths; lists are whole."""
    if not isinstance(value, dict) or not value:
        yield (), value
        return
    for key, inner in value.items():
        yield from (((key, *path), leaf) for path, leaf in _leaves(inner))


def _implied(links: Mapping[str, str], own: set[str]) -> Iterator[ExplainedValue]:
    for name, key in links.items():
        why = f"the tenant's own {name}" if key in own else "the tenant's first bot"
        yield ExplainedValue(name, key, None, why)


def _names(section: Section) -> Mapping[str, str]:
    return {python_name(name): name for name in (*section.by_name, *section.links)}


def _resource(section: Section, spec: TenantSpec, path: KeyPath) -> str:
    """Class and name; the keys are every second part of the path, which begins with one if the section is singular."""
    keys = (path[0], *path[2::2]) if path[0] in SINGULAR_SECTIONS else path[1::2]
    return f"{section.kind.class_name} {'.'.join([spec.key, *map(str, keys)])}"
