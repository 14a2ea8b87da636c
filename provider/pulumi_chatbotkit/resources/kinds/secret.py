# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Secret, and how to look one up. Source: docs/api/api.md b.12 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.arguments_classes import args_class
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.account_object import AccountObject, AccountObjectResult
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


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
    """The arguments of Secret as a dictionary, for programs that build them step by step."""

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
    adopt: pulumi.Input[Adopt] | None


class Secret(AccountObject, module="chatbotkit", name="Secret"):
    """A credential that abilities use.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's secrets; references accept it as ``@alias``. Limits:
            at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        kind: Whether it is one for all, or one for each contact. Limits: one of ``shared``, ``personal``. Removing it
            restores ``'shared'``.
        type: How it is presented. Limits: one of ``plain``, ``basic``, ``bearer``, ``jwt``, ``oauth``, ``template``,
            ``reference``. Removing it restores ``'plain'``.
        value: The credential itself. Removing it clears it.
        config: OAuth or basic settings; replaced as a whole. Its keys: ``SecretConfigArgs``. Limits: no key starts with
            ``#``. Removing it clears it.
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

    - ``value`` is never returned, so a change made elsewhere cannot be seen. Change it here to rotate it.
    - A change from personal to shared takes two updates, because the service drops a value sent in the same one.

    Source: docs/api/api.md b.12.
    """

    catalog_kind = "secret"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's secrets; references accept it as ``@alias``."""
    kind: pulumi.Output[str]
    """Whether it is one for all, or one for each contact."""
    type: pulumi.Output[str]
    """How it is presented."""
    value: pulumi.Output[str | None]
    """The credential itself."""
    config: pulumi.Output[Mapping[str, Any] | None]
    """OAuth or basic settings; replaced as a whole."""
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
        kind: pulumi.Input[Literal["shared", "personal"]] | None = None,
        type: pulumi.Input[Literal["plain", "basic", "bearer", "jwt", "oauth", "template", "reference"]] | None = None,
        value: pulumi.Input[str] | None = None,
        config: pulumi.Input[SecretConfigArgs | Mapping[str, object]] | None = None,
        visibility: pulumi.Input[Literal["private", "protected", "public"]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("secret", locals()))


@dataclass(frozen=True, kw_only=True)
class SecretResult(AccountObjectResult):
    """Secret, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's secrets; references accept it as ``@alias``."""
    kind: str | None
    """Whether it is one for all, or one for each contact."""
    type: str | None
    """How it is presented."""
    visibility: str
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""


def get_secret(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> SecretResult:
    """Find the one Secret with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(SecretResult, "secret", locals())


def get_secret_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[SecretResult]:
    """``get_secret`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_secret, **locals())


def list_secrets(*, meta: Mapping[str, object] | None = None, run_as: str | None = None) -> Iterator[SecretResult]:
    """Every Secret, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(SecretResult, "secret", locals())


def list_secrets_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[SecretResult]]:
    """``list_secrets`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_secrets, **locals())
