"""Many calls in parallel: a bounded number at a time, with progress reports, stopping at the first failure.

Calls in flight are waited for and never cancelled, because a cancelled create may still have created its object.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TypeAlias

from pulumi_chatbotkit.api import ChatBotKitError, NotFound

Work: TypeAlias = Callable[[], Awaitable[None]]

SIDE_BY_SIDE = 16
PROGRESS_EVERY_S = 3.0


class Incomplete(ChatBotKitError):
    """Some calls of a batch failed; the changes made by the others are kept."""


class Batch:
    """Runs one list of calls after another; progress counts over all lists."""

    def __init__(self, report: Callable[[str], None], monotonic: Callable[[], float]) -> None:
        """Report progress to ``report``; ``monotonic`` returns seconds."""
        self._report, self._monotonic = report, monotonic
        self._done, self._total = 0, 0
        self._failure: ChatBotKitError | None = None
        self._doubt: ChatBotKitError | None = None
        self._reported_s = monotonic()

    async def run(self, works: Sequence[Work]) -> ChatBotKitError | None:
        """Make all calls; returns the last error after which a change may or may not have been made, if any.

        Raises:
            Incomplete: a call failed for good; calls that had not started by then were not made.
        """
        self._doubt = None
        self._total = self._done + len(works)
        waiting = iter(works)
        await asyncio.gather(*(self._take_from(waiting) for _ in range(min(SIDE_BY_SIDE, len(works)))))
        if self._failure is not None:
            message = (
                f"{self._done:,} of {self._total:,} changes were made, then one failed: {self._failure}. What was done "
                "is kept: run `pulumi up` again to continue."
            )
            raise Incomplete(message) from self._failure
        return self._doubt

    async def _take_from(self, waiting: Iterator[Work]) -> None:
        for work in waiting:
            await self._do(work)
            if self._failure is not None:
                return

    async def _do(self, work: Work) -> None:
        try:
            await work()
        except NotFound as error:
            self._doubt = error  # deleted outside this stack since the comparison, or the whole dataset is gone
        except ChatBotKitError as error:
            if error.may_have_created:
                self._doubt = error
            else:
                self._failure = self._failure or error
        else:
            self._done += 1
            self._tell()

    def _tell(self) -> None:
        now_s = self._monotonic()
        if now_s - self._reported_s >= PROGRESS_EVERY_S:
            self._reported_s = now_s
            self._report(f"{self._done:,} of {self._total:,} changes made")
