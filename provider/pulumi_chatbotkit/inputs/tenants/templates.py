"""Texts with ``{{ tenant.name }}`` and ``{{ vars.colour }}``: compiled and run by Jinja2 in its immutable sandbox.

Only ``{{ ... }}`` is special, and holds a name and filters: no conditions, loops, calls or arithmetic, so that what is
declared can be read off the file. ``{{{{`` is a literal ``{{``; everything else is text as written.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.suggestions import did_you_mean

OPENING: Final = "{{"
_LITERAL: Final = "{{{{"
_PARTS: Final = re.compile(r"(?s)\{\{\{\{|\{\{(?P<expression>.*?)\}\}|\{\{")
_MOST_CHARACTERS: Final = 1_000_000
"""The longest text that a template may become; no field of the API holds as much."""
_LITERAL_HINT: Final = "two literal braces are written {{{{"
NAMES: Final = ("tenant", "vars")

FILTERS: Final = (
    "capitalize", "default", "first", "int", "join", "last", "length", "lower", "replace", "round", "title", "trim",
    "upper", "urlencode",
)  # fmt: skip
"""The filters of Jinja2 that may be used: each gives a short text or number for a value."""


class TemplateRefused(Exception):
    """The text cannot be filled in; the message continues a sentence that begins with its key."""


class Names(dict[str, JsonValue]):
    """A map that templates read by attribute, and that knows what it is called."""

    def __init__(self, path: str, values: JsonObject) -> None:
        super().__init__(values)
        self.path = path


class _Environment(ImmutableSandboxedEnvironment):
    """Attributes are keys of maps, and nothing else: ``vars.items`` is an entry, not a method of Python."""

    def getattr(self, obj: object, attribute: str) -> object:
        return self.getitem(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        if isinstance(obj, Names) and isinstance(argument, str):
            if argument in obj:
                inner = obj[argument]
                return Names(f"{obj.path}.{argument}", inner) if isinstance(inner, dict) else inner
            meant = did_you_mean(argument, [*obj]) if obj else ""
            return self.undefined(hint=f"uses {obj.path}.{argument}, which is not given{meant}")
        if isinstance(obj, list) and isinstance(argument, int) and 0 <= argument < len(obj):  # pyright: ignore[reportUnknownArgumentType] - a list of JSON
            return obj[argument]  # pyright: ignore[reportUnknownVariableType] - a list of JSON
        return self.undefined(hint=f"uses {argument!r} of a value that is no map")


class Templates:
    """Fills texts in, and compiles each expression once."""

    def __init__(self) -> None:
        self._environment = _Environment(undefined=StrictUndefined, autoescape=False)
        self._environment.filters["replace"] = _replace
        self._compiled: dict[str, Callable[..., object]] = {}

    def filled(self, text: str, names: Mapping[str, Names]) -> str:
        """``text`` with its expressions filled in.

        Args:
            names: The values of ``NAMES``.

        Raises:
            TemplateRefused: an expression is not understood, or uses a name that has no value.
        """
        if OPENING not in text:
            return text
        filled = "".join(self._parts(text, names))
        if len(filled) > _MOST_CHARACTERS:
            raise TemplateRefused(f"becomes longer than {_MOST_CHARACTERS:,} characters")
        return filled

    def _parts(self, text: str, names: Mapping[str, Names]) -> Iterator[str]:
        end = 0
        for part in _PARTS.finditer(text):
            yield text[end : part.start()]
            end = part.end()
            expression = part["expression"]
            if part.group() == _LITERAL:
                yield OPENING
            elif expression is None:
                raise TemplateRefused(f"has {{{{ without }}}}: {_LITERAL_HINT}")
            else:
                yield self._value(expression.strip(), names)
        yield text[end:]

    def _value(self, expression: str, names: Mapping[str, Names]) -> str:
        compiled = self._compiled.get(expression) or self._compile(expression)
        try:
            return _as_text(compiled(**names), expression)
        except (TemplateError, TypeError, ValueError, OverflowError) as error:
            raise TemplateRefused(
                f"{error}" if "uses " in str(error) else f"has {quoted(expression)}: {error}"
            ) from error

    def _compile(self, expression: str) -> Callable[..., object]:
        try:
            parsed = self._environment.parse(f"{OPENING}{expression}}}}}")
            _refuse_logic(parsed, expression)
            compiled = self._environment.compile_expression(expression, undefined_to_none=False)
        except TemplateSyntaxError as error:
            raise TemplateRefused(f"has {quoted(expression)} in braces: {error.message}; {_LITERAL_HINT}") from error
        self._compiled[expression] = compiled
        return compiled


def _refuse_logic(node: nodes.Node, expression: str) -> None:
    """Accept names, their entries, constants and filters only."""
    for each in node.find_all(nodes.Node):
        if isinstance(each, nodes.Name) and each.name not in NAMES:
            raise TemplateRefused(f"uses {each.name}, but there are {' and '.join(NAMES)}; {_LITERAL_HINT}")
        if isinstance(each, nodes.Filter) and each.name not in FILTERS:
            raise TemplateRefused(f"uses the filter {each.name}{did_you_mean(each.name, [*FILTERS])}")
        if not isinstance(each, _ACCEPTED) or (isinstance(each, nodes.Filter) and (each.dyn_args or each.dyn_kwargs)):
            raise TemplateRefused(
                f"has {quoted(expression)} in braces, but only names and filters are filled in, as in "
                "{{ vars.colour | upper }}"
            )


_ACCEPTED = (
    nodes.Output, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.Filter, nodes.Keyword,
    nodes.TemplateData,
)  # fmt: skip


def _replace(value: object, old: str, new: str) -> str:
    """Jinja2's filter, bounded: a chain of them could fill the memory."""
    text = str(value)
    if len(text) + text.count(old) * len(new) > _MOST_CHARACTERS:
        message = f"becomes longer than {_MOST_CHARACTERS:,} characters"
        raise ValueError(message)
    return text.replace(old, new)


def _as_text(value: object, expression: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, StrictUndefined):
        return str(value)  # raises, with the name
    raise TemplateRefused(f"has {quoted(expression)} in braces, which is {_sort(value)}: only text and numbers fit")


def _sort(value: object) -> str:
    return "empty" if value is None else "a list" if isinstance(value, list) else "a map"
