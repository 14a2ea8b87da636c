"""What a caller chooses about an emulator; everything has a default that suits a test."""

import asyncio
import itertools
import random
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from .latency import Latency
from .refusals import Profile

if TYPE_CHECKING:
    from .plans import Plan

Clock: TypeAlias = Callable[[], int]
"""Epoch milliseconds, as the API counts time (docs/api/api.md a.6)."""

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""

AbilityLinks: TypeAlias = Literal["linked", "plain"]
"""``linked``: abilities have ``linkedSecretId`` and so on. ``plain``: ``secretId``, as before they were renamed."""

EMBEDDED_TOKEN: Final = "sk-" + "0" * 64
"""The parent account's key unless another is chosen. Known to everyone and of no value: it opens emulators only."""

DEFAULT_DATABASE: Final = Path(".pulumi-chatbotkit") / "emulator.db"
"""Where the commands keep an emulator's state, relative to the current directory."""


def system_clock_ms() -> int:
    """Now, in epoch milliseconds."""
    return time.time_ns() // 1_000_000


COUNTING_CLOCK_START_MS: Final = 1_767_225_600_000
"""Where a repeatable clock begins: 2026-01-01, midnight UTC."""


def counting_clock(start_ms: int = COUNTING_CLOCK_START_MS) -> Clock:
    """A clock that goes on by a millisecond with each look at it, from the same instant in every run."""
    return itertools.count(start_ms).__next__


@dataclass(frozen=True, kw_only=True)
class EmulatorSettings:
    """
    Args:
        database: SQLite file of the state, created with user-only permissions; None keeps it in memory.
        profile: ``seed`` behaves as documented, ``server`` as the public server (docs/api/api.md d, last paragraph).
        token: Text of the parent account's API key. Only its digest is stored.
        admin: Answer the control routes under ``/_emulator``. They need no key, hence off unless asked for.
        console: Show the pages for people under ``/console``, to browsers on this machine only. They need no key.
        clock: Epoch milliseconds; ``counting_clock()`` makes timestamps repeatable.
        randomness: Where ids and keys come from; ``random.Random(7)`` makes them repeatable.
        ability_links: How abilities spell their links; the other spelling is 400 (docs/api/api.md b.11).
        seed: Data set to begin with: ``empty``, ``demo`` or ``fleet:N``. None takes the state as it is.
        plan: Quotas and rates of each account without a parent (docs/api/api.md a.8); None: unlimited.
        latency: How long answers take.
        sleep: What waits for that long; a test may give one that returns at once.
        stale_reads_ms: Fetch and list show the state as it was so long ago.
        run_as_cache_s: A partner user that was found stays found for so long, deleted or not (docs/api/api.md a.13).
    """

    database: Path | None = None
    profile: Profile = "seed"
    token: str = field(default=EMBEDDED_TOKEN, repr=False)
    admin: bool = False
    console: bool = False
    clock: Clock = system_clock_ms
    randomness: random.Random = field(default_factory=secrets.SystemRandom, repr=False)
    ability_links: AbilityLinks = "linked"
    seed: str | None = None
    plan: "Plan | None" = None
    latency: Latency | None = None
    sleep: Sleep = asyncio.sleep
    stale_reads_ms: int = 0
    run_as_cache_s: int = 0
