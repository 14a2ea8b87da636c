"""The JSON documents of reports: what is written is read back, and anything else is refused with its place."""

import json
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.changes import document as changes_document
from pulumi_chatbotkit.operations.changes.report import Change, ChangesReport, Group, PolicyFinding
from pulumi_chatbotkit.operations.changes.report import Failure as RunFailure
from pulumi_chatbotkit.operations.changes.report import Sort as ChangeSort
from pulumi_chatbotkit.operations.drift import document as drift_document
from pulumi_chatbotkit.operations.drift.report import (
    DriftReport,
    ExpiredRule,
    Failure,
    Finding,
    Ignored,
    NotCompared,
    Sort,
)
from pulumi_chatbotkit.operations.report_document import WrongDocument

TEXT = st.text(max_size=5)
NUMBER = st.integers(0, 9)
HIDDEN = "[secret]"
VALUE = cast(
    "st.SearchStrategy[JsonValue]", st.one_of(st.none(), TEXT, NUMBER, st.dictionaries(TEXT, TEXT, max_size=2))
)
FINDING = st.builds(
    Finding, sort=st.sampled_from(Sort), stack=TEXT, customer=TEXT, kind=TEXT, name=TEXT, id=TEXT, urn=TEXT,
    account=TEXT, field=TEXT, argument=TEXT, declared=VALUE, found=VALUE,
    created_at=st.none() | NUMBER, updated_at=st.none() | NUMBER, detail=TEXT,
).flatmap(
    lambda each: st.sampled_from([each, replace(each, is_secret=True, declared={"a": HIDDEN, "b": each.declared})])
)  # fmt: skip
DRIFT = st.builds(
    DriftReport,
    stacks=st.lists(TEXT, max_size=2),
    objects=NUMBER,
    accounts=NUMBER,
    other_stacks=st.dictionaries(TEXT, NUMBER, max_size=2),
    findings=st.lists(FINDING, max_size=3),
    failures=st.lists(st.builds(Failure, stack=TEXT, what=TEXT, reason=TEXT), max_size=2),
    not_compared=st.lists(st.builds(NotCompared, stack=TEXT, urn=TEXT, path=TEXT), max_size=2),
    ignored=st.lists(st.builds(Ignored, finding=FINDING, rule=NUMBER, reason=TEXT), max_size=2),
    expired=st.lists(st.builds(ExpiredRule, rule=NUMBER, line=NUMBER, until=TEXT, reason=TEXT), max_size=2),
)


@st.composite
def groups(draw: st.DrawFn) -> Group:
    """Changes that are alike in what a group has in common."""
    first = draw(
        st.builds(
            Change, sort=st.sampled_from(ChangeSort), kind=TEXT, name=TEXT, urn=TEXT, field=TEXT, before=VALUE,
            after=VALUE, before_length=st.none() | NUMBER, after_length=st.none() | NUMBER,
            lines=st.lists(TEXT, max_size=2).map(tuple), reasons=st.lists(TEXT, max_size=2).map(tuple),
        )
    )  # fmt: skip
    if draw(st.booleans()):
        first = replace(first, is_secret=True, before=HIDDEN, lines=())
    others = draw(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), max_size=2))
    more = [replace(first, name=name, urn=urn, id=id_, customer=customer) for name, urn, id_, customer in others]
    return Group(changes=(first, *more), lost=draw(TEXT))


CHANGES = st.builds(
    ChangesReport,
    stack=TEXT,
    is_preview=st.booleans(),
    resources=NUMBER,
    groups=st.lists(groups(), max_size=3),
    failures=st.lists(st.builds(RunFailure, what=TEXT, reason=TEXT), max_size=2),
    policies=st.lists(
        st.builds(PolicyFinding, level=TEXT, policy=TEXT, pack=TEXT, what=TEXT, message=TEXT), max_size=2
    ),
)


@given(DRIFT)
def test_a_drift_report_is_read_back(report: DriftReport) -> None:
    """All of it, through JSON."""
    assert drift_document.report_of(json.loads(json.dumps(drift_document.as_document(report)))) == report


@given(CHANGES)
def test_a_report_of_changes_is_read_back(report: ChangesReport) -> None:
    """All of it, through JSON."""
    assert changes_document.report_of(json.loads(json.dumps(changes_document.as_document(report)))) == report


def changes_with(**other: JsonValue) -> JsonObject:
    made = Change(sort=ChangeSort.UPDATE, kind="Bot", name="a", urn="u")
    document = changes_document.as_document(ChangesReport(groups=[Group(changes=(made,))]))
    groups = document["groups"]
    assert isinstance(groups, list)
    assert isinstance(groups[0], dict)
    return {**document, **other} if other.keys() & document.keys() else {**document, "groups": [{**groups[0], **other}]}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({}, "version None of the document is not known, only 1: make and read"),
        (changes_with(version=2), "version 2 of the document"),
        (changes_with(stack=7), "stack must be a text or null"),
        (changes_with(preview=1), "preview must be true or false"),
        (changes_with(resources=None), "resources must be a whole number"),
        (changes_with(resources=True), "resources must be a whole number or null"),
        (changes_with(groups={}), "groups must be a list of objects"),
        (changes_with(groups=[{}, 1]), "groups must be a list of objects"),
        (changes_with(groups=[{}]), "groups.0.changes is missing"),
        (changes_with(changes=[]), "groups.0.changes must not be empty"),
        (changes_with(sort="melt"), "groups.0.sort must be one of delete, replace"),
        (changes_with(lines=["a", 1]), "groups.0.lines must be a list of texts"),
        (changes_with(changes=[{"customer": None, "name": [], "id": None}]), "groups.0.changes.0.name must be a text"),
    ],
)
def test_what_does_not_fit_is_named(document: JsonObject, said: str) -> None:
    """With its place in the document."""
    with pytest.raises(WrongDocument) as caught:
        changes_document.report_of(document)

    assert str(caught.value).startswith(said)


def test_what_is_secret_is_not_read() -> None:
    """Another program may have written the document."""
    read = changes_document.report_of(changes_with(secret=True, before="a", after={"b": "c"}, lines=["-a", "+b"]))
    finding = Finding(sort=Sort.FIELD, kind="Secret", name="s", id="i", declared="a", found=None, is_secret=True)
    drift = drift_document.report_of(drift_document.as_document(DriftReport(findings=[finding])))

    change = read.groups[0].first
    assert (change.before, change.after, change.lines) == (HIDDEN, HIDDEN, ())
    assert (drift.findings[0].declared, drift.findings[0].found) == (HIDDEN, HIDDEN)


@pytest.mark.parametrize(("key", "value"), [("objects", -3), ("accounts", -1), ("otherStacks", {"dev": -1})])
def test_less_than_nothing_is_not_counted(key: str, value: JsonValue) -> None:
    """A count that cannot be must not be taken for a check that was made."""
    document = {**drift_document.as_document(DriftReport(stacks=["dev"])), key: value}

    with pytest.raises(WrongDocument, match=f"{key}.* must be a whole number, 0 or more"):
        drift_document.report_of(document)


def test_keys_that_are_not_known_are_passed_over() -> None:
    """They may come at any time (docs/changes.md)."""
    assert changes_document.report_of({**changes_with(resources=4), "later": 1}).resources == 4
