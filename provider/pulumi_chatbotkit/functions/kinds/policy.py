# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Looking up objects of kind policy: docs/api/api.md b.15 and a.9."""
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
class PolicyResult:
    """Policy, as the service shows it. What is secret, or never returned, is left out."""

    id: str
    alias: str | None
    """Your own handle for it, unique among the account's policies; references accept it as ``@alias``."""
    name: str
    """Display name."""
    description: str
    """What it is for."""
    blueprint_id: str | None
    """Id of a blueprint of the same account."""
    bot_id: str | None
    """Id of the bot that it is for; left out, it is for every bot."""
    type: str
    """What it rules."""
    state: str | None
    """Whether it works; older deployments refuse it."""
    config: Mapping[str, JsonValue] | None
    """What the rule says: one of two objects, by ``type``; replaced as a whole."""
    meta: Mapping[str, JsonValue] | None
    """Data of its own, and the keys that mark an object of a stack."""
    created_at: int | None
    """When it was made, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""
    run_as: str | None
    """Id of the partner user in whose account it was found; None for your own."""


def get_policy(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> PolicyResult:
    """Find the one Policy that is meant by exactly one of id, alias, name, meta.

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
        PolicyResult,
        "policy",
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


def get_policy_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[PolicyResult]:
    """``get_policy`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(
        get_policy,
        id=id,
        alias=alias,
        name=name,
        meta=meta,
        run_as=run_as,
    )


def list_policies(
    *,
    meta: Mapping[str, object] | None = None,
    bot_id: str | None = None,
    run_as: str | None = None,
) -> Iterator[PolicyResult]:
    """Every Policy, newest first; a page is asked for when the one before has been used up.

    Args:
        run_as: Id of the partner user in whose account to look; left out, your own account.
        meta: Entries that their ``meta`` must have.
        bot_id: Id of the bot that they are linked to.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    return objects(
        PolicyResult,
        "policy",
        meta=meta,
        wanted={
            "botId": ("bot_id", bot_id),
        },
        place={
            "runAs": ("run_as", run_as),
        },
    )


def list_policies_output(
    *,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    bot_id: pulumi.Input[str] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[PolicyResult]]:
    """``list_policies`` for arguments that are outputs, all pages at once."""
    return deferred_list(
        list_policies,
        meta=meta,
        bot_id=bot_id,
        run_as=run_as,
    )
