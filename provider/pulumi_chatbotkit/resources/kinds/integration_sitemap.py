# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""sitemap integration, and how to look one up. Source: docs/api/api.md b.18 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.account_object import AccountObject, AccountObjectResult
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class SitemapIntegrationArgsDict(TypedDict, total=False):
    """The arguments of SitemapIntegration as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    dataset_id: pulumi.Input[str] | None
    sync_after_change: pulumi.Input[bool] | None
    url: pulumi.Input[str] | None
    glob: pulumi.Input[str] | None
    selectors: pulumi.Input[str] | None
    javascript: pulumi.Input[bool] | None
    sync_schedule: pulumi.Input[Literal["never", "daily", "weekly", "monthly"]] | None
    expires_in: pulumi.Input[int] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class SitemapIntegration(AccountObject, module="chatbotkit", name="SitemapIntegration"):
    """A dataset filled from a web site.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's sitemap integrations; references accept it as
            ``@alias``. Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only.
            Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        dataset_id: Id of the dataset that is filled; it must be the account's own. Removing it clears it.
        sync_after_change: Ask the service to read the source again after each change. Removing it restores ``False``.
        url: The sitemap. Limits: at most 768 characters; an http or https URL. Removing it clears it.
        glob: Which pages. Limits: at most 191 bytes. Removing it clears it.
        selectors: Which parts of a page, as CSS selectors. Limits: at most 191 bytes. Removing it clears it.
        javascript: Run the pages' scripts. Removing it restores ``False``.
        sync_schedule: How often it is read again. Limits: one of ``never``, ``daily``, ``weekly``, ``monthly``.
            Removing it restores ``'never'``.
        expires_in: How long records stay after a sync, in milliseconds. Limits: from 0 to 7,776,000,000 ms. Removing it
            clears it.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    Source: docs/api/api.md b.18.
    """

    catalog_kind = "integration_sitemap"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's sitemap integrations; references accept it as ``@alias``."""
    dataset_id: pulumi.Output[str | None]
    """Id of the dataset that is filled; it must be the account's own."""
    sync_after_change: pulumi.Output[bool]
    """Ask the service to read the source again after each change."""
    url: pulumi.Output[str | None]
    """The sitemap."""
    glob: pulumi.Output[str | None]
    """Which pages."""
    selectors: pulumi.Output[str | None]
    """Which parts of a page, as CSS selectors."""
    javascript: pulumi.Output[bool]
    """Run the pages' scripts."""
    sync_schedule: pulumi.Output[str]
    """How often it is read again."""
    expires_in: pulumi.Output[int | None]
    """How long records stay after a sync, in milliseconds."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        dataset_id: pulumi.Input[str] | None = None,
        sync_after_change: pulumi.Input[bool] | None = None,
        url: pulumi.Input[str] | None = None,
        glob: pulumi.Input[str] | None = None,
        selectors: pulumi.Input[str] | None = None,
        javascript: pulumi.Input[bool] | None = None,
        sync_schedule: pulumi.Input[Literal["never", "daily", "weekly", "monthly"]] | None = None,
        expires_in: pulumi.Input[int] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("integration_sitemap", locals()))


@dataclass(frozen=True, kw_only=True)
class SitemapIntegrationResult(AccountObjectResult):
    """sitemap integration, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's sitemap integrations; references accept it as ``@alias``."""
    dataset_id: str | None
    """Id of the dataset that is filled; it must be the account's own."""
    sync_after_change: bool
    """Ask the service to read the source again after each change."""
    url: str | None
    """The sitemap."""
    glob: str | None
    """Which pages."""
    selectors: str | None
    """Which parts of a page, as CSS selectors."""
    javascript: bool
    """Run the pages' scripts."""
    sync_schedule: str | None
    """How often it is read again."""
    expires_in: int | None
    """How long records stay after a sync, in milliseconds."""


def get_sitemap_integration(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> SitemapIntegrationResult:
    """Find the one SitemapIntegration with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(SitemapIntegrationResult, "integration_sitemap", locals())


def get_sitemap_integration_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[SitemapIntegrationResult]:
    """``get_sitemap_integration`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_sitemap_integration, **locals())


def list_sitemap_integrations(
    *, meta: Mapping[str, object] | None = None, run_as: str | None = None
) -> Iterator[SitemapIntegrationResult]:
    """Every SitemapIntegration, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(SitemapIntegrationResult, "integration_sitemap", locals())


def list_sitemap_integrations_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[SitemapIntegrationResult]]:
    """``list_sitemap_integrations`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_sitemap_integrations, **locals())
