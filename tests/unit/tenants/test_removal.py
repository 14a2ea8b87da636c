"""Taking a tenant out of a tenants file: the others are declared as before, and all other text stays."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.inputs.tenants.reading import read_tenants_text
from pulumi_chatbotkit.inputs.tenants.removal import EditRefused, declarations, without_tenant
from pulumi_chatbotkit.json_values import JsonObject

YAML, JSON, CSV = Path("tenants.yaml"), Path("tenants.json"), Path("tenants.csv")
SHARED = "x-bot: &bot {model: gpt-4o}\ndefaults: {bots: {support: {}}}\n"

# Each is the entry of a tenant, from its key on, as people write them.
BLOCKS = (
    "{key}: {{}}\n",
    "{key}:\n    name: A 😀  # a comment\n\n    # inside\n    description: |\n      One\n\n      # two\n\n",
    "{key}: {{name: A, # flow\n    description: 'x, y'\n}}\n",
    '{key}:  # {{}}\n    name: "one\n two"\n    bots: {{support: {{<<: *bot, name: "}}"}}}}\n',
    "{key}:\n    bots:\n      support:\n        backstory: >-\n          folded\n      sales: {{<<: *bot}}\n",
    '"{key}":\n    vars: {{"a: b": \'#\'}}\n    bots: {{support: *bot}}\n',
    "{key}:\n    description: |+\n      kept\n\n\n",
)
BETWEEN = ("", "\n", "  # about the next\n", "\n  # a section ----\n\n", "\n\n")
FLOWS = ("{{}}", "{{name: '}}, {{'}}", "{{bots: {{support: *bot}}}}", '{{name: "a\n b", description: c}}')


@st.composite
def block_texts(draw: st.DrawFn) -> str:
    """Files whose tenants are maps by indentation."""
    count = draw(st.integers(1, 4))
    parts = [
        f"{draw(st.sampled_from(BETWEEN))}  {draw(st.sampled_from(BLOCKS)).format(key=f't{number}')}"
        for number in range(count)
    ]
    end = draw(st.sampled_from(("", "# the end\n", "\nplans: {}\n", "  # last\n\nplans:\n  pro: {}\n")))
    text = f"{SHARED}\ntenants:{draw(st.sampled_from(('', '  # all of them')))}\n{''.join(parts)}{end}"
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


@st.composite
def flow_texts(draw: st.DrawFn) -> str:
    """Files whose tenants are a map in braces."""
    entries = [f"t{number}: {draw(st.sampled_from(FLOWS)).format()}" for number in range(draw(st.integers(1, 4)))]
    separator = draw(st.sampled_from((", ", ",\n  ", " ,", ", # a comment\n  ")))
    last = draw(st.sampled_from(("", ",", "\n")))
    return f"{SHARED}tenants: {{{separator.join(entries)}{last}}}  # end\n"


def check_every_removal(path: Path, text: str) -> None:
    """Each tenant can be removed, one after another in any order: here from the first, and each one alone."""
    before = read_tenants_text(path, text).tenants
    for spec in before:
        after = without_tenant(path, text, spec.key)
        assert declarations(read_tenants_text(path, after).tenants) == declarations(
            each for each in before if each.key != spec.key
        )
    for spec in before:
        text = without_tenant(path, text, spec.key)
    assert read_tenants_text(path, text).tenants == ()


@settings(deadline=None, max_examples=30)  # reading files takes as long as the machine is busy
@given(text=block_texts())
def test_the_others_are_declared_as_before(text: str) -> None:
    """And no comment outside of the entry is lost, no line is moved or changed."""
    check_every_removal(YAML, text)
    keys = [spec.key for spec in read_tenants_text(YAML, text).tenants]
    after = without_tenant(YAML, text, keys[-1])
    lines = iter(text.splitlines())
    assert all(line in ("tenants: {}", "  {}") or line in lines for line in after.splitlines())
    for comment in ("# the end", "# a section", "# about the next", "  # last", "# all of them"):
        assert text.count(comment) == after.count(comment)


@settings(deadline=None, max_examples=30)  # reading files takes as long as the machine is busy
@given(text=flow_texts())
def test_a_map_in_braces_is_edited_in_place(text: str) -> None:
    """With its commas, whatever is around them."""
    check_every_removal(YAML, text)


@settings(deadline=None, max_examples=30)  # reading files takes as long as the machine is busy
@given(
    tenants=st.dictionaries(
        st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True),
        st.fixed_dictionaries({"name": st.text(max_size=9).filter(lambda text: text < "\ud800" or text > "\udfff")}),
        min_size=1,
        max_size=4,
    ),
    indent=st.sampled_from((None, 1, "\t")),
    ascii_only=st.booleans(),
)
def test_json_is_edited_in_place(tenants: dict[str, object], indent: int | str | None, ascii_only: bool) -> None:
    """Escapes, tabs and brackets in texts are no obstacle; what is left is formatted as a program would."""
    clean: JsonObject = {
        key: {"name": str(value).replace("{{", "").replace("\x00", "")} for key, value in tenants.items()
    }
    top: JsonObject = {"defaults": {"bots": {"support": {}}}, "tenants": clean}
    text = json.dumps(top, indent=indent, ensure_ascii=ascii_only)
    check_every_removal(JSON, text)
    key = next(iter(clean))
    left: JsonObject = {**top, "tenants": {other: value for other, value in clean.items() if other != key}}
    assert without_tenant(JSON, text, key) == json.dumps(left, indent=indent, ensure_ascii=ascii_only)


@settings(deadline=None, max_examples=30)  # reading files takes as long as the machine is busy
@given(
    names=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\x00{"), max_size=9), min_size=1, max_size=4
    ),
    line_end=st.sampled_from(("\n", "\r\n")),
)
def test_a_row_of_csv_is_removed_with_all_its_lines(names: list[str], line_end: str) -> None:
    """Other rows keep their bytes; with the last one gone, the header stays."""
    quoted = [name.replace('"', '""') for name in names]
    rows = [f't{number},"{name}",x' for number, name in enumerate(quoted)]
    text = "".join(f"{row}{line_end}" for row in ["key, name,bots.support.name", *rows])
    check_every_removal(CSV, text)
    assert without_tenant(CSV, text, "t0") == "".join(
        f"{row}{line_end}" for row in ["key, name,bots.support.name", *rows[1:]]
    )


def test_an_example() -> None:
    """Comments above an entry stay, those in it go; an empty map is left as `{}`."""
    text = (
        "tenants:\n  # gold\n  acme:  # since 2024\n    bots: {}\n\n  # silver\n  globex: {bots: {}}\n\n"
        "plans: {}  # none\n"
    )

    without = without_tenant(YAML, text, "acme")

    assert without == "tenants:\n  # gold\n  # silver\n  globex: {bots: {}}\n\nplans: {}  # none\n"
    assert without_tenant(YAML, without, "globex") == ("tenants:\n  # gold\n  # silver\n  {}\n\nplans: {}  # none\n")
    assert without_tenant(YAML, "tenants:\n  acme: {bots: {}}\n", "acme") == "tenants: {}\n"


@pytest.mark.parametrize(
    "value", ['"one\n two"', "'one\n\n two'", "|\n      one\n\n      # two", ">-\n      one", "[one,\ntwo]"]
)
def test_the_last_value_of_an_entry_goes_whole_and_nothing_behind_it(value: str) -> None:
    """Quoted text and brackets may go on at the left; what looks like a comment in a block of text belongs to it."""
    field = f"meta: {{list: {value}}}" if value.startswith("[") else f"description: {value}"
    behind = "  # about b\n  b: {bots: {}}\n"

    after = without_tenant(YAML, f"tenants:\n  a:\n    bots: {{}}\n    {field}\n\n{behind}", "a")

    assert after == f"tenants:\n{behind}"


COMMENTED = "tenants: {a: {bots: {}},  # one, two\n  b: {bots: {}}, # three\n  c: {bots: {}} # four, five\n}\n"


@pytest.mark.parametrize(
    ("text", "key", "left"),
    [
        (COMMENTED, "a", COMMENTED.replace("a: {bots: {}},", "")),
        (COMMENTED, "b", COMMENTED.replace("b: {bots: {}},", "")),
        (COMMENTED, "c", COMMENTED.replace("c: {bots: {}}", "")),
        ("tenants: {a: {bots: {}}, b: {bots: {}}}", "a", "tenants: {b: {bots: {}}}"),
        ("tenants: {a: {bots: {}} , b: {bots: {}} }", "b", "tenants: {a: {bots: {}} }"),
        ("tenants: { a: {bots: {}} }", "a", "tenants: {}"),
        ("tenants: { a: {bots: {}} # one\n}", "a", "tenants: {  # one\n}"),
    ],
)
def test_of_an_entry_in_braces_its_comma_goes_and_comments_stay(text: str, key: str, left: str) -> None:
    """A comma in a comment is none of the map's."""
    assert without_tenant(YAML, text, key) == left


