"""The content of files: when it is uploaded, how, and what happens if that fails (b.13: file)."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import cast

import httpx
import pytest

from pulumi_chatbotkit.api import Client, ClientSettings, ContentUpload
from pulumi_chatbotkit.catalog.kinds.content import LARGEST_CONTENT_BYTES
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Fault, ResetAfterWrite, Status
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile import Gone, Inputs
from pulumi_chatbotkit.reconcile.content.content_store import DIRECTORY, ContentStore
from pulumi_chatbotkit.reconcile.content.upload import LARGEST_IN_BODY_BYTES
from pulumi_chatbotkit.reconcile.errors import ContentMissing, UploadFailed
from support.core import check
from support.core_harness import CoreHarness, Declared

REFUSED = Status(status=400, code="BAD_REQUEST")
URL = "https://shop.example/guide.pdf"
LARGE = b"\xff" * (LARGEST_IN_BODY_BYTES + 1)


def described(content: bytes, content_type: str = "text/plain") -> JsonObject:
    """The state keys that the program declares for this content."""
    kept = ContentStore().put(content)
    return {"contentHash": kept.hash, "contentSize": kept.size, "contentType": content_type}


@pytest.fixture
def file(harness: CoreHarness) -> Declared:
    return harness.declare("file", "guide")


@pytest.mark.parametrize("content", [b"", b"water", b"\x00\xff" * 9, LARGE], ids=["empty", "text", "bytes", "large"])
def test_content_arrives_as_it_is(harness: CoreHarness, file: Declared, content: bytes) -> None:
    """Small content is sent inline, large content to a separate upload address."""
    file.up(described(content))

    assert harness.emulator.content(file.id) == content


@pytest.mark.parametrize(("size", "is_inline"), [(3_000_000, True), (3_000_001, False)])
def test_only_what_fits_into_a_request_is_sent_inline(
    harness: CoreHarness, file: Declared, size: int, is_inline: bool
) -> None:
    """4,000,000 bytes in base64; the API accepts about 4,500,000 (b.13: files). More needs an address to send it to."""
    harness.emulator.faults.add(Fault(route="file/upload", do=Status(status=200, body='{"id": "it"}')))
    is_accepted = nullcontext() if is_inline else pytest.raises(UploadFailed, match="did not say where the content")

    with is_accepted:
        file.up(described(b"\xff" * size))


@pytest.fixture
def upload_bodies(harness: CoreHarness) -> Iterator[list[JsonObject]]:
    """The JSON bodies of uploads, as they are sent; what the emulator shows of requests has masked content."""
    seen: list[JsonObject] = []
    emulator = httpx.ASGITransport(app=harness.emulator.app)

    async def watched(request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        if request.url.path.endswith("/upload"):
            seen.append(json.loads(body))
        return await emulator.handle_async_request(request)

    usual = harness.client
    settings = ClientSettings("http://localhost", EMBEDDED_TOKEN, generation="user")
    harness.client = Client(settings, transport=httpx.MockTransport(watched))
    harness.next_run()
    yield seen
    harness.run(harness.client.aclose())
    harness.client = usual


@pytest.mark.parametrize("name", ["Guide", None])
def test_large_content_is_announced_with_a_name(
    file: Declared, upload_bodies: list[JsonObject], name: str | None
) -> None:
    """That of the file, or its id if it has none; before the content is sent elsewhere (b.13: files)."""
    file.up({**described(LARGE), "name": name})

    assert upload_bodies == [{"file": {"type": "text/plain", "size": len(LARGE), "name": name or file.id}}]


def test_content_at_an_address_is_fetched_by_the_service(harness: CoreHarness, file: Declared) -> None:
    """The provider does not download it."""
    file.up({"contentHash": ContentStore().put(URL.encode()).hash, "sourceUrl": URL})

    assert len(harness.sent("upload")) == 1
    assert (as_object(file.stored["meta"]) or {})["contentType"] == "application/pdf"


def test_the_same_content_is_not_sent_again(harness: CoreHarness, file: Declared) -> None:
    """Not when other fields change, and not after a refresh."""
    file.up(described(b"water"))
    file.up({**described(b"water"), "name": "Guide"})
    file.refresh()

    assert file.preview({**described(b"water"), "name": "Guide"}) == ()
    assert len(harness.sent("upload")) == 1


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        ((b"fire!", "text/plain"), ("contentHash",)),
        ((b"firewood", "text/plain"), ("contentHash", "contentSize")),
        ((b"water", "text/html"), ("contentType",)),
    ],
)
def test_other_content_or_another_type_is_sent(
    harness: CoreHarness, file: Declared, after: tuple[bytes, str], changed: tuple[str, ...]
) -> None:
    """Only the upload is called, because the object itself has not changed."""
    file.up(described(b"water"))

    difference = file.up(described(*after))

    assert (difference.changed if difference else ()) == changed
    assert harness.emulator.content(file.id) == after[0]
    assert harness.sent("update") == []


def test_the_state_has_hash_and_size_but_not_the_content(file: Declared) -> None:
    """States are read by many people, and written at each step of a run."""
    file.up(described(b"s3cret " * 1000))

    assert "s3cret" not in json.dumps(file.state)
    assert file.state["contentSize"] == 7000


def test_content_cannot_be_removed(file: Declared) -> None:
    """The API has no action for that, so the removal is refused instead of ignored."""
    file.up(described(b"water"))

    after = check(file.kind, {}, cast("Inputs", file.state))

    assert [failure.field for failure in after.failures] == ["contentHash"]


@pytest.mark.parametrize("content", [b"water", LARGE], ids=["small", "large"])
def test_an_upload_that_fails_after_a_create_leaves_nothing(
    harness: CoreHarness, file: Declared, content: bytes
) -> None:
    """Pulumi does not know an object whose create failed, so it would never be deleted."""
    harness.emulator.faults.add(Fault(route="file/upload", do=REFUSED, times=9))

    with pytest.raises(UploadFailed, match=r"deleted again: POST /file/.*upload"):
        file.up(described(content))

    assert harness.emulator.records("file") == []


def test_an_object_that_cannot_be_deleted_again_is_named(harness: CoreHarness, file: Declared) -> None:
    """The user has to delete it."""
    harness.emulator.faults.add(Fault(route="file/upload", do=REFUSED, times=9))
    harness.emulator.faults.add(Fault(route="file/delete", do=REFUSED, times=9))

    with pytest.raises(UploadFailed) as failure:
        file.up(described(b"water"))

    (left,) = harness.emulator.records("file")
    assert f"File {left['id']} is left behind" in str(failure.value)


def test_an_upload_whose_answer_is_lost_is_repeated(harness: CoreHarness, file: Declared) -> None:
    """An upload replaces the content, so it can be repeated."""
    harness.emulator.faults.add(Fault(route="file/upload", do=ResetAfterWrite()))

    file.up(described(b"water"))

    assert harness.emulator.content(file.id) == b"water"
    assert len(harness.emulator.records("file")) == 1


def test_a_storage_that_refuses_is_shown_without_its_address(harness: CoreHarness, file: Declared) -> None:
    """The upload address is a secret: with it anybody can write."""
    elsewhere: JsonObject = {"method": "PUT", "url": "http://localhost/_storage/other/t1cket", "headers": {}}
    answer = json.dumps({"id": "it", "uploadRequest": elsewhere})
    harness.emulator.faults.add(Fault(route="file/upload", do=Status(status=200, body=answer)))

    with pytest.raises(UploadFailed, match=r"PUT //localhost: .*HTTP 403") as failure:
        file.up(described(LARGE))

    assert "t1cket" not in str(failure.value)


def test_a_create_without_its_content_in_the_store_leaves_no_object(harness: CoreHarness, file: Declared) -> None:
    """This happens if the provider runs without the program."""
    declared = described(b"water")
    for path in DIRECTORY.iterdir():
        path.unlink()

    with pytest.raises(UploadFailed, match="run `pulumi up` in the project's directory"):
        file.up(declared)

    assert harness.emulator.records("file") == []


def test_neither_refresh_nor_destroy_needs_the_content_store(harness: CoreHarness, file: Declared) -> None:
    """They do not run the program, which fills the store."""
    file.up(described(b"water"))
    for path in DIRECTORY.iterdir():
        path.unlink()

    assert file.refresh()
    file.delete()
    assert harness.emulator.records("file") == []


def test_an_upload_to_a_file_deleted_elsewhere_says_so(harness: CoreHarness, file: Declared) -> None:
    """The error is that of any update of a deleted object."""
    file.up(described(b"water"))
    harness.emulator.remove("file", file.id)

    with pytest.raises(Gone, match="was deleted elsewhere"):
        file.up(described(b"fire"))


def test_the_content_store_is_readable_by_its_owner_only(folder: Path) -> None:
    """Content may be confidential."""
    kept = ContentStore().put(b"water")

    modes = [oct((folder / path).stat().st_mode & 0o777) for path in (DIRECTORY, DIRECTORY / kept.hash)]
    assert modes == ["0o700", "0o600"]


def test_stored_content_that_was_changed_is_not_sent(folder: Path) -> None:
    """It would not match the hash in the state."""
    kept = ContentStore().put(b"water")
    (folder / DIRECTORY / kept.hash).write_bytes(b"fire")

    with pytest.raises(ContentMissing):
        ContentStore().get(kept.hash)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("contentHash", "abc"),
        ("contentSize", LARGEST_CONTENT_BYTES + 1),
        ("contentType", "text"),
        ("sourceUrl", "ftp://x"),
    ],
)
def test_what_cannot_be_uploaded_is_refused_in_check(file: Declared, field: str, value: str | int) -> None:
    """No request is sent by then."""
    assert [failure.field for failure in file.checked({field: value}).failures] == [field]


async def _deliver(seen: list[httpx.Request]) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200)

    settings = ClientSettings(base_url="https://api.example", token="t0ken-of-mine")
    async with Client(settings, transport=httpx.MockTransport(answer)) as client:
        await client.upload(ContentUpload("PUT", "https://storage.example/x?sig=1", {"content-type": "a/b"}, b"water"))


def test_the_token_is_not_sent_to_the_storage() -> None:
    """The storage may be run by another company."""
    seen: list[httpx.Request] = []

    asyncio.run(_deliver(seen))

    assert [(request.method, str(request.url), request.content) for request in seen] == [
        ("PUT", "https://storage.example/x?sig=1", b"water")
    ]
    assert "t0ken" not in str(seen[0].headers.raw)
