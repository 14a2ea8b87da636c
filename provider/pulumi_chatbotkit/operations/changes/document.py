"""The JSON document of a report of changes, written and read back. Described in docs/changes.md."""

from typing import Final

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.changes.report import Change, ChangesReport, Failure, Group, PolicyFinding, Sort
from pulumi_chatbotkit.operations.report_document import DocumentPart, WrongDocument, check_version

JSON_VERSION: Final = 1
"""A number that grows when a key changes its meaning or goes."""


def as_document(report: ChangesReport) -> JsonObject:
    """The report as JSON."""
    return {
        "version": JSON_VERSION,
        "stack": report.stack or None,
        "preview": report.is_preview,
        "resources": report.resources,
        "groups": [_group(each) for each in report.groups],
        "failures": [{"what": each.what or None, "reason": each.reason} for each in report.failures],
        "policies": [
            {
                "level": each.level,
                "policy": each.policy,
                "pack": each.pack,
                "what": each.what or None,
                "message": each.message,
            }
            for each in report.policies
        ],
    }


def _group(group: Group) -> JsonObject:
    first = group.first
    return {
        "sort": first.sort.value,
        "kind": first.kind,
        "field": first.field or None,
        "before": first.before,
        "after": first.after,
        "beforeLength": first.before_length,
        "afterLength": first.after_length,
        "lines": list(first.lines),
        "secret": first.is_secret,
        "reasons": list(first.reasons),
        "lost": group.lost or None,
        "customers": len(group.by_customer()),
        "changes": [
            {"customer": each.customer or None, "name": each.name, "id": each.id or None, "urn": each.urn}
            for each in group.changes
        ],
    }


def report_of(document: JsonObject) -> ChangesReport:
    """The report that a document was made of.

    Raises:
        WrongDocument: it is of another version, or something in it cannot be.
    """
    check_version(document, JSON_VERSION)
    part = DocumentPart(document)
    return ChangesReport(
        stack=part.text("stack"),
        is_preview=part.flag("preview"),
        resources=part.count("resources"),
        groups=[_read_group(each) for each in part.parts("groups")],
        failures=[Failure(what=each.text("what"), reason=each.text("reason")) for each in part.parts("failures")],
        policies=[_read_policy_finding(each) for each in part.parts("policies")],
    )


def _read_policy_finding(finding: DocumentPart) -> PolicyFinding:
    return PolicyFinding(
        level=finding.text("level"),
        policy=finding.text("policy"),
        pack=finding.text("pack"),
        what=finding.text("what"),
        message=finding.text("message"),
    )


def _read_group(group: DocumentPart) -> Group:
    changes = tuple(_read_change(group, each) for each in group.parts("changes"))
    if not changes:
        message = f"{group.place}.changes must not be empty"
        raise WrongDocument(message)
    return Group(changes=changes, lost=group.text("lost"))


def _read_change(group: DocumentPart, change: DocumentPart) -> Change:
    is_secret = group.flag("secret")
    before, after = group.compared("before", "after", is_secret=is_secret)
    return Change(
        sort=group.choice("sort", Sort),
        kind=group.text("kind"),
        field=group.text("field"),
        before=before,
        after=after,
        before_length=group.number("beforeLength"),
        after_length=group.number("afterLength"),
        lines=() if is_secret else tuple(group.texts("lines")),
        is_secret=is_secret,
        reasons=tuple(group.texts("reasons")),
        customer=change.text("customer"),
        name=change.text("name"),
        id=change.text("id"),
        urn=change.text("urn"),
    )
