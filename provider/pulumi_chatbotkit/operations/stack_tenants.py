"""The tenants of a stack, as its state has them: whatever the program exports, and after a run that failed as well."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER, PARTNER_USER_CONTEXT
from pulumi_chatbotkit.catalog.kinds.workspace import BOT
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.operations.tenants_in_state import TenantInState, tenants_in
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState, StateResource


@dataclass(frozen=True)
class StackTenant:
    """One ``Tenant`` of the state.

    Attributes:
        key: Its resource name, such as ``acme``.
        user: Id of its partner user; None if that is not in the state.
        bots: From key to id, in the order of the state.
        contexts: The same.
    """

    key: str
    user: str | None
    bots: Mapping[str, str] = field(default_factory=dict[str, str])
    contexts: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True)
class StackTenants:
    """What the state of a stack says of tenants.

    Attributes:
        tenants: In the order of the state.
        not_found: One sentence for each thing that was looked for and is not there.
    """

    tenants: tuple[StackTenant, ...]
    not_found: tuple[str, ...]


def tenants_of_state(state: StackState) -> StackTenants:
    """The tenants in a state."""
    found = tuple(_tenant(each) for each in tenants_in(state).values())
    return StackTenants(found, tuple(_not_found(found, state.resources)))


def _tenant(tenant: TenantInState) -> StackTenant:
    def ids(kind: Kind) -> dict[str, str]:
        return {each.name.removeprefix(f"{tenant.key}."): each.id for each in tenant.inside if _is(each, kind)}

    return StackTenant(tenant.key, tenant.user.id if tenant.user else None, ids(BOT), ids(PARTNER_USER_CONTEXT))


def _is(resource: StateResource, kind: Kind) -> bool:
    return resource.is_ours and resource.class_name == kind.class_name


def _not_found(tenants: Iterable[StackTenant], resources: tuple[StateResource, ...]) -> Iterable[str]:
    if not resources:
        yield "the stack is empty: `pulumi up` makes its tenants"
        return
    if not tenants:
        yield f"no Tenant is among the {len(resources)} resources of the stack"
    yield from (
        f"{each.key}: its sub-account is not in the state: `pulumi up` makes it, or takes it over if a killed run did"
        for each in tenants
        if each.user is None
    )
    own = {each.user for each in tenants}
    alone = [f"{each.name} ({each.id})" for each in resources if _is(each, PARTNER_USER) and each.id not in own]
    if alone:
        yield f"not part of a Tenant, so not listed: partner user {', '.join(alone)}"
