# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Skillset ability: docs/api/api.md b.11."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class SkillsetAbilityArgsDict(TypedDict, total=False):
    """The arguments of SkillsetAbility as a dictionary, for programs that build them piece by piece."""

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
    adopt: pulumi.Input[AdoptMode] | None


class SkillsetAbility(ChatBotKitResource, module="chatbotkit", name="SkillsetAbility"):
    """Something that bots with the skillset can do.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        skillset_id: Id of the skillset it belongs to. A change replaces the ability.
        alias: Your own handle for it, unique among the account's abilities; references accept it as ``@alias``.
            Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it
            clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        linked_secret_id: Id of a secret that it uses. Removing it clears it.
        linked_file_id: Id of a file that it uses. Removing it clears it.
        linked_bot_id: Id of a bot that it talks to. Removing it clears it.
        linked_space_id: Id of a space that it works in. Removing it clears it.
        instruction: What it does, in the service's ability language. Limits: at most 65,535 bytes. Removing it
            restores ``''``.
        state: Whether it works; older deployments refuse it. Limits: one of ``enabled``, ``disabled``. Removing it
            restores ``'enabled'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        run_as: The partner user in whose account it lives, or that one's id; left out, your own account.
            A change replaces it.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    - Deleting a skillset leaves its abilities behind, out of reach; declared here, they are deleted before it.
    - Older deployments know the links by other names (``secretId`` and so on): set ``chatbotkit:abilityLinks:
      plain``.

    Source: docs/api/api.md b.11.
    """

    catalog_kind = "skillset_ability"

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
        adopt: pulumi.Input[AdoptMode] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            {
                "alias": alias,
                "name": name,
                "description": description,
                "blueprintId": blueprint_id,
                "linkedSecretId": linked_secret_id,
                "linkedFileId": linked_file_id,
                "linkedBotId": linked_bot_id,
                "linkedSpaceId": linked_space_id,
                "instruction": instruction,
                "state": state,
                "meta": meta,
            },
            scopes={
                "skillsetId": skillset_id,
                "runAs": run_as,
            },
            adopt=adopt,
            opts=opts,
        )

    @property
    @pulumi.getter(name="alias")
    def alias(self) -> pulumi.Output[str | None]:
        """Your own handle for it, unique among the account's abilities; references accept it as ``@alias``."""
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
    @pulumi.getter(name="linkedSecretId")
    def linked_secret_id(self) -> pulumi.Output[str | None]:
        """Id of a secret that it uses."""
        return vars(self)["linkedSecretId"]

    @property
    @pulumi.getter(name="linkedFileId")
    def linked_file_id(self) -> pulumi.Output[str | None]:
        """Id of a file that it uses."""
        return vars(self)["linkedFileId"]

    @property
    @pulumi.getter(name="linkedBotId")
    def linked_bot_id(self) -> pulumi.Output[str | None]:
        """Id of a bot that it talks to."""
        return vars(self)["linkedBotId"]

    @property
    @pulumi.getter(name="linkedSpaceId")
    def linked_space_id(self) -> pulumi.Output[str | None]:
        """Id of a space that it works in."""
        return vars(self)["linkedSpaceId"]

    @property
    @pulumi.getter(name="instruction")
    def instruction(self) -> pulumi.Output[str]:
        """What it does, in the service's ability language."""
        return vars(self)["instruction"]

    @property
    @pulumi.getter(name="state")
    def state(self) -> pulumi.Output[str]:
        """Whether it works; older deployments refuse it."""
        return vars(self)["state"]

    @property
    @pulumi.getter(name="meta")
    def meta(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
        return vars(self)["meta"]

    @property
    @pulumi.getter(name="skillsetId")
    def skillset_id(self) -> pulumi.Output[str]:
        """Id of the skillset it belongs to."""
        return vars(self)["skillsetId"]

    @property
    @pulumi.getter(name="runAs")
    def run_as(self) -> pulumi.Output[str | None]:
        """Id of the partner user in whose account it lives; None for your own."""
        return vars(self)["runAs"]
