# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Looking up objects of kind partner_user_context: docs/api/api.md b.2 and a.9."""
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
class PartnerUserContextResult:
    """Partner user context, as the service shows it. What is secret, or never returned, is left out."""

    id: str
    name: str
    """Display name."""
    description: str
    """What it is for."""
    blueprint_id: str | None
    """Id of a blueprint of the partner user."""
    bot_id: str | None
    """Id of a bot that the partner user may use."""
    dataset_id: str | None
    """Id of a dataset that the partner user may use."""
    skillset_id: str | None
    """Id of a skillset that the partner user may use."""
    contact_id: str | None
    """Id of a contact of the partner user; older deployments refuse it."""
    payload: Mapping[str, JsonValue] | None
    """Any JSON object; replaced as a whole."""
    meta: Mapping[str, JsonValue] | None
    """Data of its own, and the keys that mark an object of a stack."""
    created_at: int | None
    """When it was made, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""
    user_id: str
    """Id of the partner user that it belongs to."""


def get_partner_user_context(
    *,
    user: str,
    id: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
) -> PartnerUserContextResult:
    """Find the one PartnerUserContext that is meant by exactly one of id, name, meta.

    Args:
        user: Id of the partner user that it belongs to.
        id: Its id.
        name: Its display name, exactly; no other may have it.
        meta: Entries that its ``meta`` has; no other may have them all.

    Raises:
        pulumi.RunError: an argument cannot be used, nothing or more than one was found, or the service refused.
    """
    return one(
        PartnerUserContextResult,
        "partner_user_context",
        selectors={
            "id": id,
            "name": name,
            "meta": meta,
        },
        place={
            "userId": ("user", user),
        },
    )


def get_partner_user_context_output(
    *,
    user: pulumi.Input[str] | PartnerUser,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
) -> pulumi.Output[PartnerUserContextResult]:
    """``get_partner_user_context`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(
        get_partner_user_context,
        user=user,
        id=id,
        name=name,
        meta=meta,
    )


def list_partner_user_contexts(
    *,
    user: str,
    meta: Mapping[str, object] | None = None,
    blueprint_id: str | None = None,
    bot_id: str | None = None,
    dataset_id: str | None = None,
    skillset_id: str | None = None,
) -> Iterator[PartnerUserContextResult]:
    """Every PartnerUserContext, newest first; a page is asked for when the one before has been used up.

    Args:
        user: Id of the partner user that it belongs to.
        meta: Entries that their ``meta`` must have.
        blueprint_id: Id of the blueprint that they are linked to.
        bot_id: Id of the bot that they are linked to.
        dataset_id: Id of the dataset that they are linked to.
        skillset_id: Id of the skillset that they are linked to.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    return objects(
        PartnerUserContextResult,
        "partner_user_context",
        meta=meta,
        wanted={
            "blueprintId": ("blueprint_id", blueprint_id),
            "botId": ("bot_id", bot_id),
            "datasetId": ("dataset_id", dataset_id),
            "skillsetId": ("skillset_id", skillset_id),
        },
        place={
            "userId": ("user", user),
        },
    )


def list_partner_user_contexts_output(
    *,
    user: pulumi.Input[str] | PartnerUser,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    blueprint_id: pulumi.Input[str] | None = None,
    bot_id: pulumi.Input[str] | None = None,
    dataset_id: pulumi.Input[str] | None = None,
    skillset_id: pulumi.Input[str] | None = None,
) -> pulumi.Output[list[PartnerUserContextResult]]:
    """``list_partner_user_contexts`` for arguments that are outputs, all pages at once."""
    return deferred_list(
        list_partner_user_contexts,
        user=user,
        meta=meta,
        blueprint_id=blueprint_id,
        bot_id=bot_id,
        dataset_id=dataset_id,
        skillset_id=skillset_id,
    )
