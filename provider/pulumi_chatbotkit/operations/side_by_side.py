"""Several reads at the same time, of which each is needed."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import TypeVar

_Result = TypeVar("_Result")


async def side_by_side(works: Iterable[Coroutine[object, object, _Result]]) -> list[_Result]:
    """The results, in the order of ``works``; after a failure the others are cancelled, and the first one is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
