"""The content of files: the documented ways to upload, and to download (docs/api/api.md b.13).

An address of content is outside ``/v1`` and needs no key: the ticket in it opens one file.
"""

import base64
import binascii
import mimetypes
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

from .answers import Answer, json_answer
from .bodies import read_object
from .calls import Call
from .contract import KINDS
from .refusals import BAD_REQUEST, NOT_FOUND, Refusal
from .steps import Step, item_of, owner_of
from .store import Content, Record, Store

STORAGE_PATH: Final = "/_storage/"
"""Where direct uploads and downloads go: ``/_storage/{fileId}/{ticket}``."""

LARGEST_UPLOAD_BYTES: Final = 4_500_000
"""About what the service takes in one request; more is 413 with a page (docs/api/api.md a.7, b.13)."""

_ANY_TYPE: Final = "application/octet-stream"
_FILE_KIND: Final = KINDS["file"]


def upload(step: Step) -> Answer:
    """Take the content, or say where to send it. ``meta.contentType`` is set, and ``updatedAt`` moves."""
    if len(step.call.body) > LARGEST_UPLOAD_BYTES:
        return Answer(status=413, body=b"Request Entity Too Large", content_type="text/plain")
    record = item_of(step, owner_of(step))
    ticket = step.surroundings.ids.new_secret()
    content = _uploaded(step.call, record.id, ticket)
    step.records.put_content(content)
    _note_content_type(step, record, content.content_type)
    if content.body is not None or content.url is not None:
        return json_answer({"id": record.id})
    headers: JsonObject = {"content-type": content.content_type}
    request: JsonObject = {"method": "PUT", "url": _address(step.call, content), "headers": headers}
    return json_answer({"id": record.id, "uploadRequest": request})


def download(step: Step) -> Answer:
    """Say where the content is. A file that nothing was uploaded to has none: NOT_FOUND (assumed)."""
    record = item_of(step, owner_of(step))
    content = step.records.content_of(record.id)
    if content is None or (content.body is None and content.url is None):
        raise Refusal(NOT_FOUND, "File has no content")
    return json_answer({"url": content.url or _address(step.call, content)})


class Storage:
    """Answers the addresses of content: PUT stores it, GET gives it back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def answer(self, call: Call) -> Answer:
        """The answer of a store of objects: no JSON, and 403 for whatever does not fit the ticket."""
        file, _, ticket = call.path.removeprefix(STORAGE_PATH).partition("/")
        if call.method == "PUT":
            return self._put(call, file, ticket)
        if call.method != "GET":
            return _plain(405)
        with self._store.reading() as records:
            content = records.content_of(file)
        if content is None or content.ticket != ticket or content.body is None:
            return _plain(403)
        return Answer(status=200, body=content.body, content_type=content.content_type)

    def _put(self, call: Call, file: str, ticket: str) -> Answer:
        with self._store.writing() as records:
            content = records.content_of(file)
            fits = (
                content is not None
                and content.ticket == ticket
                and content.size == len(call.body)
                and content.content_type == call.headers.get("content-type")
            )
            if content is None or not fits:
                return _plain(403)
            records.put_content(
                Content(file=file, ticket=ticket, content_type=content.content_type, size=content.size, body=call.body)
            )
        return _plain(200)


def _plain(status: int) -> Answer:
    """An answer of a store of objects, which speaks no JSON."""
    return Answer(status=status, content_type="text/plain")


def _uploaded(call: Call, file: str, ticket: str) -> Content:
    """What the request brings, in any of the four ways."""
    if call.content_type == "application/json":
        return _described(read_object(call.body).get("file"), file, ticket)
    if call.content_type == "multipart/form-data":
        content_type, body = _part(call)
        return Content(file=file, ticket=ticket, content_type=content_type, size=len(body), body=body)
    content_type = call.headers.get("content-type") or _ANY_TYPE
    return Content(file=file, ticket=ticket, content_type=content_type, size=len(call.body), body=call.body)


def _described(given: JsonValue, file: str, ticket: str) -> Content:
    """An address, or the announcement ``{type, size, name?}`` of a direct upload."""
    if isinstance(given, str):
        return _addressed(given, file, ticket)
    announced = as_object(given)
    if announced is None:
        raise Refusal(BAD_REQUEST, '"file" is required')
    content_type, size = announced.get("type"), announced.get("size")
    if not isinstance(content_type, str) or isinstance(size, bool) or not isinstance(size, int) or size < 0:
        raise Refusal(BAD_REQUEST, '"file" must have a type and a size')
    return Content(file=file, ticket=ticket, content_type=content_type, size=size)


def _addressed(url: str, file: str, ticket: str) -> Content:
    """A data URL is content. The emulator goes to no other address: it remembers it, and download answers it."""
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
    """Type and content of the part ``file`` of a form."""
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


def _note_content_type(step: Step, record: Record, content_type: str) -> None:
    meta = as_object(record.document.get("meta")) or {}
    step.changes.update(_FILE_KIND, record, {"meta": {**meta, "contentType": content_type}})


def _address(call: Call, content: Content) -> str:
    return f"{call.origin}{STORAGE_PATH}{content.file}/{content.ticket}"
