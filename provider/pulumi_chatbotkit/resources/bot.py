# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Bot: docs/api/api.md b.5."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class BotArgsDict(TypedDict, total=False):
    """The arguments of Bot as a dictionary, for programs that build them piece by piece."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    backstory: pulumi.Input[str] | None
    model: pulumi.Input[str] | None
    dataset_id: pulumi.Input[str] | None
    skillset_id: pulumi.Input[str] | None
    privacy: pulumi.Input[bool] | None
    moderation: pulumi.Input[bool] | None
    visibility: pulumi.Input[Literal["private", "protected", "public"]] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class Bot(ChatBotKitResource, module="chatbotkit", name="Bot"):
    """A bot of your account, or of the partner user named in ``run_as``.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's bots; references accept it as ``@alias``. Limits:
            at most 128 characters; lowercase letters, digits, hyphens and underscores only. Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        backstory: Instructions for every conversation. Limits: at most 16,777,215 bytes. Removing it restores
            ``''``.
        model: Model to use, with options: ``name/key=value``. Left out, the service chooses at run time. Limits: at
            most 512 characters; a model string: name, or name/key=value/key=value. Removing it restores ``''``.
        dataset_id: Id of a dataset that the account may use. Removing it clears it.
        skillset_id: Id of a skillset that the account may use. Removing it clears it.
        privacy: Remove personal data from conversations. Removing it restores ``False``.
        moderation: Check messages for harmful content. Removing it restores ``False``.
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

    - ``privacy`` and ``moderation`` are not returned by the current service: a change made elsewhere cannot be
      seen.
    - Deleting a bot deletes the policies and memories bound to it and sets the links of contexts to null.

    Source: docs/api/api.md b.5.
    """

    catalog_kind = "bot"

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        alias: pulumi.Input[str] | None = None,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        blueprint_id: pulumi.Input[str] | None = None,
        backstory: pulumi.Input[str] | None = None,
        model: pulumi.Input[str] | None = None,
        dataset_id: pulumi.Input[str] | None = None,
        skillset_id: pulumi.Input[str] | None = None,
        privacy: pulumi.Input[bool] | None = None,
        moderation: pulumi.Input[bool] | None = None,
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
                "backstory": backstory,
                "model": model,
                "datasetId": dataset_id,
                "skillsetId": skillset_id,
                "privacy": privacy,
                "moderation": moderation,
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
        """Your own handle for it, unique among the account's bots; references accept it as ``@alias``."""
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
    @pulumi.getter(name="backstory")
    def backstory(self) -> pulumi.Output[str]:
        """Instructions for every conversation."""
        return vars(self)["backstory"]

    @property
    @pulumi.getter(name="model")
    def model(self) -> pulumi.Output[str]:
        """Model to use, with options: ``name/key=value``. Left out, the service chooses at run time."""
        return vars(self)["model"]

    @property
    @pulumi.getter(name="datasetId")
    def dataset_id(self) -> pulumi.Output[str | None]:
        """Id of a dataset that the account may use."""
        return vars(self)["datasetId"]

    @property
    @pulumi.getter(name="skillsetId")
    def skillset_id(self) -> pulumi.Output[str | None]:
        """Id of a skillset that the account may use."""
        return vars(self)["skillsetId"]

    @property
    @pulumi.getter(name="privacy")
    def privacy(self) -> pulumi.Output[bool]:
        """Remove personal data from conversations."""
        return vars(self)["privacy"]

    @property
    @pulumi.getter(name="moderation")
    def moderation(self) -> pulumi.Output[bool]:
        """Check messages for harmful content."""
        return vars(self)["moderation"]

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
