"""The objects that a tenant of a tenants file declares, as the inputs of their resources. Pure.

What the ``Tenant`` component does with a program's arguments, for files whose objects exist: a reference is the id that
the other object's entry is to adopt.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind, snake_case
from pulumi_chatbotkit.inputs.tenant_layout import (
    ADOPT,
    CREATION_ORDER,
    SECTIONS,
    SINGULAR,
    SINGULAR_SECTIONS,
    Section,
    implied_links,
    made_by_default,
)
from pulumi_chatbotkit.inputs.tenants import TenantSpec
from pulumi_chatbotkit.inputs.tenants.secret_sources import is_secret_source
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

SECRET_TO_COME = "(a secret)"  # noqa: S105 - in place of one
"""In place of a secret, of which the file has the source only."""


@dataclass(frozen=True)
class DeclaredObject:
    """One resource."""

    kind: Kind
    name: str
    """Of the resource: ``acme.support``."""
    inputs: JsonObject
    """By state key, with ids of account and parents; ``adopt`` among them."""
    implied: frozenset[str]
    """State keys of what the component adds."""

    @property
    def adopts(self) -> str | None:
        """The id of the object to adopt; None if a new one is made."""
        value = self.inputs.get(ADOPT.name)
        return value if isinstance(value, str) else None

    @property
    def id(self) -> str | None:
        """The id of the object, if it exists."""
        attached = self.kind.attached
        return self.adopts if attached is None else str(self.inputs.get(attached.field))


@dataclass(frozen=True)
class _Entry:
    section: Section
    key: str
    arguments: JsonObject
    parent_id: JsonValue


def declared_objects(spec: TenantSpec) -> Iterator[DeclaredObject]:
    """The partner user of a tenant, and every object in it, each after those that it refers to."""
    given = spec.arguments
    user = _values(PARTNER_USER.fields, given)
    yield DeclaredObject(PARTNER_USER, spec.key, user, frozenset())
    entries = [*_entries(given)]
    ids = {(each.section.kind.name, each.key): each.arguments.get(ADOPT.name) for each in entries}
    own = {name for name in SINGULAR if given.get(name) not in (None, False)}
    first_bot = next((each.key for each in entries if each.section.kind.name == "bot"), None)
    for section in CREATION_ORDER:
        for each in entries:
            if each.section.kind is section.kind:
                yield _declared(spec.key, each, user.get(ADOPT.name), ids, (own - {section.kind.name}, first_bot))


def _declared(
    tenant: str,
    entry: _Entry,
    user_id: JsonValue,
    ids: Mapping[tuple[str, str], JsonValue],
    defaults: tuple[set[str], str | None],
) -> DeclaredObject:
    section, kind = entry.section, entry.section.kind
    inputs = _values(section.fields, entry.arguments)
    implied = implied_links(section, entry.arguments.keys(), *defaults)
    for name, link in section.links.items():
        to = entry.arguments.get(snake_case(name), implied.get(name))
        if isinstance(to, str):
            inputs[link.field] = ids.get((link.kind, to))
    if kind.parent is not None:
        inputs[kind.parent.field] = user_id if section.parent is None else entry.parent_id
    if RUN_AS in kind.location_keys:
        inputs[RUN_AS] = user_id
    added = frozenset(section.links[name].field for name in implied)
    return DeclaredObject(kind, f"{tenant}.{entry.key}", inputs, added)


def _values(fields: tuple[Field, ...], arguments: JsonObject) -> JsonObject:
    """The declared values by state key."""
    found = {each.name: arguments.get(snake_case(each.name)) for each in (*fields, ADOPT)}
    return {name: _known(value) for name, value in found.items() if value is not None}


def _known(value: JsonValue) -> JsonValue:
    if is_secret_source(value):
        return SECRET_TO_COME
    inside = as_object(value)
    return value if inside is None else {key: _known(inner) for key, inner in inside.items()}


def _entries(given: JsonObject) -> Iterator[_Entry]:
    has_bots = bool(given.get("bots"))
    made: JsonObject = {**given, **{name: {} for name in made_by_default(given, has_bots=has_bots)}}
    for name, section in SINGULAR_SECTIONS.items():
        value = as_object(made.get(name))
        if value is not None:
            yield from _below(section, name, value, None)
    for section in SECTIONS.values():
        for key, value in (as_object(made.get(section.argument)) or {}).items():
            yield from _below(section, key, as_object(value) or {}, None)


def _below(section: Section, key: str, arguments: JsonObject, parent_id: JsonValue) -> Iterator[_Entry]:
    yield _Entry(section, key, arguments, parent_id)
    for child in section.children.values():
        for inner, value in (as_object(arguments.get(child.argument)) or {}).items():
            yield from _below(child, f"{key}.{inner}", as_object(value) or {}, arguments.get(ADOPT.name))
