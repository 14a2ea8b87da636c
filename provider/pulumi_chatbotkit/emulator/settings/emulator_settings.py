"""``EmulatorSettings``: every option of an emulator, with defaults that suit a test."""

import asyncio
import random
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from pulumi_chatbotkit.emulator.settings.clock import Clock, system_clock_ms
from pulumi_chatbotkit.emulator.settings.latency import Latency

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.settings.plan import Plan

Profile: TypeAlias = Literal["seed", "server"]
"""``seed``: as the product documents say. ``server``: as the public server behaves (docs/api/api.md d)."""

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
"""Waits for the given number of seconds."""

Generation: TypeAlias = Literal["both", "partner", "user"]
"""``partner``: ``/v1/partner/user`` alone, and the older names of fields, such as ``secretId``. ``user``: ``/v1/user``
alone, and the newer names, such as ``linkedSecretId``. ``both``: both paths and the newer names, for no deployment
accepts two names of one field (docs/api/api.md d, generation as a whole)."""

EMBEDDED_TOKEN: Final = "sk-" + "0" * 64
"""The parent account's key unless the settings name another. Publicly known; it only opens emulators."""

ADMIN_TOKEN_VARIABLE: Final = "CHATBOTKIT_EMULATOR_ADMIN_TOKEN"  # noqa: S105 - the name of a variable
"""Environment variable with the admin token for the commands, and for a server that they start."""

DEFAULT_DATABASE: Final = Path(".pulumi-chatbotkit") / "emulator.db"
"""Where the commands keep an emulator's state, relative to the current directory."""


def new_admin_token() -> str:
    """A random text of 43 characters that may stand in a header."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, kw_only=True)
class EmulatorSettings:
    """The options of an emulator.

    Args:
        database: SQLite file of the state, created with user-only permissions; None keeps it in memory.
        profile: ``seed`` behaves as documented, ``server`` as the public server (docs/api/api.md d, last paragraph).
        token: Text of the parent account's API key. Only its digest is stored.
        allowed_hosts: Host names by which clients may call the emulator, besides localhost and every address: a
            container's name, for example. Any port will do.
        admin: Serve the control routes under ``/_emulator``, to callers with the admin token.
        admin_token: Text that control routes want as a bearer token; by default a random one for each emulator.
        console: Serve the web console under ``/console``, to browsers on this machine only. It needs no key.
        clock: Epoch milliseconds; ``counting_clock()`` makes timestamps repeatable.
        randomness: Source of ids and keys; ``random.Random(7)`` makes them repeatable.
        generation: Where partner users are served, and the names of fields that were renamed. The other names are 400
            (docs/api/api.md b.11, ability), the other path is the page for unknown routes (a.1).
        flat_abilities: Serve ``/v1/ability/...`` too, routes that the API has and does not publish (docs/api/api.md
            b.11, flat routes); without it they are 501.
        space_apex: The deployment has a domain for sites of spaces; without it, it refuses their slugs (docs/api/api.md
            b.19, space site).
        empty_root_is_missing: A list of the files of a space without files is 404 (docs/api/api.md e.13: not
            established).
        seed: Data set to create at the start: ``empty``, ``demo`` or ``fleet:N``. None leaves the state as it is.
        plan: Quotas and rates of each account without a parent (docs/api/api.md a.8, limits); None: unlimited.
        latency: How long answers take; None: no delay.
        sleep: Waits for the latency; a test may pass one that returns at once.
        stale_reads_ms: Fetch and list show the state as it was this many milliseconds ago.
        run_as_cache_s: A partner user that was found once is still found for this many seconds, even after it was
            deleted (docs/api/api.md a.13, consistency).
    """

    database: Path | None = None
    profile: Profile = "seed"
    token: str = field(default=EMBEDDED_TOKEN, repr=False)
    allowed_hosts: tuple[str, ...] = ()
    admin: bool = False
    admin_token: str = field(default_factory=new_admin_token, repr=False)
    console: bool = False
    clock: Clock = system_clock_ms
    randomness: random.Random = field(default_factory=secrets.SystemRandom, repr=False)
    generation: Generation = "both"
    flat_abilities: bool = False
    space_apex: bool = True
    empty_root_is_missing: bool = False
    seed: str | None = None
    plan: "Plan | None" = None
    latency: Latency | None = None
    sleep: Sleep = asyncio.sleep
    stale_reads_ms: int = 0
    run_as_cache_s: int = 0
