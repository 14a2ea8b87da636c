"""Contacts, conversations, tasks, memories and GitHub integrations: what an account may hold besides other kinds.

docs/api/api.md has no table of their fields: every row here is assumed by analogy with the other kinds.
"""

from dataclasses import replace

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.chat_checks import (
    check_attachments,
    check_completion_limits,
    check_contact,
    check_messages,
    check_some_messages,
)
from pulumi_chatbotkit.emulator.contract.checks import check_model, check_not_blank
from pulumi_chatbotkit.emulator.contract.fields import (
    NOWHERE,
    Access,
    Check,
    Field,
    FieldType,
    OnEmpty,
    OnNull,
    OnTargetDeleted,
)
from pulumi_chatbotkit.emulator.contract.integrations import bot, integration
from pulumi_chatbotkit.emulator.contract.kinds import Kind

CONTACT = Kind(
    name="contact",
    noun="contact",
    path="/v1/contact",
    id_parameter="contactId",
    addressing="named",
    fields=(
        rows.text("name", source="assumed", max_bytes=191),
        rows.text("description", source="assumed", max_bytes=65_535),
        rows.plain("fingerprint", source="assumed"),
        rows.plain("email", source="assumed"),
        rows.plain("phone", source="assumed"),
        rows.plain("nick", source="assumed"),
        rows.meta(),
    ),
)

_PERSONA = (
    rows.text("backstory", source="seen", max_bytes=16_777_215),
    rows.text("model", source="seen", max_chars=512, check=check_model),
    rows.link("datasetId", "dataset", Access.USABLE, source="seen"),
    rows.link("skillsetId", "skillset", Access.USABLE, source="seen"),
    replace(rows.boolean("privacy", default=False, source="seen"), views=NOWHERE),
    replace(rows.boolean("moderation", default=False, source="seen"), views=NOWHERE),
)
"""What answers when there is no bot."""


def _given(name: str, field_type: FieldType, check: Check | None = None, *, required: bool = False) -> Field:
    """A value that only the call uses."""
    return Field(
        name=name,
        type=field_type,
        source="seen",
        required=required,
        on_null=OnNull.REFUSED,
        on_empty=OnEmpty.REFUSED,
        check=check,
        views=NOWHERE,
    )


_EXTRAS = (
    _given("limits", "object", check_completion_limits),
    _given("functions", "array"),
    _given("extensions", "object"),
    _given("attachments", "array", check_attachments),
    rows.link("contactId", "contact", Access.OWN, source="seen"),
)
"""What a completion may have besides messages. Functions and extensions are accepted and have no effect."""

CONVERSATION = Kind(
    name="conversation",
    noun="conversation",
    path="/v1/conversation",
    id_parameter="conversationId",
    actions={"create": "converse", "fetch": "fetch", "list": "list", "delete": "delete", "complete": "complete"},
    bodies={"complete": (_given("text", "string", check_not_blank, required=True), *_EXTRAS)},
    rates={"create": ("conversation", "message"), "complete": ("message",)},
    metrics={"create": ("conversation", "message"), "complete": ("message", "token")},
    fields=(
        rows.text("name", source="seen", max_bytes=191),
        rows.text("description", source="seen", max_bytes=65_535),
        rows.link("botId", "bot", Access.USABLE, source="seen"),
        rows.link("contactId", "contact", Access.OWN, source="seen"),
        rows.link("taskId", "task", Access.OWN, source="seen"),
        rows.link("spaceId", "space", Access.OWN, source="seen"),
        *_PERSONA,
        _given("contact", "object", check_contact),
        replace(_given("messages", "array", check_messages), on_null=OnNull.STORED),
        rows.number("expiresAt", integer=False, source="seen"),
        rows.meta(),
    ),
)
"""docs/api/api.md b.24 names the fields of its create; how they are read back is assumed."""

COMPLETION = Kind(
    name="completion",
    noun="completion",
    path="/v1/conversation",
    id_parameter="completionId",
    actions={"complete": "complete_once"},
    actions_without_id=frozenset({"complete"}),
    bodies={
        "complete": (
            _given("messages", "array", check_some_messages, required=True),
            rows.link("botId", "bot", Access.USABLE, source="seen"),
            *_PERSONA,
            *_EXTRAS,
        )
    },
    rates={"complete": ("message",)},
    metrics={"complete": ("message", "token")},
    fields=(),
)
"""An answer without a conversation: nothing is stored."""

_GONE = OnTargetDeleted.DELETED

TASK = Kind(
    name="task",
    noun="task",
    path="/v1/task",
    id_parameter="taskId",
    addressing="named",
    fields=(
        rows.text("name", source="assumed", max_bytes=191),
        rows.text("description", source="assumed", max_bytes=65_535),
        rows.link("botId", "bot", Access.USABLE, source="assumed"),
        rows.link("contactId", "contact", Access.OWN, source="assumed", on_target_deleted=_GONE),
        rows.meta(),
    ),
)

MEMORY = Kind(
    name="memory",
    noun="memory",
    path="/v1/memory",
    id_parameter="memoryId",
    addressing="named",
    fields=(
        rows.text("name", source="assumed", max_bytes=191),
        rows.text("description", source="assumed", max_bytes=65_535),
        rows.text("text", source="assumed", max_bytes=65_535),
        rows.link("botId", "bot", Access.USABLE, source="assumed", on_target_deleted=_GONE),
        rows.link("contactId", "contact", Access.OWN, source="assumed", on_target_deleted=_GONE),
        rows.meta(),
    ),
)

GITHUB = integration("github", bot())
