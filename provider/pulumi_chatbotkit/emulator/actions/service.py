"""``Service``: answers a call of the API. All reads and writes of a call happen in one transaction.

It knows methods, statuses and headers, but no server. Source: docs/api/api.md a.5 (order of checks).
"""

import sqlite3
from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from pulumi_chatbotkit.emulator.actions import (
    attachments,
    blueprint_clone,
    blueprint_import,
    blueprints,
    completions,
    contacts,
    contents,
    flat_abilities,
    search,
    secrets,
    slots,
    stored_files,
    verbs,
)
from pulumi_chatbotkit.emulator.actions.access import Actor, actor_of
from pulumi_chatbotkit.emulator.actions.changes import Changes
from pulumi_chatbotkit.emulator.actions.context import ActionContext, Environment
from pulumi_chatbotkit.emulator.actions.verbs import ActionHandler
from pulumi_chatbotkit.emulator.contract.kinds import Action, Verb
from pulumi_chatbotkit.emulator.contract.refusals import (
    BAD_REQUEST,
    CODES_WITH_FAILURE_HEADER,
    GENERIC_ERROR,
    METHOD_NOT_ALLOWED,
    NOT_IMPLEMENTED,
    OtherRefusal,
    Refusal,
    status_of,
)
from pulumi_chatbotkit.emulator.errors import EmulatorFileError
from pulumi_chatbotkit.emulator.messages.answer import NO_SUCH_PAGE, Answer, json_answer
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.messages.framework import framework_answer
from pulumi_chatbotkit.emulator.messages.routes import Match, is_left_out
from pulumi_chatbotkit.emulator.quotas.limits import Limits
from pulumi_chatbotkit.emulator.settings.emulator_settings import EmulatorSettings
from pulumi_chatbotkit.emulator.storage.ids import IdSource
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.store import Store
from pulumi_chatbotkit.emulator.storage.user_lookup import UserLookup
from pulumi_chatbotkit.json_values import JsonObject

_VERBS: Final[Mapping[Verb, ActionHandler]] = MappingProxyType(
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
        "fill_slot": slots.fill_slot,
        "free_slot": slots.free_slot,
        "store_file": stored_files.store_file,
        "list_files": stored_files.list_files,
        "read_file": stored_files.read_file,
        "remove_file": stored_files.remove_file,
        "move_file": stored_files.move_file,
        "copy_file": stored_files.copy_file,
        "upload": contents.upload,
        "download": contents.download,
        "complete": completions.complete,
        "complete_once": completions.complete_once,
        "converse": completions.converse,
        "list_messages": completions.list_messages,
        "show_plans": verbs.show_plans,
        "list_resources": blueprints.list_resources,
        "export_resources": blueprints.export_resources,
        "import_resources": blueprint_import.import_resources,
        "clone": blueprint_clone.clone,
        "create_ability": flat_abilities.create_ability,
        "list_abilities": flat_abilities.list_abilities,
        "fetch_ability": flat_abilities.fetch_ability,
        "update_ability": flat_abilities.update_ability,
        "delete_ability": flat_abilities.delete_ability,
        "search": search.search,
        "verify": secrets.verify,
        "mint": secrets.mint,
        "proxy": secrets.proxy,
        "ensure_contact": contacts.ensure_contact,
    }
)

_STALE_VERBS: Final = frozenset[Verb]({"fetch", "list", "fetch_ability", "list_abilities"})
"""Verbs that show an earlier state, if the settings have ``stale_reads_ms`` or a fault wants it."""

_ANSWERED_ALWAYS: Final = frozenset({"HEAD", "OPTIONS"})
"""Methods that are answered on every route, without a key."""

_ANY_BODY: Final = frozenset[Action]({"upload"})
"""Actions whose body need not be JSON (docs/api/api.md a.4, request rules)."""


