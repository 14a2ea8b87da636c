"""Uploaded content is served so that a browser saves it and never runs it: it has the console's origin."""

from collections.abc import Iterator

import httpx
import pytest

from pulumi_chatbotkit.testing import EmulatorServer

PAGE = b"<script>fetch('/console/reset', {method: 'POST'})</script>"

RUN_BY_BROWSERS = [
    "text/html",
    "TEXT/HTML; charset=utf-8",
    "application/xhtml+xml",
    "image/svg+xml",
    "text/xml",
    "application/xml",
    "text/javascript",
    "application/x-shockwave-flash",
    "application/pdf",
    "multipart/x-mixed-replace; boundary=x",
    "text/xsl",
    "nonsense",
    "*/*",
]

HARMLESS = ["text/plain", "text/plain; charset=utf-8", "image/png", "application/json", 'text/csv; header="a b"']


@pytest.fixture
def api(emulator: EmulatorServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"}) as client:
        yield client


def downloaded(api: httpx.Client, content_type: str) -> httpx.Response:
    """The answer of the address of content that was uploaded with this type."""
    file = api.post("/v1/file/create", json={"name": '../../x"\r\n.html'}).json()["id"]
    announced = {"type": content_type, "size": len(PAGE)}
    address = api.post(f"/v1/file/{file}/upload", json={"file": announced}).json()["uploadRequest"]["url"]
    httpx.put(address, content=PAGE, headers={"Content-Type": content_type}).raise_for_status()
    return httpx.get(api.get(f"/v1/file/{file}/download").json()["url"])


@pytest.mark.parametrize("content_type", RUN_BY_BROWSERS)
def test_what_a_browser_could_run_has_no_type(api: httpx.Client, content_type: str) -> None:
    """So it guesses none, and is told not to."""
    answer = downloaded(api, content_type)

    assert (answer.content, answer.headers["content-type"]) == (PAGE, "application/octet-stream")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("content_type", HARMLESS)
def test_other_types_are_kept(api: httpx.Client, content_type: str) -> None:
    """Clients read them."""
    assert downloaded(api, content_type).headers["content-type"] == content_type


@pytest.mark.parametrize("content_type", ["text/html", "text/plain"])
def test_everything_is_a_download_in_a_sandbox(api: httpx.Client, content_type: str) -> None:
    """Without a file name of the uploader's choice."""
    headers = downloaded(api, content_type).headers

    assert headers["content-disposition"] == "attachment"
    assert "sandbox" in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("content_type", ["text/html", "text/plain\t", "text/plain\r\nX-Injected: 1", "a/b; c=\x00"])
def test_content_in_a_json_body_is_no_different(api: httpx.Client, content_type: str) -> None:
    """A data URL and an announcement name any type."""
    file = api.post("/v1/file/create", json={}).json()["id"]
    api.post(f"/v1/file/{file}/upload", json={"file": f"data:{content_type},{PAGE.decode()}"})

    answer = httpx.get(api.get(f"/v1/file/{file}/download").json()["url"])

    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/octet-stream")
    assert "x-injected" not in answer.headers


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\x", "/etc/passwd", 'a"; filename="b', "\u202egpj.exe"])
def test_the_name_of_a_part_leads_nowhere(api: httpx.Client, emulator: EmulatorServer, name: str) -> None:
    """Content is a row of the database, whatever a form calls it."""
    file = api.post("/v1/file/create", json={}).json()["id"]

    answer = api.post(f"/v1/file/{file}/upload", files={"file": (name, b"water", "text/plain")})

    assert (answer.status_code, emulator.content(file)) == (200, b"water")
