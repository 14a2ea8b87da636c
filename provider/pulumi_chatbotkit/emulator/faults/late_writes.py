"""Writes whose connection was lost before they happened: a server that was slow, and goes on without its client."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from pulumi_chatbotkit.emulator.faults.fault_actions import LateWrite
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.messages.routes import Match
from pulumi_chatbotkit.emulator.settings.clock import Clock


@dataclass(kw_only=True)
class _Pending:
    """A write to come. ``calls_left``: further calls before it. ``due_ms``: when, in epoch ms. None: not by that."""

    call: Call
    match: Match | None
    calls_left: int | None
    due_ms: float | None


class LateWrites:
    """The writes that are still to come, in the order of their calls."""

    def __init__(self, clock: Clock, perform: Callable[[Call, Match | None], object]) -> None:
        """``perform``: handles a call as if it had just arrived; a refusal is nobody's to see."""
        self._clock = clock
        self._perform = perform
        self._lock = threading.Lock()
        self._pending: list[_Pending] = []

    def add(self, late: LateWrite, call: Call, match: Match | None) -> None:
        """Let ``call`` take effect later."""
        due_ms = None if late.seconds is None else self._clock() + late.seconds * 1_000
        with self._lock:
            self._pending.append(_Pending(call=call, match=match, calls_left=late.calls, due_ms=due_ms))

    def count_call(self) -> None:
        """Count a call that has arrived, and perform what is due before it."""
        if not self._pending:
            return
        with self._lock:
            timed = any(one.due_ms is not None for one in self._pending)
            now_ms = self._clock() if timed else 0
            due = [one for one in self._pending if _is_due(one, now_ms)]
            self._pending = [one for one in self._pending if not _is_due(one, now_ms)]
            for one in self._pending:
                one.calls_left = None if one.calls_left is None else one.calls_left - 1
        self._perform_each(due)

    def perform_all(self) -> int:
        """Perform every write, due or not; returns how many there were."""
        with self._lock:
            due, self._pending = self._pending, []
        self._perform_each(due)
        return len(due)

    def forget(self) -> None:
        """Drop the writes that are still to come."""
        with self._lock:
            self._pending = []

    def _perform_each(self, due: list[_Pending]) -> None:
        for one in due:
            self._perform(one.call, one.match)


def _is_due(one: _Pending, now_ms: int) -> bool:
    return one.calls_left == 0 or (one.due_ms is not None and one.due_ms <= now_ms)
