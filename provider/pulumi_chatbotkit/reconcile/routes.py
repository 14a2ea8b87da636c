"""Where the actions of a kind are, and in whose account they run."""

from pulumi_chatbotkit.api import ApiPath, RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind, Scope
from pulumi_chatbotkit.reconcile.values import State


def collection(kind: Kind, values: State) -> ApiPath:
    """The path under which the kind's actions are, e.g. ``("partner", "user", "<id>", "context")``."""
    owner = kind.parent
    if owner is None:
        return kind.path
    return tuple(str(values[owner.field]) if part == f"{{{owner.field}}}" else part for part in kind.path)


def action(kind: Kind, suffix: tuple[str, ...], values: State, identifier: str = "") -> ApiPath:
    """The path of an action: ``suffix`` below the collection, with the words in braces filled in."""
    known = {**values, "id": identifier}
    filled = (str(known[part[1:-1]]) if part.startswith("{") else part for part in suffix)
    return (*collection(kind, values), *filled)


def run_as(kind: Kind, values: State) -> RunAs | None:
    """The partner user whose account the actions run in; None for the parent's own."""
    user = values.get(RUN_AS) if kind.scope is Scope.RUN_AS else None
    return RunAs(user_id=user) if isinstance(user, str) else None


def holders(kind: Kind, values: State) -> list[tuple[Kind, str]]:
    """Kinds and ids of the objects without which this one cannot exist: its owners, and the tenant it lives in."""
    owners = [(KINDS[owner.kind], values.get(owner.field)) for owner in kind.parents]
    tenant = [(KINDS["partner_user"], values.get(RUN_AS))] if kind.scope is Scope.RUN_AS else []
    return [(holder, identifier) for holder, identifier in (*owners, *tenant) if isinstance(identifier, str)]
