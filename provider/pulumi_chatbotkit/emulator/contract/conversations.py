"""Contacts, conversations, tasks and memories (docs/api/api.md b.21 task, b.22 contact, b.23 memory, b.24 others).

How the fields of a conversation are read back is assumed, by analogy with the other kinds.
"""

from dataclasses import replace
from typing import Final

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.chat_checks import (
    check_attachments,
    check_completion_limits,
    check_contact,
    check_messages,
    check_some_messages,
)
from pulumi_chatbotkit.emulator.contract.checks import (
    check_email,
    check_fingerprint,
    check_model,
    check_not_blank,
    check_phone,
    check_timezone,
    phone_number,
)
from pulumi_chatbotkit.emulator.contract.fields import (
    NOWHERE,
    Access,
    Check,
    Computed,
    Field,
    FieldType,
    InitialValue,
    OnEmpty,
    OnNull,
    OnTargetDeleted,
)
from pulumi_chatbotkit.emulator.contract.kinds import EVERY_ACTION, Filter, Kind
from pulumi_chatbotkit.emulator.contract.rules import next_run
from pulumi_chatbotkit.emulator.contract.schedules import check_schedule

_CONTACT_FIELDS = (
    rows.name(),
    rows.description(),
    Field(
        name="fingerprint",
        type="string",
        source="seen",
        on_null=OnNull.SYSTEM_ERROR,
        generated=InitialValue.KEY,
        unique="in the account",
        check=check_fingerprint,
    ),
    rows.plain("email", source="seen", check=check_email),
    replace(rows.plain("phone", source="seen", check=check_phone), normalise=phone_number),
    rows.nullable_text("nick", source="seen", max_bytes=191),
    rows.nullable_text("preferences", source="seen", max_bytes=65_535),
    # 0 is ignored by the server; what is then stored is not known, so it is stored here.
    rows.number("verifiedAt", integer=False, source="seen"),
    rows.meta(),
)

CONTACT = Kind(
    name="contact",
    noun="contact",
    path="/v1/contact",
    id_parameter="contactId",
    addressing="named",
    actions={**EVERY_ACTION, "ensure": "ensure_contact"},
    bodies={"ensure": _CONTACT_FIELDS},
    fields=_CONTACT_FIELDS,
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
    actions={
        "create": "converse",
        "fetch": "fetch",
        "list": "list",
        "delete": "delete",
        "complete": "complete",
        "message/list": "list_messages",
    },
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
_LARGEST_COUNT: Final = 100_000


def _lasting(field: Field) -> Field:
    """A link that null and "" leave as it is (trap 28)."""
    return replace(field, on_null=OnNull.IGNORED, on_empty=OnEmpty.IGNORED)


def _epoch_ms(name: str) -> Field:
    return replace(rows.number(name, integer=False, source="seen"), type="integer")


def _count(name: str) -> Field:
    return replace(rows.number(name, minimum=0, maximum=_LARGEST_COUNT, integer=False, source="seen"), type="integer")


TASK = Kind(
    name="task",
    noun="task",
    path="/v1/task",
    id_parameter="taskId",
    addressing="named",
    actions={**EVERY_ACTION, "trigger": "acknowledge", "cancel": "acknowledge"},
    filters=(
        Filter(field="blueprintId"),
        Filter(field="botId", any_of=True),
        Filter(field="contactId", any_of=True),
        Filter(field="status", known=("idle", "running", "canceled")),
    ),
    computed=(
        Computed(name="status", source="seen", initial=InitialValue.IDLE),
        Computed(name="outcome", source="seen", initial=InitialValue.PENDING),
        Computed(name="lastRunAt", source="seen", initial=InitialValue.NULL),
        Computed(name="nextRunAt", source="seen", initial=InitialValue.NULL),
    ),
    rules=(next_run,),
    fields=(
        rows.name(),
        rows.description(),
        rows.blueprint_link(),
        _lasting(rows.link("botId", "bot", Access.USABLE, source="seen")),
        _lasting(rows.link("contactId", "contact", Access.OWN, source="seen", on_target_deleted=_GONE)),
        replace(
            rows.nullable_text("schedule", source="seen", check=check_schedule, column_bytes=191),
            on_empty=OnEmpty.BECOMES_NULL,
        ),
        replace(rows.plain("timezone", source="seen", check=check_timezone), on_empty=OnEmpty.BECOMES_NULL),
        _epoch_ms("expiresAt"),
        rows.number("sessionDuration", minimum=0, maximum=3_600_000, integer=False, source="seen"),
        _count("maxIterations"),
        rows.number("maxTime", minimum=0, maximum=86_400_000, integer=False, source="seen"),
        replace(_count("maxCalls"), views=NOWHERE),
        rows.meta(),
    ),
)

MEMORY = Kind(
    name="memory",
    noun="memory",
    path="/v1/memory",
    id_parameter="memoryId",
    addressing="named",
    filters=(Filter(field="contactId", any_of=True), Filter(field="botId", any_of=True)),
    fields=(
        rows.name(),
        rows.description(),
        replace(rows.text("text", source="seen", max_bytes=65_535), default=None, required=True),
        _lasting(rows.link("botId", "bot", Access.USABLE, source="seen", on_target_deleted=_GONE)),
        _lasting(rows.link("contactId", "contact", Access.OWN, source="seen", on_target_deleted=_GONE)),
        _epoch_ms("expiresAt"),
        rows.meta(),
    ),
)
