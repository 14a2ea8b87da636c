"""Sends spans and metrics to an OTLP collector, and stops within a bounded time.

The exporters read their own variables (endpoint, headers, timeout, certificate). The extra ``telemetry`` installs them.
"""

import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from pulumi_chatbotkit.api.errors import RequestInfo
from pulumi_chatbotkit.api.events import Hook
from pulumi_chatbotkit.telemetry.signals import signals_wanted

# The Pulumi CLI kills a provider 5 seconds after it asked it to end (docs/decisions/0011-summary-line.md).
_MAX_CLOSE_S = 3.0


class Pipeline(Protocol):
    """Measures requests and exports the measurements, such as ``otlp.OtlpPipeline``."""

    def watch(self, request: RequestInfo) -> AbstractContextManager[Hook]:
        """A ``Watch`` for a client."""
        ...

    def shut_down(self) -> None:
        """Send what is left; takes as long as the collector takes."""
        ...


class Exports:
    """A pipeline that can be closed in a bounded time, even while the interpreter shuts down."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.watch = pipeline.watch
        self._ending = threading.Event()
        self._ended = threading.Event()
        # Started now, because from Python 3.12 on no thread can be started while the interpreter shuts down.
        threading.Thread(
            target=self._close_when_asked, args=(pipeline,), name="chatbotkit-exports", daemon=True
        ).start()

    def close(self, timeout_s: float = _MAX_CLOSE_S) -> bool:
        """Send what is left, or give up after ``timeout_s`` seconds. True if all was sent in time."""
        self._ending.set()
        return self._ended.wait(timeout_s)

    def _close_when_asked(self, pipeline: Pipeline) -> None:
        self._ending.wait()
        try:
            pipeline.shut_down()
        finally:
            self._ended.set()


def start_exports(environment: Mapping[str, str]) -> Exports | None:
    """Start what the standard ``OTEL_*`` variables ask for; None if that is nothing, or the extra is not installed."""
    wanted = signals_wanted(environment)
    if not wanted:
        return None
    try:
        # Not at the top: it is an optional extra, and loading it is slow.
        from pulumi_chatbotkit.telemetry.otlp import OtlpPipeline  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        if not (missing.name or "").startswith("opentelemetry"):
            raise
        return None
    return Exports(OtlpPipeline(wanted))
