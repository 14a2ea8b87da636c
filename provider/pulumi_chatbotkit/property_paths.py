"""Property paths of Pulumi's options, such as ``limits.database["bots"]``, and values at them.

``ignore_changes`` says which entries of the desired state are left to others. Pulumi puts the state's last values there
before it calls a provider. Those may be old: the present ones are in the record.
"""

import re
from collections.abc import Collection, Mapping
from enum import Enum
from typing import Final, TypeAlias

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath

Paths: TypeAlias = Collection[KeyPath]
"""Places in a resource's values, each beginning with a state key."""

WILDCARD: Final = "*"
"""As a key: all keys of the map, or all items of the list."""


class Nothing(Enum):
    """The type of NOTHING."""

    NOTHING = "nothing"


NOTHING: Final = Nothing.NOTHING
"""No value; null is one."""

_PART = re.compile(
    r"""(?:^|\.) (?P<plain>[^.\[\]"]+)    # name, or .name
      | \[ (?P<index>\d+|\*) \]           # [0], [*]
      | \[ "(?P<quoted>(?:[^"\\]|\\.)*)" \]""",
    re.VERBOSE,
)


class NotAPath(ValueError):
    """A text that is not a property path."""


def parsed_path(text: str) -> KeyPath:
    """The keys and indexes of a property path.

    Raises:
        NotAPath: it is none.
    """
    parts: list[str | int] = []
    position = 0
    while position < len(text):
        found = _PART.match(text, position)
        if found is None:
            message = f'{text!r} is no property path; such a path looks like limits.database or meta["plan"]'
            raise NotAPath(message)
        parts.append(_part(found))
        position = found.end()
    if not parts:
        message = "a property path cannot be empty"
        raise NotAPath(message)
    return tuple(parts)


def path_text(path: KeyPath) -> str:
    """A path as Pulumi reads it."""
    return "".join(_part_text(part, first=position == 0) for position, part in enumerate(path))


def with_values_at(paths: Paths, values: Mapping[str, JsonValue], source: Mapping[str, JsonValue]) -> JsonObject:
    """A copy of ``values`` that has at each path what ``source`` has there, or nothing if that has nothing."""
    kept: JsonValue | Nothing = dict(values)
    for path in paths:
        kept = _with_value_at(path, kept, dict(source))
    return kept if isinstance(kept, dict) else {}


def _part(found: re.Match[str]) -> str | int:
    if found["index"] is not None:
        return WILDCARD if found["index"] == WILDCARD else int(found["index"])
    if found["quoted"] is not None:
        return re.sub(r"\\(.)", r"\1", found["quoted"])
    return found["plain"]


def _part_text(part: str | int, *, first: bool) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    if part == WILDCARD or re.fullmatch(r"[A-Za-z0-9_-]+", part):
        return part if first else f".{part}"
    escaped = part.replace("\\", r"\\").replace('"', r"\"")
    return f'["{escaped}"]'


def _with_value_at(path: KeyPath, value: JsonValue | Nothing, source: JsonValue | Nothing) -> JsonValue | Nothing:
    if not path:
        return source
    head, rest = path[0], path[1:]
    if isinstance(value, list):
        return _with_items_at(head, rest, value, source if isinstance(source, list) else [])
    inside = source if isinstance(source, dict) else {}
    if isinstance(value, dict):
        return _with_keys_at(head, rest, value, inside)
    # The program has no map there, but what others have put into it survives.
    return (_with_keys_at(head, rest, {}, inside) or value) if value is NOTHING else value


def _with_keys_at(head: str | int, rest: KeyPath, value: JsonObject, source: Mapping[str, JsonValue]) -> JsonObject:
    made = dict(value)
    for key in {**value, **source} if head == WILDCARD else (str(head),):
        inner = _with_value_at(rest, value.get(key, NOTHING), source.get(key, NOTHING))
        if inner is NOTHING:
            made.pop(key, None)
        else:
            made[key] = inner
    return made


def _with_items_at(head: str | int, rest: KeyPath, value: list[JsonValue], source: list[JsonValue]) -> list[JsonValue]:
    """Items are told apart by their position, so that only those that both lists have can be kept."""
    made = list(value)
    for index in range(min(len(value), len(source))):
        inner = _with_value_at(rest, value[index], source[index]) if head in (WILDCARD, index) else value[index]
        made[index] = None if inner is NOTHING else inner
    return made
