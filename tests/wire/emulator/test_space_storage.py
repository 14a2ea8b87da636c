"""Stored files of spaces (docs/api/api.md b.20, trap 36)."""

import base64
from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject


def create(api: httpx.Client, path: str) -> str:
    return api.post(f"/v1/{path}/create", json={}).json()["id"]


@pytest.fixture
def storage(api: httpx.Client) -> str:
    """Path of the storage of a new space."""
    return f"/v1/space/{create(api, 'space')}/storage"


def put(api: httpx.Client, storage: str, path: str, text: str = "hello") -> httpx.Response:
    return api.post(f"{storage}/upload/{path}", json={"file": f"data:text/plain,{text}"})


def listed(api: httpx.Client, storage: str, folder: str = "", **query: str) -> dict[str, tuple[int, bool]]:
    """Size of each item, and whether it is a folder, by path."""
    items = api.get(f"{storage}/list{folder}", params=query).json()["items"]
    return {item["path"]: (item["size"], item["isDirectory"]) for item in items}


def test_an_upload_is_listed_and_downloaded(api: httpx.Client, storage: str) -> None:
    """The id is the URL-safe base64 of the path; the list shows size and time, no type and no hash."""
    answer = put(api, storage, "site/index.html").json()
    (item,) = api.get(f"{storage}/list/site").json()["items"]

    decoded = base64.urlsafe_b64decode(answer["id"] + "==").decode()
    assert (decoded, answer["path"]) == ("site/index.html", "site/index.html")
    assert item.keys() == {"id", "path", "size", "updatedAt", "isDirectory"}
    assert (item["id"], item["size"]) == (answer["id"], 5)
    assert api.get(f"{storage}/download/site/index.html").content == b"hello"


def test_a_client_that_wants_json_gets_an_address(api: httpx.Client, storage: str) -> None:
    """Which needs no key, as those of files."""
    put(api, storage, "a.txt")

    found = api.get(f"{storage}/download/a.txt", headers={"Accept": "application/json"}).json()

    assert found.keys() == {"id", "url"}
    assert api.get(found["url"]).content == b"hello"


@pytest.mark.parametrize("way", ["form", "raw", "data"])
def test_content_is_uploaded_as_for_files(api: httpx.Client, storage: str, way: str) -> None:
    """In a form, as the body itself, or in JSON."""
    url = f"{storage}/upload/a.txt"
    if way == "form":
        answer = api.post(url, files={"file": ("a.txt", b"hello", "text/plain")})
    elif way == "raw":
        answer = api.post(url, content=b"hello", headers={"content-type": "text/plain"})
    else:
        answer = api.post(url, json={"file": "data:text/plain;base64,aGVsbG8="})

    assert answer.json().keys() == {"id", "path"}
    assert api.get(f"{storage}/download/a.txt").content == b"hello"


def test_announced_content_is_sent_to_an_address(api: httpx.Client, storage: str) -> None:
    """And is listed once it has arrived (assumed)."""
    announced: JsonObject = {"type": "text/plain", "size": 5, "meta": {"by": "us"}}
    wanted = api.post(f"{storage}/upload/a.txt", json={"file": announced}).json()["uploadRequest"]
    before = listed(api, storage)

    sent = httpx.Request(wanted["method"], wanted["url"], headers=wanted["headers"], content=b"hello")
    assert api.send(sent).status_code == 200

    assert (before, listed(api, storage)) == ({}, {"a.txt": (5, False)})


def test_a_second_upload_replaces_the_first(api: httpx.Client, storage: str) -> None:
    """And moves updatedAt, the only sign besides the size."""
    put(api, storage, "a.txt")
    (before,) = api.get(f"{storage}/list").json()["items"]

    put(api, storage, "a.txt", "other")

    (after,) = api.get(f"{storage}/list").json()["items"]
    assert (after["id"], after["size"]) == (before["id"], before["size"])
    assert after["updatedAt"] > before["updatedAt"]


def test_a_list_shows_one_folder_or_all_below_it(api: httpx.Client, storage: str) -> None:
    """Everything at once, without a cursor."""
    for path in ("a.txt", "site/index.html", "site/img/logo.png"):
        put(api, storage, path)

    assert listed(api, storage) == {"a.txt": (5, False), "site": (0, True)}
    assert listed(api, storage, "/site") == {"site/index.html": (5, False), "site/img": (0, True)}
    assert listed(api, storage, "/site", recursive="true").keys() == {"site/index.html", "site/img/logo.png"}
    assert api.get(f"{storage}/list").json().keys() == {"items"}


