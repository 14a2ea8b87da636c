# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Secret: docs/api/api.md b.12."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import args_class
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


@args_class
class SecretConfigArgs:
    """OAuth or basic settings of a secret. The map is free: as a plain mapping it may have any other key, too."""

    client_id: pulumi.Input[str] | None = pulumi.property("clientId", default=None)
    """OAuth: id of the client."""
    client_secret: pulumi.Input[str] | None = pulumi.property("clientSecret", default=None)
    """OAuth: secret of the client; the service shows it masked."""
    authorization_url: pulumi.Input[str] | None = pulumi.property("authorizationUrl", default=None)
    """OAuth: where people are sent."""
    token_url: pulumi.Input[str] | None = pulumi.property("tokenUrl", default=None)
    """OAuth: where tokens are fetched."""
    revoke_url: pulumi.Input[str] | None = pulumi.property("revokeUrl", default=None)
    """OAuth: where tokens are revoked."""
    scope: pulumi.Input[str] | None = pulumi.property("scope", default=None)
    """OAuth: what is asked for."""
    grant_type: pulumi.Input[str] | None = pulumi.property("grantType", default=None)
    """OAuth: how a token is granted."""
    username: pulumi.Input[str] | None = pulumi.property("username", default=None)
    """Basic: the user's name."""
    password: pulumi.Input[str] | None = pulumi.property("password", default=None)
    """Basic: the password."""
    user: pulumi.Input[str] | None = pulumi.property("user", default=None)
    """Basic: another word for ``username``."""
    pass_: pulumi.Input[str] | None = pulumi.property("pass", default=None)
    """Basic: another word for ``password``."""


class SecretArgsDict(TypedDict, total=False):
    """The arguments of Secret as a dictionary, for programs that build them piece by piece."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    kind: pulumi.Input[Literal["shared", "personal"]] | None
    type: pulumi.Input[Literal["plain", "basic", "bearer", "jwt", "oauth", "template", "reference"]] | None
    value: pulumi.Input[str] | None
    config: pulumi.Input[SecretConfigArgs | Mapping[str, object]] | None
    visibility: pulumi.Input[Literal["private", "protected", "public"]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class Secret(ChatBotKitResource, module="chatbotkit", name="Secret"):
    """A credential that abilities use.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's secrets; references accept it as ``@alias``.
            Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it
            clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        kind: Whether it is one for all, or one for each contact. Limits: one of ``shared``, ``personal``. Removing
            it restores ``'shared'``.
        type: How it is presented. Limits: one of ``plain``, ``basic``, ``bearer``, ``jwt``, ``oauth``,
            ``template``, ``reference``. Removing it restores ``'plain'``.
        value: The credential itself. Removing it clears it.
        config: OAuth or basic settings; replaced as a whole. Its keys: ``SecretConfigArgs``. Limits: no key starts
            with ``#``. Removing it clears it.
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

    - ``value`` is never returned, so a change made elsewhere cannot be seen. Change it here to rotate it.
    - A change from personal to shared takes two updates, because the service drops a value sent with it.

    Source: docs/api/api.md b.12.
    """

    catalog_kind = "secret"

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        kind: pulumi.Input[Literal["shared", "personal"]] | None = None,
        type: pulumi.Input[Literal["plain", "basic", "bearer", "jwt", "oauth", "template", "reference"]] | None = None,
        value: pulumi.Input[str] | None = None,
        config: pulumi.Input[SecretConfigArgs | Mapping[str, object]] | None = None,
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
                "kind": kind,
                "type": type,
                "value": value,
                "config": config,
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
        """Your own handle for it, unique among the account's secrets; references accept it as ``@alias``."""
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
    @pulumi.getter(name="kind")
    def kind(self) -> pulumi.Output[str]:
        """Whether it is one for all, or one for each contact."""
        return vars(self)["kind"]

    @property
    @pulumi.getter(name="type")
    def type(self) -> pulumi.Output[str]:
        """How it is presented."""
        return vars(self)["type"]

    @property
    @pulumi.getter(name="value")
    def value(self) -> pulumi.Output[str | None]:
        """The credential itself."""
        return vars(self)["value"]

    @property
    @pulumi.getter(name="config")
    def config(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """OAuth or basic settings; replaced as a whole."""
        return vars(self)["config"]

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
