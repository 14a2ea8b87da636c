# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Looking up objects of kind integration_widget: docs/api/api.md b.18 and a.9."""
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
class WidgetIntegrationResult:
    """widget integration, as the service shows it. What is secret, or never returned, is left out."""

    id: str
    alias: str | None
    """Your own handle for it, unique among the account's widget integrations; references accept it as
        ``@alias``."""
    name: str
    """Display name."""
    description: str
    """What it is for."""
    blueprint_id: str | None
    """Id of a blueprint of the same account."""
    bot_id: str | None
    """Id of the bot that answers."""
    setup_after_change: bool
    """Ask the service to set the integration up again after each change."""
    theme: str | None
    """Colours and fonts."""
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
    meta: Mapping[str, JsonValue] | None
    """Data of its own, and the keys that mark an object of a stack."""
    created_at: int | None
    """When it was made, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""
    run_as: str | None
    """Id of the partner user in whose account it was found; None for your own."""


def get_widget_integration(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> WidgetIntegrationResult:
    """Find the one WidgetIntegration that is meant by exactly one of id, alias, name, meta.

    Args:
        run_as: Id of the partner user in whose account to look; left out, your own account.
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; no other may have it.
        meta: Entries that its ``meta`` has; no other may have them all.

    Raises:
        pulumi.RunError: an argument cannot be used, nothing or more than one was found, or the service refused.
    """
    return one(
        WidgetIntegrationResult,
        "integration_widget",
        selectors={
            "id": id,
            "alias": alias,
            "name": name,
            "meta": meta,
        },
        place={
            "runAs": ("run_as", run_as),
        },
    )


def get_widget_integration_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[WidgetIntegrationResult]:
    """``get_widget_integration`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(
        get_widget_integration,
        id=id,
        alias=alias,
        name=name,
        meta=meta,
        run_as=run_as,
    )


def list_widget_integrations(
    *,
    meta: Mapping[str, object] | None = None,
    run_as: str | None = None,
) -> Iterator[WidgetIntegrationResult]:
    """Every WidgetIntegration, newest first; a page is asked for when the one before has been used up.

    Args:
        run_as: Id of the partner user in whose account to look; left out, your own account.
        meta: Entries that their ``meta`` must have.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    return objects(
        WidgetIntegrationResult,
        "integration_widget",
        meta=meta,
        wanted={},
        place={
            "runAs": ("run_as", run_as),
        },
    )


def list_widget_integrations_output(
    *,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[list[WidgetIntegrationResult]]:
    """``list_widget_integrations`` for arguments that are outputs, all pages at once."""
    return deferred_list(
        list_widget_integrations,
        meta=meta,
        run_as=run_as,
    )
