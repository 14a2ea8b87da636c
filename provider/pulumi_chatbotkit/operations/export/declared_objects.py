"""The objects that a tenant of a tenants file declares, as the inputs of their resources. Pure.

What the ``Tenant`` component does with a program's arguments, for files whose objects exist: a reference is the id that
the other object's entry is to adopt.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind, snake_case
from pulumi_chatbotkit.inputs.tenant_layout import ADOPT
from pulumi_chatbotkit.inputs.tenant_objects import TenantObject, tenant_objects
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


def declared_objects(spec: TenantSpec) -> Iterator[DeclaredObject]:
    """The partner user of a tenant, and every object in it, each after those that it refers to."""
    user = _values(PARTNER_USER.fields, spec.arguments)
    yield DeclaredObject(PARTNER_USER, spec.key, user, frozenset())
    objects = tenant_objects(spec.arguments)
    ids = {(each.section.kind.name, each.key): _id(each) for each in objects}
    for each in objects:
        yield _declared(spec.key, each, user.get(ADOPT.name), ids)


def _declared(
    tenant: str, declared: TenantObject, user_id: JsonValue, ids: Mapping[tuple[str, str], JsonValue]
) -> DeclaredObject:
    section, kind = declared.section, declared.section.kind
    inputs = _values(section.fields, declared.arguments)
    links = {link.argument: link.field for link in section.links.values()}
    for argument, other in declared.references.items():
        inputs[links[argument]] = ids[other]
    if kind.parent is not None and section.parent is not None:
        inputs[kind.parent.field] = ids[section.parent.kind.name, str(declared.parent_key)]
    elif kind.parent is not None:
        inputs[kind.parent.field] = user_id
    if RUN_AS in kind.location_keys:
        inputs[RUN_AS] = user_id
    added = frozenset(links[argument] for argument in declared.implied)
    return DeclaredObject(kind, f"{tenant}.{declared.key}", inputs, added)


def _id(declared: TenantObject) -> JsonValue:
    """The id of the object that is adopted; None if a new one is made."""
    return cast("JsonValue", declared.arguments.get(ADOPT.name))


def _values(fields: tuple[Field, ...], arguments: Mapping[str, object]) -> JsonObject:
    """The declared values by state key."""
    found = {each.name: cast("JsonValue", arguments.get(snake_case(each.name))) for each in (*fields, ADOPT)}
    return {name: _known(value) for name, value in found.items() if value is not None}


def _known(value: JsonValue) -> JsonValue:
    if is_secret_source(value):
        return SECRET_TO_COME
    inside = as_object(value)
    return value if inside is None else {key: _known(inner) for key, inner in inside.items()}
