"""Only browsers on this machine can use the web console, and only its own pages can change something."""

import asyncio

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.testing import EmulatorServer, serve

POSTS = ["/console/record/bot/{bot}", "/console/delete/bot/{bot}", "/console/requests/clear", "/console/reset"]


def test_the_console_is_off_by_default(emulator: EmulatorServer) -> None:
    """It needs no key, so an embedded emulator and the fixture have none."""
    statuses = [httpx.get(f"{emulator.url}{path}").status_code for path in ("/console", "/console/requests")]

    assert statuses == [404, 404]


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://elsewhere.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
)
def test_another_sites_page_changes_nothing(
    served: EmulatorServer, bot: str, path: str, headers: dict[str, str]
) -> None:
    """Any page in the same browser can send a form to a loopback port."""
    before = served.record("bot", bot)

    answer = httpx.post(served.url + path.format(bot=bot), data={"field.name": "Eve"}, headers=headers)

    assert (answer.status_code, "its own pages only" in answer.text) == (403, True)
    assert served.record("bot", bot) == before
    assert len(served.requests) == 1


@pytest.mark.parametrize(
    "host", ["rebound.example", "127.0.0.1.example.com", "localhost.example:80", "x@127.0.0.1", ""]
)
def test_another_host_name_is_refused(pages: httpx.Client, host: str) -> None:
    """If it resolves to loopback (DNS rebinding), its pages would have the console's origin."""
    answer = pages.get("/console", headers={"Host": host})

    assert (answer.status_code, "does not answer to the host name" in answer.text) == (421, True)


@pytest.mark.parametrize("host", ["emulator:8080", "192.0.2.1", "[2001:db8::1]"])
def test_names_and_addresses_of_the_api_are_not_the_consoles(host: str) -> None:
    """A container's name is allowed for the API; the console has no key, so it takes loopback names only."""
    with serve(EmulatorSettings(console=True, allowed_hosts=("emulator",))) as server:
        answer = httpx.get(f"{server.url}/console", headers={"Host": host})

    assert (answer.status_code, "loopback addresses only" in answer.text) == (403, True)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1", "127.1.2.3:80", "[::1]:8080"])
def test_every_loopback_name_is_answered(pages: httpx.Client, host: str) -> None:
    """With any port: a tunnel has another one."""
    assert pages.get("/console", headers={"Host": host}).status_code == 200


def test_another_machine_is_refused() -> None:
    """A server that listens to other machines serves them the API, not the web console."""
    emulator = Emulator(EmulatorSettings(console=True))

    async def ask(peer: str) -> int:
        transport = httpx.ASGITransport(app=emulator.app, client=(peer, 40_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return (await client.get("/console")).status_code

    statuses = [asyncio.run(ask(peer)) for peer in ("192.0.2.1", "127.0.0.1", "::1")]
    emulator.close()

    assert statuses == [403, 200, 200]


def test_a_page_runs_no_scripts_and_cannot_be_framed(pages: httpx.Client) -> None:
    """Whatever a record contains."""
    headers = pages.get("/console").headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded"])
@pytest.mark.parametrize("value", ["127.0.0.1", "192.0.2.1", "garbage", ""])
def test_what_a_proxy_passes_on_is_refused(pages: httpx.Client, header: str, value: str) -> None:
    """Whatever it says: the browser may be on any machine."""
    answer = pages.get("/console", headers={header: value})

    assert (answer.status_code, "on its own machine only" in answer.text) == (403, True)


def test_a_form_is_bounded(pages: httpx.Client, bot: str) -> None:
    """In bytes, before it is read, and in fields."""
    large = pages.post(f"/console/record/bot/{bot}", content=b"x" * 4_500_001)
    many = pages.post(f"/console/record/bot/{bot}", content="&".join(f"f{number}=" for number in range(2_000)))

    assert (large.status_code, many.status_code) == (413, 400)
    assert "more than 1,000 fields" in many.text


def test_a_page_shows_no_turned_text(pages: httpx.Client, api: httpx.Client, bot: str) -> None:
    """A form keeps it, because a save sends it back."""
    name = "Ada\u202egpj.exe\u2066"
    api.post(f"/v1/bot/{bot}/update", json={"name": name}, headers={"X-RunAs-UserId": ""})
    api.get("/v1/bot/list", params={"meta.\u202ea": "\u202eb"})

    shown = {path: pages.get(f"/console{path}").text for path in ("/kind/bot", f"/delete/bot/{bot}", "/requests")}
    form = pages.get(f"/console/record/bot/{bot}").text

    assert not [path for path, text in shown.items() if "\u202e" in text]
    assert "Ada\\u202egpj.exe\\u2066" in shown["/kind/bot"]
    assert form.count(name) == 1
