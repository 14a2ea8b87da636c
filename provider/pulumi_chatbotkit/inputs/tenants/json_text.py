"""JSON with the line of every key, which the standard library's parser does not report."""

import json
import re
from dataclasses import dataclass, field

from pulumi_chatbotkit.inputs.tenants.document import Document, unusable, whole_number
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem
from pulumi_chatbotkit.json_values import JsonValue, KeyPath, dotted

_SYMBOL = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|\n')


def read_json(file: str, text: str) -> Document:
    """The document in ``text``; raises TenantsFileError if it is not JSON."""
    if not text.strip():
        raise unusable(file, 'is empty: a tenants file begins with {"tenants": {')
    try:
        value: JsonValue = json.loads(text, parse_int=whole_number)
    except json.JSONDecodeError as error:
        raise unusable(file, f"is no JSON here: {error.msg}", line=error.lineno) from error
    except RecursionError as error:
        raise unusable(file, "is nested too deep") from error
    locator = _Locator(file)
    for match in _SYMBOL.finditer(text):
        locator.read(match.group())
    return Document(file, value, locator.lines, tuple(locator.problems))


@dataclass
class _Locator:
    """Finds the line of each key. It reads the symbols of a text that is valid JSON, so it need not check them."""

    file: str
    lines: dict[KeyPath, int] = field(default_factory=dict[KeyPath, int])
    problems: list[FileProblem] = field(default_factory=list[FileProblem])
    line: int = 1
    _path: list[str | int] = field(default_factory=list[str | int])
    _known: list[dict[str, int] | None] = field(default_factory=list[dict[str, int] | None])
    """For each open bracket the keys so far and their lines; None for a list."""
    _key_follows: bool = False

    def read(self, symbol: str) -> None:
        """Read the next symbol: a bracket, comma, string or line end."""
        if symbol == "\n":
            self.line += 1
        elif symbol in "{[":
            self._path.append(0)
            self._known.append({} if symbol == "{" else None)
            self._key_follows = symbol == "{"
        elif symbol in "}]":
            self._path.pop()
            self._known.pop()
            self._key_follows = False
        elif symbol == ",":
            self._key_follows = self._known[-1] is not None
            last = self._path[-1]
            self._path[-1] = last + 1 if isinstance(last, int) else last
        elif self._key_follows:
            self._key(json.loads(symbol))

    def _key(self, key: str) -> None:
        self._key_follows = False
        self._path[-1] = key
        path, known = tuple(self._path), self._known[-1]
        if known is not None and key in known:
            self.problems.append(
                FileProblem(self.file, self.line, dotted(path), f"is given twice, first in line {known[key]}")
            )
            return
        self.lines[path] = self.line
        if known is not None:
            known[key] = self.line
