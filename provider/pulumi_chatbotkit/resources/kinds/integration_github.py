# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""GitHub integration, and how to look one up. Source: docs/api/api.md b.18 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.account_object import AccountObject, AccountObjectResult
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class GithubIntegrationArgsDict(TypedDict, total=False):
    """The arguments of GithubIntegration as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    setup_after_create: pulumi.Input[bool] | None
    app_id: pulumi.Input[str] | None
    private_key: pulumi.Input[str] | None
    webhook_secret: pulumi.Input[str] | None
    contact_collection: pulumi.Input[bool] | None
    session_duration: pulumi.Input[int] | None
    allow_from: pulumi.Input[str] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class GithubIntegration(AccountObject, module="chatbotkit", name="GithubIntegration"):
    """A bot in issues and pull requests of GitHub.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's GitHub integrations; references accept it as
            ``@alias``. Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only.
            Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        bot_id: Id of the bot that answers. Removing it clears it.
        setup_after_create: Ask the service to set the integration up after it was created. Each update does so by
            itself. Removing it restores ``False``.
        app_id: Id of the GitHub App. Removing it clears it.
        private_key: The app's private key, as PEM text. Removing it clears it.
        webhook_secret: Secret of the app's webhook. Left out, the service makes one; it can be replaced, never removed.
            It cannot be removed.
        contact_collection: Ask people who they are. Removing it restores ``False``.
        session_duration: How long a conversation stays open, in milliseconds. Limits: from 0 to 2,592,000,000 ms.
            Removing it clears it.
        allow_from: Who may call the bot: a list of ``@collaborators``, ``@login``, ``owner/repo``, ``owner/*`` and
            ``*``, separated by commas or lines; left out, collaborators; empty, no one. Removing it restores
            ``'@collaborators'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Enter ``/v1/integration/github/{id}/event`` below the address of the API as the app's webhook address.
    - Older deployments do not have this kind.

    Source: docs/api/api.md b.18.
    """

    catalog_kind = "integration_github"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's GitHub integrations; references accept it as ``@alias``."""
    bot_id: pulumi.Output[str | None]
    """Id of the bot that answers."""
    setup_after_create: pulumi.Output[bool]
    """Ask the service to set the integration up after it was created. Each update does so by itself."""
    app_id: pulumi.Output[str | None]
    """Id of the GitHub App."""
    private_key: pulumi.Output[str | None]
    """The app's private key, as PEM text."""
    webhook_secret: pulumi.Output[str | None]
    """Secret of the app's webhook. Left out, the service makes one; it can be replaced, never removed."""
    contact_collection: pulumi.Output[bool]
    """Ask people who they are."""
    session_duration: pulumi.Output[int | None]
    """How long a conversation stays open, in milliseconds."""
    allow_from: pulumi.Output[str]
    """Who may call the bot: a list of ``@collaborators``, ``@login``, ``owner/repo``, ``owner/*`` and ``*``, separated
    by commas or lines; left out, collaborators; empty, no one."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        bot_id: pulumi.Input[str] | None = None,
        setup_after_create: pulumi.Input[bool] | None = None,
        app_id: pulumi.Input[str] | None = None,
        private_key: pulumi.Input[str] | None = None,
        webhook_secret: pulumi.Input[str] | None = None,
        contact_collection: pulumi.Input[bool] | None = None,
        session_duration: pulumi.Input[int] | None = None,
        allow_from: pulumi.Input[str] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("integration_github", locals()))


@dataclass(frozen=True, kw_only=True)
class GithubIntegrationResult(AccountObjectResult):
    """GitHub integration, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's GitHub integrations; references accept it as ``@alias``."""
    bot_id: str | None
    """Id of the bot that answers."""
    setup_after_create: bool
    """Ask the service to set the integration up after it was created. Each update does so by itself."""
    app_id: str | None
    """Id of the GitHub App."""
    contact_collection: bool
    """Ask people who they are."""
    session_duration: int | None
    """How long a conversation stays open, in milliseconds."""
    allow_from: str | None
    """Who may call the bot: a list of ``@collaborators``, ``@login``, ``owner/repo``, ``owner/*`` and ``*``, separated
    by commas or lines; left out, collaborators; empty, no one."""


def get_github_integration(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> GithubIntegrationResult:
    """Find the one GithubIntegration with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(GithubIntegrationResult, "integration_github", locals())


def get_github_integration_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[GithubIntegrationResult]:
    """``get_github_integration`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_github_integration, **locals())


def list_github_integrations(
    *, meta: Mapping[str, object] | None = None, run_as: str | None = None
) -> Iterator[GithubIntegrationResult]:
    """Every GithubIntegration, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(GithubIntegrationResult, "integration_github", locals())


def list_github_integrations_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[GithubIntegrationResult]]:
    """``list_github_integrations`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_github_integrations, **locals())
