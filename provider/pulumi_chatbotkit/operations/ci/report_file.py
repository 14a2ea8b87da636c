"""A report of an earlier step, from its file. That it cannot be used is an answer, too, which people must see."""

import json
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias, cast

from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.json_values import DEEPEST_READ, JsonObject, JsonValue, as_object, is_deeper
from pulumi_chatbotkit.operations.changes import document as changes_document
from pulumi_chatbotkit.operations.changes.report import ChangesReport
from pulumi_chatbotkit.operations.drift import document as drift_document
from pulumi_chatbotkit.operations.drift.report import DriftReport
from pulumi_chatbotkit.operations.report_document import WrongDocument
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file

_NO_ORGANIZATION: Final = "organization"
"""What file back ends call the organization of every stack."""
_LARGEST: Final = 256 * 1024 * 1024


@dataclass(frozen=True)
class NoReport:
    """There is no report that could be used, and why, as a sentence without its full stop."""

    reason: str


Report: TypeAlias = ChangesReport | DriftReport | NoReport

_READERS: Final[Mapping[str, Callable[[JsonObject], ChangesReport | DriftReport]]] = {
    "groups": changes_document.report_of,
    "findings": drift_document.report_of,
}
"""By the key that only this document has."""


class _Unusable(Exception):
    """The file has no report."""


def read_report(path: Path, redactor: Redactor) -> Report:
    """The report in the file that ``changes --json`` or ``drift --json`` was written to; without what is secret."""
    try:
        document = as_object(_json_in(path)) or {}
        reader = next((_READERS[key] for key in _READERS if key in document), None)
        if reader is None:
            message = "is neither what `changes --json` nor what `drift --json` prints"
            raise _Unusable(message)
        return redactor.redact_record(reader(document))
    except (_Unusable, FileRefused) as error:
        return NoReport(f"{path} {error}")
    except WrongDocument as error:
        return NoReport(redactor.redact(f"{path}: {error}"))
    except FileNotFoundError:
        return NoReport(f"there is no {path}. The log of the step that should have written it says why")
    except OSError as error:
        return NoReport(f"{path}: {error.strerror}")


def _json_in(path: Path) -> JsonValue:
    content = read_regular_file(path, _LARGEST)
    if not content.strip():
        message = "is empty: the step that should have written it has failed"
        raise _Unusable(message)
    try:
        found = cast("JsonValue", json.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        message = "is no JSON, or was cut off"
        raise _Unusable(message) from error
    if is_deeper(found, DEEPEST_READ):
        message = f"is no report: something in it is nested deeper than {DEEPEST_READ} levels"
        raise _Unusable(message)
    return found


def report_of_stack(report: Report, stack: str, project: str = "") -> Report:
    """The report, if it is one of the stack.

    Args:
        report: Of any stack.
        stack: ``dev``, ``org/dev`` or ``org/project/dev``.
        project: The project, if the name of the stack does not tell; "" if it is not known.
    """
    if isinstance(report, NoReport):
        return report
    stacks = report.stacks if isinstance(report, DriftReport) else [report.stack] if report.stack else []
    wanted = _StackName.of(stack)
    wanted = replace(wanted, project=wanted.project or project)
    if len(stacks) > 1 or not all(wanted.may_be(_StackName.of(each)) for each in stacks):
        return NoReport(f"the report is of stack {', '.join(stacks)}: make one of {stack} alone")
    if not stacks and not report.failures:
        return NoReport(f"the report names no stack, so it may be of another one: make one with --stack {stack}")
    return report


@dataclass(frozen=True)
class _StackName:
    """The name of a stack, as far as it is known; "" for what is not."""

    organization: str
    project: str
    name: str

    @classmethod
    def of(cls, text: str) -> "_StackName":
        *above, name = text.split("/")
        organization = above[0] if above and above[0] != _NO_ORGANIZATION else ""
        return cls(organization, above[1] if len(above) > 1 else "", name)

    def may_be(self, other: "_StackName") -> bool:
        """True if nothing that is known of both differs."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return all(one == another or not (one and another) for one, another in pairs)
