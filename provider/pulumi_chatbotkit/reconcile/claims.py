"""Which resource has an object that carries no marker, and whose id is made of where it is.

Two resources may mean the same one: a resource and its replacement, one under an old and a new name, or two by mistake.
"""

import uuid

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.marker import Marker
from pulumi_chatbotkit.reconcile.provider_keys import ADOPTION
from pulumi_chatbotkit.reconcile.values import State


class Claims:
    """The claims of one kind's resources. One per event loop."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._claimed: dict[str, Marker | None] = {}

    def check(self, location: Location, identifier: str) -> None:
        """Return if the location's resource may have the object.

        Raises:
            AdoptionRefused: another resource of the stack has it.
        """
        in_state = self._context.history.objects_in_state.get((location.kind.name, identifier))
        for marker in (self._claimed.get(identifier), None if in_state is None else in_state.marker):
            if marker is not None and marker != location.marker:
                message = (
                    f"{location.kind.class_name} {identifier} is managed by the resource {marker.name!r} of this stack "
                    "already. Remove one of the two. If this one is that resource under a new name, set the option "
                    f"aliases=[pulumi.Alias(name={marker.name!r})]; if it takes its place, run `pulumi up` without "
                    "this one first."
                )
                raise AdoptionRefused(message)

    def claim(self, location: Location, identifier: str) -> JsonObject:
        """Record that the location's resource has the object; returns what its state keeps to tell entries apart."""
        stamp = uuid.uuid4().hex
        self._claimed[identifier] = location.marker
        self._context.history.claimed(location.kind, identifier, stamp)
        return {ADOPTION: stamp}

    def keeps(self, location: Location, identifier: str, state: State) -> bool:
        """True if a delete must leave the object alone, because a resource that stays has it; then this says so."""
        if not self._context.history.is_an_old_entry(location.kind, identifier, state):
            return False
        self._context.report(
            f"{location.kind.class_name} {identifier} was not deleted: a resource of the stack has it, and only an "
            "older entry of the state was to go"
        )
        return True

    def release(self, location: Location, identifier: str) -> None:
        """Record that the object is gone."""
        self._claimed.pop(identifier, None)
        self._context.history.forget(location.kind, identifier)
