"""The program's side of a file's content: stores it, and declares its hash, size and type instead.

The state and Pulumi never see the content itself. Faulty arguments stop the program before anything is sent.
"""

import hashlib
from collections.abc import Mapping
from mimetypes import MimeTypes
from pathlib import Path
from typing import TypeAlias, cast

import pulumi

from pulumi_chatbotkit.catalog.kinds.content import (
    CONTENT_HASH,
    CONTENT_SIZE,
    CONTENT_TYPE,
    FILE_CONTENT,
    LARGEST_CONTENT_BYTES,
    SOURCE_URL,
)
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.content.content_store import ContentStore

Content: TypeAlias = str | bytes
_ANY_TYPE = "application/octet-stream"
_TEXT = "text/plain"
_URL = ("http://", "https://")


def file_inputs(
    resource: str,
    content: pulumi.Input[Content] | None,
    source: pulumi.Input[str] | None,
    content_type: pulumi.Input[str] | None,
) -> Mapping[str, object]:
    """State keys of the content that the arguments of a ``File`` describe; values are unknown while an argument is.

    Args:
        resource: How messages name the resource, e.g. ``File 'guide'``.
        content: The content itself.
        source: A path, relative to the project's directory, or an http or https address.
        content_type: Media type; left out, it is guessed.

    Raises:
        pulumi.RunError: the arguments contradict each other, the file cannot be read, or it is too large.
    """
    arguments = (content, source, content_type)
    if not any(isinstance(argument, pulumi.Output) for argument in arguments):
        known = _described(resource, *cast("tuple[Content | None, str | None, str | None]", arguments))
        return {field.name: known.get(field.name) for field in FILE_CONTENT}
    described = pulumi.Output.all(*arguments).apply(lambda known: _described(resource, *known))
    return {field.name: _one(described, field.name) for field in FILE_CONTENT}


def read_source(resource: str, source: str) -> bytes:
    """The content of a file of the project.

    Raises:
        pulumi.RunError: it cannot be read, or is too large.
    """
    path = Path(source)
    try:
        check_size(resource, path.stat().st_size)
        return path.read_bytes()
    except OSError as error:
        message = f"{resource}: source is {source!r}, which cannot be read: {error.strerror}"
        raise pulumi.RunError(message) from error


def stored(resource: str, content: bytes) -> JsonObject:
    """Put ``content`` into the content store, and return its hash and size.

    Raises:
        pulumi.RunError: it is too large, or the store cannot be written.
    """
    check_size(resource, len(content))
    try:
        kept = ContentStore().put(content)
    except OSError as error:
        message = f"{resource}: the content cannot be put into {ContentStore().directory}: {error.strerror}"
        raise pulumi.RunError(message) from error
    return {CONTENT_HASH: kept.hash, CONTENT_SIZE: kept.size}


def check_size(resource: str, size: int) -> None:
    """Raise ``pulumi.RunError`` if content of ``size`` bytes is too large to upload."""
    if size > LARGEST_CONTENT_BYTES:
        message = f"{resource}: the content has {size:,} bytes, at most {LARGEST_CONTENT_BYTES:,} can be uploaded"
        raise pulumi.RunError(message)


def _one(described: pulumi.Output[JsonObject], key: str) -> pulumi.Output[object]:
    return described.apply(lambda values: values.get(key))


def _described(resource: str, content: Content | None, source: str | None, content_type: str | None) -> JsonObject:
    if content is not None and source is not None:
        message = f"{resource}: content and source are both given: give one of them"
        raise pulumi.RunError(message)
    at_address = source is not None and source.startswith(_URL)
    if content_type is not None and (at_address or (content is None and source is None)):
        why = "the server at that address says it" if at_address else "there is neither content nor source"
        message = f"{resource}: content_type is {content_type!r}, but {why}: leave it out"
        raise pulumi.RunError(message)
    if content is not None:
        plain = content.encode() if isinstance(content, str) else content
        guessed = _TEXT if isinstance(content, str) else _ANY_TYPE
        return {**stored(resource, plain), CONTENT_TYPE: content_type or guessed}
    if source is None:
        return {}
    if at_address:
        return {CONTENT_HASH: hashlib.sha256(source.encode()).hexdigest(), SOURCE_URL: source}
    return {**stored(resource, read_source(resource, source)), CONTENT_TYPE: content_type or _guessed(source)}


def _guessed(source: str) -> str:
    """The media type by the ending of the path. The machine's own table is not used: tables differ between machines."""
    return MimeTypes().guess_type(Path(source).name)[0] or _ANY_TYPE
