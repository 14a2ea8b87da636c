"""`changes`: exit codes, forms of the report, and where it reads from."""

import json
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.cli.changes import exit_code
from pulumi_chatbotkit.cli.changes_forms import as_markdown_text, page
from pulumi_chatbotkit.cli.reports import MARKDOWN_LIMIT
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.changes.document import as_document
from pulumi_chatbotkit.operations.changes.document import report_of as report_of_document
from pulumi_chatbotkit.operations.changes.report import ChangesReport
from support.previews import document, error, events, policy_changed, policy_said, report_of, step, urn_of
from support.stack_script import STACK, StackScript

PLANTED = "sk-planted-0a1b2c3d4e5f"
CHANGED = 7
OPS = ("create", "update", "delete", "replace", "same", "refresh")
CLASSES = ("Bot", "PartnerUser", "PartnerUserToken", "Secret", "Dataset", "DeletionGuard")
TEXTS = st.sampled_from(["a", "b", f"see {PLANTED}", "long " * 30, "one\ntwo", "<b>|@team|</b>", "\x1b[2J"])
INPUTS = cast(
    "st.SearchStrategy[JsonObject]",
    st.dictionaries(
        st.sampled_from(["name", "description", "limits", "meta"]),
        st.one_of(TEXTS, st.integers(0, 3), st.none(), st.dictionaries(st.sampled_from("xy"), TEXTS, max_size=2)),
        max_size=3,
    ),
)


@st.composite
def steps(draw: st.DrawFn) -> list[JsonObject]:
    """A preview with each resource once, of which secrets have the planted value."""
    made: list[JsonObject] = []
    for number in range(draw(st.integers(0, 12))):
        op, class_name = draw(st.sampled_from(OPS)), draw(st.sampled_from(CLASSES))
        before: JsonObject = {**draw(INPUTS), "token": PLANTED} if op != "create" else {}
        after: JsonObject = {**draw(INPUTS), "value": PLANTED} if op != "delete" else {}
        tenant = draw(st.sampled_from(["", "acme", "globex"]))
        made.append(
            step(
                op,
                class_name,
                f"r{number}",
                None if op == "create" else {**before, "secretInputs": ["token", "value"]},
                None if op == "delete" else {**after, "secretInputs": ["token", "value"]},
                tenant=tenant,
            )
        )
    return made


def forms(report: ChangesReport) -> list[str]:
    pages = ["\n".join(line for line, _ in page(report, expand=expand)) for expand in (False, True)]
    return [json.dumps(as_document(report)), as_markdown_text(report), *pages]


@settings(deadline=None)
@given(steps())
def test_each_change_is_in_one_group(made: list[JsonObject]) -> None:
    """Every resource that changes is in the report, and no change is there twice."""
    report = report_of(document(made))

    found = [(each.urn, each.field, each.sort) for group in report.groups for each in group.changes]
    assert len(found) == len(set(found))
    moved = {str(each["urn"]) for each in made if each["op"] not in {"same", "refresh"}}
    assert moved <= {urn for urn, _, _ in found}
    assert report.resources == len({urn for urn, _, _ in found})
    for group in report.groups:
        alike = {(each.sort, each.kind, each.field, repr(each.before), repr(each.after)) for each in group.changes}
        assert len(alike) == 1
        assert sum(map(len, group.by_customer().values())) == len(group.changes)


