"""Uploading the content of files in each documented way (docs/api/api.md b.13, file)."""

import base64
from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.testing import EmulatorServer

BYTES = b"\x00\r\n--\xff" * 3
DATA_URL = f"data:image/png;base64,{base64.b64encode(BYTES).decode()}"


@pytest.fixture
def file(api: httpx.Client) -> str:
    return api.post("/v1/file/create", json={"meta": {"a": 1}}).json()["id"]


def fetched_meta(api: httpx.Client, file: str) -> object:
    return api.get(f"/v1/file/{file}/fetch").json()["meta"]


WAYS: dict[str, Callable[[httpx.Client, str], httpx.Response]] = {
    "data URL": lambda api, path: api.post(path, json={"file": DATA_URL}),
    "form": lambda api, path: api.post(path, files={"other": b"x", "file": ("a.png", BYTES, "image/png")}),
    "raw": lambda api, path: api.post(path, content=BYTES, headers={"Content-Type": "image/png"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_content_is_stored_as_sent_and_its_type_in_meta(
    api: httpx.Client, local: Emulator, file: str, way: str
) -> None:
    """Any bytes, in each of the ways."""
    answer = WAYS[way](api, f"/v1/file/{file}/upload")

    assert answer.json() == {"id": file}
    assert local.content(file) == BYTES
    assert fetched_meta(api, file) == {"a": 1, "contentType": "image/png"}


def test_a_plain_data_url_is_text(api: httpx.Client, local: Emulator, file: str) -> None:
    """Percent-encoded, as such URLs are."""
    api.post(f"/v1/file/{file}/upload", json={"file": "data:,water%20is%20wet"})

    assert local.content(file) == b"water is wet"


def test_trap_16_an_upload_changes_meta_and_updated_at(api: httpx.Client, file: str) -> None:
    """A later update with meta but without the key removes it."""
    before = api.get(f"/v1/file/{file}/fetch").json()

    api.post(f"/v1/file/{file}/upload", json={"file": DATA_URL})
    after = api.get(f"/v1/file/{file}/fetch").json()
    api.post(f"/v1/file/{file}/update", json={"meta": {"a": 1}})

    assert after["updatedAt"] > before["updatedAt"]
    assert after["meta"] != before["meta"] == fetched_meta(api, file)


def test_announced_content_is_sent_to_its_own_address(emulator: EmulatorServer) -> None:
    """Without a key: the address itself gives access. Download answers such an address, too."""
    with httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"}) as api:
        file = api.post("/v1/file/create", json={}).json()["id"]
        announced = {"type": "text/plain", "size": 5, "name": "a.txt"}

        request = api.post(f"/v1/file/{file}/upload", json={"file": announced}).json()["uploadRequest"]
        before = api.get(f"/v1/file/{file}/download").status_code
        sent = httpx.request(request["method"], request["url"], headers=request["headers"], content=b"water")
        address = api.get(f"/v1/file/{file}/download").json()["url"]

    assert (before, sent.status_code, httpx.get(address).content) == (404, 200, b"water")


@pytest.mark.parametrize(
    ("content", "content_type", "suffix"),
    [(b"wine!?", "text/plain", ""), (b"water", "text/html", ""), (b"water", "text/plain", "x")],
)
def test_content_that_differs_from_its_announcement_is_refused(
    api: httpx.Client, local: Emulator, file: str, content: bytes, content_type: str, suffix: str
) -> None:
    """In the service, size, type and address are signed."""
    announced = {"type": "text/plain", "size": 5}
    request = api.post(f"/v1/file/{file}/upload", json={"file": announced}).json()["uploadRequest"]

    answer = api.put(request["url"] + suffix, content=content, headers={"Content-Type": content_type})

    assert (answer.status_code, local.content(file)) == (403, None)


def test_another_hosts_address_is_stored_and_not_fetched(api: httpx.Client, local: Emulator, file: str) -> None:
    """Download answers this address."""
    url = "https://example.com/facts.pdf"

    api.post(f"/v1/file/{file}/upload", json={"file": url})

    assert (local.content(file), api.get(f"/v1/file/{file}/download").json()) == (None, {"url": url})
    assert fetched_meta(api, file) == {"a": 1, "contentType": "application/pdf"}


@pytest.mark.parametrize(
    "body", [{}, {"file": 5}, {"file": "ftp://x/y"}, {"file": {"size": 5}}, {"file": "data:;base64,*"}]
)
def test_an_upload_without_content_is_refused(
    api: httpx.Client, local: Emulator, file: str, body: dict[str, object]
) -> None:
    """It changes nothing."""
    before = local.record("file", file)

    answer = api.post(f"/v1/file/{file}/upload", json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")
    assert local.record("file", file) == before


def test_a_form_without_the_file_is_refused(api: httpx.Client, file: str) -> None:
    """The part must be called file."""
    answer = api.post(f"/v1/file/{file}/upload", files={"other": b"x"})

    assert answer.json() == {"message": '"file" is required', "code": "BAD_REQUEST"}


def test_a_too_large_body_is_413_without_a_code(api: httpx.Client, file: str) -> None:
    """This answer comes from a proxy in front of the API."""
    answer = api.post(f"/v1/file/{file}/upload", content=b"x" * 4_500_001, headers={"Content-Type": "application/pdf"})

    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (413, "text/plain")


def test_an_upload_to_another_accounts_file_is_refused(as_tenant: httpx.Client, file: str) -> None:
    assert as_tenant.post(f"/v1/file/{file}/upload", json={"file": DATA_URL}).json()["code"] == "NOT_AUTHORIZED"


def test_uploaded_content_is_not_in_the_log(api: httpx.Client, local: Emulator, file: str) -> None:
    api.post(f"/v1/file/{file}/upload", json={"file": "data:,planted"})

    assert local.requests[-1].body == {"file": "********"}


def test_a_file_can_be_synced(api: httpx.Client, file: str) -> None:
    """It answers the id and has no visible effect."""
    assert api.post(f"/v1/file/{file}/sync", json={}).json() == {"id": file}
