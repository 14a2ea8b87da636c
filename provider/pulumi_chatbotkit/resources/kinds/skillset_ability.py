# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Skillset ability, and how to look one up. Source: docs/api/api.md b.11 and a.9 (lists)."""

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


class SkillsetAbilityArgsDict(TypedDict, total=False):
    """The arguments of SkillsetAbility as a dictionary, for programs that build them step by step."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    linked_secret_id: pulumi.Input[str] | None
    linked_file_id: pulumi.Input[str] | None
    linked_bot_id: pulumi.Input[str] | None
    linked_space_id: pulumi.Input[str] | None
    instruction: pulumi.Input[str] | None
    state: pulumi.Input[Literal["enabled", "disabled"]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[Adopt] | None


class SkillsetAbility(AccountObject, module="chatbotkit", name="SkillsetAbility"):
    """Something that bots with the skillset can do.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        skillset_id: Id of the skillset it belongs to. A change replaces the ability.
        alias: Your own handle for it, unique among the account's abilities; references accept it as ``@alias``. Limits:
            at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 512 characters. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        linked_secret_id: Id of a secret that it uses. Removing it clears it.
        linked_file_id: Id of a file that it uses. Removing it clears it.
        linked_bot_id: Id of a bot that it talks to. Removing it clears it.
        linked_space_id: Id of a space that it works in. Removing it clears it.
        instruction: What it does, in the service's ability language. Limits: at most 65,535 bytes. Removing it restores
            ``''``.
        state: Whether it works; older deployments refuse it. Limits: one of ``enabled``, ``disabled``. Removing it
            restores ``'enabled'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone.
            Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes your keys.
        run_as: The partner user in whose account it lives, or that user's id; left out, your own account. A change
            replaces it.
        adopt: Which existing object to take over instead of creating one: ``own``, one that an interrupted run of this
            state created for this resource; ``marked``, also one of another state; ``match``, also one without a marker
            that has the same alias, e-mail, name or links; ``overwrite``, the same, and arguments may empty what it
            holds; ``never``; or the id of the object. What is not declared stays as it is. Left out, the stack's
            ``chatbotkit:adopt``, which is ``own`` unless set.

    - Deleting a skillset leaves its abilities behind, out of reach; declared here, they are deleted before it.
    - The older generation of the API names the links otherwise (``secretId`` and so on): ``chatbotkit:generation``.

    Source: docs/api/api.md b.11.
    """

    catalog_kind = "skillset_ability"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's abilities; references accept it as ``@alias``."""
    linked_secret_id: pulumi.Output[str | None]
    """Id of a secret that it uses."""
    linked_file_id: pulumi.Output[str | None]
    """Id of a file that it uses."""
    linked_bot_id: pulumi.Output[str | None]
    """Id of a bot that it talks to."""
    linked_space_id: pulumi.Output[str | None]
    """Id of a space that it works in."""
    instruction: pulumi.Output[str]
    """What it does, in the service's ability language."""
    state: pulumi.Output[str]
    """Whether it works; older deployments refuse it."""
    skillset_id: pulumi.Output[str]
    """Id of the skillset it belongs to."""

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        skillset_id: pulumi.Input[str],
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        linked_secret_id: pulumi.Input[str] | None = None,
        linked_file_id: pulumi.Input[str] | None = None,
        linked_bot_id: pulumi.Input[str] | None = None,
        linked_space_id: pulumi.Input[str] | None = None,
        instruction: pulumi.Input[str] | None = None,
        state: pulumi.Input[Literal["enabled", "disabled"]] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        run_as: pulumi.Input[str] | PartnerUser | None = None,
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("skillset_ability", locals()))


@dataclass(frozen=True, kw_only=True)
class SkillsetAbilityResult(AccountObjectResult):
    """Skillset ability, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's abilities; references accept it as ``@alias``."""
    linked_secret_id: str | None
    """Id of a secret that it uses."""
    linked_file_id: str | None
    """Id of a file that it uses."""
    linked_bot_id: str | None
    """Id of a bot that it talks to."""
    linked_space_id: str | None
    """Id of a space that it works in."""
    instruction: str
    """What it does, in the service's ability language."""
    state: str | None
    """Whether it works; older deployments refuse it."""
    skillset_id: str
    """Id of the skillset that it belongs to."""


def get_skillset_ability(
    *,
    skillset_id: str,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> SkillsetAbilityResult:
    """Find the one SkillsetAbility with this id, alias, name or meta: give exactly one of them.

    Args:
        skillset_id: Id of the skillset that it belongs to.
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(SkillsetAbilityResult, "skillset_ability", locals())


def get_skillset_ability_output(
    *,
    skillset_id: pulumi.Input[str],
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[SkillsetAbilityResult]:
    """``get_skillset_ability`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_skillset_ability, **locals())


def list_skillset_abilities(
    *, skillset_id: str, meta: Mapping[str, object] | None = None, run_as: str | None = None
) -> Iterator[SkillsetAbilityResult]:
    """Every SkillsetAbility, newest first. A page is fetched once the previous one is used up.

    Args:
        skillset_id: Id of the skillset that they belong to.
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(SkillsetAbilityResult, "skillset_ability", locals())


def list_skillset_abilities_output(
    *,
    skillset_id: pulumi.Input[str],
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[SkillsetAbilityResult]]:
    """``list_skillset_abilities`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_skillset_abilities, **locals())
