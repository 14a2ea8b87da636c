# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Dataset, and how to look one up. Source: docs/api/api.md b.7 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.account_object import AccountObject, AccountObjectResult
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class DatasetArgsDict(TypedDict, total=False):
    """The arguments of Dataset as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    reranker: pulumi.Input[str] | None
    record_max_tokens: pulumi.Input[int] | None
    search_min_score: pulumi.Input[float] | None
    search_max_records: pulumi.Input[int] | None
    search_max_tokens: pulumi.Input[int] | None
    match_instruction: pulumi.Input[str] | None
    mismatch_instruction: pulumi.Input[str] | None
    separators: pulumi.Input[str] | None
    visibility: pulumi.Input[Literal["private", "protected", "public"]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class Dataset(AccountObject, module="chatbotkit", name="Dataset"):
    """Records that bots search for knowledge.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's datasets; references accept it as ``@alias``. Limits:
            at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        reranker: Name of the reranker. Removing it clears it.
        record_max_tokens: Tokens that a record may have. Limits: at least 1. Removing it clears it.
        search_min_score: Lowest score of a match. Limits: at least 0. Removing it clears it.
        search_max_records: Records that a search returns at most. Limits: at least 1. Removing it clears it.
        search_max_tokens: Tokens that a search returns at most. Limits: at least 1. Removing it clears it.
        match_instruction: What the bot does with matches. Removing it clears it.
        mismatch_instruction: What the bot does without matches. Removing it clears it.
        separators: Where texts are split into records. Removing it clears it.
        visibility: Who may use it: this account; related accounts too (parent, children, siblings); or everyone.
            Limits: one of ``private``, ``protected``, ``public``. Removing it restores ``'private'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - The deprecated ``store`` is left out: the service discards it.
    - Deleting a dataset deletes its records and sets the links of bots and contexts to null.

    Source: docs/api/api.md b.7.
    """

    catalog_kind = "dataset"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's datasets; references accept it as ``@alias``."""
    reranker: pulumi.Output[str | None]
    """Name of the reranker."""
    record_max_tokens: pulumi.Output[int | None]
    """Tokens that a record may have."""
    search_min_score: pulumi.Output[float | None]
    """Lowest score of a match."""
    search_max_records: pulumi.Output[int | None]
    """Records that a search returns at most."""
    search_max_tokens: pulumi.Output[int | None]
    """Tokens that a search returns at most."""
    match_instruction: pulumi.Output[str | None]
    """What the bot does with matches."""
    mismatch_instruction: pulumi.Output[str | None]
    """What the bot does without matches."""
    separators: pulumi.Output[str | None]
    """Where texts are split into records."""
    visibility: pulumi.Output[str]
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        reranker: pulumi.Input[str] | None = None,
        record_max_tokens: pulumi.Input[int] | None = None,
        search_min_score: pulumi.Input[float] | None = None,
        search_max_records: pulumi.Input[int] | None = None,
        search_max_tokens: pulumi.Input[int] | None = None,
        match_instruction: pulumi.Input[str] | None = None,
        mismatch_instruction: pulumi.Input[str] | None = None,
        separators: pulumi.Input[str] | None = None,
        visibility: pulumi.Input[Literal["private", "protected", "public"]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("dataset", locals()))


@dataclass(frozen=True, kw_only=True)
class DatasetResult(AccountObjectResult):
    """Dataset, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's datasets; references accept it as ``@alias``."""
    reranker: str | None
    """Name of the reranker."""
    record_max_tokens: int | None
    """Tokens that a record may have."""
    search_min_score: float | None
    """Lowest score of a match."""
    search_max_records: int | None
    """Records that a search returns at most."""
    search_max_tokens: int | None
    """Tokens that a search returns at most."""
    match_instruction: str | None
    """What the bot does with matches."""
    mismatch_instruction: str | None
    """What the bot does without matches."""
    separators: str | None
    """Where texts are split into records."""
    visibility: str
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""


def get_dataset(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> DatasetResult:
    """Find the one Dataset with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(DatasetResult, "dataset", locals())


def get_dataset_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[DatasetResult]:
    """``get_dataset`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_dataset, **locals())


def list_datasets(*, meta: Mapping[str, object] | None = None, run_as: str | None = None) -> Iterator[DatasetResult]:
    """Every Dataset, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(DatasetResult, "dataset", locals())


def list_datasets_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[DatasetResult]]:
    """``list_datasets`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_datasets, **locals())
