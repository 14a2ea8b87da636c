"""What all three formats are read into: one JSON value, the line of each key, and the problems of the text.

Only values that JSON can carry exactly are accepted: no dates, no infinity, no whole number beyond 2^53, which would be
rounded, because Pulumi and the API's JavaScript store numbers as doubles.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem, TenantsFileError
from pulumi_chatbotkit.json_values import JsonValue, KeyPath, dotted

WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+][0-9]+)?")
"""Texts that are numbers. Fewer than in YAML: ``1e3``, ``007``, ``0x1F`` and ``1_000`` are text, as some ids are."""

_EXACT_TO = 2**53
_EXACT_DIGITS = 20
MAX_BYTES = 100_000_000
"""The largest file that is read: 100,000 tenants with a long text each."""
MAX_DEPTH = 100
"""How deep maps and lists may be nested."""
MAX_VALUES = 1_000_000
"""The values, maps and lists of a file, with those that aliases stand for."""


@dataclass(frozen=True)
class Document:
    """A file that was read and whose values are not examined yet."""

    file: str
    value: JsonValue
    lines: Mapping[KeyPath, int]
    problems: tuple[FileProblem, ...] = ()

    def problem(self, path: KeyPath, reason: str) -> FileProblem:
        """A problem at ``path``, with its line or that of the nearest key above it."""
        above = (self.lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in self.lines)
        return FileProblem(self.file, next(above, None), dotted(path), reason)


def unusable(file: str, reason: str, *, line: int | None = None) -> TenantsFileError:
    """The error of a file that cannot be read any further."""
    return TenantsFileError((FileProblem(file, line, "", reason),))


def whole_number(text: str) -> int | float:
    """``text`` as a number; a float if it has too many digits to be exact anyway."""
    return int(text) if len(text) < _EXACT_DIGITS else float(text)


def unstorable(value: JsonValue, path: KeyPath = ()) -> Iterator[Problem]:
    """The values that JSON cannot carry exactly."""
    if len(path) > MAX_DEPTH:
        yield Problem(path[:MAX_DEPTH], f"is nested deeper than {MAX_DEPTH} levels")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from unstorable(inner, (*path, index))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not _is_unicode(key):
                yield Problem(path, f"has the key {key!r}, which holds half of a surrogate pair")
            yield from unstorable(inner, (*path, key))
    elif isinstance(value, str):
        if not _is_unicode(value):
            yield Problem(path, "holds half of a surrogate pair, which is no character")
    elif value is not None and not -_EXACT_TO <= value <= _EXACT_TO:  # true for NaN, too
        yield Problem(path, f"is {value}, a number that can not be kept exactly: put it in quotes")


def _is_unicode(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)
