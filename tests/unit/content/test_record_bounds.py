"""Where the bounds of record sources are: exactly at the number, not beside it."""

import os
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.records.record_files import RecordsFileError, read_records


@pytest.mark.parametrize(("count", "last"), [(20, "kb.jsonl:20: "), (21, "and 1 more"), (1_021, "and 1,001 more")])
def test_twenty_problems_are_shown_and_the_rest_is_counted(tmp_path: Path, count: int, last: str) -> None:
    """A file in a wrong format has a problem in each of its lines."""
    path = tmp_path / "kb.jsonl"
    path.write_text('{"key": "a"}\n' * count, encoding="utf-8")

    with pytest.raises(RecordsFileError) as failure:
        read_records(str(path), largest_bytes=1_000_000)

    lines = str(failure.value).splitlines()
    assert len(lines) == 1 + min(count, 20) + (count > 20)
    assert lines[-1].strip().startswith(last)


def test_a_folder_is_as_large_as_its_files_together(tmp_path: Path) -> None:
    """Hidden files are not records and do not count."""
    for name, text in {"a.md": "12345", "b.md": "123", ".hidden": "1", "c/d.md": "1234567"}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert len(read_records(str(tmp_path), largest_bytes=15)) == 3
    with pytest.raises(RecordsFileError, match="more than 14 bytes together"):
        read_records(str(tmp_path), largest_bytes=14)


def test_what_is_no_text_is_named_although_the_rest_is_as_large_as_allowed(tmp_path: Path) -> None:
    """A FIFO has no bytes; a text in another encoding has, and is no reason to call the folder too large."""
    (tmp_path / "a.md").write_text("12345", encoding="utf-8")
    (tmp_path / "b.md").write_bytes(b"caf\xe9")
    os.mkfifo(tmp_path / "c.md")

    with pytest.raises(RecordsFileError) as failure:
        read_records(str(tmp_path), largest_bytes=9)

    assert str(failure.value).splitlines()[1:] == [
        "  b.md: is not UTF-8 text (at byte 3)",
        "  c.md: is a FIFO, but must be a regular file",
    ]
    with pytest.raises(RecordsFileError, match=r"has files of more than 8 bytes together, with b\.md"):
        read_records(str(tmp_path), largest_bytes=8)


def test_an_empty_file_counts_nothing(tmp_path: Path) -> None:
    """Beside as many bytes as are read it is named as a record without text."""
    (tmp_path / "a.md").write_text("12345", encoding="utf-8")
    (tmp_path / "b.md").touch()

    with pytest.raises(RecordsFileError, match=r"b\.md: text is '', but must be more than blanks"):
        read_records(str(tmp_path), largest_bytes=5)


def test_a_line_has_a_hundred_levels_and_no_more(tmp_path: Path) -> None:
    """The record and its meta are two of them."""
    path = tmp_path / "kb.jsonl"
    for levels in (100, 101):
        inner = levels - 2
        path.write_text(f'{{"text": "a", "meta": {{"k": {"[" * inner}1{"]" * inner}}}}}', encoding="utf-8")
        if levels == 100:
            assert len(read_records(str(path), largest_bytes=1_000)) == 1

    with pytest.raises(RecordsFileError, match=r"kb\.jsonl:1: is nested deeper than 100 levels"):
        read_records(str(path), largest_bytes=1_000)
