"""Many records of one dataset as one resource: compare with the service, then send what differs, many calls at a time.

Progress is kept by the service alone, so an interrupted run loses nothing: the next one compares again and continues.
"""

from collections.abc import Sequence
from functools import partial

from pulumi_chatbotkit.api import ApiError
from pulumi_chatbotkit.catalog.kinds.content import CONTENT_HASH, RECORD_COUNT
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.property_paths import Paths
from pulumi_chatbotkit.reconcile.batch import Batch
from pulumi_chatbotkit.reconcile.content.record_set import (
    Change,
    KeyedRecord,
    StoredRecord,
    hash_of,
    stored_record,
    unpacked,
)
from pulumi_chatbotkit.reconcile.content.record_set import changes as changes_to
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.errors import Gone, TooManyGone
from pulumi_chatbotkit.reconcile.existence import is_gone
from pulumi_chatbotkit.reconcile.located_client import OLDEST_FIRST, LocatedClient
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker, marker_from_input
from pulumi_chatbotkit.reconcile.reconciler import Created, Observed
from pulumi_chatbotkit.reconcile.state import inputs_of, outputs_of
from pulumi_chatbotkit.reconcile.values import Outputs, State

_COMPARISONS = 3
"""How often to compare while the outcome of calls is unknown: a create that was not answered may have succeeded."""


class RecordSetReconciler:
    """Reconciles the records of a dataset that carry a resource's marker with the resource's source."""

    def __init__(self, context: RunContext) -> None:
        self._context = context

    async def create(self, location: Location, desired: JsonObject) -> Created:
        """Send the records that do not exist yet.

        Raises:
            ContentMissing: the records are not in the content store.
            Incomplete: some calls failed; the changes made by the others are kept.
        """
        marker = _marker(location)
        await self._apply(self._wanted(desired), self._context.at(location), (marker,), 0)
        return Created(f"{desired['datasetId']}/{marker.name}", outputs_of(location.kind, desired))

    async def read(self, location: Location, _identifier: str, state: State) -> Observed | None:
        """The records as the service has them, or None if the dataset is proven gone."""
        there = self._context.at(location)
        try:
            stored = await self._stored(there, (_marker(location),), _count(state))
        except ApiError as error:
            if await _dataset_is_gone(there, error):
                return None
            raise
        records = [each.record for each in stored]
        observed: JsonObject = {**state, CONTENT_HASH: hash_of(records), RECORD_COUNT: len(records)}
        return Observed(outputs_of(location.kind, observed), inputs_of(location.kind, observed))

    async def update(
        self, location: Location, _identifier: str, state: State, desired: JsonObject, _ignored: Paths
    ) -> Outputs:
        """Send the records that differ from what the service has.

        Raises:
            Gone: the dataset no longer exists.
            ContentMissing: the records are not in the content store.
            Incomplete: some calls failed; the changes made by the others are kept.
        """
        there = self._context.at(location)
        marker = _marker(location)
        before = marker_from_input(state.get(MARKER)) or marker
        try:
            await self._apply(self._wanted(desired), there, (before, marker), _count(state))
        except ApiError as error:
            if await _dataset_is_gone(there, error):
                message = f"{error}. The dataset was deleted elsewhere: run `pulumi up --refresh`."
                raise Gone(message) from error
            raise
        return outputs_of(location.kind, desired)

    async def delete(self, location: Location, _identifier: str, _state: State) -> None:
        """Delete the records; succeeds for those that are gone already."""
        there = self._context.at(location)
        try:
            await self._apply({}, there, (_marker(location),), 0)
        except ApiError as error:
            if not await _dataset_is_gone(there, error):
                raise

    def _wanted(self, desired: State) -> dict[str, KeyedRecord]:
        content = self._context.content_store.get(str(desired[CONTENT_HASH]))
        return {record.key: record for record in unpacked(content)}

    async def _apply(
        self, wanted: dict[str, KeyedRecord], there: LocatedClient, owners: Sequence[Marker], known: int
    ) -> None:
        """Change the records that carry one of these markers to ``wanted``, with the last of the markers.

        ``known`` is how many the state knows of.
        """
        batch = Batch(self._context.report, self._context.monotonic)
        for comparison in range(1, _COMPARISONS + 1):
            stored = await self._stored(there, owners, known)
            needed = changes_to(wanted, stored, owners[-1])
            doubt = await batch.run([partial(_send, there, change) for change in needed])
            if doubt is None:
                return
            if comparison == _COMPARISONS:
                raise doubt

    async def _stored(self, there: LocatedClient, owners: Sequence[Marker], known: int) -> list[StoredRecord]:
        """The records with one of these markers. Record lists cannot be filtered (b.8: records), so all are read.

        A list that lacks most of the ``known`` records may be a stale copy, from which all would be created once more:
        it is read again.

        Raises:
            TooManyGone: they are still missing.
        """
        resource = f"{there.location.scope['datasetId']}/{owners[-1].name}"
        missing = 0
        for wait_s in (0.0, *self._context.search_policy.waits_s):
            await self._context.sleep(wait_s)
            found = [stored_record(item) async for item in there.items(OLDEST_FIRST)]
            stored = [each for each in found if each is not None and each.owner in owners]
            missing = known - len(stored)
            if missing <= max(self._context.gone_limit, known // 2) or self._context.may_be_gone(resource):
                return stored
        message = (
            f"{missing} of the {known} records of {owners[-1].name!r} are gone at the service, which is more than "
            "chatbotkit:goneLimit allows in one run: an outage looks the same. Nothing was changed. If they were "
            f"really deleted, run `pulumi config set chatbotkit:goneLimit {missing}`, then this command again."
        )
        raise TooManyGone(message)


async def _send(there: LocatedClient, change: Change) -> None:
    match change.action:
        case "create":
            await there.create(change.body)
        case "update":
            await there.update(change.id, change.body)
        case "delete":
            await there.delete(change.id)


async def _dataset_is_gone(there: LocatedClient, error: ApiError) -> bool:
    """True if ``error`` means that the dataset is gone, which the dataset's own fetch has to prove."""
    dataset = there.location.parents[0]
    at_dataset = there.at(dataset.location)
    try:
        await at_dataset.fetch(dataset.id)
    except ApiError as answer:
        return type(answer) is type(error) and await is_gone(at_dataset, dataset.id, answer)
    return False


def _count(state: State) -> int:
    """How many records the state knows of."""
    count = state.get(RECORD_COUNT)
    return int(count) if isinstance(count, int | float) else 0


def _marker(location: Location) -> Marker:
    if location.marker is None:
        message = "records without a marker: it is not known which resource they belong to"
        raise ValueError(message)
    return location.marker
