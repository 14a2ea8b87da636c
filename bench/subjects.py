"""The subjects of the measurement; each can run a step."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from bench.limit import Limit
from bench.processes import Finished, run
from bench.results import Case, Step
from bench.server import token_of
from bench.service import ROOT, LoggedCall
from bench.stacks import Stack
from bench.tenants import FIRST_BACKSTORY, SECOND_BACKSTORY, Tenant, tenants

SDK_FOLDER: Final = ROOT / "tests" / "wire" / "third_party"
NODE_AT_ONCE: Final = 32
_DRIVER: Final = Path(__file__).with_name("tenants.mjs")


class Measured(Protocol):
    """A subject."""

    def take(self, step: Step) -> Finished | None:
        """Run a step and return what it took; None if this subject does nothing at this step."""
        ...


@dataclass(frozen=True)
class StackSubject:
    """A Pulumi program: the provider under test, or the floor."""

    stack: Stack
    case: Case
    configuration: Mapping[str, object]

    def take(self, step: Step) -> Finished | None:
        """Run the CLI; the update changes one field of every bot."""
        if step in {"create", "update"}:
            backstory = FIRST_BACKSTORY if step == "create" else SECOND_BACKSTORY
            own = {"tenants": self.case.tenants, "backstory": backstory}
            self.stack.configure({**self.configuration, **own})
        return self.stack.run(step)


@dataclass(frozen=True)
class LimitSubject:
    """Bare httpx. ``sent`` returns the calls that the provider has just made; ``replay`` sends them again."""

    own: Limit
    replay: Limit
    made: list[Tenant]
    sent: Callable[[], list[LoggedCall]]

    def take(self, step: Step) -> Finished | None:
        """Create and destroy tenants of its own; for update and refresh, repeat the provider's calls."""
        match step:
            case "create":
                return self.own.create(self.made)
            case "update" | "refresh":
                return self.replay.send(self.sent())
            case "destroy":
                return self.own.destroy()
            case _:
                return None


@dataclass(frozen=True)
class NodeSubject:
    """The official Node SDK, in a script that only makes the tenants."""

    node: str
    url: str
    token: str
    made: list[Tenant]

    def take(self, step: Step) -> Finished | None:
        """Run the script."""
        if step != "create":
            return None
        bodies = [{"user": one.user, "bot": one.bot, "context": one.context} for one in self.made]
        options = {"secret": self.token, "baseUrl": self.url}
        command = [self.node, str(_DRIVER), str(SDK_FOLDER), str(NODE_AT_ONCE)]
        return run(command, folder=ROOT, environment={}, stdin=json.dumps({"options": options, "tenants": bodies}))


def limit_subject(url: str, account: int, case: Case, in_flight: int, sent: Callable[[], list[LoggedCall]]) -> Measured:
    """Bare httpx in an account of its own; ``sent`` are calls of account 0, the provider's."""
    return LimitSubject(
        own=Limit(url, token_of(account), in_flight),
        replay=Limit(url, token_of(0), in_flight),
        made=tenants(case.tenants),
        sent=sent,
    )
