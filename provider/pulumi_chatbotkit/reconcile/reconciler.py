"""What brings objects of a kind to what is desired; which one serves a kind is a column of the kind."""

from dataclasses import dataclass
from typing import Protocol

from pulumi_chatbotkit.catalog.schema.kind import Strategy
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.values import Outputs, State


@dataclass(frozen=True)
class Created:
    """A new object."""

    id: str
    outputs: Outputs


@dataclass(frozen=True)
class Observed:
    """An object as the service shows it, and the inputs that would leave it so."""

    outputs: Outputs
    inputs: Outputs


class Reconciler(Protocol):
    """The operations with I/O. Inputs have passed check, and every value is known.

    One serves one run and one event loop. Every method raises ``ChatBotKitError``.
    """

    async def create(self, location: Location, desired: JsonObject, /) -> Created:
        """Create what is declared, or adopt it."""
        ...

    async def read(self, location: Location, identifier: str, state: State, /) -> Observed | None:
        """Look at the object; None once it is proven gone."""
        ...

    async def update(self, location: Location, identifier: str, state: State, desired: JsonObject, /) -> Outputs:
        """Send what differs."""
        ...

    async def delete(self, location: Location, identifier: str, state: State, /) -> None:
        """Delete the object."""
        ...


def reconciler_for(strategy: Strategy, context: RunContext) -> Reconciler:
    """A new reconciler of this strategy."""
    # Each is loaded where it is needed: few stacks have record sets.
    match strategy:
        case Strategy.OBJECT:
            from pulumi_chatbotkit.reconcile.objects import ObjectReconciler  # noqa: PLC0415

            return ObjectReconciler(context)
        case Strategy.RECORD_SET:
            from pulumi_chatbotkit.reconcile.content.record_sets import RecordSetReconciler  # noqa: PLC0415

            return RecordSetReconciler(context)