@settings(deadline=None)
@given(steps())
def test_no_form_shows_a_secret(made: list[JsonObject]) -> None:
    """Not where it is declared, nor where it stands in another field or in an error."""
    last = step("update", "Secret", "s", {"value": PLANTED}, {})
    report = report_of(document([*made, last], error(f"refused: {PLANTED}")))

    for text in forms(report):
        assert PLANTED not in text


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 50), st.integers(1, 50))
def test_markdown_is_cut_between_customers_and_counts_the_rest(groups: int, customers: int) -> None:
    """Whole rows only, whatever there is of groups and customers."""
    made = [
        step("update", "Bot", f"b{group}.{each}.{'x' * 40}", {}, {"name": f"n{group}"}, tenant=f"c{each:03}")
        for group in range(groups)
        for each in range(customers)
    ]

    text = as_markdown_text(report_of(document(made)))

    assert len(text) <= MARKDOWN_LIMIT
    shown = [line for line in text.splitlines() if line.startswith("| c0")]
    assert all(row.endswith(" |") for row in shown)
    left = groups * customers - len(shown)
    assert (f"*Cut here: {left:,} more customers in " in text) is (left > 0)


def test_each_form_names_what_policies_say() -> None:
    """A policy that is advisory does not change the exit code, as it does not change Pulumi's."""
    message = "Bot it: model is 'x', which is not allowed."
    urn = urn_of("Bot", "it")
    text = (
        policy_said("advisory", "allowed-models", message, urn)
        + policy_changed("no-public-objects", urn, {"visibility": "public"}, {"visibility": "private"})
        + policy_said("advisory", "own", "of all\nand more")
        + events([])
    )
    report = report_of(text)

    lines = [line for line, _ in page(report)]
    assert lines[:6] == [
        "Policy allowed-models (advisory)",
        f"  {message}",
        "Policy no-public-objects (remediate)",
        "  Bot it: has changed visibility",
        "Policy own (advisory)",
        "  the stack: of all and more",
    ]
    assert lines[-1] == "3 findings of policies: 2 advisory, 1 remediate"
    markdown = as_markdown_text(report)
    assert f"| allowed-models (advisory) | {message} |\n" in markdown
    assert markdown.index("### Policies") > markdown.index("3 findings of policies")
    assert as_document(report)["policies"] == [
        {
            "level": "advisory",
            "policy": "allowed-models",
            "pack": "chatbotkit",
            "what": "Bot it",
            "message": f"What it asks for.\n{message}",
        },
        {
            "level": "remediate",
            "policy": "no-public-objects",
            "pack": "chatbotkit",
            "what": "Bot it",
            "message": "has changed visibility",
        },
        {
            "level": "advisory",
            "policy": "own",
            "pack": "chatbotkit",
            "what": None,
            "message": "What it asks for.\nof all\nand more",
        },
    ]
    assert exit_code(report) == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (document([]), 0),
        (document([step("same", "Bot", "a", {}, {})]), 0),
        (document([step("delete", "Bot", "a", {})]), CHANGED),
        (document([step("create", "DeletionGuard", "a", None, {})]), CHANGED),
        (document([], error("boom")), 1),
        (document([step("delete", "Bot", "a", {})], error("boom")), 1),
    ],
    ids=["nothing", "same", "changes", "bookkeeping", "error", "both"],
)
def test_the_exit_code_never_says_nothing_for_what_is_not_known(text: str, code: int) -> None:
    """And errors come before changes."""
    assert exit_code(report_of(text)) == code


def test_the_document_has_a_version_and_every_key() -> None:
    """As docs/changes.md describes it."""
    made = step("update", "Bot", "a", {"name": "x"}, {"name": "y"}, tenant="acme")

    assert as_document(report_of(document([made], error("boom")))) == {
        "version": 1,
        "stack": "dev",
        "preview": True,
        "resources": 1,
        "groups": [
            {
                "sort": "update", "kind": "Bot", "field": "name", "before": "x", "after": "y", "beforeLength": 1,
                "afterLength": 1, "lines": [], "secret": False, "reasons": [], "lost": None, "customers": 1,
                "changes": [{"customer": "acme", "name": "a", "id": "id-a", "urn": made["urn"]}],
            }
        ],
        "failures": [{"what": None, "reason": "boom"}],
        "policies": [],
    }  # fmt: skip


