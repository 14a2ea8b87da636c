"""JSON with the line of every key, which the standard library's parser does not report."""

import json
import re
from dataclasses import dataclass, field

from pulumi_chatbotkit.inputs.tenants.document import MAX_DEPTH, MAX_VALUES, Document, unusable, whole_number
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem, TenantsFileError
from pulumi_chatbotkit.json_values import JsonValue, KeyPath, dotted, inner_values

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
        raise _too_deep(file, text) from error
    _check_bounds(file, value, text)
    locator = _Locator(file)
    for match in _SYMBOL.finditer(text):
        locator.read(match.group())
    return Document(file, value, locator.lines, tuple(locator.problems))


def _check_bounds(file: str, value: JsonValue, text: str) -> None:
    """Refuse what the locator, which keeps the path of each key, would need too much memory for."""
    level: list[JsonValue] = [value]
    count = 0
    for _ in range(MAX_DEPTH + 1):
        count += len(level)
        if count > MAX_VALUES:
            raise unusable(file, f"has more than {MAX_VALUES:,} values")
        level = [inner for outer in level for inner in inner_values(outer)]
        if not level:
            return
    raise _too_deep(file, text)


def _too_deep(file: str, text: str) -> TenantsFileError:
    """The error of a text that is nested too deep, with the line where it becomes so."""
    line, depth = 1, 0
    for match in _SYMBOL.finditer(text):
        symbol = match.group()
        line += symbol == "\n"
        depth += (symbol in "{[") - (symbol in "}]")
        if depth > MAX_DEPTH:
            break
    return unusable(file, f"is nested deeper than {MAX_DEPTH} levels", line=line)


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
