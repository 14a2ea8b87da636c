# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Skillset, and how to look one up. Source: docs/api/api.md b.10 and a.9 (lists)."""

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


class SkillsetArgsDict(TypedDict, total=False):
    """The arguments of Skillset as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    visibility: pulumi.Input[Literal["private", "protected", "public"]] | None
    state: pulumi.Input[Literal["enabled", "disabled"]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class Skillset(AccountObject, module="chatbotkit", name="Skillset"):
    """A set of abilities that bots may use.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's skillsets; references accept it as ``@alias``. Limits:
            at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        visibility: Who may use it: this account; related accounts too (parent, children, siblings); or everyone.
            Limits: one of ``private``, ``protected``, ``public``. Removing it restores ``'private'``.
        state: Whether bots may use it; older deployments refuse it. Limits: one of ``enabled``, ``disabled``. Removing
            it restores ``'enabled'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Deleting a skillset does not delete its abilities: they stay in the account without a skillset.

    Source: docs/api/api.md b.10.
    """

    catalog_kind = "skillset"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's skillsets; references accept it as ``@alias``."""
    visibility: pulumi.Output[str]
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""
    state: pulumi.Output[str]
    """Whether bots may use it; older deployments refuse it."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        visibility: pulumi.Input[Literal["private", "protected", "public"]] | None = None,
        state: pulumi.Input[Literal["enabled", "disabled"]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("skillset", locals()))


@dataclass(frozen=True, kw_only=True)
class SkillsetResult(AccountObjectResult):
    """Skillset, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's skillsets; references accept it as ``@alias``."""
    visibility: str
    """Who may use it: this account; related accounts too (parent, children, siblings); or everyone."""
    state: str | None
    """Whether bots may use it; older deployments refuse it."""


def get_skillset(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> SkillsetResult:
    """Find the one Skillset with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(SkillsetResult, "skillset", locals())


def get_skillset_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[SkillsetResult]:
    """``get_skillset`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_skillset, **locals())


def list_skillsets(*, meta: Mapping[str, object] | None = None, run_as: str | None = None) -> Iterator[SkillsetResult]:
    """Every Skillset, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(SkillsetResult, "skillset", locals())


def list_skillsets_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[SkillsetResult]]:
    """``list_skillsets`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_skillsets, **locals())
