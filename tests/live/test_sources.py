"""Each fact of the suite cites the section of docs/api/api.md that states it."""

import ast
import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
REFERENCE = HERE.parents[1] / "docs" / "api" / "api.md"
FACTS = sorted({*HERE.glob("test_*.py")} - {HERE / "test_guard.py", HERE / "test_sources.py"})


def sections_of(path: Path) -> dict[str, str]:
    """The tests of a file, and the section that each of them cites."""
    functions = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]
    marks = {node.name: " ".join(map(ast.unparse, node.decorator_list)) for node in functions}
    cited = {name: re.search(r"pytest\.mark\.fact\('([^']*)'\)", text) for name, text in marks.items()}
    return {name: found[1] if found else "" for name, found in cited.items() if name.startswith("test_")}


@pytest.mark.parametrize("path", FACTS, ids=lambda path: path.stem)
def test_every_fact_names_a_section_of_the_reference(path: Path) -> None:
    """Each fact needs a source."""
    text = REFERENCE.read_text(encoding="utf-8")

    assert {name: cited for name, cited in sections_of(path).items() if not is_section(text, cited)} == {}


def is_section(text: str, section: str) -> bool:
    """Whether the reference has the heading ``### a.7 ...``, ``## (b) ...``, or the item ``7.`` of the list ``(c)``."""
    letter, _, number = section.partition(".")
    part = text.partition(f"\n## ({letter}) ")[2].partition("\n## (")[0]
    headings = (f"\n### {section} ", f"\n{number}. ")
    return bool(part) and (not number or any(heading in part for heading in headings))
