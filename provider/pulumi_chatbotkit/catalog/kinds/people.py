"""Tasks, contacts and memories: docs/api/api.md b.21 to b.23.

Conversations make such objects too; those carry no marker and are left alone: only what a program declares is managed.
"""

from dataclasses import replace

from pulumi_chatbotkit.catalog.kinds import common
from pulumi_chatbotkit.catalog.kinds.objects import EMAIL_OR_EMPTY
from pulumi_chatbotkit.catalog.schema.field import Clear, Field, ReadBack, Source, Unique
from pulumi_chatbotkit.catalog.schema.kind import Kind, Scope
from pulumi_chatbotkit.catalog.schema.rules import AtLeast, Between, Matches, MaxBytes
from pulumi_chatbotkit.catalog.schema.shapes import Shape

_SEEN = Source.SEEN
_COUNT = Between(0, 100_000, "")


def _lasting(field: str, kind: str, doc: str) -> Field:
    """A link that the service cannot clear: it ignores null (trap 28)."""
    doc = f"{doc} It can be set and changed, never removed."
    return replace(common.reference(field, kind, doc, source=_SEEN), clear=Clear.IMPOSSIBLE)


_BOT = _lasting("botId", "bot", "Id of a bot that the account may use.")
_CONTACT = _lasting("contactId", "contact", "Id of a contact of the account.")


def _expires_at(what: str) -> Field:
    return common.number("expiresAt", f"When {what} is deleted, in milliseconds since 1970.", AtLeast(0))


TASK = Kind(
    name="task",
    class_name="Task",
    title="Task",
    path=("task",),
    scope=Scope.RUN_AS,
    filters=("blueprintId", "botId", "contactId"),
    match_by_name=False,
    section="b.21",
    doc="Work that a bot does, now and then or on a schedule.",
    fields=(
        common.name(),
        common.description(),
        common.blueprint_reference(),
        _BOT,
        _CONTACT,
        replace(
            common.text(
                "schedule",
                "When it runs: an interval such as ``daily``, a cron expression, ``HH:MM``, or a date.",
                MaxBytes(191),
                nullable=True,
                source=_SEEN,
            ),
            empty_is_null=True,
        ),
        replace(
            common.text(
                "timezone", "IANA time zone of a cron expression or ``HH:MM``; UTC if left out.", nullable=True,
                source=_SEEN,
            ),
            empty_is_null=True,
        ),
        _expires_at("the task"),
        common.number(
            "sessionDuration", "How long its conversation stays open, in milliseconds.", Between(0, 3_600_000, "ms")
        ),
        common.number("maxIterations", "How many steps a run may take; 0 or left out, 1,000.", _COUNT),
        common.number(
            "maxTime", "How long a run may take, in milliseconds; 0 or left out, 15 minutes.",
            Between(0, 86_400_000, "ms"),
        ),
        replace(
            common.number("maxCalls", "How many calls a run may make; older deployments refuse it.", _COUNT),
            read_back=ReadBack.NEVER,
        ),
        common.meta(),
    ),
    notes=(
        "Tasks that conversations make are left alone, by `adopt=\"match\"` too: adopt one by its id.",
        "What a run leaves behind (status, outcome, times) is not managed.",
        "`max_calls` is never returned, so a change made elsewhere cannot be seen.",
        "Deleting the contact deletes the task; deleting the bot or the blueprint clears the link.",
    ),
)  # fmt: skip

CONTACT = Kind(
    name="contact",
    class_name="Contact",
    title="Contact",
    path=("contact",),
    scope=Scope.RUN_AS,
    match_by_name=False,
    section="b.22",
    doc="A person whom bots talk to.",
    fields=(
        common.name(),
        common.description(),
        Field(
            name="fingerprint",
            shape=Shape.TEXT,
            doc="What the person is recognised by. Left out, the service makes one; it can be changed, never removed.",
            default=None,
            clear=Clear.IMPOSSIBLE,
            generated=True,
            unique=Unique(among="the account's contacts"),
            rules=(Matches(r"(?s)\S.{14,}\S", "at least 16 characters long, without blanks at its ends"),),
            source=_SEEN,
        ),
        replace(
            common.text("email", "E-mail address; need not be unique.", nullable=True, source=_SEEN),
            rules=(EMAIL_OR_EMPTY,),
        ),
        replace(
            common.text(
                "phone", "Phone number; without a country code, one of the US. The service stores ``+15550100`` and "
                "the like.", nullable=True, source=_SEEN,
            ),
            reads_back_as_sent=r"(\+[1-9][0-9]{6,14})?",
        ),
        common.text("nick", "What to call the person.", MaxBytes(191), nullable=True, source=_SEEN),
        common.text("preferences", "What the person prefers.", MaxBytes(65_535), nullable=True, source=_SEEN),
        common.number("verifiedAt", "When the person was verified, in milliseconds since 1970.", AtLeast(1)),
        common.meta(),
    ),
    notes=(
        "Contacts that conversations make are left alone, by `adopt=\"match\"` too: adopt one by its id.",
        "Deleting a contact deletes its tasks, memories, contexts and personal secrets; conversations stay.",
    ),
)  # fmt: skip

MEMORY = Kind(
    name="memory",
    class_name="Memory",
    title="Memory",
    path=("memory",),
    scope=Scope.RUN_AS,
    filters=("contactId", "botId"),
    match_by_name=False,
    section="b.23",
    doc="Something that bots remember, of a person or of all.",
    fields=(
        common.name(),
        common.description(),
        Field(
            name="text",
            shape=Shape.TEXT,
            doc="What is remembered.",
            default=None,
            clear=Clear.IMPOSSIBLE,
            required=True,
            rules=(MaxBytes(65_535),),
            source=_SEEN,
        ),
        _BOT,
        _CONTACT,
        _expires_at("it"),
        common.meta(),
    ),
    notes=(
        'Memories that conversations make are left alone, by `adopt="match"` too: adopt one by its id.',
        "It is deleted with its bot, and with its contact.",
    ),
)
