"""How many requests the dynamic host serves at a time: Pulumi fixes four, and the engine may have more under way.

Here the host's thread pool is widened, in that process only, from one of its threads. Where the pool is not found as
expected, it stays as it is (docs/decisions/0012-dynamic-host-width.md).
"""

import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Final, cast

from pulumi_chatbotkit.hosts.dynamic.host_process import host_module

_SPARE: Final = 64
"""Further requests that find a thread: with more under way than the API may have, Ctrl-C still has to be heard."""


def serve_at_once(count: int) -> None:
    """Let Pulumi's dynamic host serve at least ``count`` requests at a time; elsewhere nothing happens."""
    pool = _pool_of_this_thread() if host_module() is not None else None
    wanted = count + _SPARE
    served = getattr(pool, "_max_workers", wanted)
    if pool is None or served >= wanted:
        return  # each kind asks, the first is heard
    vars(pool).update(_max_workers=wanted, _idle_semaphore=_NoneIdle())
    # A pool adds a thread when work arrives; for what waits already, it would add none.
    for _ in range(count - served):
        pool.submit(_nothing)


class _NoneIdle:
    """Counts no thread as idle, so that each request adds one until there are enough.

    The pool's own count is too high once work had to wait, and then leaves requests without a thread.
    """

    @staticmethod
    def acquire(timeout: float | None = None) -> bool:
        """There is none."""
        del timeout
        return False

    @staticmethod
    def release() -> None:
        """Forget it."""


def _nothing() -> None:
    pass


def _pool_of_this_thread() -> ThreadPoolExecutor | None:
    """The pool that this thread works for: a worker's first argument is a weak reference to it."""
    arguments = cast("tuple[object, ...]", getattr(threading.current_thread(), "_args", ()))
    references = (cast("weakref.ref[object]", each) for each in arguments if isinstance(each, weakref.ref))
    referents = (reference() for reference in references)
    return next((each for each in referents if isinstance(each, ThreadPoolExecutor)), None)
