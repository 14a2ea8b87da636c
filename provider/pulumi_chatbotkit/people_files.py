"""Reads files of people: regular files only, and never more of one than a bound, whatever it is or becomes meanwhile.

A FIFO or a device would hang or never end; a folder of records could lead anywhere by a symbolic link.
"""

import errno
import os
import stat
from pathlib import Path
from typing import Final, TypeAlias

FilePath: TypeAlias = str | os.PathLike[str]
"""How people name a file."""

_CHUNK_BYTES: Final = 1 << 20
_SORTS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class FileRefused(Exception):
    """The file is not read. The message says what it is, as the end of a sentence that begins with its name."""


def read_regular_file(path: Path, largest_bytes: int, *, follow_links: bool = True) -> bytes:
    """The content of a file.

    Args:
        largest_bytes: The largest content that is read; also of a file that grows while it is read.
        follow_links: False refuses a path whose last part is a symbolic link.

    Raises:
        FileRefused: it is no regular file, or larger.
        OSError: it cannot be read.
    """
    # Not blocking: to open a FIFO waits for a writer. O_NOCTTY: a terminal must not become this process's.
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY | (0 if follow_links else os.O_NOFOLLOW)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise _explained(path, error, follow_links=follow_links) from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise FileRefused(f"is {_sort(found.st_mode)}, but must be a regular file")
        if found.st_size > largest_bytes:
            raise FileRefused(f"has {found.st_size:,} bytes, but at most {largest_bytes:,} are read")
        return _read(descriptor, largest_bytes)
    finally:
        os.close(descriptor)


def _read(descriptor: int, largest_bytes: int) -> bytes:
    chunks: list[bytes] = []
    left = largest_bytes + 1
    while left > 0 and (chunk := os.read(descriptor, min(left, _CHUNK_BYTES))):
        chunks.append(chunk)
        left -= len(chunk)
    if left <= 0:
        raise FileRefused(f"has more than {largest_bytes:,} bytes, which is the most that is read")
    return b"".join(chunks)


def _explained(path: Path, error: OSError, *, follow_links: bool) -> Exception:
    if error.errno == errno.ELOOP and not follow_links and path.is_symlink():
        return FileRefused("is a symbolic link, which could lead anywhere")
    if error.errno == errno.ENXIO:  # what opening a socket gives
        return FileRefused("is a socket or a device, but must be a regular file")
    return error


def _sort(mode: int) -> str:
    return next((name for matches, name in _SORTS if matches(mode)), "something else")
