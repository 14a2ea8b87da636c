"""What a terminal or a page would obey is written out, and nothing else is changed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_chatbotkit.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("\x9b2J", "\\x9b2J"),
        ("a\nb\rc\td\x00", "a\\x0ab\\x0dc\\x09d\\x00"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
        ("\u2066\u2069\u200e\u061c", "\\u2066\\u2069\\u200e\\u061c"),
        ("\u2028\u2029\ufeff", "\\u2028\\u2029\\ufeff"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_is_obeyed_is_written_out(text: str, shown: str) -> None:
    """As Python writes it."""
    assert printable(text) == shown


@given(st.text())
def test_nothing_is_left_to_obey(text: str) -> None:
    """No control character, no half of a pair, no separator of lines, no turn of direction."""
    shown = printable(text)

    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(character) for character in shown} & {
        *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    }


@pytest.mark.parametrize("text", ["", "Ada", "Zürich 🙂 é שלום مرحبا 日本", "a\\x1b", "👩\u200d👩\u200d👧"])
def test_other_text_stays(text: str) -> None:
    """Also what is written from right to left, and families."""
    assert printable(text) == text


def test_a_message_keeps_its_lines() -> None:
    """If the caller wants it."""
    assert printable("a\nb\x1b", keep="\n") == "a\nb\\x1b"
