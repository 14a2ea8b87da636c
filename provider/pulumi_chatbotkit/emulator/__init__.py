"""The ChatBotKit API in a box: an ASGI application over SQLite.

Written from the API's facts and from nothing of the provider, so that a wrong belief of the provider fails against it.
"""

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
