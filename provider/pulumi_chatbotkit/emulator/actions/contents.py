"""Uploads and downloads the content of files, in the documented ways (docs/api/api.md b.13, file).

Content has addresses outside ``/v1`` that need no key: a secret ticket in the address gives access to one file.
"""

import base64
import binascii
import mimetypes
import re
import secrets
import sqlite3
from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_of, target_record
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, LIMITS_REACHED, NOT_FOUND, Refusal
from pulumi_chatbotkit.emulator.errors import EmulatorFileError
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Content, Record
from pulumi_chatbotkit.emulator.storage.store import Store
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

STORAGE_PATH: Final = "/_storage/"
"""Where direct uploads and downloads go: ``/_storage/{fileId}/{ticket}``."""

LARGEST_CONTENT_BYTES: Final = 500_000_000
"""The largest content that may be announced, instead of the plan's maxFileSize (docs/api/api.md b.13, file): all of it
is held in memory, and SQLite stores at most 1,000,000,000 bytes in one row."""

_DOWNLOAD_HEADERS: Final = {
    "content-disposition": "attachment",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",  # the address gives access
    "cache-control": "no-store",
}
"""A browser saves content and never shows or runs it: it comes from the console's origin, and anybody may upload it."""

_MEDIA_TYPE: Final = re.compile(
    r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(\s*;\s*[\w-]+=(\"[\x20\x21\x23-\x5b\x5d-\x7e]*\"|[\w!#$&^.+-]+))*", re.ASCII
)
_RUN_BY_BROWSERS: Final = re.compile(r"html|xml|svg|script|xsl|pdf|shockwave|multipart/x-mixed-replace", re.IGNORECASE)

_ANY_TYPE: Final = "application/octet-stream"
_FILE_KIND: Final = KINDS["file"]


def upload(ctx: ActionContext) -> Answer:
    """Store the content, or answer the address to send it to. Sets ``meta.contentType``; ``updatedAt`` changes."""
    record = target_record(ctx, owner_of(ctx))
    ticket = ctx.environment.ids.new_secret()
    content = uploaded(ctx.call, record.id, ticket)
    ctx.records.put_content(content)
    _note_content_type(ctx, record, content.content_type)
    if content.body is not None or content.url is not None:
        return json_answer({"id": record.id})
    return json_answer({"id": record.id, "uploadRequest": upload_request(ctx.call, content)})


def upload_request(call: Call, content: Content) -> JsonObject:
    """How announced content is to be sent."""
    headers: JsonObject = {"content-type": content.content_type}
    return {"method": "PUT", "url": address_of(call, content), "headers": headers}


def download(ctx: ActionContext) -> Answer:
    """Answer the content's address. NOT_FOUND for a file without content (assumed)."""
    record = target_record(ctx, owner_of(ctx))
    content = ctx.records.content_of(record.id)
    if content is None or (content.body is None and content.url is None):
        raise Refusal(NOT_FOUND)
    return json_answer({"url": content.url or address_of(ctx.call, content)})


class ContentUnavailableError(Exception):
    """The state's file cannot be read or written; the message says why."""


class Storage:
    """Answers requests to the addresses of content: PUT stores it, GET returns it.

    Every method raises ContentUnavailableError if the database does not answer.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def awaited_bytes(self, call: Call) -> int:
        """The size of the content that the address of a PUT expects; 0 for any other call."""
        if call.method != "PUT":
            return 0
        file, ticket = _file_and_ticket(call)
        with _answering(self._store.reading()) as records:
            content = records.content_of(file)
        return 0 if content is None or not _opens(content, ticket) else content.size

    def answer(self, call: Call) -> Answer:
        """The answer of an object store: not JSON, and 403 for anything that does not match the ticket."""
        file, ticket = _file_and_ticket(call)
        if call.method == "PUT":
            return self._put(call, file, ticket)
        if call.method != "GET":
            return _plain(405)
        with _answering(self._store.reading()) as records:
            content = records.content_of(file)
        if content is None or not _opens(content, ticket) or content.body is None:
            return _plain(403)
        return body_answer(content.content_type, content.body)

    def _put(self, call: Call, file: str, ticket: str) -> Answer:
        with _answering(self._store.writing()) as records:
            content = records.content_of(file)
            matches = (
                content is not None
                and _opens(content, ticket)
                and content.size == len(call.body)
                and content.content_type == call.headers.get("content-type")
            )
            if content is None or not matches:
                return _plain(403)
            records.put_content(
                Content(file=file, ticket=ticket, content_type=content.content_type, size=content.size, body=call.body)
            )
        return _plain(200)


def body_answer(content_type: str, body: bytes) -> Answer:
    """Content as a download that no browser runs."""
    shown_type = _safe_type(content_type)
    # As a header of its own, so that no charset is added.
    headers = {**_DOWNLOAD_HEADERS, "content-type": shown_type}
    return Answer(status=200, body=body, content_type=shown_type, headers=headers)


@contextmanager
def _answering(transaction: AbstractContextManager[Records]) -> Generator[Records]:
    try:
        with transaction as records:
            yield records
    except EmulatorFileError as error:
        raise ContentUnavailableError(str(error)) from error
    except sqlite3.Error as error:
        raise ContentUnavailableError(f"the state does not answer ({error})") from error


def _file_and_ticket(call: Call) -> tuple[str, str]:
    file, _, ticket = call.path.removeprefix(STORAGE_PATH).partition("/")
    return file, ticket


def _opens(content: Content, ticket: str) -> bool:
    return secrets.compare_digest(content.ticket.encode(), ticket.encode())


def _safe_type(content_type: str) -> str:
    """The type as it was uploaded, unless it is none or one that a browser may run."""
    is_safe = _MEDIA_TYPE.fullmatch(content_type) and not _RUN_BY_BROWSERS.search(content_type)
    return content_type if is_safe else _ANY_TYPE


def _plain(status: int) -> Answer:
    """An empty answer that is not JSON, as an object store sends."""
    return Answer(status=status, content_type="text/plain")


def uploaded(call: Call, file: str, ticket: str) -> Content:
    """The content in the request, sent in any of the four ways."""
    if call.content_type == "application/json":
        return _described(read_object(call.body).get("file"), file, ticket)
    if call.content_type == "multipart/form-data":
        content_type, body = _part(call)
        return Content(file=file, ticket=ticket, content_type=content_type, size=len(body), body=body)
    content_type = call.headers.get("content-type") or _ANY_TYPE
    return Content(file=file, ticket=ticket, content_type=content_type, size=len(call.body), body=call.body)


def _described(given: JsonValue, file: str, ticket: str) -> Content:
    """The content in a JSON body: an address, or ``{type, size, name?}``, which announces a direct upload."""
    if isinstance(given, str):
        return _addressed(given, file, ticket)
    announced = as_object(given)
    if announced is None:
        raise Refusal(BAD_REQUEST, '"file" is required')
    content_type, size = announced.get("type"), announced.get("size")
    if not isinstance(content_type, str) or isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise Refusal(BAD_REQUEST, '"file" must have a type and a size')
    if size > LARGEST_CONTENT_BYTES:
        raise Refusal(LIMITS_REACHED, f"A file may have at most {LARGEST_CONTENT_BYTES:,} bytes")
    return Content(file=file, ticket=ticket, content_type=content_type, size=size)


def _addressed(url: str, file: str, ticket: str) -> Content:
    """A data URL is content. Any other URL is not fetched, only stored, and download answers it."""
    if url.startswith(("http://", "https://")):
        guessed = mimetypes.guess_type(urlsplit(url).path)[0] or _ANY_TYPE
        return Content(file=file, ticket=ticket, content_type=guessed, size=0, url=url)
    head, comma, data = url.removeprefix("data:").partition(",")
    if not url.startswith("data:") or not comma:
        raise Refusal(BAD_REQUEST, '"file" must be a valid uri with a scheme matching the http|https|data pattern')
    body = unquote_to_bytes(data)
    if head.endswith(";base64"):
        body = _decoded(body)
    content_type = head.removesuffix(";base64") or "text/plain;charset=US-ASCII"
    return Content(file=file, ticket=ticket, content_type=content_type, size=len(body), body=body)


def _decoded(data: bytes) -> bytes:
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error as error:
        raise Refusal(BAD_REQUEST, '"file" must be a valid data uri') from error


def _part(call: Call) -> tuple[str, bytes]:
    """Media type and content of the part ``file`` of a form."""
    header = Message()
    header["content-type"] = call.headers["content-type"]
    boundary = header.get_param("boundary")
    if isinstance(boundary, str):
        for part in (b"\r\n" + call.body).split(b"\r\n--" + boundary.encode())[1:-1]:
            head, _, body = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
            headers = BytesHeaderParser().parsebytes(head + b"\r\n\r\n")
            if headers.get_param("name", header="content-disposition") == "file":
                return headers.get_content_type() if "content-type" in headers else _ANY_TYPE, body
    raise Refusal(BAD_REQUEST, '"file" is required')


def _note_content_type(ctx: ActionContext, record: Record, content_type: str) -> None:
    meta = as_object(record.document.get("meta")) or {}
    ctx.changes.update(_FILE_KIND, record, {"meta": {**meta, "contentType": content_type}})


def address_of(call: Call, content: Content) -> str:
    return f"{call.origin}{STORAGE_PATH}{content.file}/{content.ticket}"
