"""What the pages name has to exist: the targets of links, and the modules of the glossary and the architecture page."""

import re
import shlex
from fnmatch import fnmatch
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "provider" / "pulumi_chatbotkit"
PAGES = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    ROOT / "tests" / "README.md",
    ROOT / "examples" / "README.md",
]
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_COMMAND = re.compile(r"^\$ (?:\.venv/bin/)?pulumi-chatbotkit ([^|>;&#\n]+)", re.MULTILINE)
_MODULE = re.compile(r"`((?:[a-z_]+/)*[a-z_]+\.py|(?:[a-z_]+/)+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_relative_links_point_to_files(page: Path) -> None:
    """A page that was moved leaves dead links behind."""
    links = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_of_a_page_exist(page: Path) -> None:
    """With their options: they are what readers type."""
    typed = _COMMAND.findall(page.read_text(encoding="utf-8"))
    # With --help a command reads its options, and does nothing else.
    unknown = [each for each in typed if CliRunner().invoke(app, [*shlex.split(each), "--help"]).exit_code != 0]

    assert unknown == []


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

    assert _tests_that_are_missing(page) == []
    assert len(_TEST.findall(page)) == page.count("| `tests/")


def test_every_changed_fact_names_a_test_or_says_why_not() -> None:
    """Each row of section (f) of the API reference has its rows; "not yet" is an honest answer."""
    page = (ROOT / "docs" / "api" / "changes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \| (.+) \|$", page, re.MULTILINE)[1:]
    reference = (ROOT / "docs" / "api" / "api.md").read_text(encoding="utf-8").partition("\n## (f) ")[2]
    changed = re.findall(r"^\| ([^|]+) \|", reference, re.MULTILINE)[1:]

    said = ("`tests/", "not yet", "does not concern us: ")
    assert [fact for _, fact, proof in rows if not proof.startswith(said)] == []
    assert _tests_that_are_missing(page) == []
    assert {section.strip() for section in changed} <= {section for section, _, _ in rows}
    assert {"a.1", "b.24", "api.json"} <= {section for section, _, _ in rows}


def test_every_open_question_names_a_test_that_exists() -> None:
    """What the reference does not establish is tested under the readings that there are."""
    page = (ROOT / "docs" / "api" / "open-questions.md").read_text(encoding="utf-8")

    assert _tests_that_are_missing(page) == []
    assert len(_TEST.findall(page)) > 20


def _tests_that_are_missing(page: str) -> list[tuple[str, str]]:
    named = _TEST.findall(page)
    return [(file, name) for file, name in named if not _has_test(ROOT / file, name)]


def _has_test(file: Path, name: str) -> bool:
    return file.exists() and f"def {name}(" in file.read_text(encoding="utf-8")


def test_the_page_about_the_emulator_has_its_built_in_key() -> None:
    """A program that uses a served emulator fails without it."""
    page = (ROOT / "docs" / "emulator.md").read_text(encoding="utf-8")

    assert f"CHATBOTKIT_API_TOKEN={EMBEDDED_TOKEN}" in page
