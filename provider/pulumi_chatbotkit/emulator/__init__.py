"""An emulator of the ChatBotKit API: an ASGI application with its state in SQLite.

It is written from the API reference only, not from the provider, so that a wrong assumption of the provider shows.

Its rooms, from the lowest to the highest; each imports only earlier ones (``lint-imports`` checks it):

- ``errors``: exceptions for Python callers. ``settings``: what a caller chooses. Both are below the contract because
  every room reads the settings, and some of them raise.
- ``contract``: the API as a table of kinds and fields.
- ``messages``: requests, routes, answers, and the validation of bodies.
- ``storage``: records, keys and contents in SQLite.
- ``quotas``: what a plan allows.
- ``actions``: what each action does with a call.
- ``state``: the state without the API: ``Console``, data sets, snapshots.
- ``faults``: rules that make calls fail, and late answers.
- ``request_log``: what reached the API.
- ``control``, ``openapi``, ``web_console``: routes beside the API; none imports another.
- ``server``: ``Emulator``, the ASGI application, the HTTP server.

Public names are loaded when first used: every program and provider process reads a constant from here, and only those
with an embedded emulator need the server.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.errors import (
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
    from pulumi_chatbotkit.emulator.faults.fault_actions import (
        AnotherRecord,
        Delay,
        EmptyList,
        FaultAction,
        GarbageBody,
        LateWrite,
        Reset,
        ResetAfterWrite,
        StaleRead,
        Status,
        TimeoutAfterWrite,
        TimeoutBeforeWrite,
        TooManyRequests,
        TruncatedBody,
        WrongBody,
    )
    from pulumi_chatbotkit.emulator.faults.rules import Fault
    from pulumi_chatbotkit.emulator.request_log.filters import NumberedRequest, RequestFilter, parsed_filter
    from pulumi_chatbotkit.emulator.request_log.log import LoggedRequest
    from pulumi_chatbotkit.emulator.server.emulator import Emulator
    from pulumi_chatbotkit.emulator.settings.clock import counting_clock
    from pulumi_chatbotkit.emulator.settings.emulator_settings import DEFAULT_DATABASE, EMBEDDED_TOKEN, EmulatorSettings
    from pulumi_chatbotkit.emulator.settings.latency import (
        FixedLatency,
        Latency,
        LongTailLatency,
        NormalLatency,
        parse_latency,
    )
    from pulumi_chatbotkit.emulator.settings.plan import Plan, RequestRate
    from pulumi_chatbotkit.emulator.settings.plan_file import read_plan
    from pulumi_chatbotkit.emulator.state.console import Console
    from pulumi_chatbotkit.emulator.state.snapshot_diff import Difference, differences
    from pulumi_chatbotkit.emulator.state.snapshots import Snapshot

__all__ = [
    "DEFAULT_DATABASE",
    "EMBEDDED_TOKEN",
    "AnotherRecord",
    "Console",
    "Delay",
    "Difference",
    "EditRefusedError",
    "EmptyList",
    "Emulator",
    "EmulatorError",
    "EmulatorFileError",
    "EmulatorSettings",
    "Fault",
    "FaultAction",
    "FilterError",
    "FixedLatency",
    "GarbageBody",
    "LateWrite",
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
    "StaleRead",
    "StateNotEmptyError",
    "Status",
    "TimeoutAfterWrite",
    "TimeoutBeforeWrite",
    "TooManyRequests",
    "TruncatedBody",
    "UnknownKindError",
    "WrongBody",
    "counting_clock",
    "differences",
    "parse_latency",
    "parsed_filter",
    "read_plan",
]

_LAZY_EXPORTS = {
    **dict.fromkeys((name for name in __all__ if name.endswith("Error")), "errors"),
    **dict.fromkeys(("DEFAULT_DATABASE", "EMBEDDED_TOKEN", "EmulatorSettings"), "settings.emulator_settings"),
    "counting_clock": "settings.clock",
    "Fault": "faults.rules",
    **dict.fromkeys(
        ("FixedLatency", "Latency", "LongTailLatency", "NormalLatency", "parse_latency"), "settings.latency"
    ),
    **dict.fromkeys(("Plan", "RequestRate"), "settings.plan"),
    "read_plan": "settings.plan_file",
    "Console": "state.console",
    **dict.fromkeys(("Difference", "differences"), "state.snapshot_diff"),
    "Snapshot": "state.snapshots",
    **dict.fromkeys(("NumberedRequest", "RequestFilter", "parsed_filter"), "request_log.filters"),
    "LoggedRequest": "request_log.log",
    "Emulator": "server.emulator",
}
"""The module of each public name; names that are not here are in ``faults.fault_actions``."""


def __getattr__(name: str) -> object:
    """The public name, imported from its module."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LAZY_EXPORTS.get(name, 'faults.fault_actions')}"), name)
