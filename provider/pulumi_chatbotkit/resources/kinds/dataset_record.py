# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Dataset record, and how to look one up. Source: docs/api/api.md b.8 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.lookups.result_types import AccountResult
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class DatasetRecordArgsDict(TypedDict, total=False):
    """The arguments of DatasetRecord as a dictionary, for programs that build them step by step."""

    text: pulumi.Input[str] | None
    source: pulumi.Input[str] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class DatasetRecord(ChatBotKitResource, module="chatbotkit", name="DatasetRecord"):
    """A piece of knowledge in a dataset.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        dataset_id: Id of the dataset it belongs to. A change replaces the record.
        text: The knowledge; about 8,000 tokens of it are indexed. Limits: more than blanks. Required.
        source: Where it comes from. Removing it clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Records that the service makes by syncing files and sites are not managed here.

    Source: docs/api/api.md b.8.
    """

    catalog_kind = "dataset_record"

    text: pulumi.Output[str | None]
    """The knowledge; about 8,000 tokens of it are indexed."""
    source: pulumi.Output[str | None]
    """Where it comes from."""
    meta: pulumi.Output[Mapping[str, Any] | None]
    """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
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
        text: pulumi.Input[str],
        source: pulumi.Input[str] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("dataset_record", locals()))


@dataclass(frozen=True, kw_only=True)
class DatasetRecordResult(AccountResult):
    """Dataset record, as the service shows it. What is secret or never returned is left out."""

    text: str | None
    """The knowledge; about 8,000 tokens of it are indexed."""
    source: str | None
    """Where it comes from."""
    meta: Mapping[str, JsonValue] | None
    """Your own data, and the keys that mark an object of a stack."""
    dataset_id: str
    """Id of the dataset that it belongs to."""


def get_dataset_record(
    *, dataset_id: str, id: str | None = None, meta: Mapping[str, object] | None = None, run_as: str | None = None
) -> DatasetRecordResult:
    """Find the one DatasetRecord with this id or meta: give exactly one of them.

    Args:
        dataset_id: Id of the dataset that it belongs to.
        id: Its id.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(DatasetRecordResult, "dataset_record", locals())


def get_dataset_record_output(
    *,
    dataset_id: pulumi.Input[str],
    id: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[DatasetRecordResult]:
    """``get_dataset_record`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_dataset_record, **locals())


def list_dataset_records(
    *, dataset_id: str, meta: Mapping[str, object] | None = None, run_as: str | None = None
) -> Iterator[DatasetRecordResult]:
    """Every DatasetRecord, newest first. A page is fetched once the previous one is used up.

    Args:
        dataset_id: Id of the dataset that they belong to.
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(DatasetRecordResult, "dataset_record", locals())


def list_dataset_records_output(
    *,
    dataset_id: pulumi.Input[str],
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[DatasetRecordResult]]:
    """``list_dataset_records`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_dataset_records, **locals())
