# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Portal: docs/api/api.md b.14."""

from collections.abc import Mapping
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import args_class
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


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
    """The arguments of Portal as a dictionary, for programs that build them piece by piece."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    slug: pulumi.Input[str] | None
    config: pulumi.Input[PortalConfigArgs | Mapping[str, object]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class Portal(ChatBotKitResource, module="chatbotkit", name="Portal"):
    """A site at a public address of its own.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's portals; references accept it as ``@alias``.
            Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it
            clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        slug: Its public address; unique among all accounts of the service. A change moves the site. Limits: 5 to
            128 characters long; none of the words ``cbk``, ``chatbotkit``, ``category``, ``categories``, ``topic``,
            ``topics``, ``widget``, ``widgets``, ``embed``, ``embeds``, ``portal``, ``portals``, ``auth``,
            ``oauth``, ``oauth2``, ``security``, ``mcp``. Required.
        config: The portal's sections; replaced as a whole. Its keys: ``PortalConfigArgs``. Limits: no key starts
            with ``#``. Removing it clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        run_as: The partner user in whose account it lives, or that one's id; left out, your own account.
            A change replaces it.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    - The service normalises the slug; what it made of it is the output ``slug``.

    Source: docs/api/api.md b.14.
    """

    catalog_kind = "portal"

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
        adopt: pulumi.Input[AdoptMode] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            {
                "alias": alias,
                "name": name,
                "description": description,
                "blueprintId": blueprint_id,
                "slug": slug,
                "config": config,
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
        """Your own handle for it, unique among the account's portals; references accept it as ``@alias``."""
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
    @pulumi.getter(name="slug")
    def slug(self) -> pulumi.Output[str | None]:
        """Its public address; unique among all accounts of the service. A change moves the site."""
        return vars(self)["slug"]

    @property
    @pulumi.getter(name="config")
    def config(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """The portal's sections; replaced as a whole."""
        return vars(self)["config"]

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
