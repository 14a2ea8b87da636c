"""Where each entry of a tenants file is in its text, so that one can be changed and all other text stays as it is.

Positions are counted in characters. The text has been read before, so it is valid and nested only so deep.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import yaml

from pulumi_chatbotkit.inputs.tenants.yaml_text import events

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_BLOCK_STYLES: Final = ("|", ">")


@dataclass(frozen=True)
class TextNode:
    """A value in a text."""

    start: int
    end: int
    """Behind the value; of a block in YAML, where the next token begins."""
    content_end: int
    """Behind its last character that is not found by its indentation: of block text, where that begins."""
    is_flow: bool = True
    """True for what is in brackets, as in JSON, and for all scalars; False for maps by indentation."""
    is_map: bool = False
    entries: "tuple[TextEntry, ...]" = ()
    """Of a map."""
    items: "tuple[TextNode, ...]" = ()
    """Of a list."""
    anchor: str | None = None
    alias: str | None = None

    def entry(self, key: str) -> "TextEntry | None":
        """The entry with this key; merged ones are not here."""
        return next((each for each in self.entries if each.key == key), None)

    def all(self) -> "Iterator[TextNode]":
        """The node, and everything in it."""
        yield self
        for each in (*(entry.value for entry in self.entries), *self.items):
            yield from each.all()


@dataclass(frozen=True)
class TextEntry:
    """An entry of a map."""

    key: str
    start: int
    """Where its key begins."""
    value: TextNode


def yaml_tree(text: str) -> TextNode:
    """The positions in a YAML text."""
    found = events(text)
    return _node(found, next(each for each in found if isinstance(each, yaml.NodeEvent)))


def _node(found: Iterator[yaml.Event], event: yaml.NodeEvent) -> TextNode:
    start, end = _marks(event)
    if isinstance(event, yaml.CollectionStartEvent):
        return _collection(found, event)
    if isinstance(event, yaml.ScalarEvent):
        return TextNode(start, end, start if event.style in _BLOCK_STYLES else end, anchor=event.anchor)
    return TextNode(start, end, end, alias=event.anchor)


def _collection(found: Iterator[yaml.Event], event: yaml.CollectionStartEvent) -> TextNode:
    start, end = _marks(event)
    children: list[TextNode] = []
    keys: list[str] = []
    for inner in found:
        if not isinstance(inner, yaml.NodeEvent):
            _, end = _marks(inner)
            break
        children.append(_node(found, inner))
        keys.append(inner.value if isinstance(inner, yaml.ScalarEvent) else "")
    is_flow, anchor = bool(event.flow_style), event.anchor
    content_end = end if is_flow else max((each.content_end for each in children), default=start)
    if not isinstance(event, yaml.MappingStartEvent):
        return TextNode(start, end, content_end, is_flow, items=tuple(children), anchor=anchor)
    pairs = zip(keys[::2], children[::2], children[1::2], strict=True)
    entries = tuple(TextEntry(key, key_node.start, value) for key, key_node, value in pairs)
    return TextNode(start, end, content_end, is_flow, is_map=True, entries=entries, anchor=anchor)


def _marks(event: yaml.Event) -> tuple[int, int]:
    # Marks are missing only in events that nobody has parsed.
    return (event.start_mark.index, event.end_mark.index) if event.start_mark and event.end_mark else (0, 0)


def json_tree(text: str) -> TextNode:
    """The positions in a JSON text, of maps in maps."""
    return _json_value(text, _after_blanks(text, 0))


def _json_value(text: str, start: int) -> TextNode:
    if text[start] != "{":
        end = _json_end(text, start)
        return TextNode(start, end, end)
    entries: list[TextEntry] = []
    position = _after_blanks(text, start + 1)
    while text[position] != "}":
        key_end = _json_end(text, position)
        value = _json_value(text, _after_blanks(text, _after_blanks(text, key_end) + 1))
        entries.append(TextEntry(str(json.loads(text[position:key_end])), position, value))
        position = _after_blanks(text, value.end)
        if text[position] == ",":
            position = _after_blanks(text, position + 1)
    return TextNode(start, position + 1, position + 1, is_map=True, entries=tuple(entries))


def _json_end(text: str, start: int) -> int:
    _, end = json.JSONDecoder().raw_decode(text, start)
    return end


def _after_blanks(text: str, position: int) -> int:
    found = _BLANK.match(text, position)
    return position if found is None else found.end()


def anchors_used(node: TextNode, others: Iterable[TextNode]) -> list[str]:
    """The anchors in ``node`` that other nodes refer to."""
    own = {each.anchor for each in node.all() if each.anchor is not None}
    return sorted({each.alias for other in others for each in other.all() if each.alias in own and each.alias})
