"""How many requests the dynamic host serves at a time: Pulumi fixes four, and the engine may have more under way.

Here the host's thread pool is widened, in that process only, from one of its threads. Where the pool is not found as
expected, it stays as it is (docs/decisions/0012-dynamic-host-width.md).
"""

import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import cast

from pulumi_chatbotkit.hosts.dynamic.host_process import host_module


def serve_at_once(count: int) -> None:
    """Let Pulumi's dynamic host serve ``count`` requests at a time, if it serves fewer; elsewhere nothing happens."""
    pool = _pool_of_this_thread() if host_module() is not None else None
    missing = count - getattr(pool, "_max_workers", count)
    if pool is None or missing <= 0:
        return
    vars(pool)["_max_workers"] = count
    # A pool adds a thread when work arrives and none is idle; for what waits already, it would add none.
    for _ in range(missing):
        pool.submit(_nothing)


def _nothing() -> None:
    pass


def _pool_of_this_thread() -> ThreadPoolExecutor | None:
    """The pool that this thread works for: a worker's first argument is a weak reference to it."""
    arguments = cast("tuple[object, ...]", getattr(threading.current_thread(), "_args", ()))
    references = (cast("weakref.ref[object]", each) for each in arguments if isinstance(each, weakref.ref))
    referents = (reference() for reference in references)
    return next((each for each in referents if isinstance(each, ThreadPoolExecutor)), None)
