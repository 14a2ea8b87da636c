"""A span per API call, and the client's metrics, with OpenTelemetry's API. Loaded only if an export is configured.

Attribute names follow its semantic conventions for HTTP clients; others begin with ``chatbotkit.``.
"""

from collections.abc import Generator
from contextlib import contextmanager

from opentelemetry.metrics import MeterProvider
from opentelemetry.trace import SpanKind, Status, StatusCode, TracerProvider
from opentelemetry.util.types import Attributes

from pulumi_chatbotkit.api.errors import RequestInfo
from pulumi_chatbotkit.api.events import AttemptEvent, Hook
from pulumi_chatbotkit.telemetry.actions import action_of
from pulumi_chatbotkit.telemetry.scopes import scope_hash

_NAME = "pulumi_chatbotkit"
_TOO_MANY_REQUESTS = 429


class _Attempts:
    """Totals over the attempts of one call."""

    def __init__(self) -> None:
        self.count = 0
        self.waited_s = 0.0
        self.last_status: int | None = None

    def add(self, event: AttemptEvent) -> None:
        self.count = event.attempt
        self.waited_s += event.wait_s
        self.last_status = event.status


class Instruments:
    """Measures API calls; ``watch`` is a ``Watch`` for a client."""

    def __init__(self, traces: TracerProvider, metrics: MeterProvider) -> None:
        meter = metrics.get_meter(_NAME)
        self._tracer = traces.get_tracer(_NAME)
        self._calls = meter.create_counter("chatbotkit.client.calls", "{call}", "Calls that ended.")
        self._retries = meter.create_counter("chatbotkit.client.retries", "{attempt}", "Attempts after the first.")
        self._throttled = meter.create_counter("chatbotkit.client.throttled", "{attempt}", "Attempts answered 429.")
        self._waits = meter.create_histogram("chatbotkit.client.wait", "s", "Waits of a call for a turn or a retry.")
        self._active = meter.create_up_down_counter("chatbotkit.client.active_calls", "{call}", "Calls under way.")

    @contextmanager
    def watch(self, request: RequestInfo) -> Generator[Hook]:
        """Record a span from the start of the call to its end, waits included."""
        action = action_of(request.action_path)
        labels = {"chatbotkit.kind": action.kind, "chatbotkit.action": action.name}
        scope = scope_hash(request.scope)
        attributes = {
            **labels,
            "http.request.method": request.method,
            "url.template": action.route,
            **({} if scope is None else {"chatbotkit.scope": scope}),
        }
        span = self._tracer.start_span(f"{request.method} {action.route}", kind=SpanKind.CLIENT, attributes=attributes)
        attempts = _Attempts()
        error: str | None = None

        def attempted(event: AttemptEvent) -> None:
            attempts.add(event)
            self._count_attempt(event, labels)

        self._active.add(1, labels)
        try:
            yield attempted
        except Exception as failure:
            error = type(failure).__name__
            span.set_status(Status(StatusCode.ERROR))  # no description: a message may quote the service
            raise
        finally:
            ended = labels if error is None else {**labels, "error.type": error}
            self._active.add(-1, labels)
            self._calls.add(1, ended)
            self._waits.record(attempts.waited_s, labels)
            span.set_attributes(_outcome(attempts, error))
            span.end()

    def _count_attempt(self, event: AttemptEvent, labels: Attributes) -> None:
        if event.attempt > 1:
            self._retries.add(1, labels)
        if event.status == _TOO_MANY_REQUESTS:
            self._throttled.add(1, labels)


def _outcome(attempts: _Attempts, error: str | None) -> dict[str, str | int | float]:
    outcome: dict[str, str | int | float] = {
        "chatbotkit.attempts": attempts.count,
        "chatbotkit.wait_s": round(attempts.waited_s, 3),
    }
    if attempts.last_status is not None:
        outcome["http.response.status_code"] = attempts.last_status
    if error is not None:
        outcome["error.type"] = error
    return outcome
