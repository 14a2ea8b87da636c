"""Generated files say so and are marked as such for reviews; most stand in folders of their own."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FOLDERS = ("provider/pulumi_chatbotkit/resources/kinds", "docs/reference")
OTHERS = (
    "provider/pulumi_chatbotkit/__init__.py",
    "provider/pulumi_chatbotkit/components/tenant_arguments.py",
    "provider/pulumi_chatbotkit/components/tenant_attributes.py",
    "docs/tenants.schema.json",
)


def generated() -> list[str]:
    """Paths of all files in the generated folders, and of those that stand elsewhere."""
    found = (path for folder in FOLDERS for path in (ROOT / folder).iterdir() if path.is_file())
    return sorted([*OTHERS, *(str(path.relative_to(ROOT)) for path in found)])


@pytest.mark.parametrize("path", generated())
def test_a_generated_file_says_so_in_its_first_line(path: str) -> None:
    """And how to change it."""
    first_line = (ROOT / path).read_text(encoding="utf-8").partition("\n")[0]

    assert re.match(r"""(<!-- |# |\{"\$comment": ")Generated from """, first_line)
    assert "make generate" in first_line


def test_reviews_fold_generated_files_and_no_others() -> None:
    """``.gitattributes`` names exactly them."""
    if not (ROOT / ".git").exists():
        pytest.skip("git's attributes are only seen in a repository")
    listed = _git("ls-files")
    told = _git("check-attr", "--stdin", "linguist-generated", text=listed)

    marked = {path for path, _, value in (line.split(": ") for line in told.splitlines()) if value == "true"}

    assert marked <= set(generated())
    assert marked >= set(generated()) & {*listed.splitlines()}


def _git(*arguments: str, text: str = "") -> str:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=True).stdout
