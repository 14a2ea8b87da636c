"""What the engine tells the dynamic host of ``ignore_changes`` and ``custom_timeouts``: the host tells no provider.

The engine's requests are the only place that has the options as they apply in the end, after parents, defaults and
transforms have changed them.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from types import CellType, FunctionType
from typing import Final

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.detailed_diff import add_detailed_diff

_SERVICER: Final = "DynamicResourceProviderServicer"

_Serve = Callable[[object, object, object], object]

_ignored: ContextVar[tuple[str, ...]] = ContextVar("ignored_changes", default=())
_timeout_s: ContextVar[float] = ContextVar("timeout_s", default=0.0)
_changed: ContextVar[tuple[str, ...]] = ContextVar("changed_fields", default=())

_originals: dict[str, _Serve] = {}
"""Global, because the host's functions are replaced for the whole process."""


def note_request_options(host: object) -> None:
    """Make the host note the options of each request to compare, create or update; ``host`` is its module."""
    servicer: object = getattr(host, _SERVICER, None)
    for name, replacement in (("Diff", _diff), ("Create", _create), ("Update", _update)):
        method: object = getattr(servicer, name, None)
        if isinstance(method, FunctionType) and name not in _originals:
            _replace(name, method, replacement)


def ignored_changes() -> tuple[str, ...]:
    """The paths of the request that this thread serves, as the program wrote them."""
    return _ignored.get()


def timeout_s() -> float:
    """The seconds of ``custom_timeouts`` for the request that this thread serves; 0 if there are none."""
    return _timeout_s.get()


def show_changed(fields: Sequence[str]) -> None:
    """Let the engine show these fields of the request to compare, and not all inputs (``detailed_diff``)."""
    _changed.set(tuple(fields))


def serve(name: str, servicer: object, request: object, context: object) -> object:
    """Serve a request with the host's own method, and note its options meanwhile."""
    ignored = _ignored.set(tuple(getattr(request, "ignoreChanges", ())))
    timeout = _timeout_s.set(float(getattr(request, "timeout", 0)))
    changed = _changed.set(())
    try:
        response = _originals[name](servicer, request, context)
        if _changed.get():
            add_detailed_diff(request, response, _changed.get())
        return response
    finally:
        _changed.reset(changed)
        _ignored.reset(ignored)
        _timeout_s.reset(timeout)


def _replace(name: str, method: FunctionType, replacement: FunctionType) -> None:
    """Put ``replacement`` in the place of a method, whose function the server was bound to before we were loaded."""
    cell = _decorated(method)
    if cell is not None:
        _originals[name] = cell.cell_contents
        cell.cell_contents = replacement
    elif method.__closure__ is None:
        # Hosts without the decorator that formats failures (3.216).
        _originals[name] = FunctionType(method.__code__, method.__globals__, method.__name__)
        method.__code__ = replacement.__code__


def _decorated(method: FunctionType) -> CellType | None:
    """Where a decorator keeps the function that it wraps; None if there is none, or something else."""
    cells = method.__closure__ or ()
    return cells[0] if len(cells) == 1 and isinstance(cells[0].cell_contents, FunctionType) else None


def _diff(servicer: object, request: object, context: object) -> object:
    """The body of the host's method: it sees the names of the host's module, so it imports what it needs."""
    from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.request_options import serve  # noqa: PLC0415

    return serve("Diff", servicer, request, context)


def _create(servicer: object, request: object, context: object) -> object:
    from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.request_options import serve  # noqa: PLC0415

    return serve("Create", servicer, request, context)


def _update(servicer: object, request: object, context: object) -> object:
    from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.request_options import serve  # noqa: PLC0415

    return serve("Update", servicer, request, context)
