# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Looking up objects of kind dataset_file: docs/api/api.md b.9 and a.9."""
# ruff: noqa: A002 - arguments are named as the API names them

from collections.abc import Iterator
from dataclasses import dataclass

import pulumi

from pulumi_chatbotkit.functions.listing import objects
from pulumi_chatbotkit.functions.lookup import one
from pulumi_chatbotkit.functions.outputs import deferred, deferred_list
from pulumi_chatbotkit.resources import PartnerUser


@dataclass(frozen=True, kw_only=True)
class DatasetFileResult:
    """Dataset file, as the service shows it. What is secret, or never returned, is left out."""

    id: str
    created_at: int | None
    """When it was made, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""
    dataset_id: str
    """Id of the dataset that it belongs to."""
    run_as: str | None
    """Id of the partner user in whose account it was found; None for your own."""


def get_dataset_file(
    *,
    dataset_id: str,
    id: str | None = None,
    run_as: str | None = None,
) -> DatasetFileResult:
    """Find the one DatasetFile that is meant by exactly one of id.

    Args:
        dataset_id: Id of the dataset that it belongs to.
        run_as: Id of the partner user in whose account to look; left out, your own account.
        id: Its id.

    Raises:
        pulumi.RunError: an argument cannot be used, nothing or more than one was found, or the service refused.
    """
    return one(
        DatasetFileResult,
        "dataset_file",
        selectors={
            "id": id,
        },
        place={
            "datasetId": ("dataset_id", dataset_id),
            "runAs": ("run_as", run_as),
        },
    )


def get_dataset_file_output(
    *,
    dataset_id: pulumi.Input[str],
    id: pulumi.Input[str] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[DatasetFileResult]:
    """``get_dataset_file`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(
        get_dataset_file,
        dataset_id=dataset_id,
        id=id,
        run_as=run_as,
    )


def list_dataset_files(
    *,
    dataset_id: str,
    run_as: str | None = None,
) -> Iterator[DatasetFileResult]:
    """Every DatasetFile, newest first; a page is asked for when the one before has been used up.

    Args:
        dataset_id: Id of the dataset that it belongs to.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    return objects(
        DatasetFileResult,
        "dataset_file",
        meta=None,
        wanted={},
        place={
            "datasetId": ("dataset_id", dataset_id),
            "runAs": ("run_as", run_as),
        },
    )


def list_dataset_files_output(
    *,
    dataset_id: pulumi.Input[str],
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[DatasetFileResult]]:
    """``list_dataset_files`` for arguments that are outputs, all pages at once."""
    return deferred_list(
        list_dataset_files,
        dataset_id=dataset_id,
        run_as=run_as,
    )
