"""The time for which a replaced object still works beside the one that replaces it, as the program wants it."""

from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.list_cache import ListCache
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import location_of
from pulumi_chatbotkit.reconcile.read import read_record


class Overlap:
    """Waits before replaced objects are deleted. One per event loop."""

    def __init__(self, context: RunContext, list_cache: ListCache) -> None:
        self._context = context
        self._list_cache = list_cache

    async def wait(self, there: LocatedClient, identifier: str) -> None:
        """Return once the object at this location may be deleted. Raises ``ChatBotKitError``."""
        kind = there.location.kind
        left_s = 0.0 if kind.overlap_field is None else await self._left_s(there, identifier, kind.overlap_field)
        if left_s > 0:
            self._context.report(
                f"{kind.class_name}: waiting {left_s:.0f} s before the old one is deleted; until then both work"
            )
            await self._context.sleep(left_s)

    async def _left_s(self, there: LocatedClient, identifier: str, overlap_field: str) -> float:
        """How long the object must still work beside the one that replaces it, in seconds.

        That one may be of an earlier run, which was killed before it deleted this one: then its ``createdAt`` counts.
        If the service does not tell it, both work for the whole time once more.
        """
        location, history = there.location, self._context.history
        successor = history.successor(location, identifier)
        if successor is not None:
            return _seconds(successor.desired.get(overlap_field)) - (self._context.monotonic() - successor.made_s)
        kept = history.current(location)
        if kept is None or kept[0] == identifier:
            return 0
        kept_id, kept_state = kept
        wanted_s = _seconds(kept_state.get(overlap_field))
        if wanted_s == 0:
            return 0
        at_kept = there.at(location_of(location.kind, kept_state))
        record = await self._list_cache.record(at_kept, kept_id) or await read_record(at_kept, kept_id) or {}
        made_ms = record.get("createdAt")
        if not isinstance(made_ms, int | float):
            return wanted_s
        return wanted_s - max(0.0, self._context.epoch_s() - made_ms / 1000)


def _seconds(value: JsonValue) -> float:
    return value if isinstance(value, int | float) else 0
