"""Stored files of spaces: paths without records or markers (docs/api/api.md b.20, trap 36)."""

import hashlib
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from pulumi_chatbotkit.api import NotAuthenticated, NotFound, RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.emulator import EmulatorSettings, Fault, Status, WrongBody
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.content.content_store import ContentStore
from pulumi_chatbotkit.reconcile.content.upload import LARGEST_IN_BODY_BYTES
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused, Gone, TooManyGone, WrongAnswer
from support.core import check
from support.core_harness import CoreHarness, Declared
from support.missing_answers import refresh_through

KIND = "space_storage_file"


@pytest.fixture(params=[False, True], ids=["empty root", "missing root"])
def harness(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CoreHarness]:
    """Both readings of what a space without files lists (e.13). The content store is in an empty folder."""
    monkeypatch.chdir(tmp_path)
    with CoreHarness(EmulatorSettings(empty_root_is_missing=request.param)) as harness:
        yield harness


def content(text: str | bytes) -> JsonObject:
    data = text.encode() if isinstance(text, str) else text
    kept = ContentStore().put(data)
    return {"contentHash": kept.hash, "contentSize": kept.size, "contentType": "text/plain"}


def stored(harness: CoreHarness) -> dict[str, bytes | None]:
    """The content of each file, by path."""
    records = harness.emulator.records(KIND)
    return {str(record["path"]): harness.emulator.content(str(record["id"])) for record in records}


def put_elsewhere(harness: CoreHarness, declared: JsonObject, text: str) -> None:
    """Somebody else uploads to the path."""
    path = ("space", str(declared["spaceId"]), "storage", "upload", *str(declared["path"]).split("/"))
    run_as = RunAs(user_id=str(declared["runAs"]))
    harness.run(harness.client.post(path, {"file": f"data:text/plain,{text}"}, run_as=run_as))


@pytest.fixture
def declared(harness: CoreHarness) -> JsonObject:
    """Arguments of a file in a folder."""
    return {**harness.place(KIND), "path": "site/index.html", **content("hello")}


def made(harness: CoreHarness, declared: JsonObject, name: str = "it") -> Declared:
    file = harness.declare(KIND, name)
    file.up(declared)
    return file


def test_a_file_is_stored_changed_and_deleted(harness: CoreHarness, declared: JsonObject) -> None:
    """Its id is the space's and the path; nothing is left to do after each step."""
    file = made(harness, declared)
    assert (file.id, stored(harness)) == (f"{declared['spaceId']}/site/index.html", {"site/index.html": b"hello"})
    assert file.preview(declared) == ()

    changed = {**declared, **content("goodbye")}
    file.up(changed)
    assert file.refresh()
    assert (file.preview(changed), stored(harness)) == ((), {"site/index.html": b"goodbye"})

    file.delete()
    assert stored(harness) == {}


def test_a_refresh_that_finds_nothing_changed_is_silent(harness: CoreHarness, declared: JsonObject) -> None:
    """No upload, no download, no change of the state."""
    file = made(harness, declared)
    state, sent = file.state, len(harness.emulator.requests)

    assert file.refresh()

    assert file.state == state
    assert {entry.method for entry in harness.emulator.requests[sent:]} == {"GET"}


@pytest.mark.parametrize("text", ["HELLO", "longer than before"])
def test_content_that_was_put_there_elsewhere_is_drift(harness: CoreHarness, declared: JsonObject, text: str) -> None:
    """Of the same size, too: the time tells. The next update brings the declared content back."""
    file = made(harness, declared)
    put_elsewhere(harness, declared, text)

    assert file.refresh()
    assert "contentHash" in file.preview(declared)
    file.up(declared)

    assert stored(harness) == {"site/index.html": b"hello"}
    assert file.preview(declared) == ()


def test_a_file_at_the_path_is_not_overwritten(harness: CoreHarness, declared: JsonObject) -> None:
    """Nothing shows whose it is, and it would be lost."""
    put_elsewhere(harness, declared, "theirs")

    with pytest.raises(AdoptionRefused, match=r"a file of 6 bytes is at 'site/index.html' of Space .* overwrite=True"):
        made(harness, declared)

    assert stored(harness) == {"site/index.html": b"theirs"}
    made(harness, {**declared, "overwrite": True})
    assert stored(harness) == {"site/index.html": b"hello"}


def test_a_folder_at_the_path_is_said(harness: CoreHarness, declared: JsonObject) -> None:
    """Whatever ``overwrite`` says."""
    made(harness, declared, "first")

    with pytest.raises(AdoptionRefused, match=r"'site' of Space .* is a folder: choose another path"):
        made(harness, {**declared, "path": "site", "overwrite": True}, "second")