@pytest.mark.parametrize(("missing", "status"), [(False, 200), (True, 404)])
def test_a_space_without_files_has_an_empty_list_or_none(
    client_of: Callable[..., httpx.Client], missing: bool, status: int
) -> None:
    """Which of the two was not established (e.13): a setting; any other folder is missing."""
    emulator = Emulator(EmulatorSettings(empty_root_is_missing=missing))
    api = client_of(emulator)
    storage = f"/v1/space/{create(api, 'space')}/storage"

    answers = [api.get(f"{storage}/list{folder}").status_code for folder in ("", "/site")]
    emulator.close()

    assert answers == [status, 404]


def test_a_path_segment_is_encoded_by_itself(api: httpx.Client, storage: str) -> None:
    """Blanks, percent signs and umlauts."""
    put(api, storage, "a%20b/%25%C3%BC.txt")

    assert listed(api, storage, recursive="true") == {"a b/%ü.txt": (5, False)}


@pytest.mark.parametrize("path", ["", "/site"])
def test_no_path_and_a_folder_take_no_content(api: httpx.Client, storage: str, path: str) -> None:
    """A folder is what paths of files begin with."""
    put(api, storage, "site/index.html")

    assert api.post(f"{storage}/upload{path}", json={"file": "data:,x"}).json()["code"] == "BAD_REQUEST"


def test_a_delete_wants_a_file_or_with_recursive_a_folder(api: httpx.Client, storage: str) -> None:
    """Each is missing as the other."""
    put(api, storage, "a.txt")
    put(api, storage, "site/index.html")

    def delete(path: str, **body: bool) -> int:
        return api.post(f"{storage}/delete/{path}", json=body).status_code

    wrong = [delete("site"), delete("a.txt", recursive=True), delete("b.txt")]
    right = [delete("a.txt", recursive=False), delete("site", recursive=True), delete("a.txt")]

    assert (wrong, right) == ([404, 404, 404], [200, 200, 404])
    assert api.post(f"{storage}/delete/a.txt", json={"all": True}).status_code == 400


def test_a_delete_answers_the_path(api: httpx.Client, storage: str) -> None:
    put(api, storage, "site/a.txt")

    assert api.post(f"{storage}/delete/site/a.txt", json={}).json() == {"path": "site/a.txt"}


@pytest.mark.parametrize(("action", "left"), [("move", set[str]()), ("copy", {"a.txt"})])
def test_a_file_is_moved_or_copied_over_another(api: httpx.Client, storage: str, action: str, left: set[str]) -> None:
    """Silently; a folder is no file."""
    put(api, storage, "a.txt")
    put(api, storage, "b/c.txt", "other")

    answer = api.post(f"{storage}/{action}/a.txt", json={"destinationPath": "b/c.txt"})
    folder = api.post(f"{storage}/{action}/b", json={"destinationPath": "d"})

    assert answer.json() == {"path": "b/c.txt"}
    assert listed(api, storage, recursive="true").keys() == left | {"b/c.txt"}
    assert api.get(f"{storage}/download/b/c.txt").content == b"hello"
    assert folder.status_code == 404
    assert api.post(f"{storage}/{action}/b/c.txt", json={}).status_code == 400


def test_another_accounts_storage_is_refused(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """The space is looked at first."""
    theirs = create(as_tenant, "space")

    answers = [api.get(f"/v1/space/{space}/storage/list").json()["code"] for space in (theirs, "nowhere")]

    assert answers == ["NOT_AUTHORIZED", "NOT_FOUND"]


def test_trap_36_deleting_a_space_leaves_its_files_out_of_reach(
    api: httpx.Client, local: Emulator, storage: str
) -> None:
    """They stay in the object store; no route leads to them."""
    put(api, storage, "a.txt")
    space = storage.split("/")[3]

    api.post(f"/v1/space/{space}/delete", json={})

    assert [record["path"] for record in local.records("space_storage_file")] == ["a.txt"]
    assert api.get(f"{storage}/list").json()["code"] == "NOT_FOUND"


def test_stored_files_are_in_snapshots(api: httpx.Client, local: Emulator, storage: str) -> None:
    """With their content."""
    put(api, storage, "a.txt")
    snapshot = local.snapshot()
    api.post(f"{storage}/delete/a.txt", json={})

    local.load(snapshot)

    assert api.get(f"{storage}/download/a.txt").content == b"hello"


def test_content_above_the_size_limit_is_refused(api: httpx.Client, storage: str) -> None:
    """With the general text."""
    announced: JsonObject = {"type": "video/mp4", "size": 600_000_000}

    answer = api.post(f"{storage}/upload/a.mp4", json={"file": announced})

    assert (answer.status_code, answer.json()["message"]) == (429, "Limits reached")
