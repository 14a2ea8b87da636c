# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Dataset file, and how to look one up. Source: docs/api/api.md b.9 and a.9 (lists)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.lookups.result_types import AccountResult
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class DatasetFileArgsDict(TypedDict, total=False):
    """The arguments of DatasetFile as a dictionary, for programs that build them step by step."""

    type: pulumi.Input[Literal["source"]] | None
    delete_records: pulumi.Input[bool] | None
    adopt: pulumi.Input[Adopt] | None


class DatasetFile(ChatBotKitResource, module="chatbotkit", name="DatasetFile"):
    """A file attached to a dataset, as a source of records.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        dataset_id: Id of the dataset. A change replaces the attachment.
        file_id: Id of the file. A change replaces the attachment.
        type: What the file is for the dataset. Limits: one of ``source``. Removing it restores ``'source'``.
        delete_records: Delete the records made from the file, too, when it is detached. Removing it restores ``False``.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Nothing is indexed until the dataset is synchronised with the file.
    - An attachment has no ``meta``, so it cannot be marked as belonging to a resource.

    Source: docs/api/api.md b.9.
    """

    catalog_kind = "dataset_file"

    type: pulumi.Output[str]
    """What the file is for the dataset."""
    delete_records: pulumi.Output[bool]
    """Delete the records made from the file, too, when it is detached."""
    dataset_id: pulumi.Output[str]
    """Id of the dataset it belongs to."""
    file_id: pulumi.Output[str]
    """Id of the file it belongs to."""
    run_as: pulumi.Output[str | None]
    """Id of the partner user in whose account it lives; None for your own."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        dataset_id: pulumi.Input[str],
        file_id: pulumi.Input[str],
        type: pulumi.Input[Literal["source"]] | None = None,
        delete_records: pulumi.Input[bool] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("dataset_file", locals()))


@dataclass(frozen=True, kw_only=True)
class DatasetFileResult(AccountResult):
    """Dataset file, as the service shows it. What is secret or never returned is left out."""

    dataset_id: str
    """Id of the dataset that it belongs to."""


def get_dataset_file(*, dataset_id: str, id: str | None = None, run_as: str | None = None) -> DatasetFileResult:
    """Find the one DatasetFile with this id.

    Args:
        dataset_id: Id of the dataset that it belongs to.
        id: Its id.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(DatasetFileResult, "dataset_file", locals())


def get_dataset_file_output(
    *,
    dataset_id: pulumi.Input[str],
    id: pulumi.Input[str] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[DatasetFileResult]:
    """``get_dataset_file`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_dataset_file, **locals())


def list_dataset_files(*, dataset_id: str, run_as: str | None = None) -> Iterator[DatasetFileResult]:
    """Every DatasetFile, newest first. A page is fetched once the previous one is used up.

    Args:
        dataset_id: Id of the dataset that they belong to.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(DatasetFileResult, "dataset_file", locals())


def list_dataset_files_output(
    *, dataset_id: pulumi.Input[str], run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[DatasetFileResult]]:
    """``list_dataset_files`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_dataset_files, **locals())
