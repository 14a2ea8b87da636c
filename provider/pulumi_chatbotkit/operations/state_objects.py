"""The objects that the states of stacks declare, as the core takes them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pulumi_chatbotkit.catalog import GUARDS, KINDS
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import ABSENT
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.inputs.tenant_layout import TENANT_TYPE
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath
from pulumi_chatbotkit.pulumi_cli.stack_state import ENCRYPTED, StackState, StateResource
from pulumi_chatbotkit.reconcile.desired import REWRITTEN, canonical
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker, marker_from_input

_PREFIXES: Final = ("pulumi-python:dynamic/chatbotkit:", "chatbotkit:index:")
_NO_OBJECTS: Final = {kind.class_name for kind in GUARDS.values()}
_KINDS: Final = {kind.class_name: kind for kind in KINDS.values()}


class UnknownType(Exception):
    """A resource is of a type that this version does not know."""


@dataclass(frozen=True)
class DeclaredObject:
    """A resource of a stack that has an object at the service."""

    stack: str
    customer: str
    kind: Kind
    resource: StateResource

    @property
    def id(self) -> str:
        return self.resource.id

    @property
    def inputs(self) -> JsonObject:
        """What the program declared when it was run last."""
        return self.resource.inputs.values

    @cached_property
    def state(self) -> JsonObject:
        """The outputs. What Pulumi encrypts in them alone is in the inputs, or is worked out again."""
        outputs = self.resource.outputs.values
        known = {path[0] for path in self.resource.outputs.encrypted} - {path[0] for path in self.encrypted}
        found = {**outputs, **{str(name): self.inputs[str(name)] for name in known if name in self.inputs}}
        if outputs.get(REWRITTEN) == ENCRYPTED:
            found[REWRITTEN] = self._rewritten(outputs)
        return found

    def _rewritten(self, outputs: JsonObject) -> JsonObject:
        """Values that the service stores in another form than they were given, as ``reconcile.state`` notes them."""
        found: JsonObject = {}
        for field in self.kind.fields:
            given = canonical(field, self.inputs)
            if given is not ABSENT and field.may_be_rewritten(given) and outputs.get(field.name) != ENCRYPTED:
                found[field.name] = {"given": given, "stored": outputs.get(field.name)}
        return found

    @property
    def account(self) -> str:
        """Id of the partner user in whose account it is; "" for the parent account."""
        key = RUN_AS if RUN_AS in self.kind.location_keys else self.kind.tenant_key
        return self.id if self.kind is PARTNER_USER else str(self.inputs.get(key or "") or "")

    @property
    def marker(self) -> Marker | None:
        return marker_from_input(self.inputs.get(MARKER))

    @property
    def encrypted(self) -> tuple[KeyPath, ...]:
        """Where declared values are that cannot be compared."""
        return self.resource.inputs.encrypted

    @cached_property
    def secret(self) -> tuple[KeyPath, ...]:
        """Where secrets are, or can be: not shown."""
        names: set[KeyPath] = {(name,) for name in self.kind.secret_names}
        masked: set[KeyPath] = {(field.name, key) for field in self.kind.fields for key in field.masked_keys}
        marked = {*self.resource.inputs.secret, *self.resource.outputs.secret} - {(REWRITTEN,)}
        return tuple(names | masked | marked)


def declared_objects(state: StackState) -> Iterator[DeclaredObject]:
    """The objects that a stack declares, in the order of its state.

    Raises:
        UnknownType: a newer version of this package has written the state.
    """
    return _objects(state, [each for each in state.resources if not each.is_read_only])


def objects_in(state: StackState) -> Iterator[DeclaredObject]:
    """The same, with those that the program only reads, and those that wait for their deletion. Raises as above."""
    return _objects(state, [*state.resources, *state.leaving])


def _objects(state: StackState, resources: Collection[StateResource]) -> Iterator[DeclaredObject]:
    by_urn = {each.urn: each for each in state.resources}
    users = {each.id: each.name for each in state.resources if _kind_name(each) == PARTNER_USER.class_name}
    for each in resources:
        name = _kind_name(each)
        if name is None or name in _NO_OBJECTS:
            continue
        if name not in _KINDS:
            message = f"{each.urn}: this version of pulumi-chatbotkit knows no {name}: install the one of the program"
            raise UnknownType(message)
        found = DeclaredObject(state.stack, "", _KINDS[name], each)
        customer = _tenant_of(each, by_urn) or users.get(found.account, found.account)
        yield DeclaredObject(state.stack, customer, found.kind, each)


def _kind_name(resource: StateResource) -> str | None:
    """The class of a resource of this package that has an object; None for all others."""
    if resource.type == TENANT_TYPE:
        return None
    prefix = next((each for each in _PREFIXES if resource.type.startswith(each)), None)
    return None if prefix is None or not resource.id else resource.type.removeprefix(prefix)


def _tenant_of(resource: StateResource, by_urn: dict[str, StateResource]) -> str:
    """The name of the ``Tenant`` that it is in; "" if it is in none."""
    above = by_urn.get(resource.parent)
    while above is not None:
        if above.type == TENANT_TYPE:
            return above.name
        above = by_urn.get(above.parent)
    return ""


def hidden(paths: Collection[KeyPath], value: JsonValue, at: KeyPath, instead: str) -> JsonValue:
    """``value``, which is at the path ``at``, with ``instead`` for what it has at one of the paths.

    A list is hidden as a whole: others may have moved its items.
    """
    inside = [path for path in paths if path[: len(at)] == at]
    if not inside:
        return value
    if isinstance(value, dict) and at not in paths:
        return {key: hidden(inside, inner, (*at, key), instead) for key, inner in value.items()}
    return value if value is None or (not isinstance(value, list) and at not in paths) else instead
