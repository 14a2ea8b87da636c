"""The answer of a call to which a fault applies, and whether the call is still handled.

Imported when the first fault applies. ``fault_delivery`` sends the answer, or breaks the connection.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol
from urllib.parse import quote

from pulumi_chatbotkit.emulator.contract.kinds import Action
from pulumi_chatbotkit.emulator.contract.refusals import TOO_MANY_REQUESTS
from pulumi_chatbotkit.emulator.faults.fault_actions import (
    AnotherRecord,
    EmptyList,
    FaultAction,
    GarbageBody,
    LateWrite,
    Reset,
    StaleRead,
    Status,
    TimeoutBeforeWrite,
    TooManyRequests,
    WrongBody,
)
from pulumi_chatbotkit.emulator.faults.late_writes import LateWrites
from pulumi_chatbotkit.emulator.faults.rules import AppliedFault
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.messages.routes import Match
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_GARBAGE: Final = Answer(
    status=200, body=b"<html><body>Something went wrong upstream.</body></html>", content_type="text/html"
)
_NO_ANSWER: Final = Answer(status=500)
_NO_RECORD: Final = "cnosuchrecord000000000000"


class Handler(Protocol):
    """The part of the service that answers calls."""

    def answer(self, call: Call, match: Match | None, *, after_write: int | None = None) -> Answer:
        """The answer; with ``after_write``, reads show the state as this write left it."""
        ...

    def changes_since(self, write: int) -> list[tuple[int, int]]:
        """The later writes that changed something: number and time in epoch ms, oldest first."""
        ...


@dataclass(frozen=True, kw_only=True)
class FaultyService:
    """Answers calls to which faults apply. ``find_route``: the route of a normalised path."""

    handler: Handler
    late_writes: LateWrites
    find_route: Callable[[str], Match | None]
    clock: Callable[[], int]

    def answer(self, fault: AppliedFault, call: Call, match: Match | None) -> Answer:
        """The answer as the fault has it; of no meaning if the client gets none."""
        return _replacement(fault.do) or self._changed(fault, call, match)

    def _changed(self, fault: AppliedFault, call: Call, match: Match | None) -> Answer:
        """The answer of a fault that does not keep the call from the service for good."""
        match fault.do:
            case LateWrite() as do:
                self.late_writes.add(do, call, match)
                return _NO_ANSWER
            case GarbageBody():
                self.handler.answer(call, match)
                return _GARBAGE
            case WrongBody() | AnotherRecord() as do:
                return self._wrong(do, call, match)
            case EmptyList() if match is not None and match.route.verb == "list":
                return self._empty(call, match)
            case do:
                moment = self._moment(do, fault.after_write) if isinstance(do, StaleRead) else None
                return self.handler.answer(call, match, after_write=moment)

    def _wrong(self, do: WrongBody | AnotherRecord, call: Call, match: Match | None) -> Answer:
        if do.written:
            self.handler.answer(call, match)
        if isinstance(do, WrongBody):
            return json_answer(do.body)
        other = self._other_record(call, match)
        if match is None or match.route.verb != "fetch":
            return json_answer({"id": other})
        path = _path(match, "fetch", {match.route.kind.id_parameter: other})
        return self.handler.answer(replace(call, path=path), self.find_route(path))

    def _other_record(self, call: Call, match: Match | None) -> JsonValue:
        """Id of another record of the list that the call's record is in; of none if there is no other."""
        if match is None:
            return _NO_RECORD
        path = _path(match, "list", {})
        listed = self.handler.answer(replace(call, method="GET", path=path, query=(), body=b""), self.find_route(path))
        mine = match.ids.get(match.route.kind.id_parameter)
        return next((each["id"] for each in _items(listed) if each["id"] != mine), _NO_RECORD)

    def _empty(self, call: Call, match: Match) -> Answer:
        """The list's own answer to a filter that no record passes, so that its end looks as in the profile."""
        return self.handler.answer(replace(call, query=[*call.query, ("cursor", _NO_RECORD)]), match)

    def _moment(self, do: StaleRead, added: int) -> int:
        """The number of the last write that is seen."""
        changes = self.handler.changes_since(added)
        unseen = changes
        if do.writes is not None:
            unseen = changes[max(0, len(changes) - do.writes) :]
        if do.seconds is not None:
            long_ago_ms = self.clock() - do.seconds * 1_000
            unseen = [change for change in unseen if change[1] > long_ago_ms]
        return unseen[0][0] - 1 if unseen else changes[-1][0] if changes else added


def _replacement(do: FaultAction) -> Answer | None:
    """The answer of a fault that keeps the call from the service."""
    match do:
        case Status(body=str(body)):
            return Answer(status=do.status, body=body.encode(), content_type="text/html", headers=do.headers)
        case Status():
            return json_answer({"message": do.message, "code": do.code}, do.status, do.headers)
        case TooManyRequests(retry_after=retry_after):
            headers = {} if retry_after is None else {"retry-after": retry_after}
            return json_answer({"message": "Too many requests", "code": TOO_MANY_REQUESTS}, 429, headers)
        case Reset() | TimeoutBeforeWrite():
            return _NO_ANSWER
        case _:
            return None


def _path(match: Match, action: Action, ids: JsonObject) -> str:
    """The path of another action of the kind, with the call's ids unless ``ids`` has others."""
    quoted = {name: quote(str(value), safe="") for name, value in {**match.ids, **ids}.items()}
    return match.route.kind.path_of(action).format_map(quoted)


def _items(listed: Answer) -> list[JsonObject]:
    if listed.status != 200 or listed.content_type != "application/json":
        return []
    body = as_object(json.loads(listed.body)) or {}
    items = body.get("items")
    return [one for item in items if (one := as_object(item)) is not None] if isinstance(items, list) else []
