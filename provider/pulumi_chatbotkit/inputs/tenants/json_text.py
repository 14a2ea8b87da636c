"""JSON with the line of every key, which the standard library's reader does not give."""

import json
import re
from dataclasses import dataclass, field

from pulumi_chatbotkit.inputs.tenants.document import Document, dotted, unusable, whole_number
from pulumi_chatbotkit.inputs.tenants.problems import Path, Problem
from pulumi_chatbotkit.json_values import JsonValue

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|\n')


def read_json(file: str, text: str) -> Document:
    """The document in ``text``; raises TenantsFileError where it is no JSON."""
    if not text.strip():
        raise unusable(file, 'is empty: a tenants file begins with {"tenants": {')
    try:
        value: JsonValue = json.loads(text, parse_int=whole_number)
    except json.JSONDecodeError as error:
        raise unusable(file, f"is no JSON here: {error.msg}", line=error.lineno) from error
    except RecursionError as error:
        raise unusable(file, "is nested too deep") from error
    locator = _Locator(file)
    for match in _PIECE.finditer(text):
        locator.take(match.group())
    return Document(file, value, locator.lines, tuple(locator.faults))


@dataclass
class _Locator:
    """Follows the pieces of a text that is known to be JSON, so that brackets match and keys come where they must."""

    file: str
    lines: dict[Path, int] = field(default_factory=dict[Path, int])
    faults: list[Problem] = field(default_factory=list[Problem])
    line: int = 1
    _path: list[str | int] = field(default_factory=list[str | int])
    _known: list[dict[str, int] | None] = field(default_factory=list[dict[str, int] | None])
    """Per open bracket the keys so far and their lines; None for a list."""
    _key_follows: bool = False

    def take(self, piece: str) -> None:
        """Go on by one bracket, comma, string or line end."""
        if piece == "\n":
            self.line += 1
        elif piece in "{[":
            self._path.append(0)
            self._known.append({} if piece == "{" else None)
            self._key_follows = piece == "{"
        elif piece in "}]":
            self._path.pop()
            self._known.pop()
            self._key_follows = False
        elif piece == ",":
            self._key_follows = self._known[-1] is not None
            last = self._path[-1]
            self._path[-1] = last + 1 if isinstance(last, int) else last
        elif self._key_follows:
            self._key(json.loads(piece))

    def _key(self, key: str) -> None:
        self._key_follows = False
        self._path[-1] = key
        path, known = tuple(self._path), self._known[-1]
        if known is not None and key in known:
            self.faults.append(
                Problem(self.file, self.line, dotted(path), f"is given twice, first in line {known[key]}")
            )
            return
        self.lines[path] = self.line
        if known is not None:
            known[key] = self.line
