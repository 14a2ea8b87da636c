"""The actions of most kinds: create, fetch, list, update, delete, and those that only answer.

Each function makes its checks in the service's order.
Source: docs/api/api.md a.5 (order of checks), a.6 (success bodies).
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from pulumi_chatbotkit.emulator.actions.changes import Owner
from pulumi_chatbotkit.emulator.actions.context import (
    ActionContext,
    check_may_create,
    owner_and_body,
    owner_of,
    target_record,
)
from pulumi_chatbotkit.emulator.actions.documents import with_defaults, with_resets
from pulumi_chatbotkit.emulator.actions.listing import Query, cursor_of, page, query_of, stream_pages
from pulumi_chatbotkit.emulator.actions.streams import Event, stream_format, streamed
from pulumi_chatbotkit.emulator.actions.views import shown
from pulumi_chatbotkit.emulator.contract.kinds import CreateAnswer, Kind
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.messages.validation import required_on_create, required_on_update
from pulumi_chatbotkit.emulator.storage.rows import Condition, Record
from pulumi_chatbotkit.json_values import JsonObject, as_object

ActionHandler: TypeAlias = Callable[[ActionContext], Answer]
"""Handles a call and returns its answer, or raises Refusal."""


def create(ctx: ActionContext) -> Answer:
    """Store a new record."""
    check_may_create(ctx)
    owner, validated = owner_and_body(ctx, required_on_create(ctx.kind.fields))
    record = ctx.changes.create(ctx.kind, validated, owner)
    return json_answer(_CREATE_ANSWERS[ctx.kind.create_answer](ctx, record))


def fetch(ctx: ActionContext) -> Answer:
    """Show one record."""
    return json_answer(shown(target_record(ctx, owner_of(ctx)), ctx.kind, ctx.environment.profile, "fetch"))


def list_records(ctx: ActionContext) -> Answer:
    """Show a page of records, or stream them all."""
    return answer_list(ctx, *_listed(ctx.kind, owner_of(ctx)))


def answer_list(ctx: ActionContext, kind: Kind, ownership: Condition) -> Answer:
    """The records of ``kind`` that meet a condition: a page, or a stream of them all."""
    query = query_of(ctx.call, kind, ownership)
    media_type = stream_format(ctx.call)
    if media_type is not None:
        return streamed(media_type, _items(ctx, kind, query))
    found = page(ctx.records, kind, query)
    items = [shown(record, kind, ctx.environment.profile, "list") for record in found.records]
    return json_answer({"items": [*items], **cursor_of(kind, found, ctx.environment.profile)})


def update(ctx: ActionContext) -> Answer:
    """Update a record; answers its canonical id."""
    owner, validated = owner_and_body(ctx, required_on_update(ctx.kind.fields))
    record = target_record(ctx, owner)
    ctx.changes.update(ctx.kind, record, with_resets(ctx.kind.fields, validated))
    return json_answer({"id": record.id})


def delete(ctx: ActionContext) -> Answer:
    """Delete a record. The body of a kind without options is ignored, but must be an object."""
    owner = owner_of(ctx)
    options = ctx.kind.body("delete")
    body = read_object(ctx.call.body)
    chosen = with_defaults(options, ctx.changes.validated_body(options, body, owner.account)) if options else {}
    record = target_record(ctx, owner)
    ctx.changes.remove(record, with_members=chosen.get(ctx.kind.members_option or "") is True)
    return json_answer({"id": record.id})


def acknowledge(ctx: ActionContext) -> Answer:
    """Answer only. The work that the service queues is not emulated."""
    return json_answer({"id": target_record(ctx, owner_of(ctx)).id})


def synchronise(ctx: ActionContext) -> Answer:
    """Finish a sync at once, which the service queues. ``updatedAt`` does not change (assumed)."""
    record = target_record(ctx, owner_of(ctx))
    ctx.changes.set_computed(record, {"syncStatus": "synced", "lastSyncedAt": ctx.environment.clock()})
    return json_answer({"id": record.id})


def show_plans(ctx: ActionContext) -> Answer:
    """Show the table of plans."""
    return json_answer(ctx.environment.limits.plan_table())


def _id_of_created(_ctx: ActionContext, record: Record) -> JsonObject:
    return {"id": record.id}


def _created_as_fetched(ctx: ActionContext, record: Record) -> JsonObject:
    return shown(record, ctx.kind, ctx.environment.profile, "fetch")


def _new_key(ctx: ActionContext, record: Record) -> JsonObject:
    key = ctx.environment.ids.new_key()
    ctx.records.add_key(key, record.account, record.id)
    return {"id": record.id, "token": key, "createdAt": record.created_at}


def _new_session(ctx: ActionContext, record: Record) -> JsonObject:
    config = as_object(record.document.get("config")) or {}
    # Copied into the token when they are not empty (docs/api/api.md b.4, session).
    claims: JsonObject = {name: value for name in ("contactId", "namespace") if (value := config.get(name))}
    key = ctx.environment.ids.new_session_key(claims)
    ctx.records.add_key(key, record.account, record.id)
    return {"id": record.id, "token": key, "expiresAt": record.document["expiresAt"]}


_CREATE_ANSWERS: Final[dict[CreateAnswer, Callable[[ActionContext, Record], JsonObject]]] = {
    "id": _id_of_created,
    "record": _created_as_fetched,
    "key": _new_key,
    "session": _new_session,
}


def _listed(kind: Kind, owner: Owner) -> tuple[Kind, Condition]:
    """The kind that a list shows, and the condition for its records: the owner's, or those its records link to."""
    if kind.lists is not None:
        field, target = kind.lists
        sql = f"id IN (SELECT json_extract(document, '$.{field}') FROM records WHERE kind = ? AND parent = ?)"  # noqa: S608 - the field is the contract's
        return target, Condition(sql=sql, values=(kind.name, owner.parent or ""))
    if owner.parent is not None:
        return kind, Condition(sql="parent = ?", values=(owner.parent,))
    return kind, Condition(sql="account = ?", values=(owner.account,))


def _items(ctx: ActionContext, kind: Kind, query: Query) -> Iterator[Event]:
    """The items of a list, one transaction per page, so that writers need not wait for the whole stream.

    There is no closing line, and an empty list is an empty body (docs/api/api.md a.10, streaming).
    """
    query, pages_left = stream_pages(query)
    while pages_left is None or pages_left > 0:
        with ctx.environment.store.reading_past(ctx.after_write) as records:
            found = page(records, kind, query)
        for record in found.records:
            yield "item", shown(record, kind, ctx.environment.profile, "list")
        if not found.more:
            return
        query = replace(query, cursor=found.records[-1].id)
        pages_left = None if pages_left is None else pages_left - 1
