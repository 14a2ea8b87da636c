"""The JSON document of a drift report, written and read back. Described in docs/drift.md."""

from typing import Final

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.drift.report import (
    DriftReport,
    ExpiredRule,
    Failure,
    Finding,
    Ignored,
    NotCompared,
    Sort,
)
from pulumi_chatbotkit.operations.report_document import DocumentPart, check_version

JSON_VERSION: Final = 1
"""A number that grows when a key changes its meaning or goes."""


def as_document(report: DriftReport) -> JsonObject:
    """The report as JSON."""
    return {
        "version": JSON_VERSION,
        "stacks": [*report.stacks],
        "objects": report.objects,
        "accounts": report.accounts,
        "otherStacks": {**report.other_stacks},
        "findings": [finding_document(each) for each in report.findings],
        "failures": [{"stack": each.stack, "what": each.what, "reason": each.reason} for each in report.failures],
        "notCompared": [{"stack": each.stack, "urn": each.urn, "path": each.path} for each in report.not_compared],
        "ignored": [
            {"rule": each.rule, "reason": each.reason, **finding_document(each.finding)} for each in report.ignored
        ],
        "expiredRules": [
            {"rule": each.rule, "line": each.line, "until": each.until, "reason": each.reason}
            for each in report.expired
        ],
    }


def finding_document(each: Finding) -> JsonObject:
    """A finding as JSON."""
    return {
        "sort": each.sort.value,
        "stack": each.stack or None,
        "customer": each.customer or None,
        "account": each.account or None,
        "kind": each.kind,
        "name": each.name or None,
        "id": each.id,
        "urn": each.urn or None,
        "field": each.field or None,
        "argument": each.argument or None,
        "declared": each.declared,
        "found": each.found,
        "secret": each.is_secret,
        "createdAt": each.created_at,
        "updatedAt": each.updated_at,
        "detail": each.detail or None,
    }


def report_of(document: JsonObject) -> DriftReport:
    """The report that a document was made of.

    Raises:
        WrongDocument: it is of another version, or something in it cannot be.
    """
    check_version(document, JSON_VERSION)
    part = DocumentPart(document)
    return DriftReport(
        stacks=part.texts("stacks"),
        objects=part.count("objects"),
        accounts=part.count("accounts"),
        other_stacks={**part.counts("otherStacks")},
        findings=[_read_finding(each) for each in part.parts("findings")],
        failures=[
            Failure(stack=each.text("stack"), what=each.text("what"), reason=each.text("reason"))
            for each in part.parts("failures")
        ],
        not_compared=[
            NotCompared(stack=each.text("stack"), urn=each.text("urn"), path=each.text("path"))
            for each in part.parts("notCompared")
        ],
        ignored=[
            Ignored(finding=_read_finding(each), rule=each.count("rule"), reason=each.text("reason"))
            for each in part.parts("ignored")
        ],
        expired=[
            ExpiredRule(
                rule=each.count("rule"), line=each.count("line"), until=each.text("until"), reason=each.text("reason")
            )
            for each in part.parts("expiredRules")
        ],
    )


def _read_finding(part: DocumentPart) -> Finding:
    is_secret = part.flag("secret")
    declared, found = part.compared("declared", "found", is_secret=is_secret)
    return Finding(
        sort=part.choice("sort", Sort),
        stack=part.text("stack"),
        customer=part.text("customer"),
        account=part.text("account"),
        kind=part.text("kind"),
        name=part.text("name"),
        id=part.text("id"),
        urn=part.text("urn"),
        field=part.text("field"),
        argument=part.text("argument"),
        declared=declared,
        found=found,
        is_secret=is_secret,
        created_at=part.number("createdAt"),
        updated_at=part.number("updatedAt"),
        detail=part.text("detail"),
    )
