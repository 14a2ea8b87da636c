# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""widget integration: docs/api/api.md b.18."""

from collections.abc import Mapping
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


class WidgetIntegrationArgsDict(TypedDict, total=False):
    """The arguments of WidgetIntegration as a dictionary, for programs that build them piece by piece."""

    alias: pulumi.Input[str] | None
    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    blueprint_id: pulumi.Input[str] | None
    bot_id: pulumi.Input[str] | None
    setup_after_change: pulumi.Input[bool] | None
    theme: pulumi.Input[str] | None
    layout: pulumi.Input[str] | None
    title: pulumi.Input[str] | None
    intro: pulumi.Input[str] | None
    initial: pulumi.Input[str] | None
    placeholder: pulumi.Input[str] | None
    origin: pulumi.Input[str] | None
    session_duration: pulumi.Input[int] | None
    language: pulumi.Input[str] | None
    plugins: pulumi.Input[str] | None
    stream: pulumi.Input[bool] | None
    verbose: pulumi.Input[bool] | None
    tools: pulumi.Input[bool] | None
    unfurl: pulumi.Input[bool] | None
    math: pulumi.Input[bool] | None
    carousel: pulumi.Input[bool] | None
    form: pulumi.Input[bool] | None
    attachments: pulumi.Input[bool] | None
    auto_scroll: pulumi.Input[bool] | None
    start_first: pulumi.Input[bool] | None
    contact_collection: pulumi.Input[bool] | None
    export_conversation: pulumi.Input[bool] | None
    restart_conversation: pulumi.Input[bool] | None
    maximize: pulumi.Input[bool] | None
    message_peek: pulumi.Input[bool] | None
    voice_in: pulumi.Input[bool] | None
    voice_out: pulumi.Input[bool] | None
    powered_by: pulumi.Input[bool] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class WidgetIntegration(ChatBotKitResource, module="chatbotkit", name="WidgetIntegration"):
    """A chat window in a web page.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        alias: Your own handle for it, unique among the account's widget integrations; references accept it as
            ``@alias``. Limits: at most 128 characters; lowercase letters, digits, hyphens and underscores only.
            Removing it clears it.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        blueprint_id: Id of a blueprint of the same account. Removing it clears it.
        bot_id: Id of the bot that answers. Removing it clears it.
        setup_after_change: Ask the service to set the integration up again after each change. Removing it restores
            ``False``.
        theme: Colours and fonts. Removing it clears it.
        layout: Shape of the window. Removing it clears it.
        title: Heading. Removing it clears it.
        intro: Text before the first message. Removing it clears it.
        initial: First message of the bot. Removing it clears it.
        placeholder: Text in the empty input. Removing it clears it.
        origin: Where it may be embedded. Removing it clears it.
        session_duration: How long a conversation stays open, in milliseconds; at most an hour or so. Removing it
            clears it.
        language: Language of the window. Removing it clears it.
        plugins: Extensions of the window. Removing it clears it.
        stream: Show answers while they are made. Removing it restores ``True``.
        verbose: Show what the bot is doing. Removing it restores ``True``.
        tools: Show the tools used. Removing it restores ``False``.
        unfurl: Show previews of links. Removing it restores ``True``.
        math: Show formulas. Removing it restores ``False``.
        carousel: Show carousels. Removing it restores ``False``.
        form: Show forms. Removing it restores ``False``.
        attachments: Accept files. Removing it restores ``False``.
        auto_scroll: Follow new messages. Removing it restores ``True``.
        start_first: Let the bot begin. Removing it restores ``False``.
        contact_collection: Ask people who they are. Removing it restores ``False``.
        export_conversation: Offer to export the conversation. Removing it restores ``True``.
        restart_conversation: Offer to begin again. Removing it restores ``True``.
        maximize: Offer a large window. Removing it restores ``True``.
        message_peek: Show a message beside the closed window. Removing it restores ``True``.
        voice_in: Accept speech. Removing it restores ``False``.
        voice_out: Speak answers. Removing it restores ``False``.
        powered_by: Show the vendor's name; hiding it needs a plan that allows it. Removing it restores ``True``.
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

    catalog_kind = "integration_widget"

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
        theme: pulumi.Input[str] | None = None,
        layout: pulumi.Input[str] | None = None,
        title: pulumi.Input[str] | None = None,
        intro: pulumi.Input[str] | None = None,
        initial: pulumi.Input[str] | None = None,
        placeholder: pulumi.Input[str] | None = None,
        origin: pulumi.Input[str] | None = None,
        session_duration: pulumi.Input[int] | None = None,
        language: pulumi.Input[str] | None = None,
        plugins: pulumi.Input[str] | None = None,
        stream: pulumi.Input[bool] | None = None,
        verbose: pulumi.Input[bool] | None = None,
        tools: pulumi.Input[bool] | None = None,
        unfurl: pulumi.Input[bool] | None = None,
        math: pulumi.Input[bool] | None = None,
        carousel: pulumi.Input[bool] | None = None,
        form: pulumi.Input[bool] | None = None,
        attachments: pulumi.Input[bool] | None = None,
        auto_scroll: pulumi.Input[bool] | None = None,
        start_first: pulumi.Input[bool] | None = None,
        contact_collection: pulumi.Input[bool] | None = None,
        export_conversation: pulumi.Input[bool] | None = None,
        restart_conversation: pulumi.Input[bool] | None = None,
        maximize: pulumi.Input[bool] | None = None,
        message_peek: pulumi.Input[bool] | None = None,
        voice_in: pulumi.Input[bool] | None = None,
        voice_out: pulumi.Input[bool] | None = None,
        powered_by: pulumi.Input[bool] | None = None,
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
                "theme": theme,
                "layout": layout,
                "title": title,
                "intro": intro,
                "initial": initial,
                "placeholder": placeholder,
                "origin": origin,
                "sessionDuration": session_duration,
                "language": language,
                "plugins": plugins,
                "stream": stream,
                "verbose": verbose,
                "tools": tools,
                "unfurl": unfurl,
                "math": math,
                "carousel": carousel,
                "form": form,
                "attachments": attachments,
                "autoScroll": auto_scroll,
                "startFirst": start_first,
                "contactCollection": contact_collection,
                "exportConversation": export_conversation,
                "restartConversation": restart_conversation,
                "maximize": maximize,
                "messagePeek": message_peek,
                "voiceIn": voice_in,
                "voiceOut": voice_out,
                "poweredBy": powered_by,
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
        """Your own handle for it, unique among the account's widget integrations; references accept it as
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
    @pulumi.getter(name="theme")
    def theme(self) -> pulumi.Output[str | None]:
        """Colours and fonts."""
        return vars(self)["theme"]

    @property
    @pulumi.getter(name="layout")
    def layout(self) -> pulumi.Output[str | None]:
        """Shape of the window."""
        return vars(self)["layout"]

    @property
    @pulumi.getter(name="title")
    def title(self) -> pulumi.Output[str | None]:
        """Heading."""
        return vars(self)["title"]

    @property
    @pulumi.getter(name="intro")
    def intro(self) -> pulumi.Output[str | None]:
        """Text before the first message."""
        return vars(self)["intro"]

    @property
    @pulumi.getter(name="initial")
    def initial(self) -> pulumi.Output[str | None]:
        """First message of the bot."""
        return vars(self)["initial"]

    @property
    @pulumi.getter(name="placeholder")
    def placeholder(self) -> pulumi.Output[str | None]:
        """Text in the empty input."""
        return vars(self)["placeholder"]

    @property
    @pulumi.getter(name="origin")
    def origin(self) -> pulumi.Output[str | None]:
        """Where it may be embedded."""
        return vars(self)["origin"]

    @property
    @pulumi.getter(name="sessionDuration")
    def session_duration(self) -> pulumi.Output[int | None]:
        """How long a conversation stays open, in milliseconds; at most an hour or so."""
        return vars(self)["sessionDuration"]

    @property
    @pulumi.getter(name="language")
    def language(self) -> pulumi.Output[str | None]:
        """Language of the window."""
        return vars(self)["language"]

    @property
    @pulumi.getter(name="plugins")
    def plugins(self) -> pulumi.Output[str | None]:
        """Extensions of the window."""
        return vars(self)["plugins"]

    @property
    @pulumi.getter(name="stream")
    def stream(self) -> pulumi.Output[bool]:
        """Show answers while they are made."""
        return vars(self)["stream"]

    @property
    @pulumi.getter(name="verbose")
    def verbose(self) -> pulumi.Output[bool]:
        """Show what the bot is doing."""
        return vars(self)["verbose"]

    @property
    @pulumi.getter(name="tools")
    def tools(self) -> pulumi.Output[bool]:
        """Show the tools used."""
        return vars(self)["tools"]

    @property
    @pulumi.getter(name="unfurl")
    def unfurl(self) -> pulumi.Output[bool]:
        """Show previews of links."""
        return vars(self)["unfurl"]

    @property
    @pulumi.getter(name="math")
    def math(self) -> pulumi.Output[bool]:
        """Show formulas."""
        return vars(self)["math"]

    @property
    @pulumi.getter(name="carousel")
    def carousel(self) -> pulumi.Output[bool]:
        """Show carousels."""
        return vars(self)["carousel"]

    @property
    @pulumi.getter(name="form")
    def form(self) -> pulumi.Output[bool]:
        """Show forms."""
        return vars(self)["form"]

    @property
    @pulumi.getter(name="attachments")
    def attachments(self) -> pulumi.Output[bool]:
        """Accept files."""
        return vars(self)["attachments"]

    @property
    @pulumi.getter(name="autoScroll")
    def auto_scroll(self) -> pulumi.Output[bool]:
        """Follow new messages."""
        return vars(self)["autoScroll"]

    @property
    @pulumi.getter(name="startFirst")
    def start_first(self) -> pulumi.Output[bool]:
        """Let the bot begin."""
        return vars(self)["startFirst"]

    @property
    @pulumi.getter(name="contactCollection")
    def contact_collection(self) -> pulumi.Output[bool]:
        """Ask people who they are."""
        return vars(self)["contactCollection"]

    @property
    @pulumi.getter(name="exportConversation")
    def export_conversation(self) -> pulumi.Output[bool]:
        """Offer to export the conversation."""
        return vars(self)["exportConversation"]

    @property
    @pulumi.getter(name="restartConversation")
    def restart_conversation(self) -> pulumi.Output[bool]:
        """Offer to begin again."""
        return vars(self)["restartConversation"]

    @property
    @pulumi.getter(name="maximize")
    def maximize(self) -> pulumi.Output[bool]:
        """Offer a large window."""
        return vars(self)["maximize"]

    @property
    @pulumi.getter(name="messagePeek")
    def message_peek(self) -> pulumi.Output[bool]:
        """Show a message beside the closed window."""
        return vars(self)["messagePeek"]

    @property
    @pulumi.getter(name="voiceIn")
    def voice_in(self) -> pulumi.Output[bool]:
        """Accept speech."""
        return vars(self)["voiceIn"]

    @property
    @pulumi.getter(name="voiceOut")
    def voice_out(self) -> pulumi.Output[bool]:
        """Speak answers."""
        return vars(self)["voiceOut"]

    @property
    @pulumi.getter(name="poweredBy")
    def powered_by(self) -> pulumi.Output[bool]:
        """Show the vendor's name; hiding it needs a plan that allows it."""
        return vars(self)["poweredBy"]

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
