"""CSV: a row per tenant, a column per field."""

from collections.abc import Callable

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantSpec

Read = Callable[..., tuple[TenantSpec, ...]]
Problems = Callable[..., list[tuple[int | None, str, str]]]


def test_cells_are_read_as_their_fields_want_them(read: Read) -> None:
    """CSV has only text; the catalog knows which fields are numbers, and nobody knows it of ``meta``."""
    text = (
        "key,name,limits.conversations,limits.database.records,meta.crm,protect,dataset,bots.b.privacy\n"
        "acme,7,10, 20 ,007,TRUE,true,false\n"
    )

    (tenant,) = read(text, ".csv")

    assert tenant.arguments == {
        "name": "7",
        "limits": {"conversations": 10, "database": {"records": 20}},
        "meta": {"crm": "007"},
        "dataset": {},
        "bots": {"b": {"privacy": False}},
    }
    assert tenant.protect


def test_an_empty_cell_is_not_declared(read: Read) -> None:
    """So tenants of different shapes fit into one table."""
    one, two = read("key,name,bots.a.name,bots.b.name\none,,A,\ntwo,Two,,B\n", ".csv")

    assert one.arguments == {"bots": {"a": {"name": "A"}}}
    assert two.arguments == {"name": "Two", "bots": {"b": {"name": "B"}}}


def test_a_byte_order_mark_and_spaces_in_the_header_are_harmless(read: Read) -> None:
    """Spreadsheets write the one, people the other."""
    (tenant,) = read("\ufeffkey , name, bots.b.name\r\nacme,Acme,B\r\n,,\r\n".encode(), ".csv")

    assert (tenant.key, tenant.arguments["name"]) == ("acme", "Acme")


def test_a_tenant_may_span_lines(problems: Problems) -> None:
    """A backstory has paragraphs; the line told is the one where the tenant begins."""
    text = 'key,bots.b.backstory,onDelete\none,"a\nb",\n\ntwo,"c\nd",keep\nthree,e,keep\n'

    assert [(line, key) for line, key, _ in problems(text, ".csv")] == [
        (5, "tenants.two.onDelete"),
        (7, "tenants.three.onDelete"),
    ]


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ("nmae", "nmae is not a field of a tenant; did you mean name?"),
        ("bots.b.modle", "modle is not a field of a bot; did you mean model?"),
        ("bots", "is a value here, but a map in the column bots.b.name: leave out one of them"),
        ("limits", "is a map: give each of its entries a column, as in limits.KEY"),
        ("name.first", "goes too deep: name is no map"),
        ("bots.b.name", "is a column twice, first as column 2"),
        ("meta..x", "has an empty name"),
    ],
)
def test_a_column_that_means_nothing_is_one_problem_of_the_header(problems: Problems, column: str, reason: str) -> None:
    """Ten thousand rows do not make ten thousand typing errors."""
    found = problems(f"key,bots.b.name,{column}\none,B,1\ntwo,B,2\n", ".csv")

    assert found == [(1, column, reason)]


def test_a_header_without_key_or_bots_is_refused(problems: Problems) -> None:
    """The one names a tenant, the other is what it is for; a comma may be all that is wrong."""
    found = problems("name;email\nAcme;ops@acme.example\n", ".csv")

    assert [key for _, key, _ in found] == ["name;email", "key", "bots"]
    assert found[1][2].endswith("columns are separated by commas")


@pytest.mark.parametrize(
    ("header", "keys"),
    [
        ("key,bots.b.name,nmae", ["nmae"]),
        ("name", ["key", "bots"]),
        ("key," + ",".join(f"meta.k{number}" for number in range(1_000)), [""]),
    ],
)
def test_a_problem_of_the_header_names_its_line(problems: Problems, header: str, keys: list[str]) -> None:
    """There may be blank lines above."""
    found = problems(f"\n\n{header}\n", ".csv")

    assert [(line, key) for line, key, _ in found] == [(3, key) for key in keys]


def test_faults_of_rows_name_their_lines(problems: Problems) -> None:
    """A row that is cut off, a key that is missing, twice or wrong: nothing is guessed."""
    found = problems("key,name,bots.b.name\none,A,B\none,A,B\ntwo,A\n,A,B\nThree,A,B\n", ".csv")

    assert [(line, key) for line, key, _ in found] == [
        (3, "tenants.one"),
        (4, ""),
        (5, "key"),
        (6, "tenants.Three"),
    ]
    assert found[0][2] == "is given twice, first in line 2"


@pytest.mark.parametrize(
    ("column", "cell"),
    [("protect", "yes"), ("limits.tokens", "many"), ("dataset.searchMaxRecords", "1.000,0"), ("token", "no")],
)
def test_a_cell_that_is_no_number_or_boolean_is_refused(problems: Problems, column: str, cell: str) -> None:
    """It stays text, and text is not what the field holds."""
    assert [line for line, _, _ in problems(f'key,bots.b.name,{column}\none,B,"{cell}"\n', ".csv")] == [2]


@pytest.mark.parametrize(
    ("text", "line"), [("", None), ('key,bots.b.name\none,"B\n', 2), ('key,bots.b.name\none,"B"x\n', 2)]
)
def test_a_fault_of_syntax_names_its_line(problems: Problems, text: str, line: int | None) -> None:
    """A file that is no CSV has one problem: where reading stopped."""
    assert [found for found, _, _ in problems(text, ".csv")] == [line]


def test_a_file_that_ends_in_a_row_was_cut_off(problems: Problems) -> None:
    """It must not pass for one with fewer tenants; a last row that is complete needs no line end."""
    reason = "has 2 cells, but the header has 3, and the file ends in it: it was cut off"

    assert problems("key,name,bots.a\nacme,Acme,true\nglobex,Glo", ".csv") == [(3, "", reason)]


def test_a_last_row_needs_no_line_end(read: Read) -> None:
    """As RFC 4180 has it."""
    assert [spec.key for spec in read("key,name,bots.a\nacme,Acme,true\nglobex,G,true", ".csv")] == ["acme", "globex"]


def test_a_header_alone_lists_no_tenants(read: Read) -> None:
    """A table without rows is as explicit as ``tenants: {}``."""
    assert read("key,bots.b.name\n", ".csv") == ()
