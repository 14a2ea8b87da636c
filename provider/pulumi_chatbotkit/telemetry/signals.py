"""Reads from OpenTelemetry's standard variables which signals to export, without loading OpenTelemetry.

Source: the OpenTelemetry specification, "Environment Variable Specification". The only exporter is OTLP, its only
protocol http/protobuf; if another one is configured, nothing is sent.
"""

from collections.abc import Mapping
from enum import Enum

_PROTOCOL = "http/protobuf"


class Signal(Enum):
    """The kinds of data that can be exported, as named in the variables."""

    TRACES = "TRACES"
    METRICS = "METRICS"


def signals_wanted(environment: Mapping[str, str]) -> frozenset[Signal]:
    """The signals to export.

    ``OTEL_TRACES_EXPORTER`` and ``OTEL_METRICS_EXPORTER`` decide; if one is not set, its signal is exported if there is
    an OTLP endpoint.
    """
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return frozenset()
    return frozenset(signal for signal in Signal if _is_wanted(environment, signal))


def _is_wanted(environment: Mapping[str, str], signal: Signal) -> bool:
    if (_otlp(environment, signal, "PROTOCOL") or _PROTOCOL) != _PROTOCOL:
        return False
    exporters = environment.get(f"OTEL_{signal.value}_EXPORTER")
    if exporters:
        return "otlp" in [name.strip() for name in exporters.split(",")]
    return _otlp(environment, signal, "ENDPOINT") is not None


def _otlp(environment: Mapping[str, str], signal: Signal, name: str) -> str | None:
    """The signal's own variable, else the general one; empty counts as not set, as the specification says."""
    own = environment.get(f"OTEL_EXPORTER_OTLP_{signal.value}_{name}")
    return own or environment.get(f"OTEL_EXPORTER_OTLP_{name}") or None
