"""Files with secrets that others can read, and keys in clear text."""

import re
import shlex
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.credential_forms import SERVICE_KEYS, credential_in
from pulumi_chatbotkit.operations.doctor.clear_text import files_with_settings, look_at_clear_text
from pulumi_chatbotkit.operations.doctor.file_texts import NotRead, text_of
from pulumi_chatbotkit.operations.doctor.report import Line, ok, problem, warning
from pulumi_chatbotkit.operations.offboard.archive import MANIFEST
from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY

FILES: Final = "files"
_NAMED_TOKEN: Final = re.compile(
    r"""(?:"token"\s*:|_TOKEN=)\s*["'][^"']{8,}"""
    r"""|^[ \t]*(?:export[ \t]+)?\w*_(?:TOKEN|SECRET|API_KEY)=[^\s"'$<({\[]{8,}[ \t\r]*$""",
    re.MULTILINE,
)
"""As ``pulumi-chatbotkit tokens --out`` writes them, and as people write files for shells."""
_OTHERS: Final = 0o077


def look_at_open_files(project: Path, passphrase_files: Collection[Path] = ()) -> Iterator[Line]:
    """Files of the project's folder, not of folders in it, apart from ``.pulumi-chatbotkit`` and archives of tenants.

    Args:
        project: The folder.
        passphrase_files: Files elsewhere that hold a passphrase.
    """
    found = [
        *_folder(project / LOCAL_DIRECTORY, "it holds state and passphrase"),
        *(line for path in passphrase_files for line in _private(path, "it holds the passphrase")),
        *_with_keys(project),
        *(line for path in sorted(project.glob(f"*/{MANIFEST}")) for line in _archive(path)),
    ]
    yield from found or [ok(FILES, "none with a secret is open to others")]
    yield from look_at_clear_text(project)


def _folder(folder: Path, why: str) -> Iterator[Line]:
    """A folder that is private hides everything in it."""
    if folder.is_dir() and _is_open(folder):
        yield problem(FILES, f"{folder.name}/ ({_mode(folder)}) is open to others: {why}", _chmod("700", folder))


def _private(path: Path, why: str) -> Iterator[Line]:
    if path.is_file() and _is_open(path) and not _is_hidden(path):
        yield problem(FILES, f"{path} ({_mode(path)}) is open to others: {why}", _chmod("600", path))


def _with_keys(project: Path) -> Iterator[Line]:
    shared = files_with_settings(project)  # looked at by themselves
    for path in sorted(project.iterdir()):
        if path not in shared and path.is_file() and _is_open(path):
            yield from _open_file(path)


def _open_file(path: Path) -> Iterator[Line]:
    is_open = f"{path.name} ({_mode(path)}) is open to others"
    try:
        text = text_of(path)
    except NotRead as error:
        found = f"{is_open}, and was not searched for keys: it {error}"
        yield warning(FILES, found, f"if it holds a key: {_chmod('600', path)}")
        return
    if credential_in(text, SERVICE_KEYS) is not None or _NAMED_TOKEN.search(text):
        yield problem(FILES, f"{is_open}: it holds a key", _chmod("600", path))
    elif path.name.startswith(".env") or path.suffix == ".env":
        yield warning(FILES, f"{is_open}: such files often hold keys", _chmod("600", path))


def _archive(manifest: Path) -> Iterator[Line]:
    folder = manifest.parent
    try:
        if manifest.is_file() and '"finishedAt"' in text_of(manifest):
            yield from _folder(folder, "it is the archive of a tenant")
    except NotRead as error:
        if _is_open(folder):
            found = f"{folder.name}/ ({_mode(folder)}) is open to others, and may be the archive of a tenant"
            yield warning(FILES, f"{found}: its {manifest.name} {error}", f"if it is one: {_chmod('700', folder)}")


def _is_open(path: Path) -> bool:
    try:
        return bool(path.stat().st_mode & _OTHERS)
    except OSError:
        return False


def _is_hidden(path: Path) -> bool:
    """True if no one else can enter the folder that it is in."""
    return not path.parent.stat().st_mode & _OTHERS


def _mode(path: Path) -> str:
    return f"{stat.S_IMODE(path.stat().st_mode):04o}"


def _chmod(mode: str, path: Path) -> str:
    return f"chmod {mode} {shlex.quote(str(path))}"
