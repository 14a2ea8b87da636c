# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Dataset records. Source: docs/api/api.md b.8."""

from os import PathLike
from typing import TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class DatasetRecordsArgsDict(TypedDict):
    """The arguments of DatasetRecords as a dictionary, for programs that build them step by step."""

    source: pulumi.Input[str | PathLike[str]]


class DatasetRecords(ChatBotKitResource, module="chatbotkit", name="DatasetRecords"):
    """The records of a dataset that a folder or a file lists, as one resource.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        dataset_id: Id of the dataset they belong to. A change replaces all of them.
        source: Path of a folder (one record for each file), or of a ``.jsonl`` or ``.csv`` file, relative to the
            project's directory; the formats are in docs/content.md. Limits: a path.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.

    - Only records that differ are sent. Other records of the dataset are left alone.
    - A run that fails half way keeps what it did, and the next one continues.
    - Faults of the source stop the program before anything is sent, all of them at once, with their lines.

    Source: docs/api/api.md b.8.
    """

    catalog_kind = "dataset_records"

    content_hash: pulumi.Output[str]
    """SHA-256 of all records."""
    record_count: pulumi.Output[int]
    """How many there are."""
    dataset_id: pulumi.Output[str]
    """Id of the dataset it belongs to."""
    run_as: pulumi.Output[str | None]
    """Id of the partner user in whose account it lives; None for your own."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        dataset_id: pulumi.Input[str],
        source: pulumi.Input[str | PathLike[str]],
        run_as: pulumi.Input[str] | PartnerUser | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("dataset_records", locals()))
