"""Tenants files that would hang, crash or fill the memory: refused with the line and the bound."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.tenants import FileProblem, TenantsFileError, TenantSpec, read_tenants
from pulumi_chatbotkit.inputs.tenants.json_text import read_json

Problems = Callable[..., list[tuple[int | None, str, str]]]
Read = Callable[..., tuple[TenantSpec, ...]]

DEEP = "is nested deeper than 100 levels"
MANY = "has more than 1,000,000 values, once its aliases are filled in"
LONG = "has more than 100,000,000 characters, once its aliases are filled in"


def merge_bomb(levels: int = 12, width: int = 10) -> str:
    """Maps that merge the previous one several times: a few hundred bytes, and billions of merges."""
    lines = ["x-0: &m0 {a: 1}"]
    for level in range(1, levels):
        merged = ", ".join([f"*m{level - 1}"] * width)
        lines.append(f"x-{level}: &m{level} {{<<: [{merged}]}}")
    return "\n".join(lines) + "\n"


def test_merges_of_merges_do_not_hang(problems: Problems) -> None:
    """A file of 500 bytes."""
    ((line, _, reason),) = problems(merge_bomb(levels=30, width=2))

    assert (reason, line is not None) == (MANY, True)


def test_merges_of_merges_in_one_list_do_not_hang(problems: Problems) -> None:
    """Wider, and not as deep."""
    assert [reason for _, _, reason in problems(merge_bomb())] == [MANY]


def test_merged_lists_of_distinct_maps_are_read_in_linear_time(read: Read) -> None:
    """Each of many maps adds a key; the merged map is not copied for each."""
    maps = "".join(f"  - &m{number} {{k{number}: '{number}'}}\n" for number in range(20_000))
    merged = ", ".join(f"*m{number}" for number in range(20_000))
    text = f"x-maps:\n{maps}tenants:\n  acme: {{name: A, bots: {{b: {{}}}}, meta: {{<<: [{merged}]}}}}\n"

    (tenant,) = read(text)

    assert len(tenant.arguments["meta"]) == 20_000  # pyright: ignore[reportArgumentType] - a map


def test_merged_keys_of_a_list_have_the_precedence_of_the_first(read: Read) -> None:
    """As YAML's merge key says; the map's own keys come before all."""
    text = """\
        x-a: &a {one: a, two: a}
        x-b: &b {one: b, two: b, three: b}
        tenants:
          acme: {name: A, bots: {b: {}}, meta: {<<: [*a, *b], one: own}}
        """

    (tenant,) = read(text)

    assert tenant.arguments["meta"] == {"one": "own", "two": "a", "three": "b"}


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 100_000,
        "- " * 100_000,
        "? " * 100_000,
        "a:\n" + "\n".join(" " * level + "b:" for level in range(1, 2_000)),
    ],
    ids=["lists", "maps", "items", "keys", "indentation"],
)
def test_nesting_without_end_crashes_nothing(problems: Problems, text: str) -> None:
    """The C parser would overflow its stack."""
    ((line, _, reason),) = problems(text)

    assert (reason, line is not None) == (DEEP, True)


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
@pytest.mark.parametrize(("opening", "closing"), [('{"a": ', "}"), ("[", "]")])
def test_a_hundred_levels_are_read_and_no_more(
    read: Read, problems: Problems, suffix: str, opening: str, closing: str
) -> None:
    """Three of them, and the map of the file, are around a tenant's meta."""

    def nested(levels: int) -> str:
        inner = levels - 4
        value = f'{opening * inner}"x"{closing * inner}'
        return f'{{"tenants": {{"t": {{"bots": {{}}, "meta":\n{{"k": {value}}}}}}}}}'

    assert len(read(nested(100), suffix)) == 1
    assert problems(nested(101), suffix) == [(2, "", DEEP)]


def test_a_long_text_under_many_aliases_is_refused(problems: Problems) -> None:
    """It would be checked once for each of them."""
    text = f"x-a: &a {'é' * 100_000}\nx-b: [{', '.join(['*a'] * 2_000)}]\n"

    assert [(line, reason) for line, _, reason in problems(text)] == [(2, LONG)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("tenants:\n\tacme:\n\t\tname: A\n", 2),
        ("tenants:\n  acme:\n  \tname: A\n  \tx: 1\n", 3),
        ("tenants:\n  acme: {}\n\tother: {}\n", 3),
    ],
)
def test_a_tab_is_called_a_tab(problems: Problems, text: str, line: int) -> None:
    """An editor may show it as spaces, and YAML's own words do not name it."""
    assert problems(text.encode()) == [
        (line, "", "is no YAML here: a tab indents this line, but YAML is indented with spaces")
    ]


