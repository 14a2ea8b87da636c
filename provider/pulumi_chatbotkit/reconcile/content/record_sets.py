"""Many records of one dataset as one resource: compare with the service, then send what differs, side by side.

Nothing is kept of a run but what it has done at the service. So a run that breaks off loses nothing: the next one
compares again and continues.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial

from pulumi_chatbotkit.api import ApiError, Client
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.kinds.content import CONTENT_HASH, RECORD_COUNT
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.content.batch import Batch
from pulumi_chatbotkit.reconcile.content.content_store import Spool
from pulumi_chatbotkit.reconcile.content.record_set import (
    Change,
    KeyedRecord,
    StoredRecord,
    hash_of,
    stored_record,
    unpacked,
)
from pulumi_chatbotkit.reconcile.content.record_set import changes as changes_to
from pulumi_chatbotkit.reconcile.errors import Gone
from pulumi_chatbotkit.reconcile.existence import is_gone
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker, marker_from_input
from pulumi_chatbotkit.reconcile.reconciler import Created, Observed
from pulumi_chatbotkit.reconcile.routes import action, collection, run_as
from pulumi_chatbotkit.reconcile.state import inputs_of, outputs_of
from pulumi_chatbotkit.reconcile.values import Inputs, Outputs, State, all_known

_COMPARISONS = 3
"""How often to compare, when calls were left in doubt: a record may be there although its create was not answered."""


def _say_nothing(_line: str) -> None:
    """Report to nobody."""


class RecordsReconciler:
    """Brings the records of a dataset that carry a resource's marker to what its source says."""

    def __init__(
        self,
        client: Client,
        *,
        spool: Spool | None = None,
        report: Callable[[str], None] = _say_nothing,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Work through ``client``; ``report`` gets a line on the progress every few seconds of ``monotonic``."""
        self._client = client
        self._spool = spool or Spool()
        self._report = report
        self._monotonic = monotonic

    async def create(self, kind: Kind, inputs: Inputs) -> Created:
        """Send the records that are not there yet.

        Raises:
            NotSpooled: the records are not at hand.
            Incomplete: some calls failed; what was done is kept.
        """
        desired = all_known(inputs)
        marker = _marker(desired)
        await self._bring_to(self._wanted(desired), kind, desired, (marker,))
        return Created(f"{desired['datasetId']}/{marker.name}", outputs_of(kind, desired))

    async def read(self, kind: Kind, _identifier: str, state: State) -> Observed | None:
        """What the service has of these records, or None once the dataset is proven gone."""
        try:
            stored = await self._stored(kind, state, (_marker(state),))
        except ApiError as error:
            if await self._dataset_is_gone(state, error):
                return None
            raise
        records = [each.record for each in stored]
        observed: JsonObject = {**state, CONTENT_HASH: hash_of(records), RECORD_COUNT: len(records)}
        return Observed(outputs_of(kind, observed), inputs_of(kind, observed))

    async def update(self, kind: Kind, _identifier: str, state: State, inputs: Inputs) -> Outputs:
        """Send the records that differ from what the service has.

        Raises:
            Gone: the dataset no longer exists.
            NotSpooled: the records are not at hand.
            Incomplete: some calls failed; what was done is kept.
        """
        desired = all_known(inputs)
        try:
            await self._bring_to(self._wanted(desired), kind, desired, (_marker(state), _marker(desired)))
        except ApiError as error:
            if await self._dataset_is_gone(desired, error):
                message = f"{error} The dataset was deleted elsewhere: run `pulumi up --refresh`."
                raise Gone(message) from error
            raise
        return outputs_of(kind, desired)

    async def delete(self, kind: Kind, _identifier: str, state: State) -> None:
        """Delete the records; those that are gone already are no error."""
        try:
            await self._bring_to({}, kind, state, (_marker(state),))
        except ApiError as error:
            if not await self._dataset_is_gone(state, error):
                raise

    def _wanted(self, desired: State) -> dict[str, KeyedRecord]:
        return {record.key: record for record in unpacked(self._spool.get(str(desired[CONTENT_HASH])))}

    async def _bring_to(
        self, wanted: dict[str, KeyedRecord], kind: Kind, values: State, owners: Sequence[Marker]
    ) -> None:
        batch = Batch(self._report, self._monotonic)
        for comparison in range(1, _COMPARISONS + 1):
            stored = await self._stored(kind, values, owners)
            needed = changes_to(wanted, stored, owners[-1])
            doubt = await batch.run([partial(self._send, kind, values, change) for change in needed])
            if doubt is None:
                return
            if comparison == _COMPARISONS:
                raise doubt

    async def _send(self, kind: Kind, values: State, change: Change) -> None:
        path = action(kind, getattr(kind.actions, change.action), values, change.id)
        await self._client.post(path, change.body, run_as=run_as(kind, values), repeatable=change.action != "create")

    async def _stored(self, kind: Kind, values: State, owners: Sequence[Marker]) -> list[StoredRecord]:
        """The records with one of these markers. The API filters no record list (b.8), so all of it is read."""
        path = (*collection(kind, values), "list")
        items = self._client.items(path, query={"order": "asc"}, run_as=run_as(kind, values))
        found = [stored_record(item) async for item in items]
        return [each for each in found if each is not None and each.owner in owners]

    async def _dataset_is_gone(self, values: State, error: ApiError) -> bool:
        """Whether ``error`` comes from there being no dataset. Its own fetch has to prove that."""
        dataset = KINDS["dataset"]
        path = action(dataset, ("{id}", "fetch"), values, str(values["datasetId"]))
        try:
            await self._client.get(path, run_as=run_as(dataset, values))
        except ApiError as answer:
            return type(answer) is type(error) and await is_gone(self._client, dataset, values, answer)
        return False


def _marker(values: State) -> Marker:
    marker = marker_from_input(values.get(MARKER))
    if marker is None:
        message = "records without a marker: whose they are could not be told"
        raise ValueError(message)
    return marker
