"""Folders of records: nothing outside the folder is read, and nothing in it hangs."""

import os
import socket
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.records.record_files import RecordsFileError, read_records

LINK = "is a symbolic link, which could lead anywhere: put the file itself there, or remove the link"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one record."""
    made = tmp_path / "kb"
    made.mkdir()
    (made / "good.md").write_text("A fact.", encoding="utf-8")
    return made


def refusal(source: Path, largest_bytes: int = 10_000) -> str:
    """The message about a source that is not read."""
    with pytest.raises(RecordsFileError) as caught:
        read_records(str(source), largest_bytes=largest_bytes)
    return str(caught.value)


@pytest.mark.parametrize("target", ["/etc/passwd", "../secret", "good.md", "nowhere", ".", "..", "loop"])
def test_a_link_is_refused_with_its_path(folder: Path, target: str) -> None:
    """Whether it leads out of the folder, around in it, or nowhere."""
    (folder.parent / "secret").write_text("another customer's")
    (folder / "sub").mkdir()
    (folder / "sub" / "loop").symlink_to(target)

    message = refusal(folder)

    assert f"sub/loop: {LINK}" in message
    assert "another customer's" not in message


def test_a_hidden_link_is_skipped_as_other_hidden_files_are(folder: Path) -> None:
    """Nothing is read through it."""
    (folder / ".git").symlink_to("/etc")

    assert [record.key for record in read_records(str(folder), largest_bytes=10_000)] == ["good.md"]


def test_the_folder_itself_may_be_a_link(folder: Path) -> None:
    """It was named."""
    (folder.parent / "named").symlink_to(folder)

    assert [record.text for record in read_records(str(folder.parent / "named"), largest_bytes=10_000)] == ["A fact."]


def test_what_is_no_file_is_refused_with_its_path(folder: Path) -> None:
    """A FIFO would wait for a writer for ever."""
    os.mkfifo(folder / "fifo")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "socket"))
        message = refusal(folder)

    assert "fifo: is a FIFO, but must be a regular file" in message
    assert "socket: is a socket" in message


@pytest.mark.parametrize("name", ["kb.jsonl", "kb.ndjson", "kb.csv"])
def test_a_fifo_as_the_source_is_refused(tmp_path: Path, name: str) -> None:
    """As a whole."""
    os.mkfifo(tmp_path / name)

    assert refusal(tmp_path / name).endswith("is a FIFO, but must be a regular file")


def test_a_name_that_is_not_utf8_is_refused(folder: Path) -> None:
    """It would be the record's key."""
    (folder / os.fsdecode(b"caf\xe9.md")).write_bytes(b"x")

    assert "'caf\\udce9.md': has a name that is not UTF-8: rename it" in refusal(folder)


def test_a_text_that_is_not_utf8_is_named(folder: Path) -> None:
    """With the place."""
    (folder / "latin.md").write_bytes(b"caf\xe9")

    assert "latin.md: is not UTF-8 text (at byte 3)" in refusal(folder)


def test_all_files_together_have_a_bound(folder: Path) -> None:
    """The file with which it is passed is named."""
    for name in ("a.md", "b.md", "h.md"):
        (folder / name).write_bytes(b"x" * 40)

    assert refusal(folder, largest_bytes=100).endswith("has files of more than 100 bytes together, with h.md")


def test_one_file_has_a_bound(tmp_path: Path) -> None:
    """Refused by its size."""
    (tmp_path / "kb.jsonl").write_bytes(b"x" * 101)

    assert refusal(tmp_path / "kb.jsonl", largest_bytes=100).endswith("has 101 bytes, but at most 100 are read")


def test_folders_have_a_bound_on_depth(folder: Path) -> None:
    """Whatever made them."""
    deep = folder
    for _ in range(102):
        deep /= "d"
        deep.mkdir()

    assert "has folders nested deeper than 100 levels: d/d/" in refusal(folder)


def test_a_message_cannot_command_a_terminal(folder: Path) -> None:
    """A file's name may hold anything."""
    (folder / "a\x1b[31m\nb").write_bytes(b"\xff")

    assert "a\\x1b[31m\\x0ab: is not UTF-8 text" in refusal(folder)


@pytest.mark.parametrize(
    "line", ['{"text": "a", "meta": ' + '{"a":' * levels + "1" + "}" * (levels + 1) for levels in (101, 500, 100_000)]
)
def test_a_line_that_is_nested_too_deep_is_named(tmp_path: Path, line: str) -> None:
    """A stack overflow is no error message."""
    (tmp_path / "kb.jsonl").write_text('{"text": "good"}\n' + line, encoding="utf-8")

    assert "kb.jsonl:2: is nested deeper than 100 levels" in refusal(tmp_path / "kb.jsonl", 10_000_000)


@pytest.mark.parametrize("text", ["text\n" + "x" * 200_000, "x" * 200_000 + "\n", 'text\n"' + "x\n" * 100_000])
def test_a_huge_cell_is_named(tmp_path: Path, text: str) -> None:
    """In a row, in the header, or behind a quote that is never closed."""
    (tmp_path / "kb.csv").write_text(text, encoding="utf-8")

    assert "is not CSV: field larger than field limit" in refusal(tmp_path / "kb.csv", 10_000_000)


def test_a_path_with_a_nul_character_is_refused() -> None:
    """The operating system has no such path."""
    assert "is no path" in refusal(Path("a\0b.jsonl"))
