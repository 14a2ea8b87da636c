# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Dataset: docs/api/api.md b.7."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class DatasetArgsDict(TypedDict, total=False):
    """The arguments of Dataset as a dictionary, for programs that build them piece by piece."""

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
    adopt: pulumi.Input[AdoptMode] | None


class Dataset(ChatBotKitResource, module="chatbotkit", name="Dataset"):
    """Records that bots search for knowledge.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's datasets; references accept it as ``@alias``.
            Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it
            clears it.
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
        visibility: Who may use it: this account, related accounts (parent, children, siblings) too, or everybody.
            Limits: one of ``private``, ``protected``, ``public``. Removing it restores ``'private'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        run_as: The partner user in whose account it lives, or that one's id; left out, your own account.
            A change replaces it.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    - The deprecated ``store`` is left out: the service discards it.
    - Deleting a dataset deletes its records and sets the links of bots and contexts to null.

    Source: docs/api/api.md b.7.
    """

    catalog_kind = "dataset"

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
        adopt: pulumi.Input[AdoptMode] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            {
                "alias": alias,
                "name": name,
                "description": description,
                "blueprintId": blueprint_id,
                "reranker": reranker,
                "recordMaxTokens": record_max_tokens,
                "searchMinScore": search_min_score,
                "searchMaxRecords": search_max_records,
                "searchMaxTokens": search_max_tokens,
                "matchInstruction": match_instruction,
                "mismatchInstruction": mismatch_instruction,
                "separators": separators,
                "visibility": visibility,
                "meta": meta,
            },
            scopes={
                "runAs": run_as,
            },
            adopt=adopt,
            opts=opts,
        )

    @property
    @pulumi.getter(name="alias")
    def alias(self) -> pulumi.Output[str | None]:
        """Your own handle for it, unique among the account's datasets; references accept it as ``@alias``."""
        return vars(self)["alias"]

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str]:
        """Display name."""
        return vars(self)["name"]

    @property
    @pulumi.getter(name="description")
    def description(self) -> pulumi.Output[str]:
        """What it is for."""
        return vars(self)["description"]

    @property
    @pulumi.getter(name="blueprintId")
    def blueprint_id(self) -> pulumi.Output[str | None]:
        """Id of a blueprint of the same account."""
        return vars(self)["blueprintId"]

    @property
    @pulumi.getter(name="reranker")
    def reranker(self) -> pulumi.Output[str | None]:
        """Name of the reranker."""
        return vars(self)["reranker"]

    @property
    @pulumi.getter(name="recordMaxTokens")
    def record_max_tokens(self) -> pulumi.Output[int | None]:
        """Tokens that a record may have."""
        return vars(self)["recordMaxTokens"]

    @property
    @pulumi.getter(name="searchMinScore")
    def search_min_score(self) -> pulumi.Output[float | None]:
        """Lowest score of a match."""
        return vars(self)["searchMinScore"]

    @property
    @pulumi.getter(name="searchMaxRecords")
    def search_max_records(self) -> pulumi.Output[int | None]:
        """Records that a search returns at most."""
        return vars(self)["searchMaxRecords"]

    @property
    @pulumi.getter(name="searchMaxTokens")
    def search_max_tokens(self) -> pulumi.Output[int | None]:
        """Tokens that a search returns at most."""
        return vars(self)["searchMaxTokens"]

    @property
    @pulumi.getter(name="matchInstruction")
    def match_instruction(self) -> pulumi.Output[str | None]:
        """What the bot does with matches."""
        return vars(self)["matchInstruction"]

    @property
    @pulumi.getter(name="mismatchInstruction")
    def mismatch_instruction(self) -> pulumi.Output[str | None]:
        """What the bot does without matches."""
        return vars(self)["mismatchInstruction"]

    @property
    @pulumi.getter(name="separators")
    def separators(self) -> pulumi.Output[str | None]:
        """Where texts are split into records."""
        return vars(self)["separators"]

    @property
    @pulumi.getter(name="visibility")
    def visibility(self) -> pulumi.Output[str]:
        """Who may use it: this account, related accounts (parent, children, siblings) too, or everybody."""
        return vars(self)["visibility"]

    @property
    @pulumi.getter(name="meta")
    def meta(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
        return vars(self)["meta"]

    @property
    @pulumi.getter(name="runAs")
    def run_as(self) -> pulumi.Output[str | None]:
        """Id of the partner user in whose account it lives; None for your own."""
        return vars(self)["runAs"]
