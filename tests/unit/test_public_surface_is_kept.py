"""What users can name does not change by accident: classes, functions, commands, configuration keys, state keys."""

from difflib import unified_diff
from pathlib import Path

from support.public_surface import surface

KEPT = Path(__file__).with_name("public_surface.txt")


def test_the_public_surface_is_the_one_that_is_written_down() -> None:
    """After a deliberate change, update the file with ``make surface``."""
    expected = KEPT.read_text(encoding="utf-8").splitlines()

    assert list(unified_diff(expected, surface(), "written down", "found", lineterm="", n=0)) == []
