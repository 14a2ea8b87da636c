"""Integrations with messaging channels (docs/api/api.md b.18, integrations)."""

from dataclasses import replace
from typing import Final

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.checks import check_handle, check_structured
from pulumi_chatbotkit.emulator.contract.fields import NOWHERE, Computed, Field, InitialValue, OnEmpty, OnNull
from pulumi_chatbotkit.emulator.contract.integrations import SETUP, bot, integration, plain, session_duration, switch


def _masked(name: str) -> Field:
    return rows.masked(name, source="seen")


def _write_only(name: str) -> Field:
    return rows.write_only(name, source="seen")


def _allow_from() -> Field:
    """Who may write to the bot: everybody if omitted on create, nobody if null or ""."""
    return replace(plain("allowFrom"), default="*")


_VERIFY_TOKEN = (Computed(name="verifyToken", source="seen", initial=InitialValue.KEY),)
"""Generated once, and returned unmasked."""

SLACK = integration(
    "slack",
    bot(),
    _masked("signingSecret"),
    _masked("botToken"),
    _masked("userToken"),
    switch("contactCollection"),
    session_duration(),
    replace(switch("attachments"), views=NOWHERE),
    switch("references"),
    switch("ratings"),
    rows.number("visibleMessages", minimum=0, maximum=10, integer=True, source="seen"),
    plain("autoRespond"),
    _allow_from(),
    extra_actions=SETUP,
)

DISCORD = integration(
    "discord",
    bot(),
    plain("appId"),
    _write_only("botToken"),
    _write_only("publicKey"),
    rows.plain("handle", source="seen", check=check_handle),
    replace(switch("ephemeral"), default=None, on_null=OnNull.STORED, views=NOWHERE),
    replace(switch("attachments"), views=NOWHERE),
    switch("contactCollection"),
    session_duration(),
    _allow_from(),
    extra_actions=SETUP,
)

MICROSOFTTEAMS = integration(
    "microsoftteams",
    bot(),
    plain("botFrameworkAppId"),
    _write_only("botFrameworkAppSecret"),
    replace(plain("tenantId"), views=NOWHERE),
    switch("contactCollection"),
    session_duration(),
    replace(switch("attachments"), views=NOWHERE),
    _allow_from(),
    extra_actions=SETUP,
)

GOOGLECHAT = integration(
    "googlechat",
    bot(),
    _masked("serviceAccountKey"),
    plain("projectNumber"),
    switch("contactCollection"),
    session_duration(),
    switch("attachments"),
    plain("autoRespond"),
    _allow_from(),
    extra_actions=SETUP,
)

WHATSAPP = integration(
    "whatsapp",
    bot(),
    plain("phoneNumberId"),
    _masked("accessToken"),
    _masked("appSecret"),
    switch("contactCollection"),
    session_duration(),
    switch("attachments"),
    _allow_from(),
    extra_actions=SETUP,
    computed=_VERIFY_TOKEN,
)

MESSENGER, INSTAGRAM = (
    integration(
        name,
        bot(),
        _masked("accessToken"),
        _masked("appSecret"),
        switch("contactCollection"),
        session_duration(),
        switch("attachments"),
        extra_actions=SETUP,
        computed=_VERIFY_TOKEN,
    )
    for name in ("messenger", "instagram")
)

TELEGRAM = integration(
    "telegram",
    bot(),
    _write_only("botToken"),
    switch("contactCollection"),
    session_duration(),
    switch("attachments"),
    _allow_from(),
    extra_actions=SETUP,
)

TWILIO = integration(
    "twilio",
    bot(),
    plain("accountSid"),
    _write_only("authToken"),
    rows.plain("voice", source="seen", check=check_structured),
    switch("contactCollection"),
    session_duration(),
    _allow_from(),
    extra_actions=SETUP,
)

EMAIL = integration(
    "email",
    bot(),
    switch("contactCollection"),
    session_duration(),
    switch("attachments"),
    _allow_from(),
    extra_actions=SETUP,
)

GITHUB = integration(
    "github",
    bot(),
    plain("appId"),
    _masked("privateKey"),
    # Cannot be emptied: null and "" make one on create, and change nothing later (b.18, GitHub).
    replace(
        rows.plain("webhookSecret", source="seen"),
        on_null=OnNull.IGNORED,
        on_empty=OnEmpty.IGNORED,
        generated=InitialValue.KEY,
        mask_keeps=True,
        secret=True,
    ),
    switch("contactCollection"),
    session_duration(),
    replace(plain("allowFrom"), default="@collaborators"),
    extra_actions=SETUP,
)

CHANNELS: Final = (
    SLACK,
    DISCORD,
    MICROSOFTTEAMS,
    GOOGLECHAT,
    WHATSAPP,
    MESSENGER,
    INSTAGRAM,
    TELEGRAM,
    TWILIO,
    EMAIL,
    GITHUB,
)
