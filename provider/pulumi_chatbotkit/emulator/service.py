"""The API: a call in, an answer out. Everything that a request reads and writes happens in one transaction.

Knows HTTP's words, and no server. Source: docs/api/api.md a.5.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject

from . import attachments, completions, contents, verbs
from .access import acting_account
from .answers import Answer, json_answer
from .calls import Call, Match
from .changes import Changes
from .contract.kinds import Action, Verb
from .ids import IdSource
from .limits import Limits
from .lookups import UserLookup
from .refusals import (
    BAD_REQUEST,
    CODES_WITH_FAILURE_HEADER,
    GENERIC_ERROR,
    METHOD_NOT_ALLOWED,
    NOT_IMPLEMENTED,
    Refusal,
    status_of,
)
from .settings import EmulatorSettings
from .steps import Step, Surroundings
from .store import Records, Store
from .verbs import Perform

_VERBS: Final[Mapping[Verb, Perform]] = MappingProxyType(
    {
        "create": verbs.create,
        "fetch": verbs.fetch,
        "list": verbs.list_records,
        "update": verbs.update,
        "delete": verbs.delete,
        "acknowledge": verbs.acknowledge,
        "synchronise": verbs.synchronise,
        "attach": attachments.attach,
        "detach": attachments.detach,
        "extract": attachments.extract,
        "upload": contents.upload,
        "download": contents.download,
        "complete": completions.complete,
    }
)

_STALE_VERBS: Final = frozenset[Verb]({"fetch", "list"})
"""Verbs that show the past, if the settings ask for it."""

_ANY_BODY: Final = frozenset[Action]({"upload"})
"""Actions whose body need not be JSON (docs/api/api.md a.4)."""


class Service:
    """Answers calls from a store."""

    def __init__(self, store: Store, settings: EmulatorSettings, ids: IdSource) -> None:
        users = UserLookup(settings.clock, settings.run_as_cache_s)
        self._surroundings = Surroundings(
            store=store, profile=settings.profile, clock=settings.clock, ids=ids, users=users
        )
        self._limits = None if settings.plan is None else Limits(settings.plan, settings.clock, users)
        if settings.stale_reads_ms > 0:
            store.keep_history(settings.clock, settings.stale_reads_ms)

    def forget(self) -> None:
        """Begin anew with what is remembered from call to call."""
        self._surroundings.store.forget_history()
        self._surroundings.users.forget()
        if self._limits is not None:
            self._limits.forget()

    def answer(self, call: Call, match: Match | None) -> Answer:
        """The API's answer to a call of this route; refusals are answers too."""
        try:
            return self._answer(call, match)
        except Refusal as refusal:
            return self._refused(refusal)
        except (sqlite3.Error, UnicodeError, RecursionError):
            # What the service's database or encoder trips over ends so (docs/api/api.md a.7).
            return self._refused(Refusal(GENERIC_ERROR))

    def _answer(self, call: Call, match: Match | None) -> Answer:
        if match is None:
            raise Refusal(NOT_IMPLEMENTED, f"{call.method} {call.path} is not implemented by this emulator")
        if call.method in {"HEAD", "OPTIONS"}:
            return Answer(status=200, body=b"{}" if call.method == "OPTIONS" else b"")
        if call.method != match.route.method:
            raise Refusal(METHOD_NOT_ALLOWED)
        _check_content_type(call, match)
        with self._transaction(call) as records:
            here = self._surroundings
            account = acting_account(call, records, here.users, here.clock())
            changes = Changes(records, here.ids, here.clock)
            step = Step(call=call, match=match, account=account, records=records, changes=changes, surroundings=here)
            if self._limits is not None:
                self._limits.check(step)
            if match.route.verb not in _STALE_VERBS or not here.store.has_history:
                return _VERBS[match.route.verb](step)
        with here.store.reading_past() as records:
            return _VERBS[match.route.verb](replace(step, records=records))

    def _transaction(self, call: Call) -> AbstractContextManager[Records]:
        store = self._surroundings.store
        return store.reading() if call.method == "GET" else store.writing()

    def _refused(self, refusal: Refusal) -> Answer:
        profile = self._surroundings.profile
        repeats_code = profile == "server" and refusal.code in CODES_WITH_FAILURE_HEADER
        headers = {**refusal.headers, **({"x-failure-code": refusal.code} if repeats_code else {})}
        body: JsonObject = {"message": refusal.message, "code": refusal.code}
        return json_answer(body, status_of(refusal.code, profile), headers)


def _check_content_type(call: Call, match: Match) -> None:
    """POST is JSON, and this is looked at before the key."""
    if call.method == "POST" and call.content_type != "application/json" and match.route.action not in _ANY_BODY:
        raise Refusal(BAD_REQUEST)