class Service:
    """Answers calls from a store."""

    def __init__(self, store: Store, settings: EmulatorSettings, ids: IdSource) -> None:
        users = UserLookup(settings.clock, settings.run_as_cache_s)
        self._environment = Environment(
            store=store,
            profile=settings.profile,
            clock=settings.clock,
            ids=ids,
            users=users,
            limits=Limits(settings.plan, settings.clock, users),
            has_older_names=settings.generation == "partner",
            empty_root_is_missing=settings.empty_root_is_missing,
        )
        if settings.stale_reads_ms > 0:
            store.keep_history(settings.clock, settings.stale_reads_ms)

    def forget(self) -> None:
        """Forget what is kept from call to call: counts, cached partner users, earlier states."""
        self._environment.store.forget_history()
        self._environment.users.forget()
        self._environment.limits.forget()

    def record_writes(self) -> int:
        """Record every write from now on, for ``answer`` with ``after_write``. Returns the number of the last write."""
        return self._environment.store.record_writes(self._environment.clock)

    def changes_since(self, write: int) -> list[tuple[int, int]]:
        """Number and time in epoch ms of the recorded writes after ``write`` that changed something, oldest first."""
        return self._environment.store.changes_since(write)

    def answer(self, call: Call, match: Match | None, *, after_write: int | None = None) -> Answer:
        """The API's answer to a call, also for errors.

        Args:
            match: None if the route is not implemented or does not exist.
            after_write: Fetch and list show the state as this write left it; None: as the settings say.
        """
        if not call.has_route:
            return NO_SUCH_PAGE
        with self._refusals() as refused:
            return self._answer(call, match, after_write)
        return refused[0]

    def refusal_before_body(self, call: Call, match: Match | None) -> Answer | None:
        """The answer to a call whose body need not be read; None if it has to be read."""
        if not call.has_route:
            return NO_SUCH_PAGE
        with self._refusals() as refused:
            unread = self._unread_answer(call, match)
            if unread is not None:
                return unread
            if _checked_route(call, match).route.kind.is_open:
                return None
            with self._environment.store.reading() as records:
                actor_of(call, records, self._environment.users, self._environment.clock())
            return None
        return refused[0]

    @contextmanager
    def _refusals(self) -> Generator[list[Answer]]:
        """Catches what the block raises; the list then has the answer to it."""
        refused: list[Answer] = []
        try:
            yield refused
        except Refusal as refusal:
            refused.append(self._refused(refusal))
        except EmulatorFileError as error:
            refused.append(self._refused(Refusal(GENERIC_ERROR, str(error))))
        except (sqlite3.Error, UnicodeError, RecursionError):
            # The service answers this way if its database or encoder fails (docs/api/api.md a.7, errors).
            refused.append(self._refused(Refusal(GENERIC_ERROR)))

    def _answer(self, call: Call, match: Match | None, after_write: int | None) -> Answer:
        unread = self._unread_answer(call, match)
        if unread is not None:
            return unread
        match = _checked_route(call, match)
        with self._transaction(call) as records:
            env = self._environment
            actor = Actor(account="") if match.route.kind.is_open else actor_of(call, records, env.users, env.clock())
            changes = Changes(records, env.ids, env.clock)
            ctx = ActionContext(
                call=call,
                match=match,
                account=actor.account,
                namespace=actor.namespace,
                records=records,
                changes=changes,
                environment=env,
                after_write=after_write,
            )
            if not match.route.kind.is_open:
                env.limits.check(match.route, actor.account, records)
            shows_past = after_write is not None or env.store.lags
            if match.route.verb not in _STALE_VERBS or not shows_past:
                return _VERBS[match.route.verb](ctx)
        with env.store.reading_past(after_write) as records:
            return _VERBS[match.route.verb](replace(ctx, records=records))

    def _unread_answer(self, call: Call, match: Match | None) -> Answer | None:
        """The answer that does not come from a handler of the service; None if there is none."""
        if match is None and not is_left_out(call.path):
            return NO_SUCH_PAGE
        if call.method in _ANSWERED_ALWAYS:
            return Answer(status=200, body=b"{}" if call.method == "OPTIONS" else b"")
        is_json = call.content_type == "application/json" and match is not None and match.route.action not in _ANY_BODY
        return framework_answer(call.body) if is_json and self._environment.profile == "server" else None

    def _transaction(self, call: Call) -> AbstractContextManager[Records]:
        store = self._environment.store
        return store.reading() if call.method == "GET" else store.writing()

    def _refused(self, refusal: Refusal) -> Answer:
        if isinstance(refusal, OtherRefusal):
            return json_answer(refusal.body, refusal.status)
        profile = self._environment.profile
        repeats_code = profile == "server" and refusal.code in CODES_WITH_FAILURE_HEADER
        headers = {**refusal.headers, **({"x-failure-code": refusal.code} if repeats_code else {})}
        body: JsonObject = {"message": refusal.message, "code": refusal.code}
        return json_answer(body, status_of(refusal.code, profile), headers)


def _checked_route(call: Call, match: Match | None) -> Match:
    """The route of a call, after what the service checks before the key.

    Raises:
        Refusal: it is not implemented, has another method, or its body is of the wrong type.
    """
    if match is None:
        raise Refusal(NOT_IMPLEMENTED, f"{call.method} {call.path} is not implemented by this emulator")
    if call.method != match.route.method:
        raise Refusal(METHOD_NOT_ALLOWED)
    if call.method == "POST" and call.content_type != "application/json" and match.route.action not in _ANY_BODY:
        raise Refusal(BAD_REQUEST)
    return match
