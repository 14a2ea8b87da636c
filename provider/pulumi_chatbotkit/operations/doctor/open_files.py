"""Files with secrets that others can read, and keys in clear text."""

import re
import shlex
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.hosts.configuration import NAMESPACE
from pulumi_chatbotkit.json_values import JsonValue, as_object
from pulumi_chatbotkit.operations.doctor.report import Line, ok, problem, warning
from pulumi_chatbotkit.operations.doctor.secrets import read_settings, settings_files
from pulumi_chatbotkit.operations.offboard.archive import MANIFEST
from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY

FILES: Final = "files"
CLEAR_TEXT: Final = "clear text"
_TOKEN: Final = f"{NAMESPACE}:token"
_KEY: Final = re.compile(r"\b(?:sk-|oaac-|oart-)[0-9A-Za-z_-]{12,}")
"""How keys of the service begin (docs/api/api.md a.2, authentication)."""
_NAMED_TOKEN: Final = re.compile(r"""(?:"token"\s*:|_TOKEN=)\s*["'][^"']{8,}""")
"""As ``pulumi-chatbotkit tokens --out`` writes them."""
_LARGEST: Final = 1024 * 1024
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
    yield from _clear_text(project)


def _folder(folder: Path, why: str) -> Iterator[Line]:
    """A folder that is private hides everything in it."""
    if folder.is_dir() and _is_open(folder):
        yield problem(FILES, f"{folder.name}/ ({_mode(folder)}) is open to others: {why}", _chmod("700", folder))


def _private(path: Path, why: str) -> Iterator[Line]:
    if path.is_file() and _is_open(path) and not _is_hidden(path):
        yield problem(FILES, f"{path} ({_mode(path)}) is open to others: {why}", _chmod("600", path))


def _with_keys(project: Path) -> Iterator[Line]:
    shared = settings_files(project)  # looked at by themselves
    for path in sorted(project.iterdir()):
        if path in shared or not path.is_file() or not _is_open(path):
            continue
        text = _text(path)
        if _KEY.search(text) or _NAMED_TOKEN.search(text):
            yield problem(FILES, f"{path.name} ({_mode(path)}) is open to others: it holds a key", _chmod("600", path))
        elif path.name.startswith(".env") or path.suffix == ".env":
            found = f"{path.name} ({_mode(path)}) is open to others: such files often hold keys"
            yield warning(FILES, found, _chmod("600", path))


def _archive(manifest: Path) -> Iterator[Line]:
    if '"finishedAt"' in _text(manifest):
        yield from _folder(manifest.parent, "it is the archive of a tenant")


def _clear_text(project: Path) -> Iterator[Line]:
    """Keys that a stack's settings have without encryption, whoever may read the file: it is meant to be committed."""
    for file in settings_files(project):
        stack = file.stem.removeprefix("Pulumi.")
        for key, value in (as_object(read_settings(file).get("config")) or {}).items():
            if _is_clear_key(key, value):
                next_step = f"make a new key, then: pulumi config set --secret {key} --stack {stack}"
                yield problem(CLEAR_TEXT, f"{file.name}: {key} is a key that is not encrypted", next_step)


def _is_clear_key(key: str, value: JsonValue) -> bool:
    return isinstance(value, str) and (key == _TOKEN or _KEY.search(value) is not None)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.stat().st_size <= _LARGEST else ""
    except OSError:
        return ""


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
