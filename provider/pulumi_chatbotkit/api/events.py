"""What a client reports about each request and attempt: enough for logs, metrics and traces, and nothing secret."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TypeAlias

from pulumi_chatbotkit.api.errors import RequestInfo


@dataclass(frozen=True)
class AttemptEvent:
    """One attempt, after it ended (for a stream: after it was opened).

    ``path`` is below the base URL and has no query; ``status`` is None without a response; ``error`` is the class name
    of the failure, None on success; ``duration_s`` is the time from sending to the end of the body, ``wait_s`` the time
    before (back-off, pacing, a free slot); ``scope`` is the run-as id or e-mail, None for the token's own account;
    ``action_path`` is the path as the API reference has it, whatever the deployment calls it.
    """

    method: str
    path: str
    attempt: int
    status: int | None
    error: str | None
    duration_s: float
    wait_s: float
    scope: str | None
    action_path: str


Hook: TypeAlias = Callable[[AttemptEvent], None]
"""Called in the client's event loop after each attempt; must not block. What it raises ends the request."""

Watch: TypeAlias = Callable[[RequestInfo], AbstractContextManager[Hook]]
"""A context manager around one request with all its attempts; it yields a hook for the attempts of that request.

Entered in the client's event loop before the first attempt, and left when the request has ended (for a stream: when it
was read), with the exception if it failed. Neither may block.
"""
