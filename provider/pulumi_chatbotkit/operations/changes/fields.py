"""Which fields differ between two states of a resource, without what is secret in them."""

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, KeyPath
from pulumi_chatbotkit.operations.hidden_values import hidden

_LONGEST: Final = 1_000
"""Characters of a text in a report."""
_ONE_LINE: Final = 60
"""A text that is longer, or has several lines, is shown by the lines that differ."""
_MOST_LINES: Final = 8
_LONGEST_LINE: Final = 160
_MOST_COMPARED: Final = 100_000
"""Characters of a text whose lines are compared."""


@dataclass(frozen=True)
class Difference:
    """One value that differs."""

    path: KeyPath
    before: JsonValue
    after: JsonValue


def differences(before: JsonObject, after: JsonObject, secret: Collection[KeyPath] = ()) -> Iterator[Difference]:
    """The values that differ, each by its path: inside of maps, and lists as a whole.

    What is secret is compared as a whole, and hidden.
    """
    for key in {**before, **after}:
        for each in _differences((key,), before.get(key), after.get(key), secret):
            yield Difference(each.path, hidden(secret, each.before, each.path), hidden(secret, each.after, each.path))


def _differences(
    path: KeyPath, before: JsonValue, after: JsonValue, secret: Collection[KeyPath]
) -> Iterator[Difference]:
    if before == after and type(before) is type(after):
        return
    both = [before, after]
    if path not in secret and all(isinstance(each, dict) or each is None for each in both) and any(both):
        old, new = (each if isinstance(each, dict) else {} for each in both)
        for key in {**old, **new}:
            yield from _differences((*path, key), old.get(key), new.get(key), secret)
    elif before != after or isinstance(before, bool) or isinstance(after, bool):
        yield Difference(path, before, after)


def shortened(value: JsonValue, longest: int = _LONGEST) -> JsonValue:
    """The value with its long texts cut."""
    match value:
        case str():
            return value if len(value) <= longest else f"{value[: longest - 1]}…"
        case list():
            return [shortened(inner, longest) for inner in value]
        case dict():
            return {key: shortened(inner, longest) for key, inner in value.items()}
        case _:
            return value


def different_lines(before: JsonValue, after: JsonValue) -> tuple[str, ...]:
    """Of texts that do not fit in a line, the lines that differ, each after ``-`` or ``+``.

    At most 8 of 160 characters. Empty for other values, and for texts of more than 100,000 characters.
    """
    texts = [each if isinstance(each, str) else "" for each in (before, after)]
    if not all(isinstance(each, str) or each is None for each in (before, after)):
        return ()
    if not any(len(text) > _ONE_LINE or "\n" in text for text in texts) or max(map(len, texts)) > _MOST_COMPARED:
        return ()
    old, new = (text.splitlines() for text in texts)
    marked = [*difflib.unified_diff(old, new, n=0, lineterm="")][2:]
    lines = [str(shortened(line, _LONGEST_LINE)) for line in marked if not line.startswith("@@")]
    if len(lines) <= _MOST_LINES:
        return tuple(lines)
    return (*lines[:_MOST_LINES], f"… {len(lines) - _MOST_LINES:,} more lines")
