"""Reads the text of a file that people wrote."""

import codecs
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from pulumi_chatbotkit.inputs.tenants.document import MAX_BYTES, unusable
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file

_Read = TypeVar("_Read")
_Reader = TypeVar("_Reader")


def read_by_extension(path: Path, formats: Mapping[str, Callable[[str, str], _Read]]) -> _Read:
    """What the reader for the file's extension makes of its name and text.

    Args:
        path: The file.
        formats: The readers by extension: ``.csv``.

    Raises:
        TenantsFileError: there is no reader for the extension, or the file cannot be read.
    """
    read = reader_for(path, formats)
    return read(str(path), read_text(path))


def reader_for(path: Path, formats: Mapping[str, _Reader]) -> _Reader:
    """The reader for the file's extension; raises TenantsFileError if there is none."""
    read = formats.get(path.suffix.lower())
    if read is None:
        reason = f"has an unknown extension: name the file {', '.join('*' + suffix for suffix in formats)}"
        raise unusable(str(path), reason)
    return read


def read_text(path: Path) -> str:
    """The text of a file; raises TenantsFileError if it cannot be read."""
    return text_of(path, read_content(path))


def read_content(path: Path) -> bytes:
    """What a file holds; raises TenantsFileError if it cannot be read."""
    file = str(path)
    try:
        return read_regular_file(path, MAX_BYTES)
    except FileRefused as error:
        raise unusable(file, str(error)) from error
    except FileNotFoundError as error:
        raise unusable(file, "does not exist") from error
    except OSError as error:
        raise unusable(file, f"can not be read: {error.strerror}") from error


def text_of(path: Path, content: bytes) -> str:
    """What a file holds as text, without a byte order mark; raises TenantsFileError if it is not UTF-8."""
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise unusable(str(path), "is not UTF-8 here: save the file in that encoding", line=line) from error
