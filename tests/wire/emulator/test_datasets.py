"""Records of datasets, and files attached to datasets (docs/api/api.md b.8 dataset record, b.9 dataset file)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator
from pulumi_chatbotkit.json_values import JsonObject


@pytest.fixture
def dataset(api: httpx.Client) -> str:
    return api.post("/v1/dataset/create", json={}).json()["id"]


@pytest.fixture
def file(api: httpx.Client) -> str:
    """A file with content."""
    created = api.post("/v1/file/create", json={"name": "facts", "visibility": "public"}).json()["id"]
    api.post(f"/v1/file/{created}/upload", json={"file": "data:text/plain,water is wet"})
    return created


@pytest.fixture
def base(dataset: str) -> str:
    return f"/v1/dataset/{dataset}/record"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, '"text" is required'),
        ({"text": ""}, '"text" is not allowed to be empty'),
        ({"text": " \n"}, '"text" is not allowed to be empty'),
        ({"text": "x", "name": "y"}, '"name" is not allowed'),
    ],
)
def test_a_record_needs_text(api: httpx.Client, base: str, body: JsonObject, message: str) -> None:
    """White space is not text."""
    assert api.post(f"{base}/create", json=body).json() == {"message": message, "code": "BAD_REQUEST"}


def test_a_body_is_checked_before_the_dataset(api: httpx.Client) -> None:
    """In partner routes the parent is checked first (docs/api/api.md a.5, order of checks)."""
    missing = "/v1/dataset/unknown/record/create"

    assert api.post(missing, json={}).json()["message"] == '"text" is required'
    assert api.post(missing, json={"text": "x"}).json() == {"message": "Not found", "code": "NOT_FOUND"}


def test_an_update_without_text_keeps_it(api: httpx.Client, base: str) -> None:
    """Only a create requires it."""
    record = api.post(f"{base}/create", json={"text": "x"}).json()["id"]

    api.post(f"{base}/{record}/update", json={"source": "y"})

    fetched = api.get(f"{base}/{record}/fetch").json()
    assert (fetched["text"], fetched["source"], fetched["meta"]) == ("x", "y", None)


@pytest.mark.parametrize(("profile", "times"), [("local", True), ("local_server", False)])
def test_a_record_has_times_only_in_the_seed_profile(
    request: pytest.FixtureRequest, client_of: Callable[..., httpx.Client], profile: str, times: bool
) -> None:
    """The server's answer has none (docs/api/api.md d)."""
    api = client_of(request.getfixturevalue(profile))
    base = f"/v1/dataset/{api.post('/v1/dataset/create', json={}).json()['id']}/record"
    record = api.post(f"{base}/create", json={"text": "x"}).json()["id"]

    fetched = api.get(f"{base}/{record}/fetch").json()

    assert ("createdAt" in fetched, "updatedAt" in fetched) == (times, times)


@pytest.mark.parametrize(("profile", "end"), [("local", ""), ("local_server", None)])
def test_a_cursor_of_records_is_not_an_id(
    request: pytest.FixtureRequest, client_of: Callable[..., httpx.Client], profile: str, end: str | None
) -> None:
    """It belongs to the vector store, and the server ends a list with null."""
    api = client_of(request.getfixturevalue(profile))
    base = f"/v1/dataset/{api.post('/v1/dataset/create', json={}).json()['id']}/record"
    made = [api.post(f"{base}/create", json={"text": f"{number}"}).json()["id"] for number in range(3)]

    first = api.get(f"{base}/list?take=2&order=asc").json()
    second = api.get(f"{base}/list", params={"take": "2", "order": "asc", "cursor": first["cursor"]}).json()

    assert [item["id"] for item in first["items"] + second["items"]] == made
    assert first["cursor"] not in made
    assert second["cursor"] == end


def test_an_unknown_cursor_gives_an_empty_page(api: httpx.Client, base: str) -> None:
    """As in every other list."""
    api.post(f"{base}/create", json={"text": "x"})

    assert api.get(f"{base}/list?cursor=%ff").json()["items"] == []


def test_another_accounts_dataset_is_not_authorized(as_tenant: httpx.Client, base: str) -> None:
    assert as_tenant.get(f"{base}/list").json()["code"] == "NOT_AUTHORIZED"


def test_deleting_a_dataset_deletes_records_and_attachments_but_no_file(
    api: httpx.Client, local: Emulator, dataset: str, base: str, file: str
) -> None:
    """The file belongs to the account."""
    api.post(f"{base}/create", json={"text": "x"})
    api.post(f"/v1/dataset/{dataset}/file/{file}/attach", json={"type": "source"})

    api.post(f"/v1/dataset/{dataset}/delete", json={})

    assert local.records("dataset_record") == local.records("dataset_file") == []
    assert local.record("file", file) is not None


