"""A stack whose reports are measured, at a service of its own, and what somebody edits there."""

import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import httpx

from bench.limit import Limit
from bench.server import token_of
from bench.service import LoggedCall, Service, running
from bench.stacks import Stack
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.pulumi_cli import PulumiCli

IN_FLIGHT: Final = 32
"""As many requests as the client sends at once, unless told otherwise."""
FIRST_LIMIT: Final = 500
SECOND_LIMIT: Final = 750
_BACKSTORY: Final = "You help customers with orders, returns and opening hours. Be brief."
EDITED: Final = "You sell."
_RUN_AS: Final = "X-RunAs-UserId"
_PAGE: Final = 100
_EDITS: Final[tuple[tuple[str, JsonObject], ...]] = (
    ("bot", {"backstory": EDITED}),
    ("bot", {"visibility": "public"}),
    ("partner/user", {"limits": {"conversations": SECOND_LIMIT}}),
    ("dataset", {"description": "By hand."}),
    ("skillset", {"description": "By hand."}),
)
"""Five edits in the console, each in another account."""


@dataclass(frozen=True)
class Fleet:
    """A stack that is up, an empty one of the same name and service, and the service."""

    stack: Stack
    empty: Stack
    service: Service
    _configuration: Mapping[str, object]

    def configure(self, **values: object) -> None:
        """Change the program's configuration."""
        self.stack.configure({**self._configuration, **values})

    def edit_five(self) -> None:
        """Edit five objects as somebody does in the console."""
        users = self._listed("partner/user", None)
        calls = [self._edit(path, str(user["id"]), body) for (path, body), user in zip(_EDITS, users, strict=False)]
        Limit(self.service.url, token_of(0), IN_FLIGHT).send(calls)

    def edit_all_bots(self) -> None:
        """Give each bot another backstory."""
        users = [str(each["id"]) for each in self._listed("partner/user", None)]
        bots = [(user, str(bot["id"])) for user in users for bot in self._listed("bot", user)]
        calls = [_update("bot", identifier, {"backstory": EDITED}, user) for user, identifier in bots]
        Limit(self.service.url, token_of(0), IN_FLIGHT).send(calls)

    def _edit(self, path: str, user: str, body: JsonObject) -> LoggedCall:
        """Edit the partner user, or its first object of a sort."""
        if path == "partner/user":
            return _update(path, user, body, None)
        return _update(path, str(self._listed(path, user)[0]["id"]), body, user)

    def _listed(self, path: str, user: str | None) -> list[JsonObject]:
        """Everything that a list has."""
        headers = {"Authorization": f"Token {token_of(0)}"} | ({_RUN_AS: user} if user else {})
        found: list[JsonObject] = []
        while True:
            query: dict[str, str | int] = {"take": _PAGE} | ({"cursor": str(found[-1]["id"])} if found else {})
            answer = httpx.get(f"{self.service.url}/v1/{path}/list", params=query, headers=headers, timeout=60)
            page = cast("list[JsonObject]", answer.raise_for_status().json()["items"])
            found += page
            if len(page) < _PAGE:
                return found


@contextmanager
def fleet(
    pulumi_cli: PulumiCli, module: str, configuration: Mapping[str, object], latency_ms: int = 0
) -> Generator[Fleet]:
    """A fleet of the program that ``module`` declares, with its configuration.

    Raises:
        CommandFailed: a command failed.
    """
    with tempfile.TemporaryDirectory() as folder, running(latency_ms) as service:
        connection = {"chatbotkit:endpoint": service.url, "chatbotkit:token": token_of(0)}
        defaults = {"limit": FIRST_LIMIT, "backstory": _BACKSTORY}
        complete = {**connection, **defaults, **configuration}
        full, empty = (
            Stack(Path(folder) / name, pulumi_cli, module, latency_ms=0, checkpoints=False)
            for name in ("full", "empty")
        )
        full.configure(complete)
        empty.configure(complete)
        full.run("create")
        service.take()
        yield Fleet(full, empty, service, complete)


def _update(path: str, identifier: str, body: JsonObject, user: str | None) -> LoggedCall:
    sent = dict[str, object](body)
    return LoggedCall(method="POST", path=f"/v1/{path}/{identifier}/update", run_as=user, query={}, body=sent)
