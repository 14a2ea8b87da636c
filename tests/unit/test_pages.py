"""What the pages name has to exist: the targets of links, and the modules of the glossary and the architecture page."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "provider" / "pulumi_chatbotkit"
PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    ROOT / "tests" / "README.md",
    ROOT / "examples" / "README.md",
]
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_MODULE = re.compile(r"`((?:[a-z_]+/)*[a-z_]+\.py|(?:[a-z_]+/)+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_point_to_files(page: Path) -> None:
    """A page that was moved leaves dead links behind."""
    links = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", ["glossary", "architecture"])
def test_modules_that_a_page_names_exist(name: str) -> None:
    """They are named below the package, or from the root of the repository."""
    named = set(_MODULE.findall((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")))

    assert [each for each in sorted(named) if not _exists(each)] == []


def _exists(module: str) -> bool:
    return any((folder / module).exists() for folder in (PACKAGE, ROOT)) or any(PACKAGE.rglob(module.rstrip("/")))
