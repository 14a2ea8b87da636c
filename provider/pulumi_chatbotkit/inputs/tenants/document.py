"""What all three formats are read into: one JSON value, the line of each key, and what was wrong with the text.

Values are those that JSON can carry unharmed: no dates, no infinity, no whole number beyond 2^53, which would arrive
rounded, because Pulumi and the API's JavaScript hold numbers as doubles.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.inputs.tenants.problems import Path, Problem, TenantsFileError
from pulumi_chatbotkit.json_values import JsonValue

WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+][0-9]+)?")
"""What text means a number. Narrower than YAML: ``1e3``, ``007``, ``0x1F`` and ``1_000`` are text (ids look so)."""

_EXACT_TO = 2**53
_EXACT_DIGITS = 20
_DEEPEST = 100


@dataclass(frozen=True)
class Document:
    """A file after reading and before its fields are examined."""

    file: str
    value: JsonValue
    lines: Mapping[Path, int]
    faults: tuple[Problem, ...] = ()

    def problem(self, path: Path, reason: str) -> Problem:
        """A problem at ``path``, in its line or that of the nearest key above it."""
        above = (self.lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in self.lines)
        return Problem(self.file, next(above, None), dotted(path), reason)


def dotted(path: Path) -> str:
    """``tenants.acme.bots`` for a path."""
    return ".".join(map(str, path))


def unusable(file: str, reason: str, *, line: int | None = None) -> TenantsFileError:
    """The error of a file that can not be read any further."""
    return TenantsFileError((Problem(file, line, "", reason),))


def whole_number(text: str) -> int | float:
    """The number that ``text`` spells; a float if it is too long to be exact anyway."""
    return int(text) if len(text) < _EXACT_DIGITS else float(text)


def unstorable(value: JsonValue, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """What JSON could not carry unharmed, with its place."""
    if len(path) > _DEEPEST:
        yield path[:_DEEPEST], f"is nested deeper than {_DEEPEST} levels"
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from unstorable(inner, (*path, index))
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not _is_unicode(key):
                yield path, f"has the key {key!r}, which holds half of a surrogate pair"
            yield from unstorable(inner, (*path, key))
    elif isinstance(value, str):
        if not _is_unicode(value):
            yield path, "holds half of a surrogate pair, which is no character"
    elif value is not None and not -_EXACT_TO <= value <= _EXACT_TO:  # not a number (NaN) is not in between either
        yield path, f"is {value}, a number that can not be kept exactly: put it in quotes"


def _is_unicode(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)
