"""Changes to Pulumi's dynamic host, made in its own process; in any other process the functions do nothing.

The same classes are imported by programs, whose process is theirs.
"""

import sys
import traceback
from collections.abc import Callable
from types import FunctionType, ModuleType

from google.protobuf.empty_pb2 import Empty

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.request_options import note_request_options

_HOST = "pulumi.dynamic.__main__"

_cancel_callbacks: list[Callable[[], None]] = []
"""Global, because the host is a module without an object that could hold it."""


def is_host_process() -> bool:
    """Whether this process is Pulumi's dynamic host."""
    return _host_module() is not None


def show_message_only(error_type: type[Exception]) -> None:
    """Make the host answer exceptions of this type with their message; others keep their traceback."""
    host = _host_module()
    if host is not None and "traceback" in vars(host):
        vars(host)["traceback"] = _Messages(error_type)


def call_on_cancel(callback: Callable[[], None]) -> None:
    """Have ``callback`` called when the engine asks the host to stop; the last one given counts.

    It must return at once: the engine waits for the answer.
    """
    servicer: object = getattr(_host_module(), "DynamicResourceProviderServicer", None)
    cancel: object = getattr(servicer, "Cancel", None)
    if isinstance(cancel, FunctionType) and cancel.__closure__ is None:
        _cancel_callbacks[:] = [callback]
        # The server was bound to this function before any provider was loaded, so the function itself has to change.
        cancel.__code__ = _cancel.__code__


def learn_request_options() -> None:
    """Make the host note what the engine says of ``ignore_changes`` and ``custom_timeouts`` (``request_options``)."""
    note_request_options(_host_module())


def cancelled() -> None:
    """Call what ``call_on_cancel`` was given."""
    for callback in _cancel_callbacks:
        callback()


def _cancel(_servicer: object, _request: object, _context: object) -> Empty:
    """The body of the host's method: it sees the names of the host's module, so it imports what it needs."""
    from google.protobuf.empty_pb2 import Empty  # noqa: PLC0415

    from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.host import cancelled  # noqa: PLC0415

    cancelled()
    return Empty()


class _Messages:
    """Replaces the ``traceback`` module inside the host, which answers a failure with ``traceback.format_exc()``."""

    def __init__(self, error_type: type[Exception]) -> None:
        self._error_type = error_type

    def format_exc(self) -> str:
        failure = sys.exception()
        return str(failure) if isinstance(failure, self._error_type) else traceback.format_exc()


def _host_module() -> ModuleType | None:
    """The main module of the dynamic host; None in any other process."""
    main: ModuleType | None = sys.modules.get("__main__")
    return main if main is not None and getattr(main.__spec__, "name", None) == _HOST else None
