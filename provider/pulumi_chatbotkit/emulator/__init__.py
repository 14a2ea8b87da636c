"""The ChatBotKit API in a box: an ASGI application over SQLite.

Written from the API's facts and from nothing of the provider, so that a wrong belief of the provider fails against it.

Names are loaded when first used: every program and provider process reads a constant from here, and only those with an
embedded service need the server behind it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .console import Console
    from .emulator import Emulator
    from .errors import (
        EditRefusedError,
        EmulatorError,
        EmulatorFileError,
        FilterError,
        LatencyError,
        NoSuchRecordError,
        PlanError,
        SeedError,
        SnapshotError,
        StateNotEmptyError,
        UnknownKindError,
    )
    from .faults import (
        Delay,
        Fault,
        FaultAction,
        GarbageBody,
        Reset,
        ResetAfterWrite,
        Status,
        TimeoutAfterWrite,
        TimeoutBeforeWrite,
        TooManyRequests,
        TruncatedBody,
    )
    from .latency import FixedLatency, Latency, LongTailLatency, NormalLatency, parse_latency
    from .plan_files import read_plan
    from .plans import Plan, RequestRate
    from .request_filters import NumberedRequest, RequestFilter, parsed_filter
    from .request_log import LoggedRequest
    from .settings import DEFAULT_DATABASE, EMBEDDED_TOKEN, EmulatorSettings, counting_clock
    from .snapshot_diff import Difference, differences
    from .snapshots import Snapshot

__all__ = [
    "DEFAULT_DATABASE",
    "EMBEDDED_TOKEN",
    "Console",
    "Delay",
    "Difference",
    "EditRefusedError",
    "Emulator",
    "EmulatorError",
    "EmulatorFileError",
    "EmulatorSettings",
    "Fault",
    "FaultAction",
    "FilterError",
    "FixedLatency",
    "GarbageBody",
    "Latency",
    "LatencyError",
    "LoggedRequest",
    "LongTailLatency",
    "NoSuchRecordError",
    "NormalLatency",
    "NumberedRequest",
    "Plan",
    "PlanError",
    "RequestFilter",
    "RequestRate",
    "Reset",
    "ResetAfterWrite",
    "SeedError",
    "Snapshot",
    "SnapshotError",
    "StateNotEmptyError",
    "Status",
    "TimeoutAfterWrite",
    "TimeoutBeforeWrite",
    "TooManyRequests",
    "TruncatedBody",
    "UnknownKindError",
    "counting_clock",
    "differences",
    "parse_latency",
    "parsed_filter",
    "read_plan",
]

_LAZY_EXPORTS = {
    "Console": "console",
    "Emulator": "emulator",
    "LoggedRequest": "request_log",
    **dict.fromkeys(("DEFAULT_DATABASE", "EMBEDDED_TOKEN", "EmulatorSettings", "counting_clock"), "settings"),
    **dict.fromkeys(("NumberedRequest", "RequestFilter", "parsed_filter"), "request_filters"),
    **dict.fromkeys(("Difference", "differences"), "snapshot_diff"),
    "Snapshot": "snapshots",
    "read_plan": "plan_files",
    **dict.fromkeys(("FixedLatency", "Latency", "LongTailLatency", "NormalLatency", "parse_latency"), "latency"),
    **dict.fromkeys(("Plan", "RequestRate"), "plans"),
    **dict.fromkeys((name for name in __all__ if name.endswith("Error")), "errors"),
}
"""The modules of the names; a fault's is ``faults``."""


def __getattr__(name: str) -> object:
    """The public name, from the module that has it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LAZY_EXPORTS.get(name, 'faults')}"), name)
