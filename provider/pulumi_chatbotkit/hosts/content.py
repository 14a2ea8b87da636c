"""Conversion of content arguments to state keys: hash, size and type. Used by every host.

The content itself goes to the content store, so neither the state nor Pulumi ever sees it. Invalid arguments are
refused before anything is sent.
"""

import hashlib
from mimetypes import MimeTypes
from pathlib import Path
from typing import Final, TypeAlias

from pulumi_chatbotkit.catalog.kinds.content import (
    CONTENT_HASH,
    CONTENT_SIZE,
    CONTENT_TYPE,
    LARGEST_CONTENT_BYTES,
    RECORD_COUNT,
    SOURCE_URL,
)
from pulumi_chatbotkit.inputs.records.record_files import RecordsFileError, read_records
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file
from pulumi_chatbotkit.reconcile.content.content_store import ContentStore
from pulumi_chatbotkit.reconcile.content.record_set import packed

Content: TypeAlias = str | bytes
_ANY_TYPE: Final = "application/octet-stream"
_TEXT: Final = "text/plain"
_URL: Final = ("http://", "https://")


class ContentRefused(Exception):
    """The arguments contradict each other, or the content cannot be read or stored. The message is for the user."""


def file_content(content: Content | None, source: str | None, content_type: str | None) -> JsonObject:
    """State keys and values of a file's content.

    Args:
        content: The content itself.
        source: A path, relative to the project's directory, or an http or https address.
        content_type: Media type; guessed if None.

    Raises:
        ContentRefused: contradicting arguments, or the content cannot be read or stored.
    """
    _refuse_contradictions(content, source, content_type)
    if content is not None:
        plain = _utf8(content, "content") if isinstance(content, str) else content
        guessed = _TEXT if isinstance(content, str) else _ANY_TYPE
        return {**_stored(plain), CONTENT_TYPE: content_type or guessed}
    if source is None:
        return {}
    if source.startswith(_URL):
        return {CONTENT_HASH: hashlib.sha256(_utf8(source, "source")).hexdigest(), SOURCE_URL: source}
    return {**_stored(_read(source)), CONTENT_TYPE: content_type or _guessed_type(source)}


def record_set_content(source: str) -> JsonObject:
    """State keys and values of the records in a folder, a JSONL file or a CSV file (docs/content.md).

    Raises:
        ContentRefused: the source cannot be read, or has problems; the message lists all of them.
    """
    try:
        records = read_records(source, largest_bytes=LARGEST_CONTENT_BYTES)
    except RecordsFileError as error:
        raise ContentRefused(str(error)) from error
    return {CONTENT_HASH: _stored(packed(records))[CONTENT_HASH], RECORD_COUNT: len(records)}


def _refuse_contradictions(content: Content | None, source: str | None, content_type: str | None) -> None:
    if content is not None and source is not None:
        message = "content and source are both given: give one of them"
        raise ContentRefused(message)
    at_address = source is not None and source.startswith(_URL)
    if content_type is not None and (at_address or (content is None and source is None)):
        why = "the server at that address says it" if at_address else "there is neither content nor source"
        message = f"content_type is {content_type!r}, but {why}: leave it out"
        raise ContentRefused(message)


def _utf8(text: str, argument: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        message = f"{argument} has half of a surrogate pair at character {error.start:,}, which is no character"
        raise ContentRefused(message) from error


def _read(source: str) -> bytes:
    try:
        return read_regular_file(Path(source), LARGEST_CONTENT_BYTES)
    except FileRefused as error:
        message = f"source is {source!r}, which {error}"
        raise ContentRefused(message) from error
    except OSError as error:
        message = f"source is {source!r}, which cannot be read: {error.strerror}"
        raise ContentRefused(message) from error
    except ValueError as error:  # a NUL character
        message = f"source is {source!r}, which is no path: {error}"
        raise ContentRefused(message) from error


def _stored(content: bytes) -> JsonObject:
    """Put ``content`` into the content store; returns its hash and size."""
    _check_size(len(content))
    try:
        kept = ContentStore().put(content)
    except OSError as error:
        message = f"the content cannot be put into {ContentStore().directory}: {error.strerror}"
        raise ContentRefused(message) from error
    return {CONTENT_HASH: kept.hash, CONTENT_SIZE: kept.size}


def _check_size(size: int) -> None:
    if size > LARGEST_CONTENT_BYTES:
        message = f"the content has {size:,} bytes, at most {LARGEST_CONTENT_BYTES:,} can be uploaded"
        raise ContentRefused(message)


def _guessed_type(source: str) -> str:
    """The media type by the path's extension. The system's table is not used, because it differs between machines."""
    return MimeTypes().guess_type(Path(source).name)[0] or _ANY_TYPE
