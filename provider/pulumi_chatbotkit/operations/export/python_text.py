"""Writes values as Python in the layout of `ruff format`, with any length of lines. Pure."""

from collections.abc import Mapping, Sequence
from typing import Final

from pulumi_chatbotkit.json_values import JsonValue

_INDENT: Final = "    "
Arguments = Mapping[str, "JsonValue | Expression"]


class Expression(str):
    """Python that is written as it is: ``faq.id``."""

    __slots__ = ()


def call_text(function: str, positional: Sequence[JsonValue], arguments: Arguments) -> str:
    """A call with an argument a line, each with a comma, which makes the formatter keep the lines."""
    given = [*map(_text, positional), *(f"{name}={_text(value)}" for name, value in arguments.items())]
    return f"{function}({_lines(given)})"


def _text(value: "JsonValue | Expression", indent: str = _INDENT) -> str:
    if isinstance(value, Expression):
        return str(value)
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return f"[{_lines([_text(each, indent + _INDENT) for each in value], indent)}]"
    if isinstance(value, dict):
        inside = [f"{_quoted(key)}: {_text(each, indent + _INDENT)}" for key, each in value.items()]
        return f"{{{_lines(inside, indent)}}}"
    return repr(value)


def _lines(items: Sequence[str], indent: str = "") -> str:
    inner = f"\n{indent}{_INDENT}"
    return f"{inner}{f',{inner}'.join(items)},\n{indent}" if items else ""


def _quoted(text: str) -> str:
    """In double quotes, unless single ones need fewer backslashes."""
    body = repr(f'"{text}')[2:-1]  # in single quotes, and with a double one in it: repr escapes what is single
    if text.count('"') > text.count("'"):
        return f"'{body}'"
    return '"' + body.replace("\\'", "'").replace('"', '\\"') + '"'
