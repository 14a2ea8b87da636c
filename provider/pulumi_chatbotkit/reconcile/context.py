"""What the operations of one run share."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.reconcile.adopt_mode import AdoptMode
from pulumi_chatbotkit.reconcile.content.content_store import ContentStore
from pulumi_chatbotkit.reconcile.create_once import SearchPolicy
from pulumi_chatbotkit.reconcile.duplicates import Duplicates
from pulumi_chatbotkit.reconcile.gone_parents import GoneParents
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.run_history import RunHistory
from pulumi_chatbotkit.reconcile.stack_settings import DEFAULT_GONE_LIMIT


def _ignore(_line: str) -> None:
    """Report nothing."""


def _no() -> bool:
    return False


def _none_may_be_gone(_identifier: str) -> bool:
    return False


@dataclass(frozen=True)
class RunContext:
    """The client and history of a run, and the settings that apply to all of its operations."""

    client: Client
    history: RunHistory = field(default_factory=RunHistory)
    adopt: AdoptMode = "own"
    """Which objects a create takes over, where the resource does not say."""
    may_adopt_marked: Callable[[], bool] = _no
    """True if this run follows ``pulumi-chatbotkit recover``: then it finishes what the killed one began."""
    may_be_gone: Callable[[str], bool] = _none_may_be_gone
    """True if the object with this id may be gone: the killed run that ``recover`` found may have deleted it."""
    gone_limit: int = DEFAULT_GONE_LIMIT
    """How many objects a run may find gone at the service, apart from those that are gone with their account."""
    gone_is_expected: bool = False
    """True if the configuration says that number: then it counts also if nothing else of the stack answers."""
    report: Callable[[str], None] = _ignore
    """Called with each line to show to the user of a run."""
    count_adopted: Callable[[], None] = lambda: None
    """Called for each adopted object."""
    search_policy: SearchPolicy = field(default_factory=SearchPolicy)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    """Waits for a number of seconds."""
    monotonic: Callable[[], float] = time.monotonic
    """The run's clock, in seconds."""
    epoch_s: Callable[[], float] = time.time
    """The time of day, in seconds since 1970."""
    duplicates: Duplicates = field(default_factory=Duplicates)
    content_store: ContentStore = field(default_factory=ContentStore)
    gone_parents: GoneParents = field(default_factory=GoneParents)

    def at(self, location: Location) -> LocatedClient:
        """The client at a location. What it proves gone counts for the whole run."""
        return LocatedClient(self.client, location, self.sleep, self.duplicates.saw, self.gone_parents)
