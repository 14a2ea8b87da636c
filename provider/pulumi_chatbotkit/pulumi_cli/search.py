"""The order in which ways to an engine are tried: look first, then make, and say at the end why nothing worked."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.pulumi_cli import cache
from pulumi_chatbotkit.pulumi_cli.binaries import Engine, in_directory, on_path
from pulumi_chatbotkit.pulumi_cli.errors import EngineError, Unavailable
from pulumi_chatbotkit.pulumi_cli.go_build import fill_from_go
from pulumi_chatbotkit.pulumi_cli.progress import Progress, progress_on
from pulumi_chatbotkit.pulumi_cli.release import fill_from_release
from pulumi_chatbotkit.pulumi_cli.versions import BUILD_TIME, ENGINE_VERSION, MINIMUM_GO, MINIMUM_VERSION


@dataclass(frozen=True)
class Finder:
    """A way to an engine that is there already. ``find`` raises ``Unavailable`` when it is not."""

    name: str
    find: Callable[[Mapping[str, str]], Engine]


@dataclass(frozen=True)
class Source:
    """A way to make an engine.

    ``fill`` gets an empty directory, the environment and where to report to. It leaves the programs in ``bin`` below
    that directory or raises ``Unavailable``; what it left half done is thrown away.
    """

    name: str
    fill: Callable[[Path, Mapping[str, str], Progress], None]


FINDERS: Final = (Finder("PATH", on_path), Finder("cache", cache.in_cache))
SOURCES: Final = (Source("official release", fill_from_release), Source("build from Go modules", fill_from_go))

AGAIN: Final = "then run `pulumi-chatbotkit engine ensure` again"
WAYS_OUT: Final = f"""\
Three ways out:
  1. Install Pulumi {MINIMUM_VERSION} or newer (https://www.pulumi.com/docs/install/) and put its directory on PATH.
  2. Let this machine reach https://get.pulumi.com (HTTPS_PROXY is honoured), {AGAIN}:
     it downloads Pulumi {ENGINE_VERSION}.
  3. Install Go {MINIMUM_GO.major}.{MINIMUM_GO.minor} or newer and let it reach a module proxy (GOPROXY is honoured),
     {AGAIN}: it builds Pulumi {ENGINE_VERSION}, {BUILD_TIME}."""


def find_engine(environ: Mapping[str, str] | None = None) -> Engine:
    """The engine that is on this machine, from ``PATH`` or the cache; makes nothing.

    ``environ`` is the environment to look in, the process's own by default.

    Raises:
        EngineError: there is none.
    """
    engine, refusals = _look(_environment(environ))
    if engine is None:
        hint = "Run `pulumi-chatbotkit engine ensure` to get one."
        raise EngineError("\n".join(["No Pulumi CLI with a Python language host on this machine:", *refusals, hint]))
    return engine


def ensure_engine(
    environ: Mapping[str, str] | None = None,
    *,
    progress: Progress | None = None,
    sources: Sequence[Source] = SOURCES,
) -> Engine:
    """The engine of this machine; made in the per-user cache if there is none.

    Safe to run several times at once: one makes the engine, the others wait for it. Reports to standard error by
    default.

    Raises:
        EngineError: there is none and no source could make one.
    """
    environ = _environment(environ)
    progress = progress or progress_on()
    engine, refusals = _look(environ)
    if engine is not None:
        return engine
    for refusal in refusals:
        progress.say(refusal.strip())
    slot = cache.engine_slot(environ)
    try:
        with cache.slot_locked(slot, progress):
            return _make(slot, environ, progress, sources)
    except Unavailable as closed:
        tried = [*refusals, *str(closed).splitlines()]
        raise EngineError("\n".join(["No Pulumi CLI with a Python language host:", *tried, WAYS_OUT])) from closed


def _environment(environ: Mapping[str, str] | None) -> Mapping[str, str]:
    return os.environ if environ is None else environ


def _look(environ: Mapping[str, str]) -> tuple[Engine | None, list[str]]:
    """The first engine found, and why the ways before it were closed."""
    refusals: list[str] = []
    for finder in FINDERS:
        try:
            return finder.find(environ), refusals
        except Unavailable as closed:
            refusals.append(_refusal(finder.name, closed))
    return None, refusals


def _make(slot: Path, environ: Mapping[str, str], progress: Progress, sources: Sequence[Source]) -> Engine:
    """The engine of ``slot``, by the first source that works; under the lock."""
    try:
        return cache.in_cache(environ)  # a run that held the lock before us may have made it
    except Unavailable:
        refusals: list[str] = []
    for source in sources:
        try:
            _make_from(source, slot, environ, progress)
            return cache.in_cache(environ)
        except (Unavailable, OSError) as closed:  # a full disk closes a way too
            refusals.append(_refusal(source.name, closed))
            progress.say(refusals[-1].strip())
    raise Unavailable("\n".join(refusals))


def _make_from(source: Source, slot: Path, environ: Mapping[str, str], progress: Progress) -> None:
    with cache.workshop(slot) as directory:
        source.fill(directory, environ, progress)
        made = in_directory(directory / cache.BIN, environ, source.name)
        cache.publish(directory, slot, cache.Manifest(version=made.version, origin=made.origin))


def _refusal(way: str, closed: Exception) -> str:
    return f"  {way}: {closed}"