def test_the_page_begins_with_what_can_be_lost() -> None:
    """With who is concerned, and what is lost; many customers are cut, and all there with --expand."""
    made = [
        *(step("update", "Bot", f"b{each}", {}, {"name": "x"}, tenant=f"c{each:02}") for each in range(12)),
        step("delete", "Dataset", "d", {}, tenant="acme"),
        step("replace", "Bot", "e", {"name": "x"}, {"name": "y"}),
    ]
    report = report_of(document(made))

    lines = [line for line, _ in page(report)]

    assert lines[:3] == ["Deleted", "  1 customer: 1 Dataset; lost with each: its records, files", "      acme"]
    assert "  (parent account): 1 Bot, because of name" in lines
    assert "  12 customers: Bot name: none → x" in lines
    assert "      c00, c01, c02, c03, c04, c05, c06, c07, c08, c09 and 2 more (--expand)" in lines
    assert lines[-1] == ("14 resources of dev would change in 13 customers: 1 deleted, 1 replaced, 12 fields changed")
    expanded = [line for line, _ in page(report, expand=True)]
    assert "      c11  b11  id-b11" in expanded


def test_lines_of_a_long_text_are_shown_once() -> None:
    """On the page and in Markdown, where nothing in them is markup."""
    text = "one\n<b>two</b>\nthree"
    made = [step("update", "Bot", each, {"backstory": text}, {"backstory": "one\nthree"}, tenant=each) for each in "ab"]
    report = report_of(document(made))

    assert [line for line, _ in page(report)].count("      -<b>two</b>") == 1
    assert "  2 customers: Bot backstory: text of 20 → 9 characters" in [line for line, _ in page(report)]
    assert as_markdown_text(report).count("\\<b\\>two") == 1


def test_a_file_and_standard_input_are_read(tmp_path: Path) -> None:
    """No Pulumi CLI is needed for them."""
    text = document([step("delete", "Bot", "a", {})])
    file = tmp_path / "preview.json"
    file.write_text(text, encoding="utf-8")

    runs = [
        CliRunner().invoke(app, ["changes", str(file), "--json"]),
        CliRunner().invoke(app, ["changes", "-", "--json"], input=text),
    ]

    assert [run.exit_code for run in runs] == [CHANGED, CHANGED]
    assert json.loads(runs[0].stdout) == json.loads(runs[1].stdout)


@pytest.mark.parametrize(
    "words", [["none.json"], ["broken.json"], ["latin.json"], ["good.json", "--refresh"], ["-", "--", "-x"]]
)
def test_what_cannot_be_read_is_exit_code_1(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a reason, and without a traceback or a report."""
    monkeypatch.chdir(tmp_path)
    Path("broken.json").write_text(document([])[:-9], encoding="utf-8")
    Path("latin.json").write_bytes('{"steps": "\u00e4"}'.encode("latin-1"))
    Path("good.json").write_text(document([]), encoding="utf-8")

    run = CliRunner().invoke(app, ["changes", *words], input=document([]))

    assert run.exit_code == 1
    assert run.stderr.startswith("error: ")
    assert run.stdout == ""


def test_a_preview_that_cannot_be_read_is_a_document_that_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads only the document, such as `ci comment`, must not take it for a report without changes."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", "planted-passphrase")

    run = CliRunner().invoke(app, ["changes", "planted-passphrase.json", "--json"])

    assert run.exit_code == 1
    assert run.stderr.startswith("error: ")
    report = report_of_document(json.loads(run.stdout))
    assert [each.what for each in report.failures] == [""]
    assert "No such file" in report.failures[0].reason
    assert "planted-passphrase" not in run.stdout


@pytest.mark.parametrize("named", [["--stack", "org/shop/dev"], []])
def test_a_preview_without_resources_is_of_the_stack_that_was_given(
    named: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the one that is selected: no resource names it."""
    StackScript(tmp_path, monkeypatch).prints(document([]))

    run = CliRunner().invoke(app, ["changes", "--json", *named])

    assert (run.exit_code, json.loads(run.stdout)["stack"]) == (0, named[-1] if named else STACK)
