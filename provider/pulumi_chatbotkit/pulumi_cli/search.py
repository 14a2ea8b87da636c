"""Finds a Pulumi CLI or gets one: looks first, then downloads or builds, and reports what failed if nothing works."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.pulumi_cli import cache
from pulumi_chatbotkit.pulumi_cli.binaries import PulumiCli, in_directory, on_path
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError, Unavailable
from pulumi_chatbotkit.pulumi_cli.go_build import fill_from_go
from pulumi_chatbotkit.pulumi_cli.progress import Progress, progress_on
from pulumi_chatbotkit.pulumi_cli.release import fill_from_release
from pulumi_chatbotkit.pulumi_cli.versions import BUILD_TIME, MINIMUM_GO, MINIMUM_VERSION, PULUMI_VERSION


@dataclass(frozen=True)
class Finder:
    """A way to find a Pulumi CLI that is there already. ``find`` raises ``Unavailable`` when there is none."""

    name: str
    find: Callable[[Mapping[str, str]], PulumiCli]


@dataclass(frozen=True)
class Source:
    """A way to get a Pulumi CLI.

    ``fill`` is called with an empty directory, the environment and where to report to. It leaves the programs in
    ``bin`` below that directory or raises ``Unavailable``; an incomplete result is thrown away.
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
     it downloads Pulumi {PULUMI_VERSION}.
  3. Install Go {MINIMUM_GO.major}.{MINIMUM_GO.minor} or newer and let it reach a module proxy (GOPROXY is honoured),
     {AGAIN}: it builds Pulumi {PULUMI_VERSION}, {BUILD_TIME}."""


def find_pulumi_cli(environ: Mapping[str, str] | None = None) -> PulumiCli:
    """The Pulumi CLI of this machine, from ``PATH`` or the cache. Downloads and builds nothing.

    ``environ`` is the environment to look in, the process's own by default.

    Raises:
        PulumiCliError: there is none.
    """
    pulumi_cli, refusals = _look(_environment(environ))
    if pulumi_cli is None:
        hint = "Run `pulumi-chatbotkit engine ensure` to get one."
        raise PulumiCliError("\n".join(["No Pulumi CLI with a Python language host on this machine:", *refusals, hint]))
    return pulumi_cli


def ensure_pulumi_cli(
    environ: Mapping[str, str] | None = None,
    *,
    progress: Progress | None = None,
    sources: Sequence[Source] = SOURCES,
) -> PulumiCli:
    """The Pulumi CLI of this machine; downloaded or built into the per-user cache if there is none.

    Safe to run several times at once: one run gets it, the others wait. Reports to standard error by default.

    Raises:
        PulumiCliError: there is none and no source could make one.
    """
    environ = _environment(environ)
    progress = progress or progress_on()
    pulumi_cli, refusals = _look(environ)
    if pulumi_cli is not None:
        return pulumi_cli
    for refusal in refusals:
        progress.say(refusal.strip())
    entry = cache.cache_entry(environ)
    try:
        with cache.entry_locked(entry, progress):
            return _make(entry, environ, progress, sources)
    except Unavailable as error:
        tried = [*refusals, *str(error).splitlines()]
        raise PulumiCliError("\n".join(["No Pulumi CLI with a Python language host:", *tried, WAYS_OUT])) from error


def _environment(environ: Mapping[str, str] | None) -> Mapping[str, str]:
    return os.environ if environ is None else environ


def _look(environ: Mapping[str, str]) -> tuple[PulumiCli | None, list[str]]:
    """The first Pulumi CLI found, and why the finders before it failed."""
    refusals: list[str] = []
    for finder in FINDERS:
        try:
            return finder.find(environ), refusals
        except Unavailable as error:
            refusals.append(_refusal(finder.name, error))
    return None, refusals


def _make(entry: Path, environ: Mapping[str, str], progress: Progress, sources: Sequence[Source]) -> PulumiCli:
    """The Pulumi CLI from the first source that works, as this cache entry; to be used under the lock."""
    try:
        return cache.in_cache(environ)  # a run that held the lock before us may have made it
    except Unavailable:
        refusals: list[str] = []
    for source in sources:
        try:
            _make_from(source, entry, environ, progress)
            return cache.in_cache(environ)
        except (Unavailable, OSError) as error:  # a full disk, say
            refusals.append(_refusal(source.name, error))
            progress.say(refusals[-1].strip())
    raise Unavailable("\n".join(refusals))


def _make_from(source: Source, entry: Path, environ: Mapping[str, str], progress: Progress) -> None:
    with cache.build_directory(entry) as directory:
        source.fill(directory, environ, progress)
        made = in_directory(directory / cache.BIN, environ, source.name)
        cache.publish(directory, entry, cache.Manifest(version=made.version, origin=made.origin))


def _refusal(way: str, error: Exception) -> str:
    return f"  {way}: {error}"
