"""The emulator answers only to its own host names, on every route: a page on a foreign name could read all of it."""

import asyncio

import httpx
import pytest
from starlette.types import Message

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.testing import EmulatorServer, serve
from wire.emulator.raw import ask, status_of

ROUTES = [
    ("GET", "/v1/bot/list"),
    ("POST", "/api/v1/bot/create"),
    ("OPTIONS", "/v1/bot/create"),
    ("GET", "/v1/bot/list/"),
    ("GET", "/_storage/x/y"),
    ("PUT", "/_storage/x/y"),
    ("GET", "/openapi.json"),
    ("GET", "/console"),
    ("GET", "/_emulator/health"),
    ("GET", "/_emulator/requests"),
    ("POST", "/_emulator/reset"),
    ("GET", "/elsewhere"),
]

FOREIGN = [
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "evil.example\x40127.0.0.1",
    "127.0.0.1:80:80",
    "localhost:port",
    "[::1",
    "[::1]]",
    "0x7f.1",
    "127.1",
    "2130706433",
    "loc\u00e4lhost",
    "",
]

OWN = [
    "localhost",
    "LOCALHOST.:8080",
    "app.localhost",
    "127.0.0.1:1",
    "127.9.9.9",
    "[::1]:8080",
    "10.0.0.7:8080",
    "[fe80::1]",
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_foreign_name_is_refused_on_every_route(emulator: EmulatorServer, method: str, path: str) -> None:
    """With the reason and the way to allow it, and before anything else is looked at."""
    headers = {"Host": "evil.example", "Authorization": f"Bearer {emulator.admin_token}"}

    answer = httpx.request(method, f"{emulator.url}{path}", headers=headers)

    assert answer.status_code == 421
    assert answer.json()["message"].endswith("serve it with --allowed-host evil.example")
    assert emulator.requests == []


@pytest.mark.parametrize("host", FOREIGN)
def test_what_is_not_an_own_name_is_refused(emulator: EmulatorServer, host: str) -> None:
    """Also what only looks like one."""
    answer = ask(emulator, b"GET /openapi.json HTTP/1.1", host=host.encode("latin-1"))

    assert status_of(answer) in {400, 421}


@pytest.mark.parametrize("host", OWN)
def test_localhost_and_addresses_are_own_names(emulator: EmulatorServer, host: str) -> None:
    """With any port: a tunnel has another one. Nobody can make an address resolve to something else."""
    answer = ask(emulator, b"GET /openapi.json HTTP/1.1", host=host.encode())

    assert status_of(answer) == 200


def test_two_host_headers_are_refused(emulator: EmulatorServer) -> None:
    """One could be checked and the other used."""
    assert status_of(ask(emulator, b"GET /openapi.json HTTP/1.1", b"Host: evil.example")) == 400


def test_a_request_without_a_host_is_refused(emulator: EmulatorServer) -> None:
    """HTTP/1.0 allows it; no browser does it, and no client of the API."""
    assert status_of(ask(emulator, b"GET /openapi.json HTTP/1.0", b"X-Other: 1", host=b"")) == 421


def test_a_name_in_the_target_is_not_trusted(emulator: EmulatorServer) -> None:
    """The absolute form of a target is a proxy's business."""
    answer = ask(emulator, b"GET http://evil.example/v1/bot/list HTTP/1.1")

    assert status_of(answer) == 404


def test_other_names_can_be_allowed() -> None:
    """Such as the name of a container."""
    with serve(EmulatorSettings(allowed_hosts=("Emulator", "ci.internal"))) as server:
        statuses = [
            status_of(ask(server, b"GET /openapi.json HTTP/1.1", host=host))
            for host in (b"emulator:8080", b"CI.internal", b"other.internal", b"x.emulator")
        ]

    assert statuses == [200, 200, 421, 421]


def test_a_server_with_a_lifespan_can_serve_the_application(local: Emulator) -> None:
    """Its events have no host."""
    sent: list[str] = []

    async def receive() -> Message:
        return {"type": "lifespan.shutdown" if sent else "lifespan.startup"}

    async def send(message: Message) -> None:
        sent.append(message["type"])

    asyncio.run(local.app({"type": "lifespan"}, receive, send))

    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
