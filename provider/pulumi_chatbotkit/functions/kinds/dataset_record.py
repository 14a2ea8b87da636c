# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Looking up objects of kind dataset_record: docs/api/api.md b.8 and a.9."""
# ruff: noqa: A002 - arguments are named as the API names them

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi

from pulumi_chatbotkit.functions.listing import objects
from pulumi_chatbotkit.functions.lookup import one
from pulumi_chatbotkit.functions.outputs import deferred, deferred_list
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.resources import PartnerUser


@dataclass(frozen=True, kw_only=True)
class DatasetRecordResult:
    """Dataset record, as the service shows it. What is secret, or never returned, is left out."""

    id: str
    text: str | None
    """The knowledge; about 8,000 tokens of it are indexed."""
    source: str | None
    """Where it comes from."""
    meta: Mapping[str, JsonValue] | None
    """Data of its own, and the keys that mark an object of a stack."""
    created_at: int | None
    """When it was made, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""
    dataset_id: str
    """Id of the dataset that it belongs to."""
    run_as: str | None
    """Id of the partner user in whose account it was found; None for your own."""


def get_dataset_record(
    *,
    dataset_id: str,
    id: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> DatasetRecordResult:
    """Find the one DatasetRecord that is meant by exactly one of id, meta.

    Args:
        dataset_id: Id of the dataset that it belongs to.
        run_as: Id of the partner user in whose account to look; left out, your own account.
        id: Its id.
        meta: Entries that its ``meta`` has; no other may have them all.

    Raises:
        pulumi.RunError: an argument cannot be used, nothing or more than one was found, or the service refused.
    """
    return one(
        DatasetRecordResult,
        "dataset_record",
        selectors={
            "id": id,
            "meta": meta,
        },
        place={
            "datasetId": ("dataset_id", dataset_id),
            "runAs": ("run_as", run_as),
        },
    )


def get_dataset_record_output(
    *,
    dataset_id: pulumi.Input[str],
    id: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[DatasetRecordResult]:
    """``get_dataset_record`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(
        get_dataset_record,
        dataset_id=dataset_id,
        id=id,
        meta=meta,
        run_as=run_as,
    )


def list_dataset_records(
    *,
    dataset_id: str,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> Iterator[DatasetRecordResult]:
    """Every DatasetRecord, newest first; a page is asked for when the one before has been used up.

    Args:
        dataset_id: Id of the dataset that it belongs to.
        run_as: Id of the partner user in whose account to look; left out, your own account.
        meta: Entries that their ``meta`` must have.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    return objects(
        DatasetRecordResult,
        "dataset_record",
        meta=meta,
        wanted={},
        place={
            "datasetId": ("dataset_id", dataset_id),
            "runAs": ("run_as", run_as),
        },
    )


def list_dataset_records_output(
    *,
    dataset_id: pulumi.Input[str],
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[DatasetRecordResult]]:
    """``list_dataset_records`` for arguments that are outputs, all pages at once."""
    return deferred_list(
        list_dataset_records,
        dataset_id=dataset_id,
        meta=meta,
        run_as=run_as,
    )
