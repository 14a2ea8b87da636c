"""What a reconciler does: the operations with I/O, and what they return."""

from dataclasses import dataclass
from typing import Protocol

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.property_paths import Paths
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.values import Outputs, State


@dataclass(frozen=True)
class Created:
    """A new object."""

    id: str
    outputs: Outputs


@dataclass(frozen=True)
class Observed:
    """An object as the service shows it, and the inputs that would produce it."""

    outputs: Outputs
    inputs: Outputs
    updated_at: JsonValue = None
    """``updatedAt`` of its record; None if the service does not say when it was changed."""


class Reconciler(Protocol):
    """The operations with I/O. Inputs have passed check, and every value is known.

    An instance serves one run and one event loop. Every method raises ``ChatBotKitError``.
    """

    async def create(self, location: Location, desired: JsonObject, /) -> Created:
        """Create the object, or adopt an existing one."""
        ...

    async def read(self, location: Location, identifier: str, state: State, /) -> Observed | None:
        """Read the object; None if it is proven gone."""
        ...

    async def update(
        self,
        location: Location,
        identifier: str,
        state: State,
        desired: JsonObject,
        ignored: Paths,
        /,
    ) -> Outputs:
        """Send what differs, and leave what is at the ``ignored`` paths as it is; returns the new outputs."""
        ...

    async def delete(self, location: Location, identifier: str, state: State, /) -> None:
        """Delete the object."""
        ...
