"""Files and folders that are their owner's alone, whoever made them first, and that git does not see.

A folder or file that is there already gets the modes 0700 and 0600. Nothing is made or opened through a symbolic link:
whoever may write to the folder around it could have put it there.
"""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

LOCAL_DIRECTORY: Final = Path(".pulumi-chatbotkit")
"""In the folder of a program: state, passphrase, content that waits for its upload, the embedded emulator's file."""

_FOLDER_MODE: Final = 0o700
_FILE_MODE: Final = 0o600
_GITIGNORE: Final = ".gitignore"
_IGNORE_ALL: Final = "*\n"
_OURS: Final = frozenset(
    {"content", "emulator.db", "emulator.db.admin-token", "home", "passphrase", "recovered.json", "state"}
)


class NotPrivate(OSError):
    """A file or folder cannot be made its owner's alone; the message names it, the reason and the next step."""

    def __str__(self) -> str:
        return str(self.strerror)


def private_folder(path: Path) -> None:
    """Make ``path``, or make it private if it is there. Inside ``.pulumi-chatbotkit``, that folder is private as well.

    A folder that is ours gets a ``.gitignore`` for all that is in it: one that was made here, or that is called
    ``.pulumi-chatbotkit``, or holds nothing but files of this package.

    Raises:
        OSError: it cannot be made, or (``NotPrivate``) it is a link, or not a folder, or another user's.
    """
    is_inside = path.parent.name == LOCAL_DIRECTORY.name
    if is_inside:
        private_folder(path.parent)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=_FOLDER_MODE)
        is_new = True
    except FileExistsError:
        _tighten(path, os.O_DIRECTORY, _FOLDER_MODE)
        is_new = False
    if not is_inside and (is_new or _is_ours(path)):
        _hide_from_git(path)


def make_private(path: Path) -> bool:
    """Make a file that is there its owner's alone; False if there is none. Raises as ``private_folder``."""
    try:
        _tighten(path, 0, _FILE_MODE)
    except FileNotFoundError:
        return False
    return True


def refuse_link(path: Path) -> None:
    """Raise ``NotPrivate`` if ``path`` is a symbolic link, even one that leads nowhere."""
    if path.is_symlink():
        raise NotPrivate(errno.ELOOP, f"{path} is a symbolic link, which could lead anywhere: name the place itself")


def write_private(path: Path, content: bytes) -> None:
    """Make a file and write it.

    Raises:
        OSError: it is there already, even as a link, or cannot be written.
    """
    with new_private_file(path) as file:
        file.write(content)


def new_private_file(path: Path) -> BinaryIO:
    """Make a file, to write and read. Raises OSError if it is there already, even as a link, or cannot be made."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    return os.fdopen(os.open(path, flags, _FILE_MODE), "w+b")


def open_to_append(path: Path) -> int:
    """A descriptor that appends to a private file, which is made if there is none. Raises as ``private_folder``."""
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        descriptor = os.open(path, flags, _FILE_MODE)
    except OSError as error:
        raise _explained(path, error) from error
    try:
        _tighten_open(path, descriptor, _FILE_MODE)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _is_ours(folder: Path) -> bool:
    if folder.name == LOCAL_DIRECTORY.name:
        return True
    names = {entry.name for entry in folder.iterdir()}
    return bool(names) and names <= _OURS


def _hide_from_git(folder: Path) -> None:
    ignore = folder / _GITIGNORE
    if os.path.lexists(ignore):
        return
    with suppress(FileExistsError):  # another process was faster
        write_private(ignore, _IGNORE_ALL.encode())


def _tighten(path: Path, flags: int, mode: int) -> None:
    # Looked at first: to open and close a database would release the locks that this process holds on it.
    if stat.S_IMODE(path.lstat().st_mode) == mode and not path.is_symlink():
        return
    try:
        # Not blocking, because it could be a FIFO.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK | flags)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise _explained(path, error) from error
    try:
        _tighten_open(path, descriptor, mode)
    finally:
        os.close(descriptor)


def _tighten_open(path: Path, descriptor: int, mode: int) -> None:
    if stat.S_IMODE(os.fstat(descriptor).st_mode) == mode:
        return
    try:
        os.fchmod(descriptor, mode)
    except PermissionError as error:
        raise NotPrivate(
            error.errno, f"{path} belongs to another user, who could read what is in it: use another place"
        ) from error


def _explained(path: Path, error: OSError) -> OSError:
    try:
        refuse_link(path)
    except NotPrivate as refusal:
        return refusal
    return error
