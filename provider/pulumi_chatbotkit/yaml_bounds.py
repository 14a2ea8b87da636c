"""Bounds for YAML of people, checked on the parser's events before anything is built.

The C parser that builds nodes recurses, so nesting without end would crash the process; and aliases of aliases, or
merges of merges, make billions of values out of ten lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, cast

import yaml

_Loader = cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))
_TAG_LINE: Final = "\n%TAG"
_MOST_TAG_LINES: Final = 100
"""libyaml compares each with all before it."""


class YamlRefused(Exception):
    """The YAML is beyond a bound. ``line``: counted from 1."""

    def __init__(self, reason: str, line: int) -> None:
        self.line = line
        super().__init__(reason)


@dataclass(frozen=True, kw_only=True)
class YamlBounds:
    """What a document may have once its aliases are filled in; ``aliases`` False refuses every alias."""

    depth: int = 100
    values: int = 1_000_000
    characters: int = 100_000_000
    aliases: bool = True


@dataclass
class _Size:
    """How many values and characters a node stands for, with everything below it."""

    values: int = 1
    characters: int = 0
    anchor: str | None = None

    def add(self, other: "_Size") -> None:
        self.values += other.values
        self.characters += other.characters


def check_yaml(text: str, bounds: YamlBounds) -> None:
    """Check a text that is about to be loaded.

    Raises:
        YamlRefused: it is beyond a bound.
        yaml.YAMLError: it is no YAML.
    """
    if text.count(_TAG_LINE) > _MOST_TAG_LINES:
        raise YamlRefused(f"has more than {_MOST_TAG_LINES} %TAG lines", 1)
    _Check(bounds).run(text)


@dataclass
class _Check:
    bounds: YamlBounds
    _anchors: dict[str, _Size] = field(default_factory=dict[str, _Size])
    _open: list[_Size] = field(default_factory=list[_Size])
    _total: _Size = field(default_factory=_Size)

    def run(self, text: str) -> None:
        for event in _events(text):
            line = 1 if event.start_mark is None else event.start_mark.line + 1
            if isinstance(event, yaml.CollectionEndEvent):
                self._close(line)
            elif isinstance(event, yaml.CollectionStartEvent):
                self._begin(event.anchor, line)
            elif isinstance(event, yaml.NodeEvent):
                self._add(self._size(event, line), line)

    def _begin(self, anchor: str | None, line: int) -> None:
        self._open.append(_Size(anchor=anchor))
        if len(self._open) > self.bounds.depth:
            raise YamlRefused(f"is nested deeper than {self.bounds.depth} levels", line)

    def _close(self, line: int) -> None:
        size = self._open.pop()
        if size.anchor is not None:
            self._anchors[size.anchor] = size
        self._add(size, line)

    def _size(self, event: yaml.NodeEvent, line: int) -> _Size:
        """The size of a scalar, or of what an alias stands for."""
        if isinstance(event, yaml.AliasEvent):
            if not self.bounds.aliases:
                raise YamlRefused("has an alias, which such a file cannot have", line)
            # An alias of what is still open contains itself, which the reader refuses.
            return self._anchors.get(cast("str", event.anchor), _Size())
        size = _Size(characters=len(cast("yaml.ScalarEvent", event).value))
        if event.anchor is not None:
            self._anchors[event.anchor] = size
        return size

    def _add(self, size: _Size, line: int) -> None:
        around = self._open[-1] if self._open else self._total
        around.add(size)
        if around.values > self.bounds.values:
            raise YamlRefused(f"has more than {self.bounds.values:,} values, once its aliases are filled in", line)
        if around.characters > self.bounds.characters:
            raise YamlRefused(
                f"has more than {self.bounds.characters:,} characters, once its aliases are filled in", line
            )


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_Loader)
