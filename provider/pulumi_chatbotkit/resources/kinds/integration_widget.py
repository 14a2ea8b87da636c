# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""widget integration, and how to look one up. Source: docs/api/api.md b.18 and a.9 (lists)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import arguments_of
from pulumi_chatbotkit.lookups.calls import find, find_all
from pulumi_chatbotkit.lookups.outputs import deferred, deferred_list
from pulumi_chatbotkit.reconcile import Adopt
from pulumi_chatbotkit.resources.account_object import AccountObject, AccountObjectResult
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


class WidgetIntegrationArgsDict(TypedDict, total=False):
    """The arguments of WidgetIntegration as a dictionary, for programs that build them step by step."""

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
    adopt: pulumi.Input[Adopt] | None


class WidgetIntegration(AccountObject, module="chatbotkit", name="WidgetIntegration"):
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
        theme: Colours and fonts: a theme with options, or an example's name, ``@examples/name``. Limits: name,
            name/key=value, or @examples/name. Removing it clears it.
        layout: Shape of the window. Removing it clears it.
        title: Heading. Removing it clears it.
        intro: Text before the first message. Removing it clears it.
        initial: First message of the bot. Removing it clears it.
        placeholder: Text in the empty input. Removing it clears it.
        origin: Where it may be embedded. Removing it clears it.
        session_duration: How long a conversation stays open, in milliseconds; at most an hour or so. Removing it clears
            it.
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

    catalog_kind = "integration_widget"

    alias: pulumi.Output[str | None]
    """Your own handle for it, unique among the account's widget integrations; references accept it as ``@alias``."""
    bot_id: pulumi.Output[str | None]
    """Id of the bot that answers."""
    setup_after_change: pulumi.Output[bool]
    """Ask the service to set the integration up again after each change."""
    theme: pulumi.Output[str | None]
    """Colours and fonts: a theme with options, or an example's name, ``@examples/name``."""
    layout: pulumi.Output[str | None]
    """Shape of the window."""
    title: pulumi.Output[str | None]
    """Heading."""
    intro: pulumi.Output[str | None]
    """Text before the first message."""
    initial: pulumi.Output[str | None]
    """First message of the bot."""
    placeholder: pulumi.Output[str | None]
    """Text in the empty input."""
    origin: pulumi.Output[str | None]
    """Where it may be embedded."""
    session_duration: pulumi.Output[int | None]
    """How long a conversation stays open, in milliseconds; at most an hour or so."""
    language: pulumi.Output[str | None]
    """Language of the window."""
    plugins: pulumi.Output[str | None]
    """Extensions of the window."""
    stream: pulumi.Output[bool]
    """Show answers while they are made."""
    verbose: pulumi.Output[bool]
    """Show what the bot is doing."""
    tools: pulumi.Output[bool]
    """Show the tools used."""
    unfurl: pulumi.Output[bool]
    """Show previews of links."""
    math: pulumi.Output[bool]
    """Show formulas."""
    carousel: pulumi.Output[bool]
    """Show carousels."""
    form: pulumi.Output[bool]
    """Show forms."""
    attachments: pulumi.Output[bool]
    """Accept files."""
    auto_scroll: pulumi.Output[bool]
    """Follow new messages."""
    start_first: pulumi.Output[bool]
    """Let the bot begin."""
    contact_collection: pulumi.Output[bool]
    """Ask people who they are."""
    export_conversation: pulumi.Output[bool]
    """Offer to export the conversation."""
    restart_conversation: pulumi.Output[bool]
    """Offer to begin again."""
    maximize: pulumi.Output[bool]
    """Offer a large window."""
    message_peek: pulumi.Output[bool]
    """Show a message beside the closed window."""
    voice_in: pulumi.Output[bool]
    """Accept speech."""
    voice_out: pulumi.Output[bool]
    """Speak answers."""
    powered_by: pulumi.Output[bool]
    """Show the vendor's name; hiding it needs a plan that allows it."""

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
        adopt: pulumi.Input[Adopt] | None = None,
    ) -> None:
        super().__init__(resource_name, opts=opts, **arguments_of("integration_widget", locals()))


@dataclass(frozen=True, kw_only=True)
class WidgetIntegrationResult(AccountObjectResult):
    """widget integration, as the service shows it. What is secret or never returned is left out."""

    alias: str | None
    """Your own handle for it, unique among the account's widget integrations; references accept it as ``@alias``."""
    bot_id: str | None
    """Id of the bot that answers."""
    setup_after_change: bool
    """Ask the service to set the integration up again after each change."""
    theme: str | None
    """Colours and fonts: a theme with options, or an example's name, ``@examples/name``."""
    layout: str | None
    """Shape of the window."""
    title: str | None
    """Heading."""
    intro: str | None
    """Text before the first message."""
    initial: str | None
    """First message of the bot."""
    placeholder: str | None
    """Text in the empty input."""
    origin: str | None
    """Where it may be embedded."""
    session_duration: int | None
    """How long a conversation stays open, in milliseconds; at most an hour or so."""
    language: str | None
    """Language of the window."""
    plugins: str | None
    """Extensions of the window."""
    stream: bool | None
    """Show answers while they are made."""
    verbose: bool | None
    """Show what the bot is doing."""
    tools: bool
    """Show the tools used."""
    unfurl: bool | None
    """Show previews of links."""
    math: bool
    """Show formulas."""
    carousel: bool
    """Show carousels."""
    form: bool
    """Show forms."""
    attachments: bool
    """Accept files."""
    auto_scroll: bool | None
    """Follow new messages."""
    start_first: bool
    """Let the bot begin."""
    contact_collection: bool
    """Ask people who they are."""
    export_conversation: bool | None
    """Offer to export the conversation."""
    restart_conversation: bool | None
    """Offer to begin again."""
    maximize: bool | None
    """Offer a large window."""
    message_peek: bool | None
    """Show a message beside the closed window."""
    voice_in: bool
    """Accept speech."""
    voice_out: bool
    """Speak answers."""
    powered_by: bool | None
    """Show the vendor's name; hiding it needs a plan that allows it."""


def get_widget_integration(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> WidgetIntegrationResult:
    """Find the one WidgetIntegration with this id, alias, name or meta: give exactly one of them.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; it must be unique.
        meta: Entries of its ``meta``; only one object may have them all.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, no or several objects match, or the service refuses.
    """
    return find(WidgetIntegrationResult, "integration_widget", locals())


def get_widget_integration_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[WidgetIntegrationResult]:
    """``get_widget_integration`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(get_widget_integration, **locals())


def list_widget_integrations(
    *, meta: Mapping[str, object] | None = None, run_as: str | None = None
) -> Iterator[WidgetIntegrationResult]:
    """Every WidgetIntegration, newest first. A page is fetched once the previous one is used up.

    Args:
        meta: Entries that their ``meta`` must have.
        run_as: Id of the partner user in whose account to look; left out, your own account.

    Raises ``pulumi.RunError`` if an argument cannot be used, or the service refuses.
    """
    return find_all(WidgetIntegrationResult, "integration_widget", locals())


def list_widget_integrations_output(
    *, meta: pulumi.Input[Mapping[str, object]] | None = None, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[WidgetIntegrationResult]]:
    """``list_widget_integrations`` for arguments that are outputs, all pages at once."""
    return deferred_list(list_widget_integrations, **locals())
