"""The objects that the states of stacks declare, as the core takes them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import ABSENT
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, KeyPath
from pulumi_chatbotkit.operations.hidden_values import secret_paths
from pulumi_chatbotkit.operations.resource_owners import (
    GUARD_CLASSES,
    KINDS_BY_CLASS,
    account_of,
    class_name_of,
    tenant_of,
)
from pulumi_chatbotkit.pulumi_cli.stack_state import ENCRYPTED, StackState, StateResource
from pulumi_chatbotkit.reconcile.desired import REWRITTEN, canonical
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker, marker_from_input


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
        return account_of(self.kind, self.id, self.inputs)

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
        marked = {*self.resource.inputs.secret, *self.resource.outputs.secret} - {(REWRITTEN,)}
        return tuple(secret_paths(self.kind) | marked)


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
    parents = {each.urn: each.parent for each in [*state.leaving, *state.resources]}
    users = {
        each.id: each.name
        for each in state.resources
        if class_name_of(each.type) == PARTNER_USER.class_name and each.id
    }
    for each in resources:
        name = class_name_of(each.type)
        if name is None or not each.id or name in GUARD_CLASSES:
            continue
        if name not in KINDS_BY_CLASS:
            message = f"{each.urn}: this version of pulumi-chatbotkit knows no {name}: install the one of the program"
            raise UnknownType(message)
        found = DeclaredObject(state.stack, "", KINDS_BY_CLASS[name], each)
        customer = tenant_of(each.urn, parents) or users.get(found.account, found.account)
        yield DeclaredObject(state.stack, customer, found.kind, each)
