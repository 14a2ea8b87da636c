"""OpenTelemetry's SDK with the OTLP exporters over HTTP. Loaded only if an export is configured.

The OpenTelemetry providers are created here: a program's own global ones are neither used nor replaced.
"""

import os
from collections.abc import Set as AbstractSet

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from pulumi_chatbotkit.telemetry.instruments import Instruments
from pulumi_chatbotkit.telemetry.signals import Signal

_SERVICE = "pulumi-chatbotkit"


class OtlpPipeline:
    """Instruments, the providers behind them and their exporters."""

    def __init__(self, wanted: AbstractSet[Signal]) -> None:
        """``wanted`` signals are exported; others are measured and dropped."""
        resource = _resource()
        self._traces = TracerProvider(resource=resource, shutdown_on_exit=False)
        if Signal.TRACES in wanted:
            self._traces.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        readers = [PeriodicExportingMetricReader(OTLPMetricExporter())] if Signal.METRICS in wanted else []
        self._metrics = MeterProvider(readers, resource=resource, shutdown_on_exit=False)
        self.watch = Instruments(self._traces, self._metrics).watch

    def shut_down(self) -> None:
        """Send what is left and stop."""
        self._traces.shutdown()
        self._metrics.shutdown()


def _resource() -> Resource:
    named = "OTEL_SERVICE_NAME" in os.environ or f"{SERVICE_NAME}=" in os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
    return Resource.create() if named else Resource.create({SERVICE_NAME: _SERVICE})
