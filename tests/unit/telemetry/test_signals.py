"""Which signals the environment asks for."""

import pytest

from pulumi_chatbotkit.telemetry.signals import Signal, signals_wanted

BOTH = {Signal.TRACES, Signal.METRICS}
ENDPOINT = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, set[Signal]()),
        (ENDPOINT, BOTH),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": ""}, set[Signal]()),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/v1/traces"}, {Signal.TRACES}),
        ({"OTEL_TRACES_EXPORTER": "otlp"}, {Signal.TRACES}),
        ({"OTEL_METRICS_EXPORTER": "console, otlp"}, {Signal.METRICS}),
        ({**ENDPOINT, "OTEL_METRICS_EXPORTER": "none"}, {Signal.TRACES}),
        ({**ENDPOINT, "OTEL_TRACES_EXPORTER": "zipkin"}, {Signal.METRICS}),
        ({**ENDPOINT, "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf"}, BOTH),
        ({**ENDPOINT, "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, set[Signal]()),
        (
            {**ENDPOINT, "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/protobuf"},
            {Signal.TRACES},
        ),
        ({**ENDPOINT, "OTEL_SDK_DISABLED": "True"}, set[Signal]()),
    ],
)
def test_the_standard_variables_decide(environment: dict[str, str], wanted: set[Signal]) -> None:
    """As in the OpenTelemetry specification."""
    assert signals_wanted(environment) == wanted
