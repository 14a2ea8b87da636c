"""The JSON type that a value must have, and the message about a value of another type."""

from collections.abc import Mapping
from enum import Enum

from pulumi_chatbotkit.catalog.schema.quoting import quoted
from pulumi_chatbotkit.json_values import JsonValue


class Shape(Enum):
    """The JSON type of a value."""

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

SHAPE_NAMES: Mapping[Shape, str] = {
    Shape.TEXT: "text",
    Shape.BOOLEAN: "true or false",
    Shape.INTEGER: "a whole number",
    Shape.NUMBER: "a number",
    Shape.OBJECT: "a map (JSON object)",
}
"""The shapes as messages name them."""


def has_shape(value: JsonValue, shape: Shape) -> bool:
    """True if ``value`` is of the shape. A float without a fraction is an integer; a boolean is not a number."""
    if isinstance(value, bool) is not (shape is Shape.BOOLEAN) or not isinstance(value, _TYPES[shape]):
        return False
    return not (shape is Shape.INTEGER and isinstance(value, float) and not value.is_integer())


def wrong_shape(value: JsonValue, expected: str, *, secret: bool) -> str:
    """The message about a value that is not what is ``expected``; a secret value is not quoted."""
    return f"{'is something else' if secret else f'is {quoted(value)}'}, but must be {expected}"
