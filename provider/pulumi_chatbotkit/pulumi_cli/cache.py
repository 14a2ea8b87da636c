"""The per-user cache of Pulumi CLIs: one entry (a directory) per version and platform.

An entry is built in a directory beside it and then renamed, so readers see a complete one or none, and need no lock.
Builders take a lock file: of two runs at the same time, one builds and the other waits for the result.
"""

import fcntl
import os
import platform
import shutil
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from pulumi_chatbotkit.pulumi_cli.binaries import PulumiCli, missing_from
from pulumi_chatbotkit.pulumi_cli.errors import Unavailable
from pulumi_chatbotkit.pulumi_cli.progress import Progress
from pulumi_chatbotkit.pulumi_cli.versions import PULUMI_VERSION

CACHE_VARIABLE: Final = "PULUMI_CHATBOTKIT_CACHE"
BIN: Final = "bin"
MANIFEST: Final = "manifest.json"


class Manifest(BaseModel):
    """Written last: an entry that has it is complete."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: str
    origin: str


def cache_entry(environ: Mapping[str, str], name: str = "engine", version: str = str(PULUMI_VERSION)) -> Path:
    """The entry for a version on this platform, e.g. ``<cache>/engine/3.259.0-linux-x86_64``, the pinned Pulumi CLI."""
    return _cache_root(environ) / name / f"{version}-{platform.system().lower()}-{platform.machine().lower()}"


def in_cache(environ: Mapping[str, str]) -> PulumiCli:
    """The cached Pulumi CLI. It is not started; only its files and its manifest are looked at.

    Raises:
        Unavailable: there is none, or it is incomplete.
    """
    entry = cache_entry(environ)
    if not entry.is_dir():
        raise Unavailable(f"nothing in {entry}")
    try:
        manifest = Manifest.model_validate_json((entry / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise Unavailable(f"{entry} holds no valid {MANIFEST}") from error
    missing = missing_from(entry / BIN)
    if missing:
        raise Unavailable(f"{entry} lacks {', '.join(missing)}")
    return PulumiCli(entry / BIN, manifest.version, f"the cache ({manifest.origin})")


@contextmanager
def entry_locked(entry: Path, progress: Progress) -> Generator[None]:
    """Hold the lock for building this entry; waits for another run that holds it, and says so.

    Raises:
        Unavailable: the cache directory cannot be made or written.
    """
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(entry.with_name(f"{entry.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unavailable(f"cannot write to {error.filename}: {error.strerror}; set {CACHE_VARIABLE}") from error
    try:
        _lock(handle, progress)
        yield
    finally:
        os.close(handle)


@contextmanager
def build_directory(entry: Path) -> Generator[Path]:
    """An empty directory to build an entry in, on the same file system; removed afterwards unless it was published.

    To be used under the lock: what an interrupted run has left is removed first.
    """
    prefix = f".{entry.name}-"
    for unfinished in entry.parent.glob(f"{prefix}*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    directory = Path(tempfile.mkdtemp(prefix=prefix, dir=entry.parent))
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def publish(directory: Path, entry: Path, manifest: Manifest) -> None:
    """Rename ``directory`` to the entry, in one step. To be used under the lock."""
    (directory / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    shutil.rmtree(entry, ignore_errors=True)  # only an incomplete one can be there
    directory.rename(entry)


def _cache_root(environ: Mapping[str, str]) -> Path:
    own = environ.get(CACHE_VARIABLE)
    if own:
        return Path(own).expanduser().absolute()
    shared = environ.get("XDG_CACHE_HOME", "")
    home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    # The XDG base directory specification says that a relative path there is to be ignored.
    return (Path(shared) if Path(shared).is_absolute() else home / ".cache") / "pulumi-chatbotkit"


def _lock(handle: int, progress: Progress) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        with progress.step("waiting for another run that is getting the Pulumi CLI"):
            fcntl.flock(handle, fcntl.LOCK_EX)
