#!/usr/bin/env python3
"""Stands in for the part of rsync that gitlab-ci-local uses, on a machine that has none: copies of folders and files.

``-a`` copies what is in a folder into another, ``-Ra`` each path under its own name; ``--delete`` empties the other
first. What is excluded is neither copied nor kept: patterns are paths from the folder that is copied.
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

MISSING_SOURCE = 23
"""rsync's exit code where a source is not there."""


def main() -> int:
    given = _parser().parse_args()
    *sources, target = given.paths
    left_out = _left_out([*given.exclude, *(line for path in given.exclude_from for line in _lines(path))])
    if given.delete:
        shutil.rmtree(target, ignore_errors=True)
    code = 0
    for source in sources:
        if source.exists():
            _copy(source, target / source if given.relative else target, left_out)
        else:
            print(f"rsync: {source} is not there", file=sys.stderr)
            code = MISSING_SOURCE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rsync", allow_abbrev=False)
    parser.add_argument("-a", action="store_true", required=True)
    parser.add_argument("-R", dest="relative", action="store_true")
    parser.add_argument("--delete", action="store_true")
    parser.add_argument("--delete-excluded", action="store_true")
    parser.add_argument("--exclude", action="append", default=[])
    parser.add_argument("--exclude-from", action="append", default=[], type=Path)
    parser.add_argument("paths", nargs="+", type=Path)
    return parser


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def _left_out(patterns: Iterable[str]) -> Callable[[str, list[str]], set[str]]:
    """What ``copytree`` leaves out of a folder."""
    excluded = {pattern.removesuffix("/**").strip("/") for pattern in patterns}
    return lambda folder, names: {name for name in names if (Path(folder) / name).as_posix() in excluded}


def _copy(source: Path, target: Path, left_out: Callable[[str, list[str]], set[str]]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, symlinks=True, ignore=left_out, dirs_exist_ok=True)
    else:
        shutil.copy2(source, target)


if __name__ == "__main__":
    sys.exit(main())
