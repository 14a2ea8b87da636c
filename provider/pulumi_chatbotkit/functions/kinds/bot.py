# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Looking up objects of kind bot: docs/api/api.md b.5 and a.9."""
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
class BotResult:
    """Bot, as the service shows it. What is secret, or never returned, is left out."""

    id: str
    alias: str | None
    """Your own handle for it, unique among the account's bots; references accept it as ``@alias``."""
    name: str
    """Display name."""
    description: str
    """What it is for."""
    blueprint_id: str | None
    """Id of a blueprint of the same account."""
    backstory: str
    """Instructions for every conversation."""
    model: str
    """Model to use, with options: ``name/key=value``. Left out, the service chooses at run time."""
    dataset_id: str | None
    """Id of a dataset that the account may use."""
    skillset_id: str | None
    """Id of a skillset that the account may use."""
    visibility: str
    """Who may use it: this account, related accounts (parent, children, siblings) too, or everybody."""
    meta: Mapping[str, JsonValue] | None
    """Data of its own, and the keys that mark an object of a stack."""
    created_at: int | None
    """When it was made, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""
    run_as: str | None
    """Id of the partner user in whose account it was found; None for your own."""


def get_bot(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> BotResult:
    """Find the one Bot that is meant by exactly one of id, alias, name, meta.

    Args:
        run_as: Id of the partner user in whose account to look; left out, your own account.
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; no other may have it.
        meta: Entries that its ``meta`` has; no other may have them all.

    Raises:
        pulumi.RunError: an argument cannot be used, nothing or more than one was found, or the service refused.
    """
    return one(
        BotResult,
        "bot",
        selectors={
            "id": id,
            "alias": alias,
            "name": name,
            "meta": meta,
        },
        place={
            "runAs": ("run_as", run_as),
        },
    )


def get_bot_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[BotResult]:
    """``get_bot`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(
        get_bot,
        id=id,
        alias=alias,
        name=name,
        meta=meta,
        run_as=run_as,
    )


def list_bots(
    *,
    meta: Mapping[str, object] | None = None,
    blueprint_id: str | None = None,
    run_as: str | None = None,
) -> Iterator[BotResult]:
    """Every Bot, newest first; a page is asked for when the one before has been used up.

    Args:
        run_as: Id of the partner user in whose account to look; left out, your own account.
        meta: Entries that their ``meta`` must have.
        blueprint_id: Id of the blueprint that they are linked to.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    return objects(
        BotResult,
        "bot",
        meta=meta,
        wanted={
            "blueprintId": ("blueprint_id", blueprint_id),
        },
        place={
            "runAs": ("run_as", run_as),
        },
    )


def list_bots_output(
    *,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    blueprint_id: pulumi.Input[str] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[BotResult]]:
    """``list_bots`` for arguments that are outputs, all pages at once."""
    return deferred_list(
        list_bots,
        meta=meta,
        blueprint_id=blueprint_id,
        run_as=run_as,
    )
