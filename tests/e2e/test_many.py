"""Many objects of a kind, lists of several pages, and another client that writes at the same time."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.types import Receive, Scope, Send

from pulumi_chatbotkit.emulator.server.http_server import Listener, ServerThread
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project

PAGE = 100
"""Objects that one list answer holds at most."""

CROWD = f"""
user = chatbotkit.PartnerUser("user")
for number in range(2):
    chatbotkit.Bot(f"bot-{{number}}", name="same", run_as=user)
chatbotkit.PartnerUserToken("key", user=user, name="Key")
for number in range({PAGE + 1}):
    chatbotkit.PartnerUserContext(f"context-{{number}}", name="same", user=user)
"""


class OtherCaller:
    """Another client of the same account, which writes after each of our reads.

    It makes a key and a context for every tenant, and deletes the key on which a first page of keys has just ended.
    """

    def __init__(self, emulator: EmulatorServer) -> None:
        """Stand in front of ``emulator``."""
        self._emulator = emulator
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=emulator.app),
            base_url="http://localhost",
            headers={"Authorization": f"Token {emulator.token}"},
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, then write."""
        await self._emulator.app(scope, receive, send)
        if scope["method"] == "GET":
            for user in self._emulator.records("partner_user"):
                await self._make(str(user["id"]))
        if scope["path"].endswith("/token/list") and b"cursor" not in scope["query_string"]:
            newest_first = self._emulator.records("partner_user_token")[::-1]
            for last in newest_first[PAGE : PAGE + 1]:
                self._emulator.remove("partner_user_token", str(last["id"]))

    async def _make(self, user: str) -> None:
        for collection in ("token", "context"):
            made = await self._client.post(f"{self._emulator.partner_path}/{user}/{collection}/create", json={})
            made.raise_for_status()


@pytest.fixture
def busy_url(emulator: EmulatorServer) -> Iterator[str]:
    """URL of the test's emulator, behind the other client."""
    listener = Listener("127.0.0.1", 0)
    thread = ServerThread(OtherCaller(emulator), listener)
    yield listener.url
    thread.stop()


def test_a_refresh_keeps_every_object_while_others_write(
    project: Project, emulator: EmulatorServer, busy_url: str
) -> None:
    """Lists are sorted newest first, so new objects of others move ours to later pages between two reads."""
    project.program(CROWD)
    project.up()
    before = {name: resource["id"] for name, resource in project.resources().items()}
    project.configure({"chatbotkit:endpoint": busy_url, "chatbotkit:movedFrom": emulator.url})

    project.refresh()

    assert {name: resource["id"] for name, resource in project.resources().items()} == before
    assert len(before) == 1 + 2 + 1 + PAGE + 1
    assert len(emulator.records("partner_user_context")) > len(before)


def test_a_key_is_found_on_a_later_page_although_the_cursor_vanishes(
    project: Project, emulator: EmulatorServer, busy_url: str
) -> None:
    """Without its marker only the whole list shows it, and a page after an object that was just deleted is empty."""
    project.program('chatbotkit.PartnerUserToken("key", user=chatbotkit.PartnerUser("user"))')
    project.up()
    (key,) = emulator.records("partner_user_token")
    emulator.edit("partner_user_token", str(key["id"]), {"meta": {}})
    _make_keys(emulator, PAGE + 10)
    project.configure({"chatbotkit:endpoint": busy_url, "chatbotkit:movedFrom": emulator.url})

    project.refresh()

    assert project.resources()["key"]["id"] == key["id"]
    assert any(request.query.get("cursor") for request in emulator.requests)


def _make_keys(emulator: EmulatorServer, count: int) -> None:
    """Create keys of the tenant as another client; they are the newest ones."""
    (user,) = emulator.records("partner_user")
    with httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"}) as client:
        for _ in range(count):
            client.post(f"{emulator.partner_path}/{user['id']}/token/create", json={}).raise_for_status()
