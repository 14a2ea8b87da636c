"""docs/tokens.md is correct: its files are valid, every tenant gets what they say, and its programs are Python."""

import re
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.tenants.reading import read_tenants_text

PAGE = (Path(__file__).parents[3] / "docs" / "tokens.md").read_text(encoding="utf-8")
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
ROTATED, TWO_KEYS = (text for kind, text in BLOCKS if kind == "yaml")


def test_a_rotation_in_the_defaults_is_every_tenants() -> None:
    """With its overlap; a tenant may have a rhythm of its own."""
    acme, globex = (spec.arguments["token"] for spec in read_tenants_text(Path("tenants.yaml"), ROTATED).tenants)

    assert acme == {"rotate_when": "2026-11", "overlap_seconds": 600}
    assert globex == {"rotate_when": "2027-01", "overlap_seconds": 600}


def test_two_keys_are_two_tokens() -> None:
    """They are rotated one after the other."""
    (acme,) = read_tenants_text(Path("tenants.yaml"), TWO_KEYS).tenants

    assert acme.arguments["tokens"] == {"blue": {"rotate_when": "1"}, "green": {"rotate_when": "1"}}


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "python"])
def test_the_programs_are_python(text: str) -> None:
    """They use other providers' packages, which are not installed here."""
    assert "tenants_from_file" in compile(text, "docs/tokens.md", "exec").co_names
