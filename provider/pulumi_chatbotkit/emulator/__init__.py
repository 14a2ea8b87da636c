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
    from .errors import EditRefusedError, EmulatorError, EmulatorFileError, NoSuchRecordError, UnknownKindError
    from .faults import (
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
    from .request_log import LoggedRequest
    from .settings import DEFAULT_DATABASE, EMBEDDED_TOKEN, EmulatorSettings

__all__ = [
    "DEFAULT_DATABASE",
    "EMBEDDED_TOKEN",
    "Console",
    "EditRefusedError",
    "Emulator",
    "EmulatorError",
    "EmulatorFileError",
    "EmulatorSettings",
    "Fault",
    "FaultAction",
    "GarbageBody",
    "LoggedRequest",
    "NoSuchRecordError",
    "Reset",
    "ResetAfterWrite",
    "Status",
    "TimeoutAfterWrite",
    "TimeoutBeforeWrite",
    "TooManyRequests",
    "TruncatedBody",
    "UnknownKindError",
]

_HOMES = {
    "Console": "console",
    "Emulator": "emulator",
    "LoggedRequest": "request_log",
    **dict.fromkeys(("DEFAULT_DATABASE", "EMBEDDED_TOKEN", "EmulatorSettings"), "settings"),
    **dict.fromkeys((name for name in __all__ if name.endswith("Error")), "errors"),
}
"""The modules of the names; a fault's is ``faults``."""


def __getattr__(name: str) -> object:
    """The public name, from the module that has it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'faults')}"), name)
