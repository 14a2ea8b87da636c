"""Sending spans and metrics to an OTLP collector, and ending that within a bounded time.

The exporters read their own variables (endpoint, headers, timeout, certificate). The extra ``telemetry`` brings them.
"""

import threading
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from pulumi_chatbotkit.api.errors import RequestInfo
from pulumi_chatbotkit.api.events import Hook
from pulumi_chatbotkit.telemetry.signals import signals_wanted

# The engine kills a provider 5 seconds after it asked it to end (docs/decisions/0011-summary-line.md).
_LONGEST_CLOSE_S = 3.0


class Pipeline(Protocol):
    """What measures calls and sends what it measured; as ``otlp.Pipeline`` does."""

    def watch(self, call: RequestInfo) -> AbstractContextManager[Hook]:
        """For a client."""
        ...

    def shut_down(self) -> None:
        """Send what is left; may take as long as the collector likes."""
        ...


class Exports:
    """A pipeline that can be closed in a bounded time, even while the interpreter ends."""

    def __init__(self, pipeline: Pipeline) -> None:
        """Take over the pipeline."""
        self.watch = pipeline.watch
        self._ending = threading.Event()
        self._ended = threading.Event()
        # Waits from the start: from Python 3.12 on, no thread can be started while the interpreter ends.
        threading.Thread(
            target=self._close_when_asked, args=(pipeline,), name="chatbotkit-exports", daemon=True
        ).start()

    def close(self, longest_s: float = _LONGEST_CLOSE_S) -> bool:
        """Send what is left, or give up after ``longest_s`` seconds; whether all was done in time."""
        self._ending.set()
        return self._ended.wait(longest_s)

    def _close_when_asked(self, pipeline: Pipeline) -> None:
        self._ending.wait()
        try:
            pipeline.shut_down()
        finally:
            self._ended.set()


def start_exports(environment: Mapping[str, str]) -> Exports | None:
    """Exports as the standard ``OTEL_*`` variables ask for them; None if they do not, or without the extra."""
    wanted = signals_wanted(environment)
    if not wanted:
        return None
    try:
        # Not at the top: it is an optional extra, and loading it takes longer than everything else here.
        from pulumi_chatbotkit.telemetry.otlp import OtlpPipeline  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        if not (missing.name or "").startswith("opentelemetry"):
            raise
        return None
    return Exports(OtlpPipeline(wanted))
