"""Widens the thread pool of Pulumi's dynamic host.

Pulumi fixes it at four threads, while the engine may have more requests under way (decision 0012, width of the host).
"""

import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Final, cast

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.host import is_host_process

_EXTRA_THREADS: Final = 64
"""Further requests that find a thread: with more under way than the API may have, Ctrl-C still has to be heard."""


def serve_at_once(count: int) -> None:
    """Let the host serve at least ``count`` requests at a time. Call it on a thread of the host's pool.

    In any other process, and where the pool is not found as expected, nothing happens.
    """
    pool = _pool_of_this_thread() if is_host_process() else None
    if pool is None or not {"_max_workers", "_idle_semaphore"} <= vars(pool).keys():
        return
    wanted = count + _EXTRA_THREADS
    served = cast("int", vars(pool)["_max_workers"])
    if served >= wanted:
        return  # each kind asks, the first call has done it
    vars(pool).update(_max_workers=wanted, _idle_semaphore=_NeverIdle())
    # A pool adds a thread when work arrives; for what waits already, it would add none.
    for _ in range(count - served):
        pool.submit(_nothing)


class _NeverIdle:
    """Counts no thread as idle, so that each request adds one until there are enough.

    The pool's own count is too high once work had to wait, and then leaves requests without a thread.
    """

    @staticmethod
    def acquire(timeout: float | None = None) -> bool:
        del timeout
        return False

    @staticmethod
    def release() -> None:
        pass


def _nothing() -> None:
    pass


def _pool_of_this_thread() -> ThreadPoolExecutor | None:
    """The pool that this thread works for: a worker's first argument is a weak reference to it."""
    arguments = cast("tuple[object, ...]", getattr(threading.current_thread(), "_args", ()))
    references = (cast("weakref.ref[object]", each) for each in arguments if isinstance(each, weakref.ref))
    referents = (reference() for reference in references)
    return next((each for each in referents if isinstance(each, ThreadPoolExecutor)), None)
