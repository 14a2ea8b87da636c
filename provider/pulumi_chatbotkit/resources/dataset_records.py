"""Many records of one dataset as one resource, so that a state stays small however many there are."""

from typing import TypedDict

import pulumi

from pulumi_chatbotkit.catalog.kinds.content import CONTENT_HASH, RECORD_COUNT
from pulumi_chatbotkit.hosts.dynamic.content import check_size, spooled
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.inputs.records.record_files import RecordsFileError, read_records
from pulumi_chatbotkit.reconcile.content.record_set import packed
from pulumi_chatbotkit.resources import PartnerUser


class DatasetRecordsArgsDict(TypedDict):
    """The arguments of DatasetRecords as a dictionary, for programs that build them piece by piece."""

    source: pulumi.Input[str]


class DatasetRecords(ChatBotKitResource, module="chatbotkit", name="DatasetRecords"):
    """The records of a dataset that a folder or a file lists.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        dataset_id: Id of the dataset. A change replaces all records.
        source: Path of a folder (one record for each file), or of a ``.jsonl`` or ``.csv`` file, relative to the
            project's directory (docs/content.md).
        run_as: The partner user in whose account the dataset lives, or that one's id; left out, your own account.
            A change replaces all records.

    Only records that differ are sent. Other records of the dataset are left alone. A run that fails half way keeps what
    it did, and the next one continues.

    Raises ``pulumi.RunError`` if the source has faults; all of them are named, with their lines, and nothing is sent.
    Source: docs/api/api.md b.8.
    """

    catalog_kind = "dataset_records"

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        dataset_id: pulumi.Input[str],
        source: pulumi.Input[str],
        run_as: pulumi.Input[str] | PartnerUser | None = None,
    ) -> None:
        label = f"DatasetRecords {resource_name!r}"
        if isinstance(source, str):
            content = _described(label, source)
        else:
            described = pulumi.Output.from_input(source).apply(lambda path: _described(label, path))
            content = {name: _one(described, name) for name in (CONTENT_HASH, RECORD_COUNT)}
        super().__init__(resource_name, content, scopes={"datasetId": dataset_id, "runAs": run_as}, opts=opts)

    @property
    @pulumi.getter(name="contentHash")
    def content_hash(self) -> pulumi.Output[str]:
        """SHA-256 of all records."""
        return vars(self)["contentHash"]

    @property
    @pulumi.getter(name="recordCount")
    def record_count(self) -> pulumi.Output[int]:
        """How many there are."""
        return vars(self)["recordCount"]

    @property
    @pulumi.getter(name="datasetId")
    def dataset_id(self) -> pulumi.Output[str]:
        """Id of the dataset they belong to."""
        return vars(self)["datasetId"]

    @property
    @pulumi.getter(name="runAs")
    def run_as(self) -> pulumi.Output[str | None]:
        """Id of the partner user in whose account they live; None for your own."""
        return vars(self)["runAs"]


def _described(label: str, source: str) -> dict[str, object]:
    try:
        records = read_records(source, check_size=lambda size: check_size(label, size))
    except RecordsFileError as error:
        message = f"{label}: {error}"
        raise pulumi.RunError(message) from error
    content = spooled(label, packed(records))
    return {CONTENT_HASH: content[CONTENT_HASH], RECORD_COUNT: len(records)}


def _one(described: pulumi.Output[dict[str, object]], name: str) -> pulumi.Output[object]:
    return described.apply(lambda values: values[name])