def test_an_attached_file_is_listed_without_its_attachment(
    api: httpx.Client, local: Emulator, dataset: str, file: str
) -> None:
    """The list shows the file; no route shows the attachment's type."""
    api.post("/v1/file/create", json={})
    answer = api.post(f"/v1/dataset/{dataset}/file/{file}/attach", json={"type": "source"})

    item = api.get(f"/v1/dataset/{dataset}/file/list").json()["items"][0]

    assert answer.json() == {"id": file, "datasetId": dataset, "type": "source"}
    assert item.keys() == {"id", "name", "description", "visibility", "meta", "createdAt", "updatedAt"}
    assert (item["id"], item["name"]) == (file, "facts")
    assert local.record("dataset_file", f"{dataset}/{file}") is not None


@pytest.mark.parametrize(
    ("body", "message"),
    [({}, '"type" is required'), ({"type": "reference"}, '"type" must be one of [source]')],
)
def test_an_attachment_needs_its_type(
    api: httpx.Client, dataset: str, file: str, body: JsonObject, message: str
) -> None:
    """Optional in the published types, required by the server. There is one type."""
    assert api.post(f"/v1/dataset/{dataset}/file/{file}/attach", json=body).json()["message"] == message


def test_attaching_again_replaces_the_attachment(api: httpx.Client, local: Emulator, dataset: str, file: str) -> None:
    """It is not a conflict: the old row is deleted."""
    statuses = [
        api.post(f"/v1/dataset/{dataset}/file/{file}/attach", json={"type": "source"}).status_code for _ in range(2)
    ]

    assert (statuses, len(local.records("dataset_file"))) == ([200, 200], 1)


def test_both_sides_of_an_attachment_must_belong_to_the_account(
    api: httpx.Client, as_tenant: httpx.Client, dataset: str, file: str
) -> None:
    """Even if the file is public."""
    own = as_tenant.post("/v1/dataset/create", json={}).json()["id"]
    paths = [f"{own}/file/{file}", f"{dataset}/file/{file}", f"{own}/file/unknown"]

    answers = [as_tenant.post(f"/v1/dataset/{path}/attach", json={"type": "source"}) for path in paths]

    assert [answer.json()["code"] for answer in answers] == ["NOT_AUTHORIZED", "NOT_AUTHORIZED", "NOT_FOUND"]


def test_sync_creates_records_and_attach_does_not(api: httpx.Client, local: Emulator, dataset: str, file: str) -> None:
    """Their source is the file; a second sync replaces them. One record for the whole text is assumed."""
    path = f"/v1/dataset/{dataset}/file/{file}"
    api.post(f"{path}/attach", json={"type": "source"})
    attached = len(local.records("dataset_record"))

    answers = [api.post(f"{path}/sync", json={}).json() for _ in range(2)]

    records = [(record["text"], record["source"]) for record in local.records("dataset_record")]
    assert (attached, answers, records) == (0, [{"id": file}] * 2, [("water is wet", f"file:///{file}")])


@pytest.mark.parametrize(("body", "left"), [({}, 2), ({"deleteRecords": True}, 1)])
def test_detach_keeps_the_records_by_default(
    api: httpx.Client, local: Emulator, dataset: str, file: str, body: JsonObject, left: int
) -> None:
    """With deleteRecords, only records of the file are deleted."""
    path = f"/v1/dataset/{dataset}/file/{file}"
    api.post(f"/v1/dataset/{dataset}/record/create", json={"text": "mine"})
    api.post(f"{path}/attach", json={"type": "source"})
    api.post(f"{path}/sync", json={})

    assert api.post(f"{path}/detach", json=body).json() == {"id": file, "datasetId": dataset, "type": "source"}

    assert (len(local.records("dataset_record")), local.records("dataset_file")) == (left, [])


@pytest.mark.parametrize("action", ["detach", "sync"])
def test_a_file_that_is_not_attached_is_not_found(api: httpx.Client, dataset: str, file: str, action: str) -> None:
    """A provider treats a repeated detach as success."""
    answer = api.post(f"/v1/dataset/{dataset}/file/{file}/{action}", json={})

    assert answer.json() == {"message": "Not found", "code": "NOT_FOUND"}


def test_deleting_a_file_deletes_its_attachment(api: httpx.Client, local: Emulator, dataset: str, file: str) -> None:
    """And its content."""
    api.post(f"/v1/dataset/{dataset}/file/{file}/attach", json={"type": "source"})

    api.post(f"/v1/file/{file}/delete", json={})

    assert (local.records("dataset_file"), local.content(file)) == ([], None)
