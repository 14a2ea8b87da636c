"""Places: where a list action finds objects of a kind, and in whose account."""

from dataclasses import dataclass

from pulumi_chatbotkit.api import ApiPath, RunAs
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.reconcile.routes import collection, run_as
from pulumi_chatbotkit.reconcile.values import State


@dataclass(frozen=True)
class Place:
    """One collection in one account."""

    kind: str
    collection: ApiPath
    run_as: RunAs | None

    @property
    def list_path(self) -> ApiPath:
        """The path of the list action."""
        return (*self.collection, "list")


def place_of(kind: Kind, values: State) -> Place:
    """Where the object that ``values`` are of is, or would be made."""
    return Place(kind.name, collection(kind, values), run_as(kind, values))
