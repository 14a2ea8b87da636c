"""The tenants in the state of a stack: as the program was run last, and after a run that failed as well."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pulumi_chatbotkit.catalog.kinds.partner import FORCE_DESTROY, GUARD_SUFFIX, PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS
from pulumi_chatbotkit.inputs.tenant_layout import TENANT_TYPE
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState, StateResource
from pulumi_chatbotkit.reconcile import MARKER, Marker
from pulumi_chatbotkit.reconcile.marker import marker_from_input

_USER_KEYS: Final = (RUN_AS, "userId")
"""Where a resource says in which partner user it is."""


@dataclass(frozen=True)
class TenantInState:
    """A tenant as the state has it: as the program was run last."""

    key: str
    inside: tuple[StateResource, ...]
    """Everything in the component."""
    beside: tuple[StateResource, ...]
    """What the program has put into the partner user besides, outside of the component."""

    @cached_property
    def user(self) -> StateResource | None:
        """Its partner user; None if a run has ended before it was made."""
        users = (each for each in self.inside if each.is_ours and each.class_name == PARTNER_USER.class_name)
        return next((each for each in users if each.name == self.key), None)

    @property
    def marker(self) -> Marker | None:
        """The marker of its partner user."""
        return None if self.user is None else marker_from_input(self.user.inputs.values.get(MARKER))

    @property
    def is_forced(self) -> bool:
        """True if its deletion does not look at what would be lost."""
        guard = next((each for each in self.inside if each.name == f"{self.key}{GUARD_SUFFIX}"), self.user)
        return guard is not None and guard.inputs.values.get(FORCE_DESTROY) is True

    @property
    def is_retained(self) -> bool:
        """True if the partner user stays when it leaves the program."""
        return self.user is not None and self.user.is_retained

    @property
    def protected(self) -> list[str]:
        """Names of the resources that Pulumi refuses to delete."""
        return [each.name for each in (*self.inside, *self.beside) if each.is_protected]

    @property
    def by_type(self) -> dict[str, int]:
        """How many resources of each type go with it."""
        return dict(
            Counter(each.class_name for each in self.inside if each.is_ours and not each.name.endswith(GUARD_SUFFIX))
        )


def tenants_in(state: StackState) -> dict[str, TenantInState]:
    """The tenants of a state by key, in its order."""
    return {each.name: _tenant(each, state) for each in state.resources if each.type == TENANT_TYPE}


def _tenant(component: StateResource, state: StackState) -> TenantInState:
    urns = {component.urn}
    inside: list[StateResource] = []
    for each in state.resources:  # parents come first in a state
        if each.parent in urns:
            urns.add(each.urn)
            inside.append(each)
    found = TenantInState(component.name, tuple(inside), ())
    if found.user is None:
        return found
    identifier = found.user.id
    beside = [each for each in state.resources if each.urn not in urns and _is_in(each, identifier)]
    return TenantInState(component.name, tuple(inside), tuple(beside))


def _is_in(resource: StateResource, user: str) -> bool:
    return any(resource.inputs.values.get(key) == user for key in _USER_KEYS)
