"""Writes what is derived from the catalog: the typed classes, their reference pages, and the look-up functions; and the
page of what the emulator answers.

``python tools/generate.py`` writes; with ``--check`` it writes nothing and exits 1, naming the stale files.
"""

import argparse
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import jinja2

from emulator_page import coverage
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.kinds.content import DATASET_RECORDS
from pulumi_chatbotkit.catalog.schema.field import Clear, Field, Omit, ReadBack
from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.functions import shape
from typed_objects import (
    OTHERS,
    TYPES,
    key_doc,
    key_limits,
    key_type,
    outermost,
    python_name,
    structures,
    value_type,
)

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "provider" / "pulumi_chatbotkit"
RESOURCES = PACKAGE / "resources"
FUNCTIONS = PACKAGE / "functions" / "kinds"
REFERENCE = ROOT / "docs" / "reference"

_READ_BACK = {
    ReadBack.RETURNED: "yes",
    ReadBack.LIST_ONLY: "by list",
    ReadBack.MASKED: "masked",
    ReadBack.NEVER: "never",
}

_CLEARED = {
    Clear.NULL: "`null`",
    Clear.EMPTY_STRING: '`""`',
    Clear.EMPTY_OBJECT: "`{}`",
    Clear.DEFAULT: "the default",
    Clear.IMPOSSIBLE: "nothing: refused",
}


def argument_type(field: Field) -> str:
    """The type that a program passes for the field, outputs of it left out."""
    typed = [f"{structure.name}Args" for structure in outermost(field)]
    return " | ".join([*typed, value_type(field.shape, field.rules)])


def output_type(field: Field) -> str:
    """The type that a program reads; ``Any`` in maps, because Pulumi's SDK refuses a map inside a typed one."""
    of = "Mapping[str, Any]" if field.shape is Shape.OBJECT else TYPES[field.shape]
    return f"{of} | None" if field.default is None else of


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


def argument_doc(field: Field) -> str:
    """The field's entry in the Args section of a class docstring."""
    rules = limits(field)
    typed = " or ".join(f"``{structure.name}Args``" for structure in outermost(field))
    keys = f"Its keys: {typed}." if typed else ""
    parts = [f"{snake_case(field.name)}: {field.doc}", keys, f"Limits: {rules}." if rules else "", removal(field)]
    return _args_entry(" ".join(filter(None, parts)))


def argument_entry(name: str, doc: str) -> str:
    """The entry of an argument that is no field in the Args section of a class docstring."""
    return _args_entry(f"{name}: {doc}")


def _args_entry(entry: str) -> str:
    return textwrap.fill(entry, 116, initial_indent=" " * 8, subsequent_indent=" " * 12, break_long_words=False)


def note_doc(note: str) -> str:
    """A note as a paragraph of a class docstring."""
    text = note.replace("`", "``")
    return textwrap.fill(text, 116, initial_indent="    - ", subsequent_indent="      ", break_long_words=False)


def property_doc(text: str) -> str:
    """A property's docstring."""
    return textwrap.fill(f'"""{text}"""', 110, subsequent_indent=" " * 8, break_long_words=False)


def has_maps(kind: Kind) -> bool:
    """Whether a field is a map."""
    return any(field.shape is Shape.OBJECT for field in kind.fields)


def uses(kind: Kind, word: str) -> bool:
    """Whether a type in the module of the kind's class has the word in it."""
    keys = (key_type(key.type) for structure in structures(kind) for key in structure.keys)
    return any(word in each for each in (*map(argument_type, kind.fields), *keys))


def cleared(field: Field) -> str:
    """What an update sends to clear the field."""
    return "only the marker's keys" if field.carries_marker else _CLEARED[field.clear]


def read_back(field: Field) -> str:
    """Which answers show the field."""
    return _READ_BACK[field.read_back]


def code(text: str) -> str:
    """Python's double backticks as Markdown's."""
    return re.sub(r"``(.+?)``", r"`\1`", text)


def cell(text: str) -> str:
    """Text that may stand in a table."""
    return text.replace("|", r"\|")


def result_type(field: Field) -> str:
    """The type of the field in the result of a look-up."""
    of = "Mapping[str, JsonValue]" if field.shape is Shape.OBJECT else TYPES[field.shape]
    return f"{of} | None" if shape.may_be_none(field) else of


def result_doc(field: Field) -> str:
    """The field's docstring in the result of a look-up, where nothing is declared."""
    return "Data of its own, and the keys that mark an object of a stack." if field.carries_marker else field.doc


def class_names(kind: Kind) -> list[str]:
    """The public names of the module with the class of the kind."""
    return sorted([kind.class_name, f"{kind.class_name}ArgsDict", *(f"{each.name}Args" for each in structures(kind))])


def function_names(kind: Kind) -> list[str]:
    """The public names of the module with the look-up functions of the kind."""
    functions = (shape.get_name(kind), shape.list_name(kind))
    return sorted([f"{kind.class_name}Result", *functions, *(f"{name}_output" for name in functions)])


_SELECTOR_DOCS = {
    "id": "Its id.",
    "alias": "Its alias.",
    "name": "Its display name, exactly; no other may have it.",
    "email": "Its e-mail address, exactly; no other may have it.",
    "meta": "Entries that its ``meta`` has; no other may have them all.",
}


