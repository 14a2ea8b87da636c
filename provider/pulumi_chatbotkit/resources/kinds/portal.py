# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Portal, and how to look one up. Source: docs/api/api.md b.14 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.arguments_classes import args_class
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.account_object import AccountObject, AccountObjectResult
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


@args_class
class PortalConfigLayoutSidebarArgs:
    """The sidebar of a portal."""

    link: pulumi.Input[str] | None = pulumi.property("link", default=None)
    """Where it leads. Limits: an http or https URL."""


@args_class
class PortalConfigLayoutArgs:
    """The section layout of a portal."""

    sidebar: pulumi.Input[PortalConfigLayoutSidebarArgs | Mapping[str, object]] | None = pulumi.property(
        "sidebar", default=None
    )
    """The sidebar."""


@args_class
class PortalConfigArgs:
    """The sections of a portal. Where no type is given, the API reference does not say more."""

    apps: pulumi.Input[object] | None = pulumi.property("apps", default=None)
    """The section apps."""
    groups: pulumi.Input[object] | None = pulumi.property("groups", default=None)
    """The section groups; each entry needs ``users`` and ``apps``."""
    users: pulumi.Input[object] | None = pulumi.property("users", default=None)
    """The section users."""
    auth: pulumi.Input[object] | None = pulumi.property("auth", default=None)
    """The section auth."""
    signin: pulumi.Input[object] | None = pulumi.property("signin", default=None)
    """The section signin."""
    layout: pulumi.Input[PortalConfigLayoutArgs | Mapping[str, object]] | None = pulumi.property("layout", default=None)
    """The section layout."""


class PortalArgsDict(TypedDict, total=False):
    """The arguments of Portal as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    slug: pulumi.Input[str] | None
    config: pulumi.Input[PortalConfigArgs | Mapping[str, object]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class Portal(AccountObject, module="chatbotkit", name="Portal"):
    """A site with its own public address.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's portals; references accept it as ``@alias``. Limits:
            at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        slug: Its public address; unique among all accounts of the service. A change moves the site. Limits: 5 to 128
            characters long; none of the words ``cbk``, ``chatbotkit``, ``category``, ``categories``, ``topic``,
            ``topics``, ``widget``, ``widgets``, ``embed``, ``embeds``, ``portal``, ``portals``, ``auth``, ``oauth``,
            ``oauth2``, ``security``, ``mcp``. Required.
        config: The portal's sections; replaced as a whole. Its keys: ``PortalConfigArgs``. Limits: no key starts with
            ``#``. Removing it clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - The service normalises the slug; what it made of it is the output ``slug``.

    Source: docs/api/api.md b.14.
    """

    catalog_kind = "portal"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's portals; references accept it as ``@alias``."""
    slug: pulumi.Output[str | None]
    """Its public address; unique among all accounts of the service. A change moves the site."""
    config: pulumi.Output[Mapping[str, Any] | None]
    """The portal's sections; replaced as a whole."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        slug: pulumi.Input[str],
        config: pulumi.Input[PortalConfigArgs | Mapping[str, object]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("portal", locals()))


@dataclass(frozen=True, kw_only=True)
class PortalResult(AccountObjectResult):
    """Portal, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's portals; references accept it as ``@alias``."""
    slug: str | None
    """Its public address; unique among all accounts of the service. A change moves the site."""
    config: Mapping[str, JsonValue] | None
    """The portal's sections; replaced as a whole."""


def get_portal(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> PortalResult:
    """Find the one Portal with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(PortalResult, "portal", locals())


def get_portal_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[PortalResult]:
    """``get_portal`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_portal, **locals())


def list_portals(*, meta: Mapping[str, object] | None = None, run_as: str | None = None) -> Iterator[PortalResult]:
    """Every Portal, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(PortalResult, "portal", locals())


def list_portals_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[PortalResult]]:
    """``list_portals`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_portals, **locals())
