# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Partner user context, and how to look one up. Source: docs/api/api.md b.2 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.lookups.result_types import Result
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class PartnerUserContextArgsDict(TypedDict, total=False):
    """The arguments of PartnerUserContext as a dictionary, for programs that build them step by step."""

    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    dataset_id: pulumi.Input[str] | None
    skillset_id: pulumi.Input[str] | None
    contact_id: pulumi.Input[str] | None
    payload: pulumi.Input[Mapping[str, object]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class PartnerUserContext(ChatBotKitResource, module="chatbotkit", name="PartnerUserContext"):
    """What ties a partner user to a bot, a blueprint, a dataset or a skillset, with a payload of your own.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        user: The partner user it belongs to, or that one's id. A change replaces the object.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the partner user. Removing it clears it.
        bot_id: Id of a bot that the partner user may use. Removing it clears it.
        dataset_id: Id of a dataset that the partner user may use. Removing it clears it.
        skillset_id: Id of a skillset that the partner user may use. Removing it clears it.
        contact_id: Id of a contact of the partner user; older deployments refuse it. Removing it clears it.
        payload: Any JSON object; replaced as a whole. Limits: no key starts with ``#``. Removing it clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Links are resolved as the partner user: its own objects, public ones, or protected ones of your account.
    - The API sets a link to null when the object behind it is deleted; that shows as drift.
    - Deleting a context leaves the bot, blueprint, dataset and skillset alone.

    Source: docs/api/api.md b.2.
    """

    catalog_kind = "partner_user_context"

    name: pulumi.Output[str]
    """Display name."""
    description: pulumi.Output[str]
    """What it is for."""
    blueprint_id: pulumi.Output[str | None]
    """Id of a blueprint of the partner user."""
    bot_id: pulumi.Output[str | None]
    """Id of a bot that the partner user may use."""
    dataset_id: pulumi.Output[str | None]
    """Id of a dataset that the partner user may use."""
    skillset_id: pulumi.Output[str | None]
    """Id of a skillset that the partner user may use."""
    contact_id: pulumi.Output[str | None]
    """Id of a contact of the partner user; older deployments refuse it."""
    payload: pulumi.Output[Mapping[str, Any] | None]
    """Any JSON object; replaced as a whole."""
    meta: pulumi.Output[Mapping[str, Any] | None]
    """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
    user_id: pulumi.Output[str]
    """Id of the partner user it belongs to."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        user: pulumi.Input[str] | PartnerUser,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        bot_id: pulumi.Input[str] | None = None,
        dataset_id: pulumi.Input[str] | None = None,
        skillset_id: pulumi.Input[str] | None = None,
        contact_id: pulumi.Input[str] | None = None,
        payload: pulumi.Input[Mapping[str, object]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("partner_user_context", locals()))


@dataclass(frozen=True, kw_only=True)
class PartnerUserContextResult(Result):
    """Partner user context, as the service shows it. What is secret or never returned is left out."""

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
    """Your own data, and the keys that mark an object of a stack."""
    user_id: str
    """Id of the partner user that it belongs to."""


def get_partner_user_context(
    *, user: str, id: str | None = None, name: str | None = None, meta: Mapping[str, object] | None = None
) -> PartnerUserContextResult:
    """Find the one PartnerUserContext with this id, name or meta: give exactly one of them.

    Args:
        user: Id of the partner user that it belongs to.
        id: Its id.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(PartnerUserContextResult, "partner_user_context", locals())


def get_partner_user_context_output(
    *,
    user: pulumi.Input[str] | PartnerUser,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
) -> pulumi.Output[PartnerUserContextResult]:
    """``get_partner_user_context`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_partner_user_context, **locals())


def list_partner_user_contexts(
    *,
    user: str,
    meta: Mapping[str, object] | None = None,
    blueprint_id: str | None = None,
    bot_id: str | None = None,
    dataset_id: str | None = None,
    skillset_id: str | None = None,
) -> Iterator[PartnerUserContextResult]:
    """Every PartnerUserContext, newest first. A page is fetched once the previous one is used up.

    Args:
        user: Id of the partner user that they belong to.
        meta: Entries that their ``meta`` must have.
        blueprint_id: Id of the blueprint that they are linked to.
        bot_id: Id of the bot that they are linked to.
        dataset_id: Id of the dataset that they are linked to.
        skillset_id: Id of the skillset that they are linked to.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(PartnerUserContextResult, "partner_user_context", locals())


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
    return deferred_list(list_partner_user_contexts, **locals())
