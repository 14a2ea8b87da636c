# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Microsoft Teams integration: docs/api/api.md b.18."""

from collections.abc import Mapping
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class MicrosoftTeamsIntegrationArgsDict(TypedDict, total=False):
    """The arguments of MicrosoftTeamsIntegration as a dictionary, for programs that build them piece by piece."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    setup_after_change: pulumi.Input[bool] | None
    bot_framework_app_id: pulumi.Input[str] | None
    bot_framework_app_secret: pulumi.Input[str] | None
    tenant_id: pulumi.Input[str] | None
    contact_collection: pulumi.Input[bool] | None
    session_duration: pulumi.Input[int] | None
    allow_from: pulumi.Input[str] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class MicrosoftTeamsIntegration(ChatBotKitResource, module="chatbotkit", name="MicrosoftTeamsIntegration"):
    """A bot in Microsoft Teams.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's Microsoft Teams integrations; references accept it
            as ``@alias``. Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only.
            Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        bot_id: Id of the bot that answers. Removing it clears it.
        setup_after_change: Ask the service to set the integration up again after each change. Removing it restores
            ``False``.
        bot_framework_app_id: The app's id. Removing it clears it.
        bot_framework_app_secret: The app's secret. Removing it clears it.
        tenant_id: The Microsoft tenant. Removing it clears it.
        contact_collection: Ask people who they are. Removing it restores ``False``.
        session_duration: How long a conversation stays open, in milliseconds. Limits: from 0 to 2,592,000,000 ms.
            Removing it clears it.
        allow_from: Who may write to the bot; left out, everybody; empty, nobody. Removing it restores ``'*'``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        run_as: The partner user in whose account it lives, or that one's id; left out, your own account.
            A change replaces it.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    Source: docs/api/api.md b.18.
    """

    catalog_kind = "integration_microsoftteams"

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
        setup_after_change: pulumi.Input[bool] | None = None,
        bot_framework_app_id: pulumi.Input[str] | None = None,
        bot_framework_app_secret: pulumi.Input[str] | None = None,
        tenant_id: pulumi.Input[str] | None = None,
        contact_collection: pulumi.Input[bool] | None = None,
        session_duration: pulumi.Input[int] | None = None,
        allow_from: pulumi.Input[str] | None = None,
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
                "botId": bot_id,
                "setupAfterChange": setup_after_change,
                "botFrameworkAppId": bot_framework_app_id,
                "botFrameworkAppSecret": bot_framework_app_secret,
                "tenantId": tenant_id,
                "contactCollection": contact_collection,
                "sessionDuration": session_duration,
                "allowFrom": allow_from,
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
        """Your own handle for it, unique among the account's Microsoft Teams integrations; references accept it as
        ``@alias``."""
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
    @pulumi.getter(name="botId")
    def bot_id(self) -> pulumi.Output[str | None]:
        """Id of the bot that answers."""
        return vars(self)["botId"]

    @property
    @pulumi.getter(name="setupAfterChange")
    def setup_after_change(self) -> pulumi.Output[bool]:
        """Ask the service to set the integration up again after each change."""
        return vars(self)["setupAfterChange"]

    @property
    @pulumi.getter(name="botFrameworkAppId")
    def bot_framework_app_id(self) -> pulumi.Output[str | None]:
        """The app's id."""
        return vars(self)["botFrameworkAppId"]

    @property
    @pulumi.getter(name="botFrameworkAppSecret")
    def bot_framework_app_secret(self) -> pulumi.Output[str | None]:
        """The app's secret."""
        return vars(self)["botFrameworkAppSecret"]

    @property
    @pulumi.getter(name="tenantId")
    def tenant_id(self) -> pulumi.Output[str | None]:
        """The Microsoft tenant."""
        return vars(self)["tenantId"]

    @property
    @pulumi.getter(name="contactCollection")
    def contact_collection(self) -> pulumi.Output[bool]:
        """Ask people who they are."""
        return vars(self)["contactCollection"]

    @property
    @pulumi.getter(name="sessionDuration")
    def session_duration(self) -> pulumi.Output[int | None]:
        """How long a conversation stays open, in milliseconds."""
        return vars(self)["sessionDuration"]

    @property
    @pulumi.getter(name="allowFrom")
    def allow_from(self) -> pulumi.Output[str]:
        """Who may write to the bot; left out, everybody; empty, nobody."""
        return vars(self)["allowFrom"]

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
