"""Where the bounds of record sources are: exactly at the number, not beside it."""

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
