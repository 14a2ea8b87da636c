"""Changes a file of people: the new text is there at once and as a whole, or not at all."""

import codecs
import os
import stat
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pulumi_chatbotkit.inputs.tenants.text_files import read_content, text_of


class FileChanged(Exception):
    """Somebody else has changed the file meanwhile; it is left as it is."""


@dataclass(frozen=True)
class TextFile:
    """A file as it was read."""

    path: Path
    content: bytes
    text: str
    """Without a byte order mark."""


def read_text_file(path: Path) -> TextFile:
    """Read a file; raises TenantsFileError if it cannot be read or is not UTF-8."""
    content = read_content(path)
    return TextFile(path, content, text_of(path, content))


def replace_text(file: TextFile, text: str) -> None:
    """Give a file another text. Links are followed; mode and byte order mark stay.

    Raises:
        FileChanged: it is no longer as it was read.
        OSError: it cannot be written; it is as it was.
    """
    mark = codecs.BOM_UTF8 if file.content.startswith(codecs.BOM_UTF8) else b""
    target = Path(os.path.realpath(file.path))
    mode = stat.S_IMODE(target.stat().st_mode)
    with _draft(target, mark + text.encode(), mode) as draft:
        if target.read_bytes() != file.content:
            raise FileChanged(f"{file.path} was changed by somebody else meanwhile, and is left as it is: try again")
        draft.replace(target)


def write_new_file(path: Path, content: bytes, *, force: bool) -> None:
    """Write a file of mode 0600, as a whole or not at all.

    Args:
        force: Replace a file that is there; never a link or a folder.

    Raises:
        FileExistsError: there is something already.
        OSError: it cannot be written.
    """
    is_there = os.path.lexists(path)
    if is_there and (not force or path.is_symlink() or not path.is_file()):
        raise FileExistsError(str(path))
    with _draft(path, content, 0o600) as draft:
        if force:
            draft.replace(path)
        else:
            os.link(draft, path)  # unlike a rename, it never replaces what has just been made


@contextmanager
def _draft(target: Path, content: bytes, mode: int) -> Generator[Path]:
    """A file beside the target with its new content, which is removed at the end if it is still there."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        yield path
    finally:
        path.unlink(missing_ok=True)
