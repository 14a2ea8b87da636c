"""Contacts, conversations, tasks, memories and GitHub integrations: what an account may hold besides other kinds.

docs/api/api.md has no table of their fields: every row here is assumed by analogy with the other kinds.
"""

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.checks import check_not_blank
from pulumi_chatbotkit.emulator.contract.fields import Access, Field, OnEmpty, OnNull, OnTargetDeleted
from pulumi_chatbotkit.emulator.contract.integrations import bot, integration
from pulumi_chatbotkit.emulator.contract.kinds import Kind

CONTACT = Kind(
    name="contact",
    noun="contact",
    path="/v1/contact",
    id_parameter="contactId",
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

CONVERSATION = Kind(
    name="conversation",
    noun="conversation",
    path="/v1/conversation",
    id_parameter="conversationId",
    actions={"create": "create", "fetch": "fetch", "list": "list", "delete": "delete", "complete": "complete"},
    bodies={
        "complete": (
            Field(
                name="text",
                type="string",
                source="documented",
                required=True,
                on_null=OnNull.REFUSED,
                on_empty=OnEmpty.REFUSED,
                check=check_not_blank,
            ),
        )
    },
    fields=(
        rows.text("name", source="assumed", max_bytes=191),
        rows.text("description", source="assumed", max_bytes=65_535),
        rows.link("botId", "bot", Access.USABLE, source="assumed"),
        rows.link("contactId", "contact", Access.OWN, source="assumed"),
        rows.link("datasetId", "dataset", Access.USABLE, source="assumed"),
        rows.link("skillsetId", "skillset", Access.USABLE, source="assumed"),
        rows.text("backstory", source="assumed", max_bytes=16_777_215),
        rows.text("model", source="assumed", max_chars=512),
        rows.meta(),
    ),
)

_GONE = OnTargetDeleted.DELETED

TASK = Kind(
    name="task",
    noun="task",
    path="/v1/task",
    id_parameter="taskId",
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
