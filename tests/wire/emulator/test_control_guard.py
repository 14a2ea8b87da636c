"""Control routes want the admin token, and take nothing from a page of another site."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, EmulatorSettings
from pulumi_chatbotkit.testing import EmulatorServer, serve
from wire.emulator.raw import ask, status_of

GUARDED = [
    ("GET", "requests"),
    ("GET", "requests/counts"),
    ("DELETE", "requests"),
    ("GET", "snapshot"),
    ("PUT", "snapshot"),
    ("POST", "seed"),
    ("POST", "fault"),
    ("DELETE", "fault"),
    ("POST", "late-writes"),
    ("POST", "reset"),
]

FOREIGN_PAGES = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.fixture
def with_a_bot(emulator: EmulatorServer) -> EmulatorServer:
    """A server with one bot."""
    httpx.post(f"{emulator.url}/v1/bot/create", json={}, headers={"Authorization": f"Token {EMBEDDED_TOKEN}"})
    return emulator


@pytest.mark.parametrize(("method", "path"), GUARDED)
@pytest.mark.parametrize("authorization", [None, f"Bearer {EMBEDDED_TOKEN}", "Bearer", "Basic eDp5", "Bearer \u00e4"])
def test_nothing_happens_without_the_token(
    with_a_bot: EmulatorServer, method: str, path: str, authorization: str | None
) -> None:
    """The publicly known key is not enough."""
    headers = [] if authorization is None else [(b"Authorization", authorization.encode("latin-1"))]

    answer = httpx.request(method, f"{with_a_bot.url}/_emulator/{path}", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (401, "NOT_AUTHENTICATED")
    assert (len(with_a_bot.records("bot")), len(with_a_bot.requests)) == (1, 1)


@pytest.mark.parametrize(("method", "path"), GUARDED)
@pytest.mark.parametrize("headers", FOREIGN_PAGES, ids=str)
def test_nothing_happens_for_another_sites_page(
    with_a_bot: EmulatorServer, method: str, path: str, headers: dict[str, str]
) -> None:
    """Not even if it knows the token."""
    url = f"{with_a_bot.url}/_emulator/{path}"

    answer = httpx.request(method, url, headers=headers | with_a_bot.admin_headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "NOT_AUTHORIZED")
    assert (len(with_a_bot.records("bot")), len(with_a_bot.requests)) == (1, 1)


@pytest.mark.parametrize(("method", "path"), [("POST", "seed"), ("POST", "fault"), ("PUT", "snapshot")])
@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_must_be_json(emulator: EmulatorServer, method: str, path: str, content_type: str) -> None:
    """A form of any page can send the other types without asking first."""
    headers = emulator.admin_headers | ({"Content-Type": content_type} if content_type else {})

    answer = httpx.request(method, f"{emulator.url}/_emulator/{path}", content=b"{}", headers=headers)

    assert (answer.status_code, "application/json" in answer.json()["message"]) == (415, True)


def test_own_pages_and_programs_may_use_the_routes(with_a_bot: EmulatorServer) -> None:
    """A browser sends the own origin, a program nothing."""
    own = {"Origin": with_a_bot.url, "Sec-Fetch-Site": "same-origin"}
    url = f"{with_a_bot.url}/_emulator/requests"

    answers = [httpx.get(url, headers=more | with_a_bot.admin_headers) for more in (own, {})]

    assert [len(answer.json()["requests"]) for answer in answers] == [1, 1]


def test_health_needs_no_token(emulator: EmulatorServer) -> None:
    """A container's probe has none, and it says nothing of the state."""
    assert httpx.get(f"{emulator.url}/_emulator/health").status_code == 200


def test_every_emulator_has_a_token_of_its_own() -> None:
    """Unless it is given one; it is in no representation of the settings."""
    one, other = EmulatorSettings(), EmulatorSettings()
    with serve(EmulatorSettings(admin=True, admin_token="given")) as server:
        answer = httpx.get(f"{server.url}/_emulator/requests", headers={"Authorization": "bearer given"})

    assert one.admin_token != other.admin_token
    assert one.admin_token not in repr(one)
    assert answer.status_code == 200


def test_a_large_body_is_not_read_before_the_token_is_checked(emulator: EmulatorServer) -> None:
    """The answer comes although the body never does."""
    answer = ask(emulator, b"PUT /_emulator/snapshot HTTP/1.1", b"Content-Length: 900000000")

    assert status_of(answer) == 401


def test_a_body_is_bounded(emulator: EmulatorServer) -> None:
    """By its announcement."""
    token = f"Authorization: Bearer {emulator.admin_token}".encode()
    head = (token, b"Content-Type: application/json")
    statuses = [
        status_of(ask(emulator, line, *head, b"Content-Length: 1000000001"))
        for line in (b"PUT /_emulator/snapshot HTTP/1.1", b"POST /_emulator/seed HTTP/1.1")
    ]

    assert statuses == [413, 413]
