"""The accounts and parents that a run has proven gone: the proof may read a long list, and holds for all inside."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

from pulumi_chatbotkit.reconcile.location import Parent


class GoneParents:
    """Those of one run. One per event loop."""

    def __init__(self) -> None:
        self._gone: set[tuple[str, str]] = set()
        self._locks: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    async def have(self, parent: Parent, is_gone: Callable[[], Awaitable[bool]]) -> bool:
        """True if the parent is proven gone; ``is_gone`` proves it, and is not called again once it has."""
        key = (parent.location.kind.name, parent.id)
        async with self._locks[key]:
            if key not in self._gone and await is_gone():
                self._gone.add(key)
        return key in self._gone
