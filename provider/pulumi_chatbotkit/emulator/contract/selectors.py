"""CSS selectors, as far as their syntax goes (docs/api/api.md b.18, sitemap).

The service's parser is not known, and so is its text: what every parser of selectors accepts is accepted here.
"""

import re
from typing import Final

from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, Refusal
from pulumi_chatbotkit.json_values import JsonValue

_NAME: Final = r"(?:--|-?(?:[A-Za-z_\u0080-\U0010ffff]|\\.))(?:[\w\u0080-\U0010ffff-]|\\.)*"
_TEXT: Final = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_TYPE: Final = re.compile(rf"(?:(?:{_NAME}|\*)?\|)?(?:{_NAME}|\*)")
_PART: Final = re.compile(
    rf"""[#](?:[\w-]|\\.|[\u0080-\U0010ffff])+      # an id
    | \.{_NAME}                                     # a class
    | \[\s*(?:{_NAME}\|)?{_NAME}\s*(?:[~|^$*]?=\s*(?:{_TEXT}|(?:[\w-]|\\.)+)\s*(?:[is]\s*)?)?\]  # an attribute
    | ::?{_NAME}(?P<opens>\()?                      # a pseudo-class or element
    """,
    re.VERBOSE,
)
_COMBINATOR: Final = re.compile(r"\s*(?:\|\||[>+~])\s*|\s+")
_SEPARATOR: Final = re.compile(r"\s*,\s*")
_BRACKETS_OR_TEXT: Final = re.compile(rf"{_TEXT}|[()]")


def check_selectors(name: str, value: JsonValue) -> None:
    """CSS selectors, separated by commas, or nothing."""
    text = str(value).strip()
    if text and not _is_selector_list(text):
        raise Refusal(BAD_REQUEST, f'"{name}" failed custom validation because Invalid selector: {text}')


def _is_selector_list(text: str) -> bool:
    position = 0
    while True:
        after = _after_compound(text, position)
        if after is None:
            return False
        if after == len(text):
            return True
        link = _SEPARATOR.match(text, after) or _COMBINATOR.match(text, after)
        if link is None:
            return False
        position = link.end()


def _after_compound(text: str, start: int) -> int | None:
    """The end of a type with its classes, attributes and so on; None if there is none at ``start``."""
    kind = _TYPE.match(text, start)
    position = start if kind is None else kind.end()
    while (part := _PART.match(text, position)) is not None:
        position = part.end()
        if part["opens"]:
            closing = _closing(text, position)
            if closing is None:
                return None
            position = closing
    return None if position == start else position


def _closing(text: str, start: int) -> int | None:
    """The position after the bracket that closes what is open at ``start``; something must be inside."""
    depth = 1
    for found in _BRACKETS_OR_TEXT.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth == 0:
            return found.end() if text[start : found.start()].strip() else None
    return None
