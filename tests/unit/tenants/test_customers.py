"""Customers of another system: a CSV or JSONL file that stays as it is, or rows of a program."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantsFile, TenantsFileError, read_tenant_rows, read_tenants_file

FILE = """\
plans:
  pro: {bots: {support: {name: "{{ tenant.name }} ({{ vars.locale }})"}}}
  starter: {bots: {support: {}}}
customers:
  file: export/crm.csv
  columns:
    key: Id
    name: Company
    email: Mail
    plan: Tier
    vars.locale: Locale
    limits.conversations: Quota
    meta.crm: Id
  plans: {Gold Plan: pro}
tenants:
  acme-1: {bots: {support: {model: m}}}
  extra: {plan: starter}
"""
CRM = """\
Id,Company,Mail,Tier,Locale,Quota,Owner
ACME 1,Acme GmbH, ops@acme.example ,gold plan,de,50,jo
globex,Globex,,Starter,en,,
"""
Read = Callable[..., TenantsFile]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads a tenants file with an export beside it."""
    monkeypatch.chdir(tmp_path)
    Path("export").mkdir()

    def from_texts(crm: str = CRM, file: str = FILE, name: str = "crm.csv") -> TenantsFile:
        Path("export", name).write_text(crm, encoding="utf-8")
        Path("tenants.yaml").write_text(file.replace("crm.csv", name), encoding="utf-8")
        return read_tenants_file(Path("tenants.yaml"))

    return from_texts


def problems(read: Callable[[], object]) -> list[str]:
    """Each problem as a line of the message."""
    with pytest.raises(TenantsFileError) as caught:
        read()
    return str(caught.value).splitlines()[:-1]


def test_each_row_is_a_tenant(read: Read) -> None:
    """Keys and plans are normalised, cells read by the type of their field; entries of the file add to a row."""
    acme, globex, extra = read().tenants

    assert acme.key == "acme-1"
    assert acme.arguments == {
        "bots": {"support": {"name": "Acme GmbH (de)", "model": "m"}},
        "name": "Acme GmbH",
        "email": "ops@acme.example",
        "limits": {"conversations": 50},
        "meta": {"crm": "ACME 1"},
    }
    assert globex.arguments == {"bots": {"support": {}}, "name": "Globex", "meta": {"crm": "globex"}}
    assert (extra.key, extra.arguments) == ("extra", {"bots": {"support": {}}})


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_found(read: Read, separator: str) -> None:
    """As spreadsheets of other languages write them; commas in a quoted name of a column do not count."""
    rows = [row.replace(",", separator) for row in CRM.splitlines()]
    other = "\n".join([f'{rows[0]}{separator}"a, b, c, d, e, f, g, h"', *(f"{row}{separator}1,5" for row in rows[1:])])

    assert [each.arguments for each in read(other).tenants] == [each.arguments for each in read().tenants]


def test_values_of_rows_have_their_origin(read: Read) -> None:
    """File and line of the export."""
    acme, *_ = read().tenants

    found = acme.origin(("email",))

    assert (found.layer, found.file, found.line, found.key) == (
        "customer acme-1",
        "export/crm.csv",
        2,
        "email (column Mail)",
    )


def test_json_lines_are_rows_too(read: Read) -> None:
    """With numbers where the other system has numbers."""
    crm = '{"Id": 7, "Company": "Seven", "Mail": null, "Tier": "GOLD_PLAN", "Locale": "fr", "Quota": 9}\n\n'

    seven, *_ = read(crm, FILE.replace("  acme-1: {bots: {support: {model: m}}}\n", ""), "crm.jsonl").tenants

    assert seven.key == "7"
    assert seven.arguments == {
        "bots": {"support": {"name": "Seven (fr)"}},
        "name": "Seven",
        "limits": {"conversations": 9},
        "meta": {"crm": "7"},
    }


def test_all_problems_of_all_rows_are_told(read: Read) -> None:
    """With line, column and value, duplicates included: addresses differ although their case does."""
    crm = CRM + "globex,G,,Pro,,,\n,Nobody,,,,,\nfoo,Foo,OPS@acme.example,Silver,x,many,\n"

    email = "export/crm.csv:6: email (column Mail): is 'OPS@acme.example', as in tenant acme-1 (line 2), but must be"
    assert problems(lambda: read(crm)) == [
        "export/crm.csv:4: key (column Id): is 'globex', as in line 3: keys are unique",
        "export/crm.csv:5: key (column Id): is empty: every customer has a key",
        "export/crm.csv:6: plan (column Tier): is 'silver', which is no plan of this file; there are pro, starter",
        "export/crm.csv:6: limits.conversations (column Quota): is 'many', but must be a whole number",
        f"{email} unique among partner users",
    ]


@pytest.mark.parametrize(
    ("customers", "key", "reason"),
    [
        ("[a]", "customers", "is ['a'], but must be a map with file and columns"),
        ("{}", "customers.file", "is missing: the path of a CSV or JSONL file"),
        ("{file: export/crm.csv}", "customers.columns.key", "is missing: it names the column"),
        (
            "{file: export/crm.csv, columns: {key: id}}",
            "customers.columns.key",
            "there is no such column; there are Id",
        ),
        ("{file: export/crm.csv, columns: {key: Id, nmae: Company}}", "customers.columns.nmae", "did you mean name?"),
        ("{file: export/crm.csv, columns: {key: Id, bots.b: 7}}", "customers.columns.bots.b", "is 7, but must be text"),
        ("{file: export/crm.csv, colums: {}}", "customers.colums", "did you mean columns?"),
    ],
)
def test_a_mapping_that_means_nothing_is_refused(read: Read, customers: str, key: str, reason: str) -> None:
    """Once, not for each row."""
    lines = problems(lambda: read(file=f"defaults: {{bots: {{}}}}\ncustomers: {customers}\n"))

    assert any(line.startswith(f"tenants.yaml:2: {key}: ") and reason in line for line in lines)


