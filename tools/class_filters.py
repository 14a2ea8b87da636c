"""Jinja2 filters for the generated Python modules: types, names and docstrings."""

import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Mapping

from pulumi_chatbotkit.catalog.schema.field import Clear, Field, ReadBack
from pulumi_chatbotkit.catalog.schema.kind import Kind, Parent, Strategy, snake_case
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.hosts.dynamic.attributes import attributes
from pulumi_chatbotkit.lookups import shape
from pulumi_chatbotkit.resources.account_object import AccountObject
from typed_objects import TYPES, key_doc, key_type, outermost, python_name, structures, value_type


def argument_type(field: Field) -> str:
    """The type that a program passes for the field, without outputs of it."""
    typed = [f"{structure.name}Args" for structure in outermost(field)]
    return " | ".join([*typed, value_type(field.shape, field.rules)])


def output_type(key: str, kind: Kind) -> str:
    """The type of an output's value; ``Any`` in maps, because Pulumi's SDK refuses a map inside a typed one."""
    field = next((field for field in kind.state_fields if field.name == key), None)
    if field is None:
        return "str | None" if key == "runAs" else "str"
    of = "Mapping[str, Any]" if field.shape is Shape.OBJECT else TYPES[field.shape]
    is_in_every_state = field.required and field.read_back is ReadBack.NEVER
    return of if is_in_every_state or field.default is not None else f"{of} | None"


def inherited(kind: Kind) -> frozenset[str]:
    """The outputs that the kind's class has from ``AccountObject``: all of that class's, or none."""
    own = {name: f"Output[{output_type(each.key, kind)}]" for name, each in attributes(kind).items()}
    common = {
        name: re.sub(r"[\w.]+\.(?=[A-Z])", "", inspect.formatannotation(hint))
        for name, hint in inspect.get_annotations(AccountObject).items()
    }
    return frozenset(common) if common.items() <= own.items() else frozenset()


def result_type(field: Field) -> str:
    """The type of the field in the result of a lookup."""
    of = "Mapping[str, JsonValue]" if field.shape is Shape.OBJECT else TYPES[field.shape]
    return f"{of} | None" if shape.may_be_none(field) else of


def input_type(of: str, is_input: bool) -> str:
    """The type of a lookup's argument; ``is_input``: of the form that takes outputs."""
    return f"pulumi.Input[{of}]" if is_input else of


def or_resource(parent: Parent, _kind: Kind) -> str:
    """What an argument accepts besides the parent's id."""
    return " | PartnerUser" if parent.kind == "partner_user" else ""


def limits(field: Field) -> str:
    """The field's rules in words."""
    return "; ".join(rule.describe() for rule in field.rules)


def removal(field: Field) -> str:
    """What happens when the argument is removed from a program."""
    if field.carries_marker:
        return "Removing it removes your keys."
    if field.clear is Clear.IMPOSSIBLE:
        return "It cannot be removed." if not field.required else "Required."
    if field.default is None:
        return "Removing it clears it."
    return f"Removing it restores ``{field.default!r}``."


def field_entry(field: Field) -> str:
    """The field's entry in the Args section of a class docstring."""
    rules = limits(field)
    typed = " or ".join(f"``{structure.name}Args``" for structure in outermost(field))
    keys = f"Its keys: {typed}." if typed else ""
    parts = [field.doc, keys, f"Limits: {rules}." if rules else "", removal(field)]
    return argument_entry(snake_case(field.name), " ".join(filter(None, parts)))


def argument_entry(name: str, doc: str) -> str:
    """An entry in the Args section of a class docstring; links keep their text only."""
    entry = re.sub(r"\[(.+?)\]\(.+?\)", r"\1", f"{name}: {doc}")
    return textwrap.fill(entry, 120, initial_indent=" " * 8, subsequent_indent=" " * 12, break_long_words=False)


