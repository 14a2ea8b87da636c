"""What every kind can do, or nearly every: create, fetch, list, update, delete, and what only answers.

The order of the checks is the behaviour, so it is the layout. Source: docs/api/api.md a.5, a.6.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

from pulumi_chatbotkit.json_values import JsonObject

from .answers import Answer, json_answer
from .bodies import read_object
from .changes import Owner
from .contract.kinds import CreateAnswer, Kind
from .listing import Query, cursor_of, page, query_of, stream_pages
from .refusals import BAD_REQUEST, NOT_IMPLEMENTED, Refusal
from .steps import Step, Surroundings, check_may_create, item_of, owner_and_body, owner_of
from .store import Condition, Record
from .values import required_on_create, required_on_update, with_defaults, with_resets
from .views import shown

Perform: TypeAlias = Callable[[Step], Answer]
"""A verb at work."""

JSON_LINES: Final = "application/jsonl"
JSON_ACCEPTS: Final = frozenset({"", "application/json", "*/*"})
_OTHER_STREAMS: Final = frozenset({"text/event-stream", "text/csv"})


def create(step: Step) -> Answer:
    """Store a new record."""
    check_may_create(step)
    owner, accepted = owner_and_body(step, required_on_create(step.kind.fields))
    record = step.changes.create(step.kind, accepted, owner)
    return json_answer(_CREATE_ANSWERS[step.kind.create_answer](step, record))


def fetch(step: Step) -> Answer:
    """Show one record."""
    return json_answer(shown(item_of(step, owner_of(step)), step.kind, step.surroundings.profile, "fetch"))


def list_records(step: Step) -> Answer:
    """Show a page of records, or stream them all."""
    kind, belonging = _listed(step.kind, owner_of(step))
    query = query_of(step.call, kind, belonging)
    if wants_lines(step):
        return Answer(status=200, content_type=JSON_LINES, lines=_lines(step.surroundings, kind, query))
    found = page(step.records, kind, query)
    items = [shown(record, kind, step.surroundings.profile, "list") for record in found.records]
    return json_answer({"items": [*items], **cursor_of(kind, found, step.surroundings.profile)})


def update(step: Step) -> Answer:
    """Change a record; its canonical id is echoed."""
    owner, accepted = owner_and_body(step, required_on_update(step.kind.fields))
    record = item_of(step, owner)
    step.changes.update(step.kind, record, with_resets(step.kind.fields, accepted))
    return json_answer({"id": record.id})


def delete(step: Step) -> Answer:
    """Remove a record. A body without options is not looked at, but must be an object."""
    owner = owner_of(step)
    options = step.kind.body("delete")
    body = read_object(step.call.body)
    chosen = with_defaults(options, step.changes.accepted(options, body, owner.account)) if options else {}
    record = item_of(step, owner)
    step.changes.remove(record, with_members=chosen.get(step.kind.members_option or "") is True)
    return json_answer({"id": record.id})


def acknowledge(step: Step) -> Answer:
    """Do nothing that could be seen: what the service queues has no counterpart here."""
    return json_answer({"id": item_of(step, owner_of(step)).id})


def synchronise(step: Step) -> Answer:
    """Be done at once with what the service queues; ``updatedAt`` stays (assumed)."""
    record = item_of(step, owner_of(step))
    step.changes.set_computed(record, {"syncStatus": "synced", "lastSyncedAt": step.surroundings.clock()})
    return json_answer({"id": record.id})


def wants_lines(step: Step) -> bool:
    """Whether the answer is to be JSON lines.

    Raises:
        Refusal: BAD_REQUEST for an unknown media type; NOT_IMPLEMENTED for one that only the service knows.
    """
    accept = step.call.accept
    if accept in _OTHER_STREAMS:
        raise Refusal(NOT_IMPLEMENTED, f"answers as {accept} are not implemented by this emulator")
    if accept not in JSON_ACCEPTS and accept != JSON_LINES:
        raise Refusal(BAD_REQUEST, "Unsupported accept header")
    return accept == JSON_LINES


def json_line(kind: str, data: JsonObject) -> bytes:
    """One line of a stream."""
    line: JsonObject = {"type": kind, "data": data}
    return json.dumps(line).encode() + b"\n"


def _id_of_created(_step: Step, record: Record) -> JsonObject:
    return {"id": record.id}


def _created_as_fetched(step: Step, record: Record) -> JsonObject:
    return shown(record, step.kind, step.surroundings.profile, "fetch")


def _new_key(step: Step, record: Record) -> JsonObject:
    key = step.surroundings.ids.new_key()
    step.records.add_key(key, record.account, record.id)
    return {"id": record.id, "token": key, "createdAt": record.created_at}


def _new_session(step: Step, record: Record) -> JsonObject:
    key = step.surroundings.ids.new_session_key()
    step.records.add_key(key, record.account, record.id)
    return {"id": record.id, "token": key, "expiresAt": record.document["expiresAt"]}


_CREATE_ANSWERS: Final[dict[CreateAnswer, Callable[[Step, Record], JsonObject]]] = {
    "id": _id_of_created,
    "record": _created_as_fetched,
    "key": _new_key,
    "session": _new_session,
}


def _listed(kind: Kind, owner: Owner) -> tuple[Kind, Condition]:
    """Which kind a list shows, and which of its records: the owner's, or those that the owner's records link to."""
    if kind.lists is not None:
        field, target = kind.lists
        sql = f"id IN (SELECT json_extract(document, '$.{field}') FROM records WHERE kind = ? AND parent = ?)"  # noqa: S608 - the field is the contract's
        return target, Condition(sql=sql, values=(kind.name, owner.parent or ""))
    if owner.parent is not None:
        return kind, Condition(sql="parent = ?", values=(owner.parent,))
    return kind, Condition(sql="account = ?", values=(owner.account,))


def _lines(surroundings: Surroundings, kind: Kind, query: Query) -> Iterator[bytes]:
    """A list as JSON lines, a transaction per page, so writers may come in between.

    No line closes it, and an empty list is an empty body (docs/api/api.md a.10).
    """
    query, pages_left = stream_pages(query)
    while pages_left is None or pages_left > 0:
        with surroundings.store.reading_past() as records:
            found = page(records, kind, query)
        for record in found.records:
            yield json_line("item", shown(record, kind, surroundings.profile, "list"))
        if not found.more:
            return
        query = replace(query, cursor=found.records[-1].id)
        pages_left = None if pages_left is None else pages_left - 1
