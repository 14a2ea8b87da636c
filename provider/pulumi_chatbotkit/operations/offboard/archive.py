"""An archive of a tenant: a folder with a JSONL file for each kind, the content of files, and a manifest.

The folder is its owner's alone (0700, files 0600). The manifest is written last: an archive without one is not whole.
"""

import asyncio
import errno
import hashlib
import json
import os
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from pulumi_chatbotkit.api import ChatBotKitError, Client, ContentDownload, RunAs
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.account_contents import Failure, Found
from pulumi_chatbotkit.operations.asking_again import get_or_nothing
from pulumi_chatbotkit.private_files import NotPrivate, new_private_file, private_folder

MANIFEST: Final = "manifest.json"
CONTENTS: Final = "contents"
CONTENT: Final = "archivedContent"
"""Key of a line: where the content of a file is, its size in bytes, and its SHA-256."""
_CHUNK_BYTES: Final = 1 << 20
_AT_ONCE: Final = 8
"""How many contents are read at the same time."""


@dataclass
class Archive:
    """An archive that is being written. A ``Visitor``."""

    folder: Path
    client: Client
    user: str
    counts: Counter[str] = field(default_factory=Counter[str])
    contents: int = 0
    failures: list[Failure] = field(default_factory=list[Failure])
    _files: dict[str, BinaryIO] = field(default_factory=dict[str, BinaryIO])
    _open: ExitStack = field(default_factory=ExitStack)
    _slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def found(self, each: Found) -> None:
        """Write a line. Raises OSError."""
        line = dict(each.record)
        if each.content is not None:
            try:
                async with self._slots:
                    line[CONTENT] = await self._content(each.content, each.holder)
            except ChatBotKitError as error:
                self.failures.append(Failure(f"content of {each.what} {each.record.get('id')}", str(error)))
        if each.what not in self._files:
            self._files[each.what] = self._new_file(self.folder / f"{each.what}.jsonl")
        self._files[each.what].write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        self.counts[each.what] += 1

    async def _content(self, path: tuple[str, ...], holder: tuple[str, ...] | None) -> JsonValue:
        """Read a file's content; null if nothing was ever put into it."""
        run_as = RunAs(user_id=self.user)
        if holder is None:
            answer = await self.client.get(path, run_as=run_as)
        else:
            answer = await get_or_nothing(self.client, path, holder, run_as, {})
        if answer is None:
            return None
        self.contents += 1
        name = f"{CONTENTS}/{self.contents:06}"
        (self.folder / CONTENTS).mkdir(mode=0o700, exist_ok=True)
        with new_private_file(self.folder / name) as target:
            await self.client.download(ContentDownload(str(answer.get("url"))), target)
            target.seek(0)
            hashed = hashlib.sha256()
            while chunk := target.read(_CHUNK_BYTES):
                hashed.update(chunk)
            return {"file": name, "bytes": target.tell(), "sha256": hashed.hexdigest()}

    def _new_file(self, path: Path) -> BinaryIO:
        return self._open.enter_context(new_private_file(path))

    def close(self) -> None:
        """Close all files; what was written is on the disk then. Raises OSError."""
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        self._open.close()

    def finish(self, about: JsonObject) -> None:
        """Write the manifest, which says that the archive is whole. Raises OSError."""
        manifest: JsonObject = {
            **about,
            "finishedAt": datetime.now(UTC).isoformat(timespec="seconds"),
            "objects": dict(sorted(self.counts.items())),
            "contents": self.contents,
        }
        with new_private_file(self.folder / MANIFEST) as file:
            file.write(json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def new_archive(folder: Path, client: Client, user: str) -> Archive:
    """An archive in a folder that is made, or is there and empty.

    Raises:
        OSError: the folder cannot be made or written, or something is in it.
    """
    if folder.is_dir() and any(folder.iterdir()):
        state = "an archive" if (folder / MANIFEST).exists() else "something"
        raise NotPrivate(errno.ENOTEMPTY, f"there is {state} in {folder} already: name another folder")
    private_folder(folder)
    return Archive(folder, client, user)
