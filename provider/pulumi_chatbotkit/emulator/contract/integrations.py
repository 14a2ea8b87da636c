"""Integrations without a messaging channel, and the fields that all integrations share (docs/api/api.md b.18)."""

from dataclasses import replace
from typing import Final

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.checks import (
    check_email,
    check_model,
    check_theme,
    check_timezone,
    check_web_address,
    structured_text,
)
from pulumi_chatbotkit.emulator.contract.fields import (
    NOWHERE,
    Access,
    Computed,
    Field,
    InitialValue,
    OnEmpty,
    OnNull,
    OnOmit,
)
from pulumi_chatbotkit.emulator.contract.kinds import EVERY_ACTION, Action, Kind, Rule, Verb
from pulumi_chatbotkit.emulator.contract.rules import next_trigger
from pulumi_chatbotkit.emulator.contract.schedules import check_schedule
from pulumi_chatbotkit.emulator.contract.selectors import check_selectors

_MONTH_MS: Final = 2_592_000_000
_THREE_MONTHS_MS: Final = 7_776_000_000
_HOUR_MS: Final = 3_600_000

SETUP: Final[dict[Action, Verb]] = {"setup": "acknowledge"}
SYNC: Final[dict[Action, Verb]] = {"sync": "synchronise"}


def integration(
    name: str,
    link: Field,
    *fields: Field,
    extra_actions: dict[Action, Verb] | None = None,
    computed: tuple[Computed, ...] = (),
    rules: tuple[Rule, ...] = (),
) -> Kind:
    """The kind ``integration_<name>``: the shared fields, one link, and the fields of its own."""
    return Kind(
        name=f"integration_{name}",
        noun="integration",
        path=f"/v1/integration/{name}",
        id_parameter=f"{name}IntegrationId",
        quota="integration",
        actions={**EVERY_ACTION, **(extra_actions or {})},
        computed=computed,
        rules=rules,
        fields=(
            rows.alias(),
            rows.name(),
            rows.description(),
            rows.blueprint_link(),
            link,
            *fields,
            rows.meta(),
        ),
    )


def bot() -> Field:
    """The bot that answers."""
    return rows.link("botId", "bot", Access.USABLE, source="documented")


def session_duration(maximum_ms: int = _MONTH_MS) -> Field:
    """In milliseconds. A month does not fit into 32 bits, so the column is not assumed to be a 32-bit one."""
    return rows.number("sessionDuration", minimum=0, maximum=maximum_ms, integer=False, source="seen")


def switch(name: str, *, default: bool = False) -> Field:
    """A boolean, false unless said otherwise."""
    return rows.boolean(name, default=default, source="seen")


def plain(name: str) -> Field:
    """Nullable text."""
    return rows.plain(name, source="seen")


def _dataset() -> Field:
    return rows.link("datasetId", "dataset", Access.OWN, source="documented")


def _skillset() -> Field:
    return rows.link("skillsetId", "skillset", Access.USABLE, source="documented")


def _sync_schedule() -> Field:
    """Fewer names than triggers have. The validator takes null, the column does not (b.18, sitemap)."""
    return replace(
        rows.enum("syncSchedule", "never", "daily", "weekly", "monthly", source="seen"), on_null=OnNull.SYSTEM_ERROR
    )


def _trigger() -> Field:
    """When the bot is asked: read back by no route."""
    return replace(
        rows.enum("trigger", "never", "automatic", source="seen"),
        default="automatic",
        on_null=OnNull.STORED,
        views=NOWHERE,
    )


_SYNC_STATE = (
    Computed(name="syncStatus", source="seen", initial=InitialValue.PENDING),
    Computed(name="lastSyncedAt", source="seen", initial=InitialValue.NOW),
)
_HIDDEN_ACCESS_TOKEN = (Computed(name="accessToken", source="seen", initial=InitialValue.KEY, views=NOWHERE),)

WIDGET = integration(
    "widget",
    bot(),
    replace(rows.plain("theme", source="seen", check=check_theme), built_from=structured_text),
    plain("layout"),
    plain("title"),
    plain("intro"),
    plain("initial"),
    plain("placeholder"),
    plain("origin"),
    session_duration(_HOUR_MS),
    plain("language"),
    plain("plugins"),
    switch("stream", default=True),
    switch("verbose", default=True),
    switch("tools"),
    switch("unfurl", default=True),
    switch("math"),
    switch("carousel"),
    switch("form"),
    switch("attachments"),
    switch("autoScroll", default=True),
    switch("startFirst"),
    switch("contactCollection"),
    switch("exportConversation", default=True),
    switch("restartConversation", default=True),
    switch("maximize", default=True),
    switch("messagePeek", default=True),
    switch("voiceIn"),
    switch("voiceOut"),
    switch("poweredBy", default=True),
    extra_actions=SETUP,
)

TRIGGER = integration(
    "trigger",
    bot(),
    switch("authenticate", default=True),
    replace(rows.plain("schedule", source="seen", check=check_schedule), on_empty=OnEmpty.BECOMES_NULL),
    replace(rows.plain("timezone", source="seen", check=check_timezone), on_empty=OnEmpty.BECOMES_NULL),
    session_duration(),
    extra_actions=SETUP,
    computed=(
        Computed(name="secret", source="seen", initial=InitialValue.KEY),
        Computed(name="nextTriggerAt", source="seen", initial=InitialValue.NULL),
        Computed(name="lastTriggerAt", source="seen", initial=InitialValue.NULL),
    ),
    rules=(next_trigger,),
)

SITEMAP = integration(
    "sitemap",
    _dataset(),
    rows.nullable_text("url", source="seen", max_chars=768, check=check_web_address),
    rows.nullable_text("glob", source="seen", max_bytes=191),
    rows.nullable_text("selectors", source="seen", max_bytes=191, check=check_selectors),
    replace(switch("javascript"), on_omit=OnOmit.RESETS),
    _sync_schedule(),
    rows.number("expiresIn", minimum=0, maximum=_THREE_MONTHS_MS, integer=False, source="seen"),
    extra_actions=SYNC,
    computed=_SYNC_STATE,
)

NOTION = integration(
    "notion",
    _dataset(),
    rows.masked("token", source="seen"),
    _sync_schedule(),
    rows.number("expiresIn", minimum=0, maximum=_THREE_MONTHS_MS, integer=False, source="seen"),
    extra_actions=SYNC,
    computed=_SYNC_STATE,
)

SUPPORT = integration("support", bot(), rows.plain("email", source="seen", check=check_email), _trigger())

EXTRACT = integration(
    "extract",
    bot(),
    rows.json_object("schema", source="seen"),
    replace(plain("request"), default=""),
    rows.plain("model", source="seen", check=check_model),
    _trigger(),
)

MCPSERVER = integration(
    "mcpserver",
    _skillset(),
    # OAuth connections are not emulated, so every id is unknown: 400.
    rows.link("oAuthConnectionId", "oauth_connection", Access.OWN, source="seen"),
    computed=_HIDDEN_ACCESS_TOKEN,
)

SKILLSERVER = integration("skillserver", _skillset(), computed=_HIDDEN_ACCESS_TOKEN)

INTEGRATIONS: Final = (WIDGET, TRIGGER, SITEMAP, NOTION, SUPPORT, EXTRACT, MCPSERVER, SKILLSERVER)
