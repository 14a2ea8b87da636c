"""What a client tells about each call and attempt: enough for logs, metrics and traces, and nothing secret."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TypeAlias

from pulumi_chatbotkit.api.errors import Call


@dataclass(frozen=True)
class CallEvent:
    """One attempt, after it ended (for a stream: after it was opened).

    ``path`` is below the base URL and has no query; ``status`` is None without an answer; ``error`` is the class name
    of the failure, None on success; ``duration_s`` is the time from sending to the end of the body, ``wait_s`` the time
    before (back-off, pacing, a free slot); ``scope`` is the run-as id or e-mail, None for the token's own account.
    """

    method: str
    path: str
    attempt: int
    status: int | None
    error: str | None
    duration_s: float
    wait_s: float
    scope: str | None


Hook: TypeAlias = Callable[[CallEvent], None]
"""Called in the client's event loop after each attempt; must not block. What it raises ends the call."""

Watch: TypeAlias = Callable[[Call], AbstractContextManager[Hook]]
"""Entered in the client's event loop when a call begins, and left when it ended, with its failure if it failed (for a
stream: when it was read). What it gives is a hook for the attempts of this call alone. Both must not block."""
