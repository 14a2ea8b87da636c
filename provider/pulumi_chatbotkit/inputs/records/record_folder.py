"""Finds the files of a folder of records, and nothing outside it: symbolic links are refused, not followed."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.people_files import FileRefused, read_regular_file

_MAX_FILES: Final = 100_000
_MAX_DEPTH: Final = 100
_LINK: Final = "is a symbolic link, which could lead anywhere: put the file itself there, or remove the link"


class FolderRefused(Exception):
    """The folder has more than is read; the message is the end of a sentence that begins with its name."""


@dataclass(frozen=True)
class FoundFile:
    """A file below a folder: its path there, with slashes, and its text, or the reason why it has none."""

    name: str
    text: str
    unreadable: str | None = None


def files_below(folder: Path, largest_bytes: int) -> Iterator[FoundFile]:
    """Every file below ``folder``, sorted by path. What begins with a dot is skipped.

    Args:
        largest_bytes: The most that is read of all files together.

    Raises:
        FolderRefused: there are more files, levels or bytes than are read.
        OSError: a folder cannot be read.
    """
    left = largest_bytes
    for parts, is_link in sorted(_entries(folder)):
        name = "/".join(parts)
        if not _is_unicode(name):
            yield FoundFile(ascii(name), "", "has a name that is not UTF-8: rename it")
            continue
        if is_link:
            yield FoundFile(name, "", _LINK)
            continue
        found, size = _read(folder, name, left)
        left -= size
        if left < 0:
            raise FolderRefused(f"has files of more than {largest_bytes:,} bytes together, with {name}")
        yield found


def _read(folder: Path, name: str, left: int) -> tuple[FoundFile, int]:
    """The file and how many bytes it has; ``left + 1`` if there are more than ``left``."""
    path = folder / name
    try:
        content = read_regular_file(path, left, follow_links=False)
    except FileRefused as error:
        is_larger = path.is_file()
        return FoundFile(name, "", str(error)), left + 1 if is_larger else 0
    except OSError as error:
        return FoundFile(name, "", f"cannot be read: {error.strerror}"), 0
    try:
        return FoundFile(name, content.decode("utf-8-sig")), len(content)
    except UnicodeDecodeError as error:
        return FoundFile(name, "", f"is not UTF-8 text (at byte {error.start:,})"), len(content)


def _entries(folder: Path) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The parts of each path below ``folder`` that is no folder, and whether it is a symbolic link."""
    count = 0
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        parts = waiting.pop()
        if len(parts) > _MAX_DEPTH:
            raise FolderRefused(f"has folders nested deeper than {_MAX_DEPTH} levels: {'/'.join(parts)}")
        with os.scandir(folder.joinpath(*parts)) as found:
            for entry in found:
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((*parts, entry.name))
                    continue
                count += 1
                if count > _MAX_FILES:
                    raise FolderRefused(f"has more than {_MAX_FILES:,} files")
                yield (*parts, entry.name), entry.is_symlink()


def _is_unicode(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