def note_doc(note: str) -> str:
    """A note as an item of a class docstring."""
    text = note.replace("`", "``")
    return textwrap.fill(text, 120, initial_indent="    - ", subsequent_indent="      ", break_long_words=False)


def attribute_doc(text: str) -> str:
    """The docstring below an annotation."""
    return textwrap.fill(f'"""{text}"""', 116, subsequent_indent=" " * 4, break_long_words=False)


def result_doc(field: Field) -> str:
    """The field's docstring in the result of a lookup, where nothing is declared."""
    return "Your own data, and the keys that mark an object of a stack." if field.carries_marker else field.doc


def list_arguments(kind: Kind) -> list[str]:
    """Arguments of the list function, apart from parent and account."""
    return [*(["meta"] if kind.meta else []), *shape.filter_arguments(kind).values()]


def selector_doc(name: str) -> str:
    """The description of a ``get_...`` function's argument."""
    return {
        "id": "Its id.",
        "alias": "Its alias.",
        "name": "Its display name, exactly; it must be unique.",
        "email": "Its e-mail address, exactly; it must be unique.",
        "meta": "Entries of its ``meta``; only one object may have them all.",
    }[name]


def filter_doc(name: str, kind: Kind) -> str:
    """The description of a ``list_...`` function's argument."""
    if name == "meta":
        return "Entries that their ``meta`` must have."
    if name == "email":
        return "Their e-mail address, exactly."
    field = next(field for field in kind.fields if snake_case(field.name) == name)
    if field.references is None:
        return f"Their {name}, exactly."
    return f"Id of the {field.references} that they are linked to."


def in_words(names: Iterable[str]) -> str:
    """``id, alias or name``."""
    *rest, last = names
    return f"{', '.join(rest)} or {last}" if rest else last


def import_statement(names: Iterable[str], module: str) -> str:
    """An import of public names, for type checkers."""
    pairs = ", ".join(f"{name}\0as\0{name}" for name in names)
    wrapped = textwrap.fill(pairs, 112, break_long_words=False, initial_indent=" " * 8, subsequent_indent=" " * 8)
    listed = wrapped.replace("\0", " ")
    return f"from pulumi_chatbotkit.{module} import (\n{listed})"


def export_lines(names: Iterable[str], module: str) -> str:
    """A module and its public names, wrapped; lines after the first begin with a space."""
    return textwrap.fill(f"{module} {' '.join(names)}", 118, subsequent_indent=" ")


def public_names(kind: Kind) -> list[str]:
    """The public names of the kind's module."""
    classes = [kind.class_name, f"{kind.class_name}ArgsDict", *(f"{each.name}Args" for each in structures(kind))]
    if kind.strategy is not Strategy.OBJECT:
        return sorted(classes)
    functions = (shape.get_name(kind), shape.list_name(kind))
    return sorted([*classes, f"{kind.class_name}Result", *functions, *(f"{name}_output" for name in functions)])


FILTERS: Mapping[str, Callable[..., object]] = {
    "argument_type": argument_type,
    "output_type": output_type,
    "result_type": result_type,
    "input_type": input_type,
    "or_resource": or_resource,
    "field_entry": field_entry,
    "argument_entry": argument_entry,
    "note_doc": note_doc,
    "attribute_doc": attribute_doc,
    "result_doc": result_doc,
    "list_arguments": list_arguments,
    "selector_doc": selector_doc,
    "filter_doc": filter_doc,
    "in_words": in_words,
    "import_statement": import_statement,
    "export_lines": export_lines,
    "attributes": attributes,
    "snake": snake_case,
    "structures": structures,
    "key_type": key_type,
    "key_doc": key_doc,
    "python_name": python_name,
    "get_name": shape.get_name,
    "list_name": shape.list_name,
    "selectors": shape.selectors,
    "location_arguments": shape.location_arguments,
    "readable": shape.readable,
    "readable_outputs": shape.readable_outputs,
}
