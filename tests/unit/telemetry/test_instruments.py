"""Spans and metrics, in the SDK's memory."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader, NumberDataPoint
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from pulumi_chatbotkit.api import AttemptEvent, Client, NotFound, RunAs
from pulumi_chatbotkit.telemetry.instruments import Instruments
from support.answers import not_found, ok, throttled

BOT_CREATE = {"chatbotkit.kind": "bot", "chatbotkit.action": "create"}


@dataclass(frozen=True)
class Memory:
    """Instruments and what they measured."""

    instruments: Instruments
    exporter: InMemorySpanExporter
    reader: InMemoryMetricReader

    @property
    def spans(self) -> tuple[ReadableSpan, ...]:
        """The spans that ended."""
        return self.exporter.get_finished_spans()

    def points(self, name: str) -> dict[frozenset[tuple[str, object]], float]:
        """A metric's values (a histogram's sums), keyed by their labels."""
        data = self.reader.get_metrics_data()
        assert data is not None
        (scope,) = data.resource_metrics[0].scope_metrics
        (metric,) = [each for each in scope.metrics if each.name == f"chatbotkit.client.{name}"]
        return {frozenset((each.attributes or {}).items()): _value(each) for each in metric.data.data_points}


def _value(point: object) -> float:
    if isinstance(point, HistogramDataPoint):
        return point.sum
    assert isinstance(point, NumberDataPoint)
    return point.value


@pytest.fixture
def memory() -> Iterator[Memory]:
    """Instruments that report to this process."""
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    traces, metrics = TracerProvider(shutdown_on_exit=False), MeterProvider([reader], shutdown_on_exit=False)
    traces.add_span_processor(SimpleSpanProcessor(exporter))
    yield Memory(Instruments(traces, metrics), exporter, reader)
    traces.shutdown()
    metrics.shutdown()


def test_a_call_is_one_span_with_its_attempts_and_waits(memory: Memory, client: Callable[..., Client]) -> None:
    """The route, not the path: a collector groups by name."""
    calls = client(throttled(), ok(), watches=[memory.instruments.watch])

    asyncio.run(calls.get(("bot", "b1", "fetch"), run_as=RunAs(user_id="u1")))

    (span,) = memory.spans
    assert (span.name, span.kind, span.status.status_code) == (
        "GET /bot/{botId}/fetch",
        SpanKind.CLIENT,
        StatusCode.UNSET,
    )
    assert dict(span.attributes or {}) == {
        "chatbotkit.kind": "bot",
        "chatbotkit.action": "fetch",
        "chatbotkit.scope": "bb82030dbc2b",
        "chatbotkit.attempts": 2,
        "chatbotkit.wait_s": 2.125,
        "http.request.method": "GET",
        "http.response.status_code": 200,
        "url.template": "/bot/{botId}/fetch",
    }


def test_a_failed_call_is_a_span_in_error(memory: Memory, client: Callable[..., Client]) -> None:
    """With the error's class, because alerts are defined on it."""
    calls = client(not_found(), watches=[memory.instruments.watch])

    with pytest.raises(NotFound):
        asyncio.run(calls.get(("bot", "b1", "fetch")))

    (span,) = memory.spans
    assert span.status.status_code is StatusCode.ERROR
    assert (span.attributes or {})["error.type"] == "NotFound"


def test_a_span_holds_no_secret(memory: Memory, client: Callable[..., Client]) -> None:
    """Neither from requests nor from responses, failures included."""
    calls = client(ok(), not_found(), watches=[memory.instruments.watch])

    async def scenario() -> None:
        await calls.post(("secret", "create"), {"value": "hunter2"}, run_as=RunAs(email="ada@example.com"))
        with pytest.raises(NotFound):
            await calls.get(("bot", "list"), query={"email": "eve@example.com"})

    asyncio.run(scenario())
    text = "".join(span.to_json() for span in memory.spans)
    assert [word for word in ("planted", "hunter2", "example.com", "Not found") if word in text] == []


def test_the_metrics_count_calls_retries_and_throttling(memory: Memory, client: Callable[..., Client]) -> None:
    """By kind and action, of which there are few."""
    calls = client(throttled(), throttled(), ok(), ok(), watches=[memory.instruments.watch])

    async def scenario() -> None:
        await calls.post(("bot", "create"), {})
        await calls.post(("bot", "create"), {})

    asyncio.run(scenario())
    labels = frozenset(BOT_CREATE.items())
    assert memory.points("calls") == {labels: 2}
    assert memory.points("retries") == {labels: 2}
    assert memory.points("throttled") == {labels: 2}
    assert memory.points("wait") == {labels: 4.375}
    assert memory.points("active_calls") == {labels: 0}


def test_a_call_under_way_is_in_flight(memory: Memory, client: Callable[..., Client]) -> None:
    """As seen by a hook during the call."""
    seen: list[float] = []

    def look(_event: AttemptEvent) -> None:
        seen.extend(memory.points("active_calls").values())

    calls = client(ok(), watches=[memory.instruments.watch], hooks=[look])

    asyncio.run(calls.post(("bot", "create"), {}))

    assert seen == [1]
