"""Sources of records: a folder, JSONL or CSV. All problems at once, each with file and line."""

import json
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.records.record_files import RecordsFileError, read_records
from pulumi_chatbotkit.json_values import as_object
from pulumi_chatbotkit.reconcile.content.record_set import KeyedRecord, packed, unpacked
from pulumi_chatbotkit.reconcile.marker import Marker


def read(path: Path, text: str | bytes) -> list[KeyedRecord]:
    """The records of a file with this content."""
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_records(str(path), largest_bytes=10_000)


def faults(path: Path, text: str | bytes) -> list[str]:
    """The problems of a file, without the first line of the message."""
    with pytest.raises(RecordsFileError) as failure:
        read(path, text)
    return [line.strip() for line in str(failure.value).splitlines()[1:]]


def test_a_line_of_jsonl_is_a_record(tmp_path: Path) -> None:
    """Blank lines are skipped; other Unicode line separators are part of the text."""
    text = '{"text": "a\u2028b", "key": "1", "source": "x", "meta": {"a": [1]}}\n\n{"text": "c", "key": "2"}'

    assert read(tmp_path / "kb.jsonl", text) == [
        KeyedRecord("1", "a\u2028b", "x", {"a": [1]}),
        KeyedRecord("2", "c", None, {}),
    ]


def test_a_row_of_csv_is_a_record(tmp_path: Path) -> None:
    """An empty cell is no value; a text may span lines; a byte order mark is not part of the text."""
    text = '\ufeff"key",text,source,meta.lang\r\n1,"a, ""b""\nc",,en\r\n2,d,x,\r\n'

    assert read(tmp_path / "kb.csv", text) == [
        KeyedRecord("1", 'a, "b"\nc', None, {"lang": "en"}),
        KeyedRecord("2", "d", "x", {}),
    ]


def test_a_file_of_a_folder_is_a_record(tmp_path: Path) -> None:
    """Its path is the key; hidden files are skipped."""
    for name in ("b/2.md", "a.md", ".git/config", "b/.cache"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")

    assert read_records(str(tmp_path), largest_bytes=10_000) == [
        KeyedRecord("a.md", "a.md", "a.md", {}),
        KeyedRecord("b/2.md", "b/2.md", "b/2.md", {}),
    ]


def test_the_key_of_a_record_without_one_depends_on_its_text(tmp_path: Path) -> None:
    """So the order of the lines does not matter."""
    there = read(tmp_path / "kb.jsonl", '{"text": "a"}\n{"text": "b"}')
    back = read(tmp_path / "kb.jsonl", '{"text": "b"}\n{"text": "a"}')

    assert packed(there) == packed(back)
    assert len({record.key for record in there}) == 2


def test_packed_records_unpack_as_they_were(tmp_path: Path) -> None:
    """The program passes records to the provider in this form."""
    records = read(tmp_path / "kb.jsonl", '{"text": "a\\n\u2028", "key": "1", "meta": {"a": {"é": null}}}')

    assert unpacked(packed(records)) == records


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "is not JSON"),
        ('{"text": "a", "meta": {"n": NaN}}', "is not JSON"),
        ('{"text": "a", "meta": {"n": 1e999}}', "is not JSON"),
        ('{"text": "a", "meta": {"n": -1e999}}', "is not JSON"),
        ('{"text": "\\ud800"}', "is not JSON"),
        ("[]", "is not a JSON object with members"),
        ('{"text": " "}', "text is ' ', but must be more than blanks"),
        ('{"key": "a"}', "text is None, but must be more than blanks"),
        ('{"text": "a", "title": "b"}', "has the member 'title', but records have text, source, meta, key"),
        ('{"text": "a", "key": 5}', "key is 5, but must be text"),
        ('{"text": "a", "meta": "b"}', "meta is 'b', but must be a map"),
        ('{"text": "a", "meta": {"_a": 1}}', "meta has the key '_a', but keys must start with a letter a-z or a digit"),
        ('{"text": "a", "meta": {"pulumiKey": 1}}', "meta has the key 'pulumiKey', which marks the owner"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, line: str, fault: str) -> None:
    """All problems are reported at once."""
    first, second = faults(tmp_path / "kb.jsonl", f"{line}\n\n{{}}")

    assert first.startswith(f"kb.jsonl:1: {fault}")
    assert second == "kb.jsonl:3: is not a JSON object with members"


def test_the_keys_that_the_provider_writes_into_meta_are_refused(tmp_path: Path) -> None:
    """Stored beside the user's keys, they would replace them; the service would show another record than declared."""
    written = (
        as_object(KeyedRecord("1", "a", None, {"lang": "en"}).body(Marker("shop/dev", "kb", "acme"))["meta"]) or {}
    )

    own = written.keys() - {"lang"}
    assert own == {"pulumiStack", "pulumiKind", "pulumiName", "pulumiOwner", "pulumiKey"}
    for key in own:
        (fault,) = faults(tmp_path / "kb.jsonl", json.dumps({"text": "a", "meta": {key: "b"}}))
        assert f"meta has the key {key!r}, which marks the owner" in fault


def test_a_key_used_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    """The key identifies the record."""
    text = '{"text": "a", "key": "1"}\n{"text": "b", "key": "2"}\n{"text": "c", "key": "1"}'

    assert faults(tmp_path / "kb.jsonl", text) == ["kb.jsonl:3: has the key '1' of kb.jsonl:1, but keys are unique"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("key,title\n1,a", "kb.csv:1: has the columns 'key, title', but must have text"),
        ("", "kb.csv:1: has the columns '', but must have text"),
        ('key,text\n1,"a\nb"\n2', "kb.csv:4: has 1 cells, but the header has 2"),
        ('key,text\n1,"a', "kb.csv:2: is not CSV: unexpected end of data"),
    ],
)
def test_a_fault_of_a_table_is_named_with_its_line(tmp_path: Path, text: str, fault: str) -> None:
    """A row may span several lines."""
    assert faults(tmp_path / "kb.csv", text)[0].startswith(fault)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("kb.txt", b"", "ends in .jsonl"), ("kb.csv", b"\xff", "is not UTF-8 text")],
)
def test_a_source_that_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    """It is the only problem that is reported."""
    with pytest.raises(RecordsFileError, match=words):
        read(tmp_path / name, content)


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    """The message has the operating system's reason."""
    with pytest.raises(RecordsFileError, match="cannot be read: No such file"):
        read_records(str(tmp_path / "kb.jsonl"), largest_bytes=10_000)


def test_of_many_faults_twenty_are_shown(tmp_path: Path) -> None:
    """The message has the number of the others."""
    found = faults(tmp_path / "kb.jsonl", "x\n" * 30)

    assert (len(found), found[-1]) == (21, "and 10 more")
