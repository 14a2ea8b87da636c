# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Space site, and how to look one up. Source: docs/api/api.md b.19 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.lookups.result_types import AccountResult
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class SpaceSiteArgsDict(TypedDict, total=False):
    """The arguments of SpaceSite as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    slug: pulumi.Input[str] | None
    prefix: pulumi.Input[str] | None
    index: pulumi.Input[str] | None
    not_found: pulumi.Input[str] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class SpaceSite(ChatBotKitResource, module="chatbotkit", name="SpaceSite"):
    """A folder of a space, as a site with its own public address.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        space_id: Id of the space whose files it shows. A change replaces the site.
        alias: Your own handle for it, unique among the account's sites; references accept it as ``@alias``. Limits: at
            most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        slug: The first part of its public address; unique among all accounts of the service. A change moves the site.
            Limits: 1 to 63 letters a-z, digits and inner hyphens; none of ``admin``, ``api``, ``app``, ``apps``,
            ``assets``, ``blog``, ``cdn``, ``chat``, ``dashboard``, ``docs``, ``ftp``, ``help``, ``hub``, ``labs``,
            ``mail``, ``ns``, ``ns1``, ``ns2``, ``portal``, ``smtp``, ``static``, ``status``, ``support``, ``www``.
            Required.
        prefix: Folder of the space that it shows. Limits: at most 1,024 characters. Removing it clears it.
        index: What it shows for a folder. Limits: 1 to 256 characters long. Removing it restores ``'index.html'``.
        not_found: What it shows for a page that there is not. Limits: 1 to 256 characters long. Removing it restores
            ``'404.html'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - The service stores the slug in lower case; what it made of it is the output ``slug``.
    - A deployment without a domain for sites (``SPACE_APEX``) refuses them.
    - Deleting the space deletes the site. It cannot be moved to another space.
    - The older generation of the API has the whole address instead (``domain``): ``chatbotkit:generation``.

    Source: docs/api/api.md b.19.
    """

    catalog_kind = "space_site"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's sites; references accept it as ``@alias``."""
    name: pulumi.Output[str]
    """Display name."""
    description: pulumi.Output[str]
    """What it is for."""
    slug: pulumi.Output[str | None]
    """The first part of its public address; unique among all accounts of the service. A change moves the site."""
    prefix: pulumi.Output[str | None]
    """Folder of the space that it shows."""
    index: pulumi.Output[str]
    """What it shows for a folder."""
    not_found: pulumi.Output[str]
    """What it shows for a page that there is not."""
    meta: pulumi.Output[Mapping[str, Any] | None]
    """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
    space_id: pulumi.Output[str]
    """Id of the space it belongs to."""
    run_as: pulumi.Output[str | None]
    """Id of the partner user in whose account it lives; None for your own."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        space_id: pulumi.Input[str],
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        slug: pulumi.Input[str],
        prefix: pulumi.Input[str] | None = None,
        index: pulumi.Input[str] | None = None,
        not_found: pulumi.Input[str] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("space_site", locals()))


@dataclass(frozen=True, kw_only=True)
class SpaceSiteResult(AccountResult):
    """Space site, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's sites; references accept it as ``@alias``."""
    name: str
    """Display name."""
    description: str
    """What it is for."""
    slug: str | None
    """The first part of its public address; unique among all accounts of the service. A change moves the site."""
    prefix: str | None
    """Folder of the space that it shows."""
    index: str | None
    """What it shows for a folder."""
    not_found: str | None
    """What it shows for a page that there is not."""
    meta: Mapping[str, JsonValue] | None
    """Your own data, and the keys that mark an object of a stack."""
    space_id: str
    """Id of the space that it belongs to."""


def get_space_site(
    *,
    space_id: str,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> SpaceSiteResult:
    """Find the one SpaceSite with this id, alias, name or meta: give exactly one of them.

    Args:
        space_id: Id of the space that it belongs to.
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(SpaceSiteResult, "space_site", locals())


def get_space_site_output(
    *,
    space_id: pulumi.Input[str],
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[SpaceSiteResult]:
    """``get_space_site`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_space_site, **locals())


def list_space_sites(
    *, space_id: str, meta: Mapping[str, object] | None = None, slug: str | None = None, run_as: str | None = None
) -> Iterator[SpaceSiteResult]:
    """Every SpaceSite, newest first. A page is fetched once the previous one is used up.

    Args:
        space_id: Id of the space that they belong to.
        meta: Entries that their ``meta`` must have.
        slug: Their slug, exactly.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(SpaceSiteResult, "space_site", locals())


def list_space_sites_output(
    *,
    space_id: pulumi.Input[str],
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    slug: pulumi.Input[str] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[SpaceSiteResult]]:
    """``list_space_sites`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_space_sites, **locals())
