"""Writes what is derived from the catalog: the typed classes and their reference pages.

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

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.field import Clear, Field, Omit, ReadBack, Shape
from pulumi_chatbotkit.catalog.kind import Kind, snake_case
from pulumi_chatbotkit.catalog.rules import OneOf

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "provider" / "pulumi_chatbotkit" / "resources"
REFERENCE = ROOT / "docs" / "reference"

_TYPES = {
    Shape.TEXT: "str",
    Shape.BOOLEAN: "bool",
    Shape.INTEGER: "int",
    Shape.NUMBER: "float",
    Shape.OBJECT: "Mapping[str, object]",
}

_READ_BACK = {
    ReadBack.RETURNED: "yes",
    ReadBack.LIST_ONLY: "by list",
    ReadBack.NEVER: "never",
}

_CLEARED = {
    Clear.NULL: "`null`",
    Clear.EMPTY_STRING: '`""`',
    Clear.EMPTY_OBJECT: "`{}`",
    Clear.DEFAULT: "the default",
}


def argument_type(field: Field) -> str:
    """The type that a program passes for the field."""
    choices = next((rule.choices for rule in field.rules if isinstance(rule, OneOf)), None)
    return f"Literal[{', '.join(map(repr, choices))}]" if choices else _TYPES[field.shape]


def output_type(field: Field) -> str:
    """The type that a program reads; ``Any`` in maps, because Pulumi's SDK refuses a map inside a typed one."""
    of = "Mapping[str, Any]" if field.shape is Shape.OBJECT else _TYPES[field.shape]
    return f"{of} | None" if field.default is None else of


def limits(field: Field) -> str:
    """The field's rules in words."""
    return "; ".join(rule.describe() for rule in field.rules)


def removal(field: Field) -> str:
    """What happens when the argument is removed from a program."""
    if field.carries_marker:
        return "Removing it removes your keys."
    if field.default is None:
        return "Removing it clears it."
    return f"Removing it restores ``{field.default!r}``."


def argument_doc(field: Field) -> str:
    """The field's entry in the Args section of a class docstring."""
    rules = limits(field)
    parts = [f"{snake_case(field.name)}: {field.doc}", f"Limits: {rules}." if rules else "", removal(field)]
    entry = " ".join(filter(None, parts))
    return textwrap.fill(entry, 116, initial_indent=" " * 8, subsequent_indent=" " * 12, break_long_words=False)


def note_doc(note: str) -> str:
    """A note as a paragraph of a class docstring."""
    text = note.replace("`", "``")
    return textwrap.fill(text, 116, initial_indent="    - ", subsequent_indent="      ", break_long_words=False)


def property_doc(text: str) -> str:
    """A property's docstring."""
    return textwrap.fill(f'"""{text}"""', 116, subsequent_indent=" " * 8, break_long_words=False)


def has_choices(kind: Kind) -> bool:
    """Whether a field's type is a closed list."""
    return any(argument_type(field).startswith("Literal") for field in kind.fields)


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


FILTERS: Mapping[str, Callable[..., object]] = {
    "argument_type": argument_type,
    "output_type": output_type,
    "snake": snake_case,
    "limits": limits,
    "argument_doc": argument_doc,
    "note_doc": note_doc,
    "property_doc": property_doc,
    "has_choices": has_choices,
    "cleared": cleared,
    "read_back": read_back,
    "code": code,
    "cell": cell,
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
        yield REFERENCE / f"{kind.name}.md", _rendered(templates, "reference.md.jinja", kind)
    yield RESOURCES / "__init__.py", formatted(templates.get_template("resources.py.jinja").render(kinds=kinds))
    yield REFERENCE / "index.md", templates.get_template("index.md.jinja").render(kinds=kinds)


def _rendered(templates: jinja2.Environment, template: str, kind: Kind) -> str:
    return templates.get_template(template).render(kind=kind, kinds=KINDS)


def _stale(files: dict[Path, str]) -> list[Path]:
    changed = [path for path, text in files.items() if not path.exists() or path.read_text() != text]
    present = {*RESOURCES.glob("*.py"), *REFERENCE.glob("*.md")}
    return [*changed, *sorted(present - files.keys())]


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
