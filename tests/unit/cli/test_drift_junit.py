"""`drift --junit`: XML that every reader takes, with each object once, and no health for what was not checked."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.cli.drift_junit import as_junit, nothing_checked
from pulumi_chatbotkit.operations.drift.report import Declared, DriftReport, Failure, Finding, Ignored, Sort


def declared(name: str, stack: str = "dev") -> Declared:
    return Declared(stack=stack, customer="acme", kind="Bot", name=name, id=f"id-{name}", urn=f"urn-{name}")


def differs(it: Declared, field: str = "backstory") -> Finding:
    return Finding(
        sort=Sort.FIELD, stack=it.stack, customer=it.customer, kind=it.kind, name=it.name, id=it.id, urn=it.urn,
        field=field, argument=field, declared={"a": [1]}, found=None,
    )  # fmt: skip


SHADOW = Finding(sort=Sort.UNDECLARED, customer="acme", kind="Bot", name="Shadow", id="id-shadow", account="user")


def cases(text: str) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Outcome and text of each case, by suite, class and name. Each is there once, and the counts are right."""
    root = ElementTree.fromstring(text)  # noqa: S314 - we have written it
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    for suite in [*root]:
        outcomes: list[str] = []
        for case in suite:
            inner = [*case]
            outcomes.append(inner[0].tag if inner else "passed")
            key = suite.attrib["name"], case.attrib["classname"], case.attrib["name"]
            assert key not in found
            found[key] = outcomes[-1], (inner[0].text or "") if inner else ""
            assert not inner or inner[0].attrib["message"]
        counted = {"tests": len(outcomes), "failures": outcomes.count("failure"), "errors": outcomes.count("error")}
        assert {key: int(suite.attrib[key]) for key in counted} == counted
        assert int(suite.attrib["skipped"]) == outcomes.count("skipped")
    for key in ("tests", "failures", "errors"):
        assert int(root.attrib[key]) == sum(int(suite.attrib[key]) for suite in root)
    return found


def test_each_object_is_a_case_of_its_stack() -> None:
    """With all that differs in it; an object of no state is in a suite of its own."""
    right, edited, unread, known = (declared(name) for name in ("right", "edited", "unread", "known"))
    elsewhere = declared("right", "prod")
    report = DriftReport(
        stacks=["dev", "prod"],
        declared=[right, edited, unread, known, elsewhere],
        findings=[differs(edited), differs(edited, "name"), SHADOW],
        failures=[
            Failure(stack="dev", what="Bot unread", reason="no answer", urn=unread.urn),
            Failure(stack="", what="account x", reason="refused"),
        ],
        ignored=[Ignored(finding=differs(known), rule=1, reason="until the launch")],
    )

    assert cases(as_junit(report)) == {
        ("dev", "dev.acme", "Bot right id-right"): ("passed", ""),
        ("dev", "dev.acme", "Bot edited id-edited"): (
            "failure",
            'backstory: declared {"a": [1]}, found none\nname: declared {"a": [1]}, found none',
        ),
        ("dev", "dev.acme", "Bot unread id-unread"): ("error", "no answer"),
        ("dev", "dev.acme", "Bot known id-known"): ("skipped", "until the launch"),
        ("prod", "prod.acme", "Bot right id-right"): ("passed", ""),
        ("in no state", "in no state.acme", "Bot Shadow id-shadow"): ("failure", "undeclared"),
        ("in no state", "in no state.(parent account)", "account x"): ("error", "refused"),
    }


def test_what_is_ignored_in_part_fails() -> None:
    """A rule hides no other field of the object, nor another object."""
    it = declared("it")
    hidden = [Ignored(finding=each, rule=1, reason="known") for each in (differs(it, "name"), SHADOW)]
    report = DriftReport(stacks=["dev"], declared=[it], findings=[differs(it)], ignored=hidden)

    assert [outcome for outcome, _ in cases(as_junit(report)).values()] == ["failure", "skipped"]


@settings(deadline=None)
@given(st.text(st.characters(codec=None), min_size=1))
def test_text_of_others_is_always_xml(text: str) -> None:
    """What XML forbids is written out; all else comes back as it was, wherever it stands."""
    it = replace(declared("it"), customer=text, name=text)
    report = DriftReport(
        stacks=[text],
        declared=[replace(it, stack=text)],
        findings=[replace(SHADOW, detail=text, name=text)],
        failures=[Failure(stack=text, what="it", reason=text, urn=it.urn)],
    )

    found = cases(as_junit(report))

    assert [outcome for outcome, _ in found.values()] == ["error", "failure"]
    if text.isprintable():
        assert next(iter(found)) == (text, f"{text}.{text}", f"Bot {text} id-it")
        assert next(iter(found.values()))[1] == text


def test_a_check_that_could_not_be_made_is_an_error(tmp_path: Path) -> None:
    """Also in the place of an earlier run's file, which said that all was well."""
    file = tmp_path / "drift.xml"
    file.write_text(as_junit(DriftReport(stacks=["dev"], declared=[declared("it")])), encoding="utf-8")

    run = CliRunner().invoke(app, ["drift", "--junit", str(file), "--ignore", str(tmp_path / "none.yaml")])

    assert run.exit_code == 1
    ((outcome, text),) = cases(file.read_text(encoding="utf-8")).values()
    assert outcome == "error"
    assert "none.yaml" in text
    assert [*cases(nothing_checked("no answer")).values()] == [("error", "no answer")]
    assert 'classname="prod.' in nothing_checked("no answer", ["dev", "prod"])


@pytest.mark.parametrize("name", ["nowhere/drift.xml", "."])
def test_a_file_that_cannot_be_written_is_refused_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Before anything is read, with what to do."""
    monkeypatch.chdir(tmp_path)

    run = CliRunner().invoke(app, ["drift", "--junit", name])

    assert (run.exit_code, run.stdout) == (1, "")
    assert run.stderr.startswith(f"error: --junit {name}: ")
