"""The content store: a private folder that passes content, by hash, from the program's process to the provider's.

The state holds only the hash. The program puts the content here in every run; the provider reads it from here when it
has to upload it. Files may be removed at any time between runs; files that no program has put for a week are removed.
"""

import contextlib
import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY, make_private, private_folder, write_private

if TYPE_CHECKING:
    from pulumi_chatbotkit.reconcile.errors import ContentMissing


DIRECTORY = LOCAL_DIRECTORY / "content"
"""Relative to the project directory, which is the working directory of both processes."""

_DAY_S = 24 * 60 * 60
_KEPT_S = 7 * _DAY_S
_LAST_LOOK = ".pruned"
"""An empty file; its modification time is that of the last pruning, so that old files are looked for once a day."""


@dataclass(frozen=True)
class StoredContent:
    """Content in the store: its SHA-256 in hexadecimal digits, and its size in bytes."""

    hash: str
    size: int


@dataclass(frozen=True)
class ContentStore:
    """The folder; created by the first ``put``."""

    directory: Path = DIRECTORY

    def put(self, content: bytes) -> StoredContent:
        """Store ``content``, readable by this user only.

        Raises:
            OSError: it cannot be written.
        """
        stored = StoredContent(hashlib.sha256(content).hexdigest(), len(content))
        path = self.directory / stored.hash
        private_folder(self.directory)
        if make_private(path):
            os.utime(path)  # it is in use, so it stays
        else:
            self._write(path, content)
        self._prune()
        return stored

    def get(self, content_hash: str) -> bytes:
        """The content with this hash.

        Raises:
            ContentMissing: the file is missing, or was changed.
        """
        try:
            content = (self.directory / content_hash).read_bytes()
        except OSError as error:
            raise _missing(self.directory, content_hash) from error
        if hashlib.sha256(content).hexdigest() != content_hash:
            raise _missing(self.directory, content_hash)
        return content

    def _write(self, path: Path, content: bytes) -> None:
        # Written under another name and renamed, so that another process never reads half of it.
        partial = path.with_suffix(f".{os.getpid()}")
        partial.unlink(missing_ok=True)
        write_private(partial, content)
        partial.replace(path)

    def _prune(self) -> None:
        """Once a day, remove files that were not put for a week. Another process may be doing the same."""
        now_s = time.time()
        stamp = self.directory / _LAST_LOOK
        if _touched_s(stamp) > now_s - _DAY_S:
            return
        with contextlib.suppress(OSError):  # content that is kept too long does no harm
            stamp.touch(mode=0o600)
            for path in self.directory.iterdir():
                if _touched_s(path) < now_s - _KEPT_S:
                    path.unlink(missing_ok=True)


def _touched_s(path: Path) -> float:
    """When the file was last written or touched, in seconds since 1970; 0 if it is not there."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _missing(directory: Path, content_hash: str) -> "ContentMissing":
    from pulumi_chatbotkit.reconcile.errors import ContentMissing  # noqa: PLC0415 - programs, which only put, need no client

    message = (
        f"the content with the hash {content_hash[:12]}... has to be sent, but is not in {directory}. The program puts "
        "it there: run `pulumi up` in the project's directory, with the program"
    )
    return ContentMissing(message)
