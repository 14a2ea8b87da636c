"""The admin token of a served emulator: kept in a private file beside the state, for all commands that know the state.

Every server of one state has the same token, so that a command finds it without being told. The environment variable
CHATBOTKIT_EMULATOR_ADMIN_TOKEN goes before the file.
"""

import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.cli.emulator_state import EXIT_FAILED, EXIT_USAGE, failed
from pulumi_chatbotkit.emulator.settings.emulator_settings import ADMIN_TOKEN_VARIABLE, new_admin_token
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file
from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY, make_private, private_folder, write_private

_LARGEST_BYTES: Final = 1_000
_SENDABLE: Final = re.compile(r"[\x21-\x7e]+")


def admin_token_of_server(database: Path) -> str:
    """The token of an emulator that serves ``database``: the environment's, or the file's, which is made if needed."""
    given = _given()
    if given is not None:
        return given
    path = token_file(database)
    try:
        if not path.parent.exists() or path.parent.name == LOCAL_DIRECTORY.name:
            private_folder(path.parent)
        if not make_private(path):
            _make(path)
    except OSError as error:
        raise failed(f"the admin token cannot be kept in {path}: {error.strerror or error}", EXIT_FAILED) from error
    return _read(path)


def known_admin_token(database: Path) -> str | None:
    """The token for calls to an emulator that serves ``database``; None if there is none."""
    path = token_file(database)
    return _given() or (_read(path) if os.path.lexists(path) else None)


def token_file(database: Path) -> Path:
    """Where the token of a state's servers is kept."""
    return database.with_name(f"{database.name}.admin-token")


def _given() -> str | None:
    """The token in the environment; an empty one counts as none."""
    given = os.environ.get(ADMIN_TOKEN_VARIABLE)
    if given and not _SENDABLE.fullmatch(given):
        raise failed(
            f"{ADMIN_TOKEN_VARIABLE} must be visible ASCII characters, because a header carries it", EXIT_USAGE
        )
    return given or None


def _make(path: Path) -> None:
    """Write a new token, unless another server of the same state is faster. Nobody reads half of it."""
    partial = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    write_private(partial, new_admin_token().encode())
    try:
        with suppress(FileExistsError):
            path.hardlink_to(partial)
    finally:
        partial.unlink()


def _read(path: Path) -> str:
    try:
        token = read_regular_file(path, _LARGEST_BYTES, follow_links=False).decode("ascii").strip()
    except (OSError, FileRefused, UnicodeDecodeError) as error:
        raise failed(f"the admin token in {path} cannot be read: {error}", EXIT_FAILED) from error
    if not _SENDABLE.fullmatch(token):
        raise failed(f"{path} holds no admin token: remove it, and a new one is made", EXIT_FAILED)
    return token
