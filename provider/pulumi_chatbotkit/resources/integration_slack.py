# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Slack integration: docs/api/api.md b.18."""

from collections.abc import Mapping
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class SlackIntegrationArgsDict(TypedDict, total=False):
    """The arguments of SlackIntegration as a dictionary, for programs that build them piece by piece."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    setup_after_change: pulumi.Input[bool] | None
    signing_secret: pulumi.Input[str] | None
    bot_token: pulumi.Input[str] | None
    user_token: pulumi.Input[str] | None
    contact_collection: pulumi.Input[bool] | None
    session_duration: pulumi.Input[int] | None
    attachments: pulumi.Input[bool] | None
    references: pulumi.Input[bool] | None
    ratings: pulumi.Input[bool] | None
    visible_messages: pulumi.Input[int] | None
    auto_respond: pulumi.Input[str] | None
    allow_from: pulumi.Input[str] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class SlackIntegration(ChatBotKitResource, module="chatbotkit", name="SlackIntegration"):
    """A bot in Slack.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's Slack integrations; references accept it as
            ``@alias``. Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only.
            Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        bot_id: Id of the bot that answers. Removing it clears it.
        setup_after_change: Ask the service to set the integration up again after each change. Removing it restores
            ``False``.
        signing_secret: The app's signing secret. Removing it clears it.
        bot_token: The app's bot token. Removing it clears it.
        user_token: A user's token. Removing it clears it.
        contact_collection: Ask people who they are. Removing it restores ``False``.
        session_duration: How long a conversation stays open, in milliseconds. Limits: from 0 to 2,592,000,000 ms.
            Removing it clears it.
        attachments: Accept files. Removing it restores ``False``.
        references: Show sources. Removing it restores ``False``.
        ratings: Ask for ratings. Removing it restores ``False``.
        visible_messages: How many messages of a channel the bot sees. Limits: from 0 to 10 messages. Removing it
            clears it.
        auto_respond: When to answer without being asked. Removing it clears it.
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

    catalog_kind = "integration_slack"

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
        signing_secret: pulumi.Input[str] | None = None,
        bot_token: pulumi.Input[str] | None = None,
        user_token: pulumi.Input[str] | None = None,
        contact_collection: pulumi.Input[bool] | None = None,
        session_duration: pulumi.Input[int] | None = None,
        attachments: pulumi.Input[bool] | None = None,
        references: pulumi.Input[bool] | None = None,
        ratings: pulumi.Input[bool] | None = None,
        visible_messages: pulumi.Input[int] | None = None,
        auto_respond: pulumi.Input[str] | None = None,
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
                "signingSecret": signing_secret,
                "botToken": bot_token,
                "userToken": user_token,
                "contactCollection": contact_collection,
                "sessionDuration": session_duration,
                "attachments": attachments,
                "references": references,
                "ratings": ratings,
                "visibleMessages": visible_messages,
                "autoRespond": auto_respond,
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
        """Your own handle for it, unique among the account's Slack integrations; references accept it as
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
    @pulumi.getter(name="signingSecret")
    def signing_secret(self) -> pulumi.Output[str | None]:
        """The app's signing secret."""
        return vars(self)["signingSecret"]

    @property
    @pulumi.getter(name="botToken")
    def bot_token(self) -> pulumi.Output[str | None]:
        """The app's bot token."""
        return vars(self)["botToken"]

    @property
    @pulumi.getter(name="userToken")
    def user_token(self) -> pulumi.Output[str | None]:
        """A user's token."""
        return vars(self)["userToken"]

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
    @pulumi.getter(name="attachments")
    def attachments(self) -> pulumi.Output[bool]:
        """Accept files."""
        return vars(self)["attachments"]

    @property
    @pulumi.getter(name="references")
    def references(self) -> pulumi.Output[bool]:
        """Show sources."""
        return vars(self)["references"]

    @property
    @pulumi.getter(name="ratings")
    def ratings(self) -> pulumi.Output[bool]:
        """Ask for ratings."""
        return vars(self)["ratings"]

    @property
    @pulumi.getter(name="visibleMessages")
    def visible_messages(self) -> pulumi.Output[int | None]:
        """How many messages of a channel the bot sees."""
        return vars(self)["visibleMessages"]

    @property
    @pulumi.getter(name="autoRespond")
    def auto_respond(self) -> pulumi.Output[str | None]:
        """When to answer without being asked."""
        return vars(self)["autoRespond"]

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
