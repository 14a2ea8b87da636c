"""docs/functions.md is true: its examples run, its tables are complete."""

import re
from pathlib import Path

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case
from pulumi_chatbotkit.lookups import shape

from .conftest import Create, RunProgram

PAGE = (Path(__file__).parents[3] / "docs/functions.md").read_text(encoding="utf-8")
EXAMPLES: list[str] = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_runs(create: Create, run_program: RunProgram, example: str) -> None:
    """Readers copy examples before they read prose."""
    acme = create("partner/user", name="Acme", email="ops@acme.example")
    template = create("blueprint", run_as=acme, name="Template", alias="template")
    create("bot", run_as=acme, name="Acme support", alias="support", model="gpt-4o", blueprintId=template)
    create("blueprint", alias="plan")

    ran = run_program(example)

    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.filters], ids=lambda kind: kind.name)
def test_every_filter_is_in_the_table(kind: Kind) -> None:
    """A filter that is not on the page does not exist for its reader."""
    filters = ", ".join(f"`{snake_case(name)}`" for name in kind.filters)

    assert f"| `{shape.list_name(kind)}` | {filters} |" in PAGE