def test_many_tag_lines_do_not_hang(problems: Problems) -> None:
    """Each is compared with all before it."""
    text = "".join(f"%TAG !t{number}! tag:x:{number}\n" for number in range(50_000)) + "---\ntenants: {}\n"

    assert [reason for _, _, reason in problems(text)] == ["has more than 100 %TAG lines"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[" * 100_000, 1),
        ("{\n" + '"a": {\n' * 100_000, 101),
        ('{"a":' * 500 + "1" + "}" * 500, 1),
        ("[\n" * 150 + "]" * 150, 101),
    ],
)
def test_deep_json_is_refused_with_its_line(problems: Problems, text: str, line: int) -> None:
    """Complete or not."""
    assert problems(text, ".json") == [(line, "", DEEP)]


def test_json_has_a_bound_on_values(problems: Problems) -> None:
    """As YAML has. The list itself is one of them."""
    items = "1," * 999_998 + "1"

    assert read_json("tenants.json", f"[{items}]").value == [1] * 999_999
    assert problems(f"[{items},1]", ".json") == [(None, "", "has more than 1,000,000 values")]


def test_a_huge_field_of_csv_is_refused(problems: Problems) -> None:
    """A quote that is never closed takes the rest of the file."""
    text = 'key,bots.main.name\na,A\nb,"' + "x\n" * 200_000

    ((line, _, reason),) = problems(text, ".csv")

    assert (line, "field larger than field limit" in reason) == (3, True)


def test_csv_has_a_bound_on_columns_and_cells(problems: Problems) -> None:
    """Each column is compared with all others."""
    columns = ",".join(f"meta.k{number}" for number in range(100_000))
    cells = "key,bots.main.name,alias\n" + "".join(f"t{number},A,\n" for number in range(400_000))

    assert problems(f"key,{columns}\n", ".csv") == [(1, "", "has 100,001 columns, but at most 1,000 are read")]
    assert [reason for _, _, reason in problems(cells, ".csv")] == ["has more than 1,000,000 cells"]


def test_very_many_problems_are_not_all_looked_for(problems: Problems) -> None:
    """Each unknown name is compared with the known ones; nobody reads 100,000 lines."""
    text = "tenants:\n  acme:\n    bots: {b: {}}\n" + "".join(f"    nme{number}: x\n" for number in range(100_000))

    assert 1_000 <= len(problems(text)) <= 1_100


def test_the_message_shows_the_first_hundred_problems() -> None:
    """And counts the rest."""
    message = str(TenantsFileError(tuple(FileProblem("t.yaml", line, "", "is wrong") for line in range(1, 500))))

    assert len(message.splitlines()) == 101
    assert message.endswith("499 problems (100 of them shown), nothing was changed.")


def test_a_message_cannot_command_a_terminal(read: Read) -> None:
    """It quotes keys and values of the file."""
    with pytest.raises(TenantsFileError) as caught:
        read('tenants:\n  "a\\e[31m\\u202e": {bots: {b: {"nm\\x9b": x}}}\n')

    assert not set(str(caught.value)) & set("\x1b\u202e\x9b")
    assert "\\x1b[31m\\u202e" in str(caught.value)


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json", ".csv"])
def test_only_a_regular_file_is_read(tmp_path: Path, suffix: str) -> None:
    """A FIFO would wait for a writer for ever."""
    fifo, folder, missing = (tmp_path / f"{name}{suffix}" for name in ("fifo", "folder", "missing"))
    os.mkfifo(fifo)
    folder.mkdir()

    reasons: list[str] = []
    for path in (fifo, folder, missing):
        with pytest.raises(TenantsFileError) as caught:
            read_tenants(path)
        reasons.append(caught.value.problems[0].reason)

    regular = "but must be a regular file"
    assert reasons == [f"is a FIFO, {regular}", f"is a folder, {regular}", "does not exist"]


def test_a_file_has_a_bound(tmp_path: Path) -> None:
    """Refused by its size, before it is read."""
    path = tmp_path / "tenants.yaml"
    with path.open("wb") as file:
        file.truncate(100_000_001)

    with pytest.raises(TenantsFileError, match="has 100,000,001 bytes, but at most 100,000,000 are read"):
        read_tenants(path)


@pytest.mark.parametrize("text", ["\ufefftenants:\n  a: {name: A, bots: {b: {}}}\n"])
def test_a_byte_order_mark_is_no_part_of_the_text(read: Read, text: str) -> None:
    """Some editors write one."""
    assert [tenant.key for tenant in read(text)] == ["a"]
