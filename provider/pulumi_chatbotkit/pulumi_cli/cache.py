"""The per-user cache of engines: one directory per version and platform, published whole or not at all.

An engine is made in a directory beside its final place and renamed into it, so a reader sees all of it or nothing and
needs no lock. Makers take a lock file, so that of two runs at once one works and the other waits for the result.
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

from pulumi_chatbotkit.pulumi_cli.binaries import Engine, missing_from
from pulumi_chatbotkit.pulumi_cli.errors import Unavailable
from pulumi_chatbotkit.pulumi_cli.progress import Progress
from pulumi_chatbotkit.pulumi_cli.versions import ENGINE_VERSION

CACHE_VARIABLE: Final = "PULUMI_CHATBOTKIT_CACHE"
BIN: Final = "bin"
MANIFEST: Final = "manifest.json"


class Manifest(BaseModel):
    """Written last, so its presence says that the engine beside it is complete."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    version: str
    origin: str


def engine_slot(environ: Mapping[str, str]) -> Path:
    """Where the pinned engine of this platform belongs, e.g. ``<cache>/engine/3.259.0-linux-x86_64``."""
    return (
        _cache_root(environ) / "engine" / f"{ENGINE_VERSION}-{platform.system().lower()}-{platform.machine().lower()}"
    )


def in_cache(environ: Mapping[str, str]) -> Engine:
    """The cached engine; nothing is started, its files and its manifest are looked at.

    Raises:
        Unavailable: none there, or not a complete one.
    """
    slot = engine_slot(environ)
    if not slot.is_dir():
        raise Unavailable(f"nothing in {slot}")
    try:
        manifest = Manifest.model_validate_json((slot / MANIFEST).read_bytes())
    except (OSError, ValidationError) as error:
        raise Unavailable(f"{slot} holds no valid {MANIFEST}") from error
    missing = missing_from(slot / BIN)
    if missing:
        raise Unavailable(f"{slot} lacks {', '.join(missing)}")
    return Engine(slot / BIN, manifest.version, f"the cache ({manifest.origin})")


@contextmanager
def slot_locked(slot: Path, progress: Progress) -> Generator[None]:
    """Hold the right to make the engine of ``slot``; waits for another run that holds it, and says so.

    Raises:
        Unavailable: the cache directory cannot be made or written.
    """
    try:
        slot.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(slot.with_name(f"{slot.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise Unavailable(f"cannot write to {error.filename}: {error.strerror}; set {CACHE_VARIABLE}") from error
    try:
        _lock(handle, progress)
        yield
    finally:
        os.close(handle)


@contextmanager
def workshop(slot: Path) -> Generator[Path]:
    """An empty directory on the file system of ``slot`` to make an engine in; gone afterwards unless published.

    To be used under the lock: what an interrupted run left behind is removed first.
    """
    prefix = f".{slot.name}-"
    for leftover in slot.parent.glob(f"{prefix}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    directory = Path(tempfile.mkdtemp(prefix=prefix, dir=slot.parent))
    try:
        yield directory
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def publish(directory: Path, slot: Path, manifest: Manifest) -> None:
    """Make the engine in ``directory`` the one of ``slot``, in one step. To be used under the lock."""
    (directory / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    shutil.rmtree(slot, ignore_errors=True)  # only an incomplete one can be there
    directory.rename(slot)


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
        with progress.step("waiting for another run that is getting the engine"):
            fcntl.flock(handle, fcntl.LOCK_EX)
