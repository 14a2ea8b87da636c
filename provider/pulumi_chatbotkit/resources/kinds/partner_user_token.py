# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Partner user token, and how to look one up. Source: docs/api/api.md b.3 and a.9 (lists)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.arguments_classes import args_class
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.lookups.result_types import Result
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


@args_class
class PartnerUserTokenConfigArgs:
    """Whom a token acts for."""

    allowed_routes: pulumi.Input[Sequence[pulumi.Input[str]]] | None = pulumi.property("allowedRoutes", default=None)
    """Stored and never enforced: restricts nothing. Use a session to limit a key to routes."""
    contact_id: pulumi.Input[str] | None = pulumi.property("contactId", default=None)
    """Id of the contact that it acts for."""


class PartnerUserTokenArgsDict(TypedDict, total=False):
    """The arguments of PartnerUserToken as a dictionary, for programs that build them step by step."""

    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    config: pulumi.Input[PartnerUserTokenConfigArgs | Mapping[str, object]] | None
    rotate_when: pulumi.Input[str] | None
    overlap_seconds: pulumi.Input[int] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class PartnerUserToken(ChatBotKitResource, module="chatbotkit", name="PartnerUserToken"):
    """A key with which an application acts as the partner user.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        user: The partner user it belongs to, or that one's id. A change replaces the object.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        config: Whom the token acts for; replaced as a whole. Its ``allowedRoutes`` restrict nothing. Its keys:
            ``PartnerUserTokenConfigArgs``. Limits: no key starts with ``#``. Removing it clears it.
        rotate_when: Any text, such as a month: when it changes, the token is replaced by a new one, which is made
            before the old one is deleted. Removing it clears it.
        overlap_seconds: How long both tokens work when one is replaced: ``pulumi up`` waits so long before it deletes
            the old one. Limits: from 0 to 3,600 seconds. Removing it restores ``0``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - The key is shown once, at creation. Rotation is a replacement: change ``rotate_when``.
    - ``config.allowedRoutes`` reads as protection and is none: the service never enforces it. Check warns of it.
    - A key that is limited to routes is a session: ``create_session``.
    - ``config`` is never returned by the API, so a change made elsewhere cannot be seen.
    - Tokens do not expire; deleting one revokes it.

    Source: docs/api/api.md b.3.
    """

    catalog_kind = "partner_user_token"

    name: pulumi.Output[str]
    """Display name."""
    description: pulumi.Output[str]
    """What it is for."""
    config: pulumi.Output[Mapping[str, Any] | None]
    """Whom the token acts for; replaced as a whole. Its ``allowedRoutes`` restrict nothing."""
    rotate_when: pulumi.Output[str | None]
    """Any text, such as a month: when it changes, the token is replaced by a new one, which is made before the old one
    is deleted."""
    overlap_seconds: pulumi.Output[int]
    """How long both tokens work when one is replaced: ``pulumi up`` waits so long before it deletes the old one."""
    meta: pulumi.Output[Mapping[str, Any] | None]
    """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
    token: pulumi.Output[str]
    """The key itself, shown once by the API and kept as a secret."""
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
        config: pulumi.Input[PartnerUserTokenConfigArgs | Mapping[str, object]] | None = None,
        rotate_when: pulumi.Input[str] | None = None,
        overlap_seconds: pulumi.Input[int] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("partner_user_token", locals()))


@dataclass(frozen=True, kw_only=True)
class PartnerUserTokenResult(Result):
    """Partner user token, as the service shows it. What is secret or never returned is left out."""

    name: str
    """Display name."""
    description: str
    """What it is for."""
    meta: Mapping[str, JsonValue] | None
    """Your own data, and the keys that mark an object of a stack."""
    user_id: str
    """Id of the partner user that it belongs to."""


def get_partner_user_token(
    *, user: str, id: str | None = None, name: str | None = None, meta: Mapping[str, object] | None = None
) -> PartnerUserTokenResult:
    """Find the one PartnerUserToken with this id, name or meta: give exactly one of them.

    Args:
        user: Id of the partner user that it belongs to.
        id: Its id.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(PartnerUserTokenResult, "partner_user_token", locals())


def get_partner_user_token_output(
    *,
    user: pulumi.Input[str] | PartnerUser,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
) -> pulumi.Output[PartnerUserTokenResult]:
    """``get_partner_user_token`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_partner_user_token, **locals())


def list_partner_user_tokens(
    *, user: str, meta: Mapping[str, object] | None = None
) -> Iterator[PartnerUserTokenResult]:
    """Every PartnerUserToken, newest first. A page is fetched once the previous one is used up.

    Args:
        user: Id of the partner user that they belong to.
        meta: Entries that their ``meta`` must have.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(PartnerUserTokenResult, "partner_user_token", locals())


def list_partner_user_tokens_output(
    *, user: pulumi.Input[str] | PartnerUser, meta: pulumi.Input[Mapping[str, object]] | None = None
) -> pulumi.Output[list[PartnerUserTokenResult]]:
    """``list_partner_user_tokens`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_partner_user_tokens, **locals())