def test_two_resources_cannot_have_one_path(harness: CoreHarness, declared: JsonObject) -> None:
    """Each would undo what the other does."""
    made(harness, declared, "first")

    with pytest.raises(AdoptionRefused, match="is managed by the resource 'first' of this stack already"):
        made(harness, {**declared, "overwrite": True}, "second")


def test_a_replaced_resource_leaves_the_file_to_its_successor(harness: CoreHarness, declared: JsonObject) -> None:
    """Pulumi makes the new one first, at the same path, and then deletes the old one."""
    old = made(harness, declared)
    harness.next_run()
    made(harness, {**declared, **content("new"), "overwrite": True})

    old.delete()

    assert stored(harness) == {"site/index.html": b"new"}


def uploads(harness: CoreHarness) -> int:
    """How many uploads were sent so far."""
    return sum("/storage/upload/" in entry.path for entry in harness.emulator.requests)


def test_only_other_content_is_uploaded(harness: CoreHarness, declared: JsonObject) -> None:
    """An upload gives the file a new time, and sends all of it."""
    file = made(harness, declared)

    file.up({**declared, "overwrite": True})
    assert uploads(harness) == 1
    file.up({**declared, **content("new")}, ignored=[("overwrite",)])

    assert uploads(harness) == 2
    assert stored(harness) == {"site/index.html": b"new"}


def test_ignored_content_is_left_to_others(harness: CoreHarness, declared: JsonObject) -> None:
    """Whatever else changes (Pulumi's ``ignore_changes``)."""
    file = made(harness, declared)
    put_elsewhere(harness, declared, "theirs")
    assert file.refresh()

    file.up({**declared, "overwrite": True}, ignored=[("contentHash",)])

    assert file.state["overwrite"] is True
    assert stored(harness) == {"site/index.html": b"theirs"}


def test_an_upload_that_is_refused_says_whether_the_space_is_gone(harness: CoreHarness, declared: JsonObject) -> None:
    """A refusal alone proves nothing about the space."""
    file, changed = made(harness, declared), {**declared, **content("new")}
    harness.emulator.faults.add(Fault(route=f"{KIND}/upload", do=Status(status=404, code="NOT_FOUND")))
    with pytest.raises(NotFound):
        file.up(changed)

    harness.emulator.remove("space", str(declared["spaceId"]))
    with pytest.raises(Gone, match=rf"Space {declared['spaceId']} was deleted elsewhere: run `pulumi up --refresh`"):
        file.up(changed)


@pytest.mark.parametrize("verb", ["create", "update"])
def test_an_upload_is_not_forgotten_because_the_list_fails_after_it(
    harness: CoreHarness, declared: JsonObject, verb: str
) -> None:
    """The time of the file is missing in the state until a refresh, and nothing is left to do."""
    made(harness, {**declared, "path": "site/other.html"}, "other")
    file = made(harness, declared) if verb == "update" else harness.declare(KIND)
    refused, looked = Status(status=403, code="NOT_AUTHORIZED"), 1 if verb == "create" else 0
    harness.emulator.faults.add(Fault(route=f"{KIND}/list", do=refused, nth=looked + 1, times=None))
    changed = {**declared, **content("new")}

    file.up(changed)

    harness.emulator.faults.clear()
    assert (file.state.get("updatedAt"), stored(harness)["site/index.html"]) == (None, b"new")
    assert file.refresh()
    assert file.state.get("updatedAt") is not None
    assert file.preview(changed) == ()


def test_path_and_space_replace_the_file(harness: CoreHarness, declared: JsonObject) -> None:
    """There is no move that would keep the old path from being left behind."""
    file = made(harness, declared)

    for change in ({"path": "other"}, {"spaceId": "another"}):
        assert file.compare({**declared, **change}).replaces == tuple(change)


@pytest.mark.parametrize("path", ["", "/a", "a/", "a//b", "a/../b", ".", "a\nb", None])
def test_a_path_that_names_no_file_is_refused(path: str | None) -> None:
    """It would be another route."""
    digest = hashlib.sha256(b"").hexdigest()

    failures = check(KINDS[KIND], {"spaceId": "s1", "path": path, "contentHash": digest}).failures

    assert [failure.field for failure in failures] == ["path"]


def test_a_file_that_was_deleted_elsewhere_is_gone(harness: CoreHarness, declared: JsonObject) -> None:
    """Alone, or with its space; deleting it then succeeds."""
    file = made(harness, declared)
    (record,) = harness.emulator.records(KIND)
    harness.emulator.remove(KIND, str(record["id"]))

    assert not file.refresh()
    file.delete()

    harness.emulator.remove("space", str(declared["spaceId"]))
    assert not file.refresh()
    file.delete()
    with pytest.raises(Gone, match=rf"Space {declared['spaceId']} was deleted elsewhere"):
        made(harness, declared, "another")


