"""Text as the value of a field: of a cell, and of a template that was filled in."""

from collections.abc import Callable, Mapping

from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.nested import Structure
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.inputs.tenants.document import DECIMAL, WHOLE_NUMBER, whole_number
from pulumi_chatbotkit.json_values import JsonValue

Reader = Callable[[str], JsonValue]


def boolean(cell: str) -> JsonValue:
    """``true`` or ``false`` in any case, as spreadsheets write them; anything else stays text, and is refused later."""
    return {"true": True, "false": False}.get(cell.strip().lower(), cell)


def number(cell: str) -> JsonValue:
    """A plain number; anything else stays text, and is refused later."""
    text = cell.strip()
    if WHOLE_NUMBER.fullmatch(text):
        return whole_number(text)
    return float(text) if DECIMAL.fullmatch(text) else cell


_READERS: Mapping[Shape, Reader] = {
    Shape.TEXT: str,
    Shape.BOOLEAN: boolean,
    Shape.INTEGER: number,
    Shape.NUMBER: number,
}


def field_reader(field: Field) -> Reader:
    """How text is read for the field, or for an entry of it if it is a map.

    Entries of a map are text, except in a map of counts: the type of an entry of ``meta`` is not known.
    """
    if field.shape is not Shape.OBJECT:
        return _READERS[field.shape]
    counts = isinstance(field.structure, Structure) and field.structure.holds_only(Shape.INTEGER)
    return number if counts else str