LAWS = "tests/unit/reconcile/test_laws.py"
LINKS = "tests/unit/reconcile/test_references.py"
PROOFS: Mapping[str, str] = {
    "C": f"{LAWS}::test_nothing_is_left_to_do_after_create",
    "U": f"{LAWS}::test_nothing_is_left_to_do_after_update",
    "R": f"{LAWS}::test_removing_an_argument_clears_the_field",
    "D": f"{LAWS}::test_an_edit_in_the_console_shows_as_that_field_alone",
    "L": f"{LINKS}::test_a_link_is_set_moved_and_cleared",
    "E": f"{LINKS}::test_a_link_emptied_by_a_deletion_is_drift",
    "M": "tests/unit/reconcile/test_meta.py::test_declared_meta_is_ours_as_a_whole",
    "S": "tests/hosts/test_dynamic_over_grpc.py::test_secret_arguments_come_back_as_secrets",
    "A": "tests/unit/reconcile/test_actions_after.py",
    "O": "tests/unit/reconcile/test_options.py",
}
"""The tests behind the letters of the coverage page."""


def proofs(field: Field) -> Mapping[str, str]:
    """What is proven of a field, in words or letters of ``PROOFS``, by column of the coverage page."""
    linked = field.references in KINDS
    cleared_by = "O" if field.provider_only else "A" if field.is_local else "L" if linked else "R"
    unproven = "not emulated" if field.references and not linked else ""
    impossible = "impossible" if field.clear is Clear.IMPOSSIBLE else ""
    unseen = "never returned" if field.read_back is ReadBack.NEVER else ""
    local = "not at the service" if field.is_local else ""
    return {
        "create": unproven or ("L" if linked else "C"),
        "update": unproven or ("L" if linked else "U"),
        "clear": impossible or unproven or cleared_by,
        "drift": local or unseen or unproven or ("E" if linked else "M" if field.carries_marker else "D"),
        "secret": "S" if field.secret else "",
    }


FILTERS: Mapping[str, Callable[..., object]] = {
    "argument_type": argument_type,
    "output_type": output_type,
    "snake": snake_case,
    "limits": limits,
    "argument_doc": argument_doc,
    "argument_entry": argument_entry,
    "note_doc": note_doc,
    "property_doc": property_doc,
    "uses": uses,
    "structures": structures,
    "outermost": outermost,
    "key_type": key_type,
    "key_limits": key_limits,
    "key_doc": key_doc,
    "python_name": python_name,
    "proofs": proofs,
    "has_maps": has_maps,
    "cleared": cleared,
    "read_back": read_back,
    "code": code,
    "cell": cell,
    "result_type": result_type,
    "result_doc": result_doc,
    "class_names": class_names,
    "function_names": function_names,
    "selector_doc": _SELECTOR_DOCS.__getitem__,
    "get_name": shape.get_name,
    "list_name": shape.list_name,
    "selectors": shape.selectors,
    "place_keys": shape.place_keys,
    "readable": shape.readable,
    "made_in_clear": shape.made_in_clear,
}


def environment() -> jinja2.Environment:
    """The templates with their filters."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Python and Markdown are written here, never HTML
    )
    templates.filters.update(FILTERS)
    templates.globals["PROOFS"] = PROOFS  # pyright: ignore[reportArgumentType] - Jinja2 types its globals as its own
    templates.globals["OTHERS"] = OTHERS  # pyright: ignore[reportArgumentType] - Jinja2 types its globals as its own
    templates.globals["Omit"] = Omit  # pyright: ignore[reportArgumentType] - Jinja2 types its globals as its own
    return templates


def formatted(source: str) -> str:
    """Python source as ``ruff format`` writes it."""
    command = [sys.executable, "-m", "ruff", "format", "--quiet", "--config", str(ROOT / "pyproject.toml"), "-"]
    return subprocess.run(command, input=source, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def generated() -> Iterator[tuple[Path, str]]:
    """Every generated file with its text."""
    templates = environment()
    kinds = list(KINDS.values())
    for kind in kinds:
        yield RESOURCES / f"{kind.name}.py", formatted(_rendered(templates, "resource.py.jinja", kind))
        yield FUNCTIONS / f"{kind.name}.py", formatted(_rendered(templates, "function.py.jinja", kind))
    referred = [*kinds, DATASET_RECORDS]
    for kind in referred:
        yield REFERENCE / f"{kind.name}.md", _rendered(templates, "reference.md.jinja", kind)
    names = [name for kind in kinds for name in class_names(kind)]
    functions = [name for kind in kinds for name in function_names(kind)]
    modules = {
        RESOURCES / "__init__.py": "resources.py.jinja",
        FUNCTIONS / "__init__.py": "functions.py.jinja",
        PACKAGE / "__init__.py": "package.py.jinja",
    }
    for path, template in modules.items():
        source = templates.get_template(template).render(kinds=kinds, names=names, function_names=functions)
        yield path, formatted(source)
    for page, listed in (("index", referred), ("coverage", kinds)):
        yield REFERENCE / f"{page}.md", templates.get_template(f"{page}.md.jinja").render(kinds=listed)
    yield REFERENCE / "emulator.md", templates.get_template("emulator.md.jinja").render(actions=coverage())


def _rendered(templates: jinja2.Environment, template: str, kind: Kind) -> str:
    return templates.get_template(template).render(kind=kind, kinds=KINDS)


def _stale(files: dict[Path, str]) -> list[Path]:
    changed = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    present = {*RESOURCES.glob("*.py"), *FUNCTIONS.glob("*.py"), *REFERENCE.glob("*.md")}
    return [*changed, *sorted(present - files.keys() - {RESOURCES / "dataset_records.py"})]


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if a file is stale")
    only_check = parser.parse_args().check
    files = dict(generated())
    stale = _stale(files)
    for path in stale:
        if only_check:
            print(f"stale: {path.relative_to(ROOT)}: run `make generate`", file=sys.stderr)
        elif path in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(files[path])
            print(f"wrote {path.relative_to(ROOT)}")
        else:
            path.unlink()
            print(f"removed {path.relative_to(ROOT)}")
    return 1 if only_check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