def test_a_file_goes_with_its_partner_user(harness: CoreHarness, declared: JsonObject) -> None:
    """Then the service takes the key for one that is not valid there, and deleting the file succeeds, too."""
    file = made(harness, declared)
    harness.emulator.remove("partner_user", str(declared["runAs"]))

    file.delete()
    assert not file.refresh()


def test_a_key_that_is_refused_shows_nothing_about_a_file(harness: CoreHarness, declared: JsonObject) -> None:
    """The space is there, so the refusal is reported: a file that was taken for gone would be left behind."""
    file = made(harness, declared)
    refusal = Status(status=401, code="NOT_AUTHENTICATED", message="Not authenticated")
    for action in ("list", "delete"):
        harness.emulator.faults.add(Fault(route=f"{KIND}/{action}", do=refusal, times=None))

    for attempt in (file.refresh, file.delete):
        with pytest.raises(NotAuthenticated):
            attempt()
    assert stored(harness) == {"site/index.html": b"hello"}


@pytest.mark.parametrize("path", ["site/index.html", "index.html"])
def test_servers_that_find_nothing_now_and_then_lose_no_file(
    harness: CoreHarness, declared: JsonObject, path: str
) -> None:
    """A third of all answers are NOT_FOUND. A folder that its list does not find is looked for in the list above it."""
    file = harness.declare(KIND)
    file.up({**declared, "path": path})

    refresh_through(harness, file, share=0.33, times=30)


def test_trap_36_a_file_is_deleted_before_its_partner_user() -> None:
    """The service would leave it behind in its object store."""
    assert KINDS[KIND].tenant_key is None
    assert KINDS["space_site"].tenant_key == "runAs"


def test_large_content_is_sent_to_an_address(harness: CoreHarness, declared: JsonObject) -> None:
    """As for files: it would not fit into the request."""
    data = b"x" * (LARGEST_IN_BODY_BYTES + 1)
    file = made(harness, {**declared, **content(data)})

    assert stored(harness) == {"site/index.html": data}
    assert file.refresh()


def test_content_at_an_address_is_only_looked_for(harness: CoreHarness, declared: JsonObject) -> None:
    """The service fetches it whenever it likes, so its size and time prove nothing."""
    url = "https://acme.example/index.html"
    digest = hashlib.sha256(url.encode()).hexdigest()
    fetched = {**harness.place(KIND), "path": "a.html", "sourceUrl": url, "contentHash": digest}
    file = made(harness, fetched)
    put_elsewhere(harness, fetched, "fetched later")

    assert file.refresh()
    assert file.preview(fetched) == ()


def test_a_file_that_a_delete_did_not_find_although_it_is_there_is_deleted(
    harness: CoreHarness, declared: JsonObject
) -> None:
    """What answered was an outage; the state forgets the file, so nobody else would delete it."""
    file = made(harness, declared)
    harness.emulator.faults.add(Fault(route=f"{KIND}/delete", do=Status(status=404, code="NOT_FOUND")))

    file.delete()

    assert stored(harness) == {}


@pytest.mark.parametrize("verb", ["read", "delete"])
@pytest.mark.parametrize("with_space", [True, False])
def test_files_that_are_gone_alone_count_as_gone(
    harness: CoreHarness, declared: JsonObject, verb: str, with_space: bool
) -> None:
    """More of them than a run may accept look like an outage; those that went with their space are explained by it."""
    files = [made(harness, {**declared, "path": f"site/{number}"}, f"file-{number}") for number in range(2)]
    for record in harness.emulator.records(KIND):
        harness.emulator.remove(KIND, str(record["id"]))
    if with_space:
        harness.emulator.remove("space", str(declared["spaceId"]))
    harness.next_run(gone_limit=1)
    verbs = [file.refresh if verb == "read" else file.delete for file in files]
    verbs[0]()

    with nullcontext() if with_space else pytest.raises(TooManyGone, match="2 objects of this stack are gone"):
        verbs[1]()


def test_an_answer_about_another_path_proves_nothing(harness: CoreHarness, declared: JsonObject) -> None:
    """A proxy may answer anything with success."""
    file = made(harness, declared)
    harness.emulator.faults.add(Fault(route="space_storage_file/delete", do=WrongBody(body={})))

    with pytest.raises(WrongAnswer, match=r"delete of 'site/index.html' was answered with the path None"):
        file.delete()
