# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Looking up objects of kind skillset_ability: docs/api/api.md b.11 and a.9."""
# ruff: noqa: A002 - arguments are named as the API names them

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi

from pulumi_chatbotkit.functions.listing import objects
from pulumi_chatbotkit.functions.lookup import one
from pulumi_chatbotkit.functions.outputs import deferred, deferred_list
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.resources import PartnerUser


@dataclass(frozen=True, kw_only=True)
class SkillsetAbilityResult:
    """Skillset ability, as the service shows it. What is secret, or never returned, is left out."""

    id: str
    alias: str | None
    """Your own handle for it, unique among the account's abilities; references accept it as ``@alias``."""
    name: str
    """Display name."""
    description: str
    """What it is for."""
    blueprint_id: str | None
    """Id of a blueprint of the same account."""
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
    meta: Mapping[str, JsonValue] | None
    """Data of its own, and the keys that mark an object of a stack."""
    created_at: int | None
    """When it was made, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""
    skillset_id: str
    """Id of the skillset that it belongs to."""
    run_as: str | None
    """Id of the partner user in whose account it was found; None for your own."""


def get_skillset_ability(
    *,
    skillset_id: str,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> SkillsetAbilityResult:
    """Find the one SkillsetAbility that is meant by exactly one of id, alias, name, meta.

    Args:
        skillset_id: Id of the skillset that it belongs to.
        run_as: Id of the partner user in whose account to look; left out, your own account.
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; no other may have it.
        meta: Entries that its ``meta`` has; no other may have them all.

    Raises:
        pulumi.RunError: an argument cannot be used, nothing or more than one was found, or the service refused.
    """
    return one(
        SkillsetAbilityResult,
        "skillset_ability",
        selectors={
            "id": id,
            "alias": alias,
            "name": name,
            "meta": meta,
        },
        place={
            "skillsetId": ("skillset_id", skillset_id),
            "runAs": ("run_as", run_as),
        },
    )


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
    return deferred(
        get_skillset_ability,
        skillset_id=skillset_id,
        id=id,
        alias=alias,
        name=name,
        meta=meta,
        run_as=run_as,
    )


def list_skillset_abilities(
    *,
    skillset_id: str,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> Iterator[SkillsetAbilityResult]:
    """Every SkillsetAbility, newest first; a page is asked for when the one before has been used up.

    Args:
        skillset_id: Id of the skillset that it belongs to.
        run_as: Id of the partner user in whose account to look; left out, your own account.
        meta: Entries that their ``meta`` must have.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    return objects(
        SkillsetAbilityResult,
        "skillset_ability",
        meta=meta,
        wanted={},
        place={
            "skillsetId": ("skillset_id", skillset_id),
            "runAs": ("run_as", run_as),
        },
    )


def list_skillset_abilities_output(
    *,
    skillset_id: pulumi.Input[str],
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[SkillsetAbilityResult]]:
    """``list_skillset_abilities`` for arguments that are outputs, all pages at once."""
    return deferred_list(
        list_skillset_abilities,
        skillset_id=skillset_id,
        meta=meta,
        run_as=run_as,
    )
