"""The API: a call in, an answer out. The order of the checks is the behaviour, so it is the layout.

Everything that a request reads and writes happens in one transaction. Knows HTTP's words, and no server.
Source: docs/api/api.md a.5.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject

from .access import acting_account
from .addresses import find, parent_of
from .answers import Answer, json_answer
from .bodies import read_object
from .calls import Call, Match, match
from .changes import Changes, Owner
from .contract import KINDS
from .contract.kinds import Action, CreateAnswer, Kind
from .ids import IdSource
from .listing import Query, cursor_of, page, query_of, stream_pages
from .refusals import (
    BAD_REQUEST,
    CODES_WITH_FAILURE_HEADER,
    GENERIC_ERROR,
    METHOD_NOT_ALLOWED,
    NOT_AUTHORIZED,
    NOT_FOUND,
    NOT_IMPLEMENTED,
    Profile,
    Refusal,
    status_of,
)
from .settings import EmulatorSettings
from .store import Condition, Record, Records, Store
from .values import with_defaults, with_resets
from .views import shown

_JSON_ACCEPTS: Final = frozenset({"", "application/json", "*/*"})
_OTHER_STREAMS: Final = frozenset({"text/event-stream", "text/csv"})
_JSON_LINES: Final = "application/jsonl"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A call that has passed authentication, inside its transaction."""

    call: Call
    match: Match
    account: str
    records: Records
    changes: Changes

    @property
    def kind(self) -> Kind:
        """The kind that the route is about."""
        return self.match.route.kind


class Service:
    """Answers calls from a store."""

    def __init__(self, store: Store, settings: EmulatorSettings, ids: IdSource) -> None:
        self._store = store
        self._profile: Profile = settings.profile
        self._clock = settings.clock
        self._ids = ids
        self._verbs: dict[Action, Callable[[Step], Answer]] = {
            "create": self._create,
            "fetch": self._fetch,
            "list": self._list,
            "update": self._update,
            "delete": self._delete,
        }
        self._create_answers: dict[CreateAnswer, Callable[[Step, Record], JsonObject]] = {
            "id": self._id_of_created,
            "record": self._created_as_fetched,
            "key": self._new_key,
        }

    def answer(self, call: Call) -> Answer:
        """The API's answer; refusals are answers too."""
        try:
            return self._answer(call)
        except Refusal as refusal:
            return self._refused(refusal)
        except (sqlite3.Error, UnicodeError, RecursionError):
            # What the service's database or encoder trips over ends so (docs/api/api.md a.7).
            return self._refused(Refusal(GENERIC_ERROR))

    def _answer(self, call: Call) -> Answer:
        found = match(call.path)
        if found is None:
            raise Refusal(NOT_IMPLEMENTED, f"{call.method} {call.path} is not implemented by this emulator")
        if call.method in {"HEAD", "OPTIONS"}:
            return Answer(status=200, body=b"{}" if call.method == "OPTIONS" else b"")
        if call.method != found.route.method:
            raise Refusal(METHOD_NOT_ALLOWED)
        _check_content_type(call)
        with self._transaction(call) as records:
            account = acting_account(call, records)
            changes = Changes(records, self._ids, self._clock)
            step = Step(call=call, match=found, account=account, records=records, changes=changes)
            return self._verbs[found.route.action](step)

    def _transaction(self, call: Call) -> AbstractContextManager[Records]:
        return self._store.reading() if call.method == "GET" else self._store.writing()

    # The verbs

    def _create(self, step: Step) -> Answer:
        owner = _owner(step)
        _check_may_create(step)
        accepted = step.changes.accepted(step.kind.fields, read_object(step.call.body), owner.account)
        record = step.changes.create(step.kind, accepted, owner)
        return json_answer(self._create_answers[step.kind.create_answer](step, record))

    def _fetch(self, step: Step) -> Answer:
        return json_answer(shown(_item(step, _owner(step)), step.kind, self._profile, "fetch"))

    def _list(self, step: Step) -> Answer:
        owner = _owner(step)
        query = query_of(step.call, step.kind, _belonging_to(owner))
        accept = step.call.headers.get("accept", "").split(",")[0].split(";")[0].strip().lower()
        if accept in _JSON_ACCEPTS:
            found = page(step.records, step.kind, query)
            items = [shown(record, step.kind, self._profile, "list") for record in found.records]
            return json_answer({"items": [*items], **cursor_of(found, self._profile)})
        if accept in _OTHER_STREAMS:
            raise Refusal(NOT_IMPLEMENTED, f"lists as {accept} are not implemented by this emulator")
        if accept != _JSON_LINES:
            raise Refusal(BAD_REQUEST, "Unsupported accept header")
        return Answer(status=200, content_type=_JSON_LINES, lines=self._lines(step.kind, query))

    def _update(self, step: Step) -> Answer:
        owner = _owner(step)
        accepted = step.changes.accepted(step.kind.fields, read_object(step.call.body), owner.account)
        record = _item(step, owner)
        step.changes.update(step.kind, record, with_resets(step.kind.fields, accepted))
        return json_answer({"id": record.id})

    def _delete(self, step: Step) -> Answer:
        owner = _owner(step)
        options = step.kind.delete_options
        body = read_object(step.call.body)
        chosen = with_defaults(options, step.changes.accepted(options, body, owner.account)) if options else {}
        record = _item(step, owner)
        step.changes.remove(record, with_members=chosen.get(step.kind.delete_members_option or "") is True)
        return json_answer({"id": record.id})

    # What they answer

    def _id_of_created(self, _step: Step, record: Record) -> JsonObject:
        return {"id": record.id}

    def _created_as_fetched(self, step: Step, record: Record) -> JsonObject:
        return shown(record, step.kind, self._profile, "fetch")

    def _new_key(self, step: Step, record: Record) -> JsonObject:
        key = self._ids.new_key()
        step.records.add_key(key, record.account, record.id)
        return {"id": record.id, "token": key, "createdAt": record.created_at}

    def _lines(self, kind: Kind, query: Query) -> Iterator[bytes]:
        """A list as JSON lines, a transaction per page, so writers may come in between.

        No line closes it, and an empty list is an empty body (docs/api/api.md a.10).
        """
        query, pages_left = stream_pages(query)
        while pages_left is None or pages_left > 0:
            with self._store.reading() as records:
                found = page(records, kind, query)
            for record in found.records:
                line: JsonObject = {"type": "item", "data": shown(record, kind, self._profile, "list")}
                yield json.dumps(line).encode() + b"\n"
            if not found.more:
                return
            query = replace(query, cursor=found.records[-1].id)
            pages_left = None if pages_left is None else pages_left - 1

    def _refused(self, refusal: Refusal) -> Answer:
        repeats_code = self._profile == "server" and refusal.code in CODES_WITH_FAILURE_HEADER
        headers = {"x-failure-code": refusal.code} if repeats_code else {}
        body: JsonObject = {"message": refusal.message, "code": refusal.code}
        return json_answer(body, status_of(refusal.code, self._profile), headers)


