"""The typed classes for objects inside arguments: names, types and descriptions for the templates."""

import keyword
import textwrap
from collections.abc import Iterable, Iterator

from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case
from pulumi_chatbotkit.catalog.schema.nested import Either, Key, ListOf, Structure, Type, UnknownKeys, Value, Variants
from pulumi_chatbotkit.catalog.schema.rules import OneOf, Rule
from pulumi_chatbotkit.catalog.schema.shapes import SHAPE_NAMES, Shape

TYPES = {
    Shape.TEXT: "str",
    Shape.BOOLEAN: "bool",
    Shape.INTEGER: "int",
    Shape.NUMBER: "float",
    Shape.OBJECT: "Mapping[str, object]",
}
"""The Python type of each shape."""


def value_type(shape: Shape, rules: Iterable[Rule]) -> str:
    """The type of a plain value."""
    choices = next((rule.choices for rule in rules if isinstance(rule, OneOf)), None)
    return f"Literal[{', '.join(map(repr, choices))}]" if choices else TYPES[shape]


def outermost(field: Field) -> tuple[Structure, ...]:
    """The structures that a value of the field may have."""
    match field.structure:
        case Variants(of=structures):
            return tuple(structures.values())
        case Structure() as structure:
            return (structure,)
        case None:
            return ()


def structures(kind: Kind) -> list[Structure]:
    """All structures in fields of the kind, each after those inside it."""
    return [each for field in kind.fields for outer in outermost(field) for each in _from_inside(outer)]


def _from_inside(structure: Structure) -> Iterator[Structure]:
    for key in structure.keys:
        alternatives = key.type.of if isinstance(key.type, Either) else (key.type,)
        for each in alternatives:
            if isinstance(each, Structure):
                yield from _from_inside(each)
    yield structure


def key_type(of: Type) -> str:
    """The type of a key's value in a typed class, outputs of it left out."""
    match of:
        case Value():
            return value_type(of.shape, of.rules)
        case ListOf():
            return f"Sequence[pulumi.Input[{key_type(of.of)}]]"
        case Either():
            return " | ".join(map(key_type, of.of))
        case Structure():
            return f"{of.name}Args | Mapping[str, object]"
        case _:
            return "object"


def key_limits(of: Type) -> str:
    """What a key's value must be, in words."""
    match of:
        case Value(shape=shape, rules=rules):
            return "; ".join([SHAPE_NAMES[shape], *(rule.describe() for rule in rules)])
        case Either(of=types):
            return "; or ".join(map(key_limits, types))
        case ListOf(of=item):
            return f"a list of: {key_limits(item)}"
        case Structure():
            return f"`{of.name}Args`, or a map"
        case _:
            return of.describe()


def key_doc(key: Key) -> str:
    """The docstring of an attribute of a typed class."""
    rules = "; ".join(rule.describe() for rule in key.type.rules) if isinstance(key.type, Value) else ""
    entry = f"{key.doc} Limits: {rules}." if rules else key.doc
    return textwrap.fill(f'"""{entry}"""', 114, subsequent_indent=" " * 4, break_long_words=False)


def python_name(name: str) -> str:
    """The attribute for a key; words of Python end in an underscore."""
    return f"{snake_case(name)}_" if keyword.iskeyword(name) else snake_case(name)


OTHERS = {
    UnknownKeys.FREE: "A plain mapping may have any other key too.",
    UnknownKeys.KEPT: "The service keeps other keys too; one that looks like a misspelling of these is refused.",
    UnknownKeys.REFUSED: "Other keys are refused.",
}