def test_a_comma_behind_a_comment_is_removed_by_hand() -> None:
    """Without the entry before it the text would be no YAML; nothing is changed."""
    text = "tenants: {a: {bots: {}} # one, two\n  , b: {bots: {}}}\n"

    with pytest.raises(
        EditRefused, match=r"tenants\.a cannot be removed .* by hand\. With its lines gone, .*:2: is no YAML"
    ):
        without_tenant(YAML, text, "a")
    assert without_tenant(YAML, text, "b") == "tenants: {a: {bots: {}} # one, two\n  , }\n"


def test_blank_lines_of_csv_stay() -> None:
    """Also those above the header; a row is known by its key as a whole, and a cell elsewhere is no key."""
    text = "\n\nkey,name,bots.b.name\n\na,b,x\n\nab,a,x\nb,a,x\n"

    for key, row in (("a", "a,b,x\n"), ("ab", "ab,a,x\n"), ("b", "\nb,a,x")):
        assert without_tenant(CSV, text, key) == text.replace(row, "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tenants: {acme: {bots: {}}}", "has no tenant 'acne'; did you mean acme?"),
        ("tenants: {}", "has no tenant 'acne'; there are no tenants in it"),
        ("tenants: {acne: &a {bots: {}}, globex: *a}", "other entries use what tenants.acne defines: *a"),
        ("tenants:\n  acne: {bots: {s: &b {}}}\n  globex: {bots: {s: *b}}", "other entries use what tenants.acne"),
        ("x-t: &t {acne: {bots: {}}}\ntenants: {<<: *t}", "is merged or referred to from another place"),
        ("x-t: &t {acne: {bots: {}}}\ntenants: *t", "is merged or referred to from another place"),
        (
            "x-t: &t {acne: {bots: {}}}\ntenants: {<<: *t, acne: {bots: {s: {}}}}",
            "cannot be removed without changing other tenants",
        ),
    ],
)
def test_what_cannot_be_removed_alone_is_refused(text: str, said: str) -> None:
    """With the reason, and what to do by hand."""
    with pytest.raises(EditRefused, match=said.replace("*", r"\*").replace("?", r"\?")):
        without_tenant(YAML, text, "acne")


def test_a_customer_of_another_system_is_named_with_its_row(tmp_path: Path) -> None:
    """The next export would bring a removed row back, so the file of the other system is left alone."""
    (tmp_path / "crm.csv").write_text("Id,Name\nGlobex,G\nACME,A\n", encoding="utf-8")
    text = (
        "customers: {file: crm.csv, columns: {key: Id, name: Name}}\ndefaults: {bots: {}}\n"
        "tenants:\n  acme: {email: a@b.example}\n"
    )
    with pytest.raises(EditRefused, match=r"crm\.csv, line 3.*and its entry in .*tenants\.yaml, line 4"):
        without_tenant(tmp_path / "tenants.yaml", text, "acme")
    with pytest.raises(EditRefused, match=r"crm\.csv, line 2.*Remove the customer there$"):
        without_tenant(tmp_path / "tenants.yaml", text, "globex")
