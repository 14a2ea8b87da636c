"""The report of ``drift`` as JUnit XML, which pipelines show as test results.

A suite for each stack, with a case for each object that it declares, and one for what no state has. There is no
standard; this is what GitLab, GitHub's actions and Jenkins read alike. GitLab drops a second case of the same name
(docs.gitlab.com, unit test reports), so each name ends with the object's id, and each class begins with the stack.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from pulumi_chatbotkit.cli.drift_forms import both_values, object_name, what_differs
from pulumi_chatbotkit.cli.reports import customer_name
from pulumi_chatbotkit.operations.drift.report import DriftReport, Finding, Sort
from pulumi_chatbotkit.printable import printable

Outcome: TypeAlias = Literal["passed", "failure", "error", "skipped"]

_REPORT: Final = "drift"
_NO_STATE: Final = "in no state"
"""The suite of what nobody declared, and of accounts that could not be looked through."""
_FORBIDDEN: Final = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}
"""What XML 1.0 forbids besides what ``printable`` writes out anyway."""


@dataclass(frozen=True)
class _Case:
    stack: str
    customer: str
    name: str
    outcome: Outcome
    lines: tuple[str, ...] = ()
    """What differs, why it is ignored, or why it could not be checked."""


def as_junit(report: DriftReport) -> str:
    """The report as XML: what differs is a failure, what could not be checked an error, what is ignored is skipped."""
    suites: dict[str, list[_Case]] = {stack: [] for stack in report.stacks}
    for case in (*_declared(report), *_in_no_state(report)):
        suites.setdefault(case.stack, []).append(case)
    return _document(suites)


def nothing_checked(reason: str, stacks: Sequence[str] = ()) -> str:
    """The document of a check that could not be made: an error for each stack that was named, or one."""
    named = stacks or [_REPORT]
    return _document({each: [_Case(each, "", "the check", "error", (reason,))] for each in named})


def _declared(report: DriftReport) -> Iterator[_Case]:
    """A case for each declared object."""
    failures = {(each.stack, each.urn): each.reason for each in report.failures if each.urn}
    differences = _by_object((each, _line(each)) for each in report.findings)
    ignored = _by_object((each.finding, each.reason) for each in report.ignored)
    for each in report.declared:
        key = each.stack, each.urn
        outcome: Outcome = "passed"
        lines: tuple[str, ...] = ()
        if key in failures:
            outcome, lines = "error", (failures[key],)
        elif key in differences:
            outcome, lines = "failure", differences[key]
        elif key in ignored:
            outcome, lines = "skipped", tuple(dict.fromkeys(ignored[key]))
        yield _Case(each.stack, each.customer, object_name(each.kind, each.name, each.id), outcome, lines)


def _by_object(said: Iterable[tuple[Finding, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """What is said of each declared object, by stack and URN."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for finding, line in said:
        if finding.urn:
            key = finding.stack, finding.urn
            found[key] = (*found.get(key, ()), line)
    return found


def _in_no_state(report: DriftReport) -> Iterator[_Case]:
    """A case for each object that no state has, and for each account that could not be looked through."""
    for each in report.findings:
        if not each.urn:
            yield _case_of(each, "failure", _line(each))
    for one in report.ignored:
        if not one.finding.urn:
            yield _case_of(one.finding, "skipped", one.reason)
    for failure in report.failures:
        if not failure.urn:
            yield _Case(failure.stack or _NO_STATE, "", failure.what, "error", (failure.reason,))


def _case_of(each: Finding, outcome: Outcome, line: str) -> _Case:
    name = object_name(each.kind, each.name, each.id)
    return _Case(each.stack or _NO_STATE, each.customer, name, outcome, (line,))


def _line(each: Finding) -> str:
    what = what_differs(each)
    if each.sort is not Sort.FIELD:
        return f"{what}: {each.detail}" if each.detail else what
    declared, found = both_values(each)
    return f"{what}: declared {declared}, found {found}"


def _document(suites: dict[str, list[_Case]]) -> str:
    root = Element("testsuites", {"name": _REPORT, **_counts([case for cases in suites.values() for case in cases])})
    for name, cases in suites.items():
        skipped = str(sum(case.outcome == "skipped" for case in cases))
        suite = SubElement(root, "testsuite", {"name": _attribute(name), **_counts(cases), "skipped": skipped})
        for case in cases:
            _add_case(suite, case)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _counts(cases: Sequence[_Case]) -> dict[str, str]:
    outcomes = [case.outcome for case in cases]
    failures, errors = outcomes.count("failure"), outcomes.count("error")
    # No time of a single object is known, as they are read side by side; some readers need one.
    return {"tests": str(len(cases)), "failures": str(failures), "errors": str(errors), "time": "0"}


def _add_case(suite: Element, case: _Case) -> None:
    class_name = f"{case.stack}.{customer_name(case.customer)}"
    added = SubElement(suite, "testcase", classname=_attribute(class_name), name=_attribute(case.name), time="0")
    if case.outcome != "passed":
        # The first line is repeated in the text, because some readers show only one of the two.
        outcome = SubElement(added, case.outcome, message=_attribute(case.lines[0]))
        outcome.text = _allowed("\n".join(case.lines), keep="\n")


def _attribute(text: str) -> str:
    return _allowed(text, keep="")


def _allowed(text: str, *, keep: str) -> str:
    return printable(text, keep=keep).translate(_FORBIDDEN)
