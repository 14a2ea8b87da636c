"""The coverage page names tests; they have to exist."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "reference" / "coverage.md").read_text(encoding="utf-8")


def test_every_test_that_the_page_names_exists() -> None:
    """A page that points to nothing would be a claim without proof."""
    named = re.findall(r"`(tests/[^`]+)`", PAGE)

    assert named
    for name in named:
        path, _, function = name.partition("::")
        assert f"def {function}" in (ROOT / path).read_text(encoding="utf-8"), name