def _check_content_type(call: Call) -> None:
    """POST is JSON, and this is looked at before the key."""
    given = call.headers.get("content-type", "").split(";")[0].strip().lower()
    if call.method == "POST" and given != "application/json":
        raise Refusal(BAD_REQUEST)


def _check_may_create(step: Step) -> None:
    """Sub-accounts cannot have sub-accounts (docs/api/api.md a.3)."""
    if step.kind.create_needs_root is not None and parent_of(step.records, step.account) is not None:
        raise Refusal(NOT_AUTHORIZED, step.kind.create_needs_root)


def _owner(step: Step) -> Owner:
    """Whose records the route is about. A parent in the path is checked first: existence, then ownership."""
    parent = step.kind.parent
    if parent is None:
        return Owner(account=step.account, parent=None)
    record = step.records.get(parent.kind, step.match.ids[parent.parameter])
    if record is None:
        raise Refusal(NOT_FOUND, f"{KINDS[parent.kind].noun.capitalize()} not found")
    if record.account != step.account:
        raise Refusal(NOT_AUTHORIZED)
    return Owner(account=record.id if KINDS[parent.kind].is_account else step.account, parent=record.id)


def _item(step: Step, owner: Owner) -> Record:
    """The record in the path. One that exists elsewhere is NOT_AUTHORIZED, not NOT_FOUND."""
    record = find(step.records, step.kind, step.match.ids[step.kind.id_parameter], step.account)
    if (record.account, record.parent) != (owner.account, owner.parent):
        raise Refusal(NOT_AUTHORIZED)
    return record


def _belonging_to(owner: Owner) -> Condition:
    if owner.parent is not None:
        return Condition(sql="parent = ?", values=(owner.parent,))
    return Condition(sql="account = ?", values=(owner.account,))
