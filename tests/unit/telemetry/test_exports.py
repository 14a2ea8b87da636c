"""Sending to a collector, and stopping."""

import subprocess
import sys
import threading
from contextlib import AbstractContextManager

from pulumi_chatbotkit.api import Hook, RequestInfo
from pulumi_chatbotkit.telemetry.exports import Exports, start_exports
from support.collector import collecting

CALLS = """
import asyncio, os, httpx
from pulumi_chatbotkit.api import Client, ClientSettings
from pulumi_chatbotkit.telemetry.exports import start_exports

exports = start_exports(os.environ)
client = Client(
    ClientSettings(base_url="https://api.chatbotkit.com", token="t", generation="user"),
    transport=httpx.MockTransport(lambda request: httpx.Response(200, json={"id": "a"})),
    watches=[exports.watch],
)
asyncio.run(client.post(("bot", "create"), {}))
assert exports.close()
"""


def test_spans_and_metrics_reach_a_collector() -> None:
    """Under the package's own name, unless another is given."""
    with collecting() as collector:
        environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": collector.url, "NO_PROXY": "*"}
        subprocess.run([sys.executable, "-c", CALLS], env=environment, check=True)

    (spans,) = collector.traces.resource_spans
    assert [span.name for span in spans.scope_spans[0].spans] == ["POST /bot/create"]
    names = {each.key: each.value.string_value for each in spans.resource.attributes}
    assert names["service.name"] == "pulumi-chatbotkit"
    (metrics,) = collector.metrics.resource_metrics
    assert "chatbotkit.client.calls" in [each.name for each in metrics.scope_metrics[0].metrics]


class Stuck:
    """A pipeline whose collector never answers."""

    def __init__(self) -> None:
        self.released = threading.Event()

    def watch(self, request: RequestInfo) -> AbstractContextManager[Hook]:
        raise NotImplementedError(request)

    def shut_down(self) -> None:
        self.released.wait()


def test_closing_does_not_wait_for_a_collector_that_hangs() -> None:
    """The Pulumi CLI would kill the process, and everything else that is left to do with it."""
    pipeline = Stuck()

    assert not Exports(pipeline).close(timeout_s=0.01)

    pipeline.released.set()


def test_nothing_is_started_unless_it_is_configured() -> None:
    """Neither a thread nor a connection."""
    assert start_exports({}) is None
