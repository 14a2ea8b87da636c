"""What the commands that print reports share: exit codes, progress, and Markdown that fits a comment."""

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import typer

from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.printable import printable

NOTHING_TO_SAY: Final = 0
COULD_NOT_CHECK: Final = 1
DIFFERS: Final = 7
"""Pulumi's own exit code of `preview --expect-no-changes`."""

MARKDOWN_LIMIT: Final = 60_000
"""Characters: a comment on GitHub may have 65,536."""

_ROOM_FOR_NOTE: Final = 200
_SPECIAL: Final = str.maketrans({character: f"\\{character}" for character in "\\`*_{}[]<>|#~!&$%"})
"""With ``$`` for mathematics and snippets, and ``%`` for milestones. With ``&``,
because an entity such as ``&commat;`` becomes the character before mentions are looked for."""
_LINKED: Final = re.compile(r"(?<=:)(?=//)|(?<=@)|(?<=[Ww]{3})(?=\.)|(?<=\b[Gg][Hh])(?=-\d)")
"""Where a page would see the middle of a URL, of a mention, of a host name, or of an issue of GitHub (``GH-12``)."""
_LONGEST: Final = 60
"""Characters of a value in a table."""


def exit_code_of(failures: Sequence[object], findings: Sequence[object]) -> int:
    """The exit code of a report. What could not be checked comes first: it may hide something."""
    if failures:
        return COULD_NOT_CHECK
    return DIFFERS if findings else NOTHING_TO_SAY


def shown(value: JsonValue) -> str:
    """A value as people read it: texts as they are, ``none`` for null."""
    return "none" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def short(text: str, longest: int = _LONGEST) -> str:
    """The text, cut with an ellipsis if it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def customer_name(customer: str) -> str:
    """What stands for a customer, also for what is in none."""
    return customer or "(parent account)"


def progress_line(noun: str) -> "ProgressLine":
    """Progress on standard error, if that is a terminal."""
    return ProgressLine(noun, is_shown=sys.stderr.isatty())


class ProgressLine:
    """One line on a terminal, and nothing elsewhere."""

    def __init__(self, noun: str, *, is_shown: bool) -> None:
        self._noun = noun
        self._is_shown = is_shown

    def __call__(self, done: int, everything: int) -> None:
        if self._is_shown:
            end = "\n" if done == everything else "\r"
            typer.echo(f"{done:,} of {everything:,} {self._noun}{end}", err=True, nl=False)


@dataclass(frozen=True)
class Part:
    """A table of a Markdown report, such as one customer's."""

    title: str
    header: tuple[str, str]
    """The line with the names of the columns, and the one below it."""
    rows: Sequence[str]


def in_cell(text: str) -> str:
    """Text of others in a Markdown cell: nothing in it is markup, a link, or a mention."""
    one_line = printable(" ".join(text.split()))
    return _LINKED.sub("\u200b", one_line.translate(_SPECIAL))


def row(*cells: str) -> str:
    """A row of a Markdown table; the cells are texts of others."""
    return f"| {' | '.join(map(in_cell, cells))} |"


def markdown(head: Sequence[str], parts: Sequence[Part], noun: str, limit: int = MARKDOWN_LIMIT) -> str:
    """A document of at most ``limit`` characters: as many rows as fit, and how many were left out.

    Args:
        head: The lines before the tables; at most a quarter of the document.
        parts: The tables, in the order of their weight.
        noun: What the rows are, in the plural.
        limit: Characters.
    """
    text = _head(head, limit // 4)
    for index, part in enumerate(parts):
        rows, block = 0, "".join(f"{line}\n" for line in ("", f"### {part.title}", "", *part.header))
        for row in part.rows:
            if len(text) + len(block) + len(row) + 1 > limit - _ROOM_FOR_NOTE:
                break
            rows, block = rows + 1, f"{block}{row}\n"
        text += block if rows else ""
        if rows < len(part.rows):
            left = len(part.rows) - rows + sum(len(each.rows) for each in parts[index + 1 :])
            tables = len(parts) - index
            return f"{text}\n*Cut here: {left:,} more {noun} in {tables:,} table{'s' if tables > 1 else ''}.*\n"
    return text


def _head(lines: Sequence[str], limit: int) -> str:
    text = ""
    for number, line in enumerate(lines):
        whole = f"{short(line, limit // 2)}\n"
        if len(text) + len(whole) > limit - _ROOM_FOR_NOTE:
            return f"{text}\n*{len(lines) - number:,} more lines are left out.*\n"
        text += whole
    return text
