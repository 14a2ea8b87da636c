"""Every trap of docs/api/api.md (c) has a test with its number in the name, for the provider and for the emulator."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PROVIDER = ("unit/reconcile", "unit/functions", "hosts")
EMULATOR = ("wire/emulator",)


def traps() -> list[int]:
    """The numbers of the traps in the API reference."""
    text = (TESTS.parent / "docs" / "api" / "api.md").read_text(encoding="utf-8")
    section = text.partition("\n## (c) ")[2].partition("\n## (d) ")[0]
    return [int(number) for number in re.findall(r"^(\d+)\. ", section, re.MULTILINE)]


def numbers_in_names(folders: tuple[str, ...]) -> set[int]:
    """The trap numbers in the names of tests."""
    files = [path for folder in folders for path in (TESTS / folder).glob("test_*.py")]
    texts = [path.read_text(encoding="utf-8") for path in files]
    return {int(number) for text in texts for number in re.findall(r"^def test_trap_(\d\d)_", text, re.MULTILINE)}


def test_the_reference_lists_38_traps() -> None:
    """The next test relies on finding the whole list."""
    assert traps() == list(range(1, 39))


@pytest.mark.parametrize("folders", [PROVIDER, EMULATOR], ids=["provider", "emulator"])
def test_no_trap_is_without_a_test(folders: tuple[str, ...]) -> None:
    """Emulator and provider are both tested: if the emulator lacks a trap, the provider's test proves nothing."""
    assert set(traps()) - numbers_in_names(folders) == set()
