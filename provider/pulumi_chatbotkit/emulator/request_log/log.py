"""``RequestLog``: the requests that reached the API, without secrets.

Of the headers only run-as is kept. In bodies, secret fields are masked, and so are unknown fields: their values may be
anything, such as an API key that was pasted into the wrong field.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pulumi_chatbotkit.emulator.contract.fields import MASK, Field
from pulumi_chatbotkit.emulator.contract.refusals import Refusal
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.messages.routes import Match
from pulumi_chatbotkit.json_values import JsonObject


@dataclass(frozen=True, kw_only=True)
class LoggedRequest:
    """One request.

    Args:
        path: Normalised to ``/v1/...``, partner paths to ``/v1/partner/user/...``.
        run_as: The sub-account's id or e-mail from the run-as header.
        query: Parameters as given; of several with one name the last.
        body: The JSON object that was sent; None for a GET, a body that is not a JSON object, and an unknown route.
        status: Of the answer; None if a fault left the request without an answer.
        fault: The ``kind`` of the fault that applied.
    """

    method: str
    path: str
    run_as: str | None
    query: dict[str, str]
    body: JsonObject | None
    status: int | None
    fault: str | None = None


class RequestLog:
    """The requests since the start, or since the last ``clear``, in the order of their answers."""

    def __init__(self) -> None:
        self._lock = threading.Condition()
        self._requests: list[LoggedRequest] = []

    def add(self, request: LoggedRequest) -> None:
        """Append one."""
        with self._lock:
            self._requests.append(request)
            self._lock.notify_all()

    def all(self) -> list[LoggedRequest]:
        """A copy."""
        with self._lock:
            return list(self._requests)

    def wait_until(self, condition: Callable[[list[LoggedRequest]], bool], timeout_s: float) -> bool:
        """Wait until ``condition`` is true, checked now and after each request. Returns False after ``timeout_s``."""
        with self._lock:
            return self._lock.wait_for(lambda: condition(self._requests), timeout_s)

    def clear(self) -> None:
        """Remove all."""
        with self._lock:
            self._requests.clear()


def log_entry(call: Call, match: Match | None, *, status: int | None, fault: str | None) -> LoggedRequest:
    """The log entry of a call."""
    return LoggedRequest(
        method=call.method,
        path=call.path,
        run_as=call.run_as_id or call.run_as_email,
        query=dict(call.query),
        body=None if match is None else _body(call, match),
        status=status,
        fault=fault,
    )


def masked(body: JsonObject, fields: Sequence[Field]) -> JsonObject:
    """``body`` with the values of secret and unknown fields masked."""
    shown = {field.name for field in fields if not field.secret}
    return {name: value if name in shown or value is None else MASK for name, value in body.items()}


def _body(call: Call, match: Match) -> JsonObject | None:
    if call.method != "POST":
        return None
    try:
        return masked(read_object(call.body), match.route.kind.body(match.route.action))
    except Refusal:
        return None
