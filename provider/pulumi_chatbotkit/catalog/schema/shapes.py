"""What JSON type a value has: the shapes, and the fault of a value that has another one."""

from collections.abc import Mapping
from enum import Enum

from pulumi_chatbotkit.catalog.schema.rules import shown
from pulumi_chatbotkit.json_values import JsonValue


class Shape(Enum):
    """What JSON type a value has."""

    TEXT = "text"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    OBJECT = "object"


_TYPES: Mapping[Shape, tuple[type, ...]] = {
    Shape.TEXT: (str,),
    Shape.BOOLEAN: (bool,),
    Shape.INTEGER: (int, float),
    Shape.NUMBER: (int, float),
    Shape.OBJECT: (dict,),
}

WORDS: Mapping[Shape, str] = {
    Shape.TEXT: "text",
    Shape.BOOLEAN: "true or false",
    Shape.INTEGER: "a whole number",
    Shape.NUMBER: "a number",
    Shape.OBJECT: "a map (JSON object)",
}
"""The shapes as messages name them."""


def fits(shape: Shape, value: JsonValue) -> bool:
    """Whether ``value`` is of the shape; a float that is a whole number is an integer, a boolean is no number."""
    if isinstance(value, bool) is not (shape is Shape.BOOLEAN) or not isinstance(value, _TYPES[shape]):
        return False
    return not (shape is Shape.INTEGER and isinstance(value, float) and not value.is_integer())


def misfit(value: JsonValue, wanted: str, *, secret: bool) -> str:
    """The fault of a value that is not what is ``wanted``; a secret one is not quoted."""
    return f"{'is something else' if secret else f'is {shown(value)}'}, but must be {wanted}"
