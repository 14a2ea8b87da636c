"""Suspending a tenant in a tenants file: its own entry gets the values, and no other tenant changes."""

from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.tenants.reading import read_tenants_text
from pulumi_chatbotkit.inputs.tenants.removal import EditRefused, declarations
from pulumi_chatbotkit.inputs.tenants.suspension import suspended
from pulumi_chatbotkit.json_values import JsonObject

YAML, JSON, CSV = Path("tenants.yaml"), Path("tenants.json"), Path("tenants.csv")
ZERO: JsonObject = {"tokens": 0, "conversations": 0, "messages": 0}
EXAMPLE = """\
plans:
  pro:
    limits: {conversations: 1000}
    bots: {support: {}}
    skillsets: {tickets: {abilities: {open: {instruction: Open.}}}}
tenants:
  acme:  # the first
    plan: pro
    skillsets:
      tickets: {state: enabled}

  # the second
  globex: {plan: pro}
"""
SUSPENDED = """\
plans:
  pro:
    limits: {conversations: 1000}
    bots: {support: {}}
    skillsets: {tickets: {abilities: {open: {instruction: Open.}}}}
tenants:
  acme:  # the first
    plan: pro
    skillsets:
      tickets: {state: disabled, abilities: {open: {state: disabled}}}
    limits: {tokens: 0, conversations: 0, messages: 0}

  # the second
  globex: {plan: pro}
"""


def test_an_example() -> None:
    """What comes from the plan is overridden in the entry; the rest of the text stays."""
    text, written = suspended(YAML, EXAMPLE, "acme")

    assert text == SUSPENDED
    assert {".".join(path) for path in written} == {
        "limits.tokens",
        "limits.conversations",
        "limits.messages",
        "skillsets.tickets.state",
        "skillsets.tickets.abilities.open.state",
    }
    assert suspended(YAML, text, "acme") == (text, ())


@pytest.mark.parametrize(
    "entry",
    [
        "{bots: {}}",
        "{bots: {}, }",
        "{bots: {}, limits: {tokens: 5, database: {records: 1}}}",
        "{bots: {}, limits: {}}",
        "{bots: {}, skillset: true}",
        "{bots: {}, skillset: {name: x, }, skillsets: {a: true, b: {}}}",
        "{bots: {}, skillset: *shared}",
        "{<<: *tenant, skillset: {<<: *shared}}",
        "\n    bots: {}\n    limits:\n      tokens: 7  # few\n",
        "\n    bots: {}\n    skillset:\n    limits:\n      database: {records: 1}",
        "\n    bots:\n      s:\n        backstory: |\n          text\n\n          # text\n    # end\n",
        "*tenant",
    ],
)
@pytest.mark.parametrize("follows", ["", "  globex: {bots: {}}\n", "x-last: 1\n"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_any_style_of_entry_is_suspended(entry: str, follows: str, line_end: str) -> None:
    """Only that entry: the others are declared as before."""
    shared = "x-shared: &shared {name: Shared}\nx-tenant: &tenant {bots: {}}\n"
    end = "\n" if follows and not entry.endswith("\n") else ""
    before = f"{shared}tenants:\n  acme: {entry}{end}{follows}".replace("\n", line_end)

    text, _ = suspended(YAML, before, "acme")

    old, new = (read_tenants_text(YAML, each).tenants for each in (before, text))
    assert declarations(old[1:]) == declarations(new[1:])
    limits = new[0].values["limits"]
    assert isinstance(limits, dict)
    assert {name: limits[name] for name in ZERO} == ZERO
    assert isinstance(kept := old[0].values.get("limits", {}), dict)
    assert {**kept, **ZERO} == limits
    skillset = new[0].values.get("skillset")
    assert skillset is None or (isinstance(skillset, dict) and skillset["state"] == "disabled")


def test_json_is_edited_in_place() -> None:
    """With its quotes."""
    text, _ = suspended(JSON, '{"tenants": {\n  "acme": {"bots": {}, "skillset": {}},\n  "b": {"bots": {}}\n}}', "acme")

    assert text == (
        '{"tenants": {\n  "acme": {"bots": {}, "skillset": {"state": "disabled"}, '
        '"limits": {"tokens": 0, "conversations": 0, "messages": 0}},\n  "b": {"bots": {}}\n}}'
    )


def test_a_customer_of_another_system_gets_an_entry(tmp_path: Path) -> None:
    """The file of the other system is left alone: an entry under the same key adds to the row."""
    (tmp_path / "crm.csv").write_text("Id\nGlobex\n", encoding="utf-8")
    before = "customers: {file: crm.csv, columns: {key: Id}}\ndefaults: {bots: {}}\n"

    text, _ = suspended(tmp_path / "tenants.yaml", before, "globex")

    assert text == f"{before}tenants: {{globex: {{limits: {{tokens: 0, conversations: 0, messages: 0}}}}}}\n"


def test_columns_are_named_and_not_added() -> None:
    """CSV has a column for all tenants or none."""
    with pytest.raises(EditRefused, match=r"add these, with values for 'acme': limits\.tokens \(0\), "):
        suspended(CSV, "key,bots.main.name\nacme,A\n", "acme")


def test_what_is_merged_into_the_file_is_refused() -> None:
    """An entry of its own would replace the merged one as a whole."""
    text = "x-t: &t {acme: {name: A, bots: {}}}\ntenants: {<<: *t}\n"
    with pytest.raises(EditRefused, match=r"cannot be changed alone: write by hand limits\.tokens: 0"):
        suspended(YAML, text, "acme")