@pytest.mark.parametrize(
    ("name", "crm", "problem"),
    [
        ("crm.csv", 'Id,Company\na,"x\n', "export/crm.csv:2: is no CSV here"),
        ("crm.csv", "Id,Id\n", "export/crm.csv:1: has the column 'Id' twice"),
        ("crm.csv", "Id,Company\na\n", "export/crm.csv:2: has 1 cells, but the header has 2\n"),
        (
            "crm.csv",
            "Id,Company\na,A\nb",
            "export/crm.csv:3: has 1 cells, but the header has 2, and the file ends in it: it was cut off\n",
        ),
        ("crm.csv", "Id,Company\na,A\nb,B,C", "export/crm.csv:3: has 3 cells, but the header has 2\n"),
        ("crm.jsonl", '{"Id": "a"}\n{"Id": "b", "Comp', "export/crm.jsonl:2: is no JSON here"),
        ("crm.jsonl", "{}\n[]\n", "export/crm.jsonl:2: is no JSON object"),
        ("crm.jsonl", "{\n", "export/crm.jsonl:1: is no JSON here"),
        ("crm.xls", "x", "export/crm.xls: has an unknown extension: name the file *.csv, *.jsonl, *.ndjson"),
    ],
)
def test_an_export_that_cannot_be_read_is_an_error(read: Read, name: str, crm: str, problem: str) -> None:
    """With its own name and line."""
    assert any(f"{line}\n".startswith(problem) for line in problems(lambda: read(crm, name=name)))


@pytest.mark.parametrize(
    ("name", "text"), [("crm.csv", ""), ("crm.csv", "Id,Company,Mail,Tier,Locale,Quota\n,,,,,\n"), ("crm.jsonl", "\n")]
)
def test_an_export_without_customers_is_refused(read: Read, name: str, text: str) -> None:
    """It was lost or cut off more often than everybody is to be deleted."""
    (found,) = problems(lambda: read(text, name=name))

    assert found.startswith(f"export/{name}: has no customers: a lost export is more likely than the wish to delete")


PLANS = {"pro": {"bots": {"b": {"name": "{{ tenant.name }}"}}}}


def test_rows_of_a_program_are_read_the_same_way() -> None:
    """From a database: numbers, dates and decimals are read as their text where text belongs."""
    rows: list[Mapping[str, object]] = [
        {"key": "A 1", "name": "Acme", "plan": "Pro", "limits.conversations": 5, "meta.since": date(2026, 1, 1)},
        {"key": 2, "name": "Two", "plan": "pro", "limits.conversations": None, "meta.since": Decimal("1.50")},
    ]

    acme, two = read_tenant_rows(rows, plans=PLANS).tenants

    assert (acme.key, acme.arguments["limits"], acme.arguments["meta"]) == (
        "a-1", {"conversations": 5}, {"since": "2026-01-01"},
    )  # fmt: skip
    assert (two.key, two.arguments["bots"], two.arguments["meta"]) == ("2", {"b": {"name": "Two"}}, {"since": "1.50"})


def test_problems_of_rows_have_their_numbers() -> None:
    """All at once."""
    rows = [
        {"key": "a", "name": "A", "email": "ops@a.example", "plan": "pro"},
        {"key": "b", "name": "B", "email": "OPS@a.example", "plan": "pr"},
        {"key": "a", "name": "C", "email": "", "plan": "pro"},
    ]

    found = problems(lambda: read_tenant_rows(rows, plans=PLANS, source="customers"))

    assert found == [
        "customers: row 2: plan: is 'pr', which is no plan of this file; did you mean pro?",
        "customers: row 3: key: is 'a', as in row 1: keys are unique",
        "customers: row 2: email: is 'OPS@a.example', as in tenant a, but must be unique among partner users",
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_a_column_that_rows_do_not_have_is_told_once(count: int) -> None:
    """However many rows there are."""
    rows = [{"Id": f"c{number}", "Company": "C"} for number in range(count)]

    found = problems(
        lambda: read_tenant_rows(rows, plans=PLANS, defaults={"plan": "pro"}, columns={"key": "Id", "name": "Compny"})
    )

    told = "is 'Compny', but there is no such column; did you mean Company?"
    assert sum(told in line for line in found) == 1


def test_a_later_row_may_leave_a_column_out() -> None:
    """As documents of other systems do; the first row tells that the column was spelt right."""
    rows = [{"Id": "a", "Mail": "ops@a.example"}, {"Id": "b"}]

    tenants = read_tenant_rows(rows, defaults={"bots": {}}, columns={"key": "Id", "email": "Mail"}).tenants

    assert [each.arguments.get("email") for each in tenants] == ["ops@a.example", None]


@pytest.mark.parametrize("named_by", [Path, str])
def test_plans_of_rows_may_be_in_a_file(named_by: type[Path] | type[str], tmp_path: Path) -> None:
    """With their lines; its own tenants are not meant. It is named by a path or a text."""
    path = tmp_path / "plans.yaml"
    path.write_text("plans: {pro: {bots: {b: {}}}}\ntenants: {other: {bots: {}}}\n", encoding="utf-8")

    (acme,) = read_tenant_rows(
        [{"Id": "acme"}], plans=named_by(path), defaults={"plan": "pro"}, columns={"key": "Id"}
    ).tenants

    assert acme.arguments == {"bots": {"b": {}}}


def test_no_rows_are_no_tenants() -> None:
    """A query may find nobody."""
    assert read_tenant_rows([], plans=PLANS).tenants == ()
