"""What the pages name has to exist: the targets of links, and the modules of the glossary and the architecture page."""

import re
from fnmatch import fnmatch
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


def test_the_page_about_tests_names_every_folder_and_support_module() -> None:
    """A folder or module that the page does not name is not found by those who look there."""
    page = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    named = [name.strip("`") for name in re.findall(r"`[^`\n]+`", page)]
    grouped = ("unit", "wire")
    folders = [
        str(folder.relative_to(ROOT / "tests"))
        for group in (ROOT / "tests", *(ROOT / "tests" / group for group in grouped))
        for folder in group.iterdir()
        if any(folder.glob("test_*.py")) and folder.name not in grouped
    ]
    modules = [module.name for module in (ROOT / "tests" / "support").glob("*.py")]

    assert [each for each in folders + modules if not any(fnmatch(each, name) for name in named)] == []


def _exists(module: str) -> bool:
    return any((folder / module).exists() for folder in (PACKAGE, ROOT)) or any(PACKAGE.rglob(module.rstrip("/")))


def test_every_guarantee_names_a_test() -> None:
    """A promise whose test was renamed or removed is none."""
    page = (ROOT / "docs" / "guarantees.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)

    missing = [(file, name) for file, name in named if f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8")]
    assert missing == []
    assert len(named) == page.count("| `tests/")
