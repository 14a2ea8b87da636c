"""Where the actions of a kind are, and in whose account they run."""

from pulumi_chatbotkit.api import Path, RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.kind import RUN_AS, Kind, Scope
from pulumi_chatbotkit.reconcile.values import State


def collection(kind: Kind, values: State) -> Path:
    """The path under which the kind's actions are, e.g. ``("partner", "user", "<id>", "context")``."""
    owner = kind.owner
    if owner is None:
        return kind.path
    return tuple(str(values[owner.field]) if part == f"{{{owner.field}}}" else part for part in kind.path)


def run_as(kind: Kind, values: State) -> RunAs | None:
    """The partner user whose account the actions run in; None for the parent's own."""
    user = values.get(RUN_AS) if kind.scope is Scope.RUN_AS else None
    return RunAs(user_id=user) if isinstance(user, str) else None


def tenant(kind: Kind, values: State) -> tuple[Kind, str] | None:
    """The kind and id of the object without which this one cannot exist; None where there is none."""
    key = kind.scope_key
    user = values.get(key) if key is not None else None
    return (KINDS[kind.owner.kind if kind.owner else "partner_user"], user) if isinstance(user, str) else None
