"""YAML for tenants files: safe, with anchors and merge keys, without YAML 1.1's surprises.

Unquoted ``null``, ``true``, ``false`` and plain numbers mean what they look like. Everything else is text as written:
``no``, ``on``, ``2026-01-01``, ``1:30``, ``007``. A key given twice is an error, and so is a tag for values
that JSON does not have.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import cast

import yaml

from pulumi_chatbotkit.inputs.tenants.document import (
    DECIMAL,
    MAX_DEPTH,
    MAX_VALUES,
    WHOLE_NUMBER,
    Document,
    unusable,
    whole_number,
)
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath, dotted
from pulumi_chatbotkit.yaml_bounds import YamlBounds, YamlRefused, check_yaml

_TAG = "tag:yaml.org,2002:"
_MERGE = f"{_TAG}merge"
_BOUNDS = YamlBounds(depth=MAX_DEPTH, values=MAX_VALUES)
_TAB = re.compile(r" *\t")

_SCALARS: Mapping[str, tuple[re.Pattern[str], str, Callable[[str], JsonValue]]] = {
    f"{_TAG}null": (re.compile("~|null|Null|NULL|"), "~nN", lambda _: None),
    f"{_TAG}bool": (re.compile("true|True|TRUE|false|False|FALSE"), "tTfF", lambda text: text.lower() == "true"),
    f"{_TAG}int": (WHOLE_NUMBER, "-0123456789", whole_number),
    f"{_TAG}float": (DECIMAL, "-0123456789", float),
    f"{_TAG}str": (re.compile(".*", re.DOTALL), "", str),
}
"""For each tag: the texts that have it, the characters that these begin with, and the conversion to a value."""


def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """For each first character, the tags that an unquoted text may have; in PyYAML's format."""
    resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {
        "": [(f"{_TAG}null", re.compile(r"\Z"))],
        "<": [(_MERGE, re.compile(r"<<\Z"))],
    }
    for tag, (pattern, beginnings, _) in _SCALARS.items():
        for character in beginnings:
            resolvers.setdefault(character, []).append((tag, re.compile(rf"(?:{pattern.pattern})\Z")))
    return resolvers


_BaseLoader = cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))


class _Loader(_BaseLoader):
    yaml_implicit_resolvers = _resolvers()


def read_yaml(file: str, text: str) -> Document:
    """The document in ``text``; raises TenantsFileError if it is not YAML."""
    try:
        check_yaml(text, _BOUNDS)
        root = yaml.compose(text, Loader=_Loader)
        if root is None:
            raise unusable(file, "is empty: a tenants file begins with `tenants:`")
        return _Builder(file).document(root)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        raise unusable(file, f"is no YAML here: {_reason(error, text, line)}", line=line) from error
    except yaml.YAMLError as error:
        raise unusable(file, f"is no YAML: {str(error).splitlines()[0]}", line=_line_of(error, text)) from error
    except YamlRefused as error:
        raise unusable(file, str(error), line=error.line) from error


def events(text: str) -> Iterator[yaml.Event]:
    """The parser's events for a text that ``read_yaml`` has read, each with its position."""
    return yaml.parse(text, Loader=_Loader)


def _reason(error: yaml.MarkedYAMLError, text: str, line: int | None) -> str:
    """What is wrong. The parser says of a tab only that it cannot start a token."""
    lines = text.splitlines()
    if line is not None and line <= len(lines) and _TAB.match(lines[line - 1]):
        return "a tab indents this line, but YAML is indented with spaces"
    return " ".join(part for part in (error.context, error.problem) if part)


def _line_of(error: yaml.YAMLError, text: str) -> int | None:
    """The line of a character that YAML does not allow at all; None for another error."""
    position: object = getattr(error, "position", None)
    return text.encode()[:position].count(b"\n") + 1 if isinstance(position, int) else None


class _Builder:
    """Turns nodes into values, and records the line of every key."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._lines: dict[KeyPath, int] = {}
        self._problems: list[FileProblem] = []
        self._open: set[int] = set()

    def document(self, root: yaml.Node) -> Document:
        """The document with the value of the root node."""
        value = self._value(root, ())
        return Document(self._file, value, self._lines, tuple(dict.fromkeys(self._problems)))

    def _value(self, node: yaml.Node, path: KeyPath) -> JsonValue:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        if id(node) in self._open:
            self._problem(node, path, "contains itself")
            return None
        self._open.add(id(node))
        built = self._mapping(node, path) if isinstance(node, yaml.MappingNode) else self._sequence(node, path)
        self._open.discard(id(node))
        return built

    def _scalar(self, node: yaml.ScalarNode, path: KeyPath) -> JsonValue:
        text = cast("str", node.value)
        pattern, _, convert = _SCALARS.get(node.tag, (None, "", str))
        if pattern is not None and pattern.fullmatch(text):
            return convert(text)
        tag = node.tag.replace(_TAG, "!!")
        self._problem(node, path, f"is {text!r} with the tag {tag}, which no JSON value has: leave out the tag")
        return None

    def _sequence(self, node: yaml.Node, path: KeyPath) -> list[JsonValue]:
        items = cast("list[yaml.Node]", node.value)
        for index, item in enumerate(items):
            self._lines[(*path, index)] = _line(item)
        return [self._value(item, (*path, index)) for index, item in enumerate(items)]

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> JsonObject:
        entries = self._entries(node, path)
        for key, (line, _) in entries.items():
            self._lines[(*path, key)] = line
        return {key: self._value(inner, (*path, key)) for key, (_, inner) in entries.items()}

    def _entries(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, tuple[int, yaml.Node]]:
        """Line and node of every key. Merged keys come first; the map's own keys override them."""
        merged: dict[str, tuple[int, yaml.Node]] = {}
        own: dict[str, tuple[int, yaml.Node]] = {}
        for key_node, inner in cast("list[tuple[yaml.Node, yaml.Node]]", node.value):
            if key_node.tag == _MERGE:
                for source in self._merged(inner, path):
                    for key, entry in self._entries(source, path).items():
                        merged.setdefault(key, entry)
            elif not isinstance(key_node, yaml.ScalarNode):
                self._problem(key_node, path, "has a list or a map as a key, but keys are text")
            elif key_node.value in own:
                first = own[key_node.value][0]
                self._problem(key_node, (*path, key_node.value), f"is given twice, first in line {first}")
            else:
                own[key_node.value] = (_line(key_node), inner)
        return merged | own

    def _merged(self, node: yaml.Node, path: KeyPath) -> Iterator[yaml.MappingNode]:
        sources = cast("list[yaml.Node]", node.value) if isinstance(node, yaml.SequenceNode) else [node]
        for source in sources:
            if not isinstance(source, yaml.MappingNode):
                self._problem(source, path, "has `<<` with something that is no map")
            elif id(source) in self._open:
                self._problem(source, path, "contains itself")
            else:
                self._open.add(id(source))
                yield source
                self._open.discard(id(source))

    def _problem(self, node: yaml.Node, path: KeyPath, reason: str) -> None:
        self._problems.append(FileProblem(self._file, _line(node), dotted(path), reason))


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1
