"""Slots of a widget: fill one with a file, free one (docs/api/api.md b.18, widget).

A file that is attached to a filled slot takes the place of the one in it.
"""

from pulumi_chatbotkit.emulator.actions.attachments import own_file
from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_and_body, owner_of
from pulumi_chatbotkit.emulator.contract.refusals import NOT_FOUND, Refusal
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.messages.validation import required_on_create
from pulumi_chatbotkit.emulator.storage.rows import Record


def fill_slot(ctx: ActionContext) -> Answer:
    """Put a file into a slot."""
    owner, validated = owner_and_body(ctx, required_on_create(ctx.kind.body("attach")))
    file = own_file(ctx)
    key = f"{owner.parent}/{validated['type']}"
    there = ctx.records.get(ctx.kind.name, key)
    if there is not None:
        ctx.changes.remove(there)
    return _answer(ctx.changes.create(ctx.kind, {"fileId": file.id, **validated}, owner, key))


def free_slot(ctx: ActionContext) -> Answer:
    """Take a file out of a slot: out of the one that it has filled longest, of several (not established).

    The path takes raw ids only; the body is not read.
    """
    owner = owner_of(ctx)
    read_object(ctx.call.body)
    widget = ctx.match.ids["widgetIntegrationId"]
    if widget != owner.parent:
        raise Refusal(NOT_FOUND)
    filled = [
        record
        for record in ctx.records.children_of(widget)
        if record.kind == ctx.kind.name and record.document["fileId"] == ctx.match.ids["fileId"]
    ]
    if not filled:
        raise Refusal(NOT_FOUND)
    freed = min(filled, key=lambda record: record.created_at)
    ctx.changes.remove(freed)
    return _answer(freed)


def _answer(record: Record) -> Answer:
    return json_answer(
        {"id": record.document["fileId"], "type": record.document["type"], "widgetIntegrationId": record.parent}
    )
