"""Rules for known differences: a YAML file that says what is not reported, why, and until when."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.inputs.tenants import TenantsFileError
from pulumi_chatbotkit.inputs.tenants.document import Document
from pulumi_chatbotkit.inputs.tenants.yaml_text import read_yaml
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.operations.drift.report import DriftReport, ExpiredRule, Finding, Ignored, Sort
from pulumi_chatbotkit.suggestions import did_you_mean

_TOP: Final = "ignore"
_PATTERNS: Final = ("sort", "kind", "customer", "name", "id", "field")
_KEYS: Final = (*_PATTERNS, "reason", "until")


class IgnoreFileError(Exception):
    """The file cannot be used; the message names file, line, key, value and rule."""


@dataclass(frozen=True)
class IgnoreRule:
    """What is not reported. A pattern that is left out matches everything."""

    number: int
    """Its place in the file, counted from 1."""
    line: int
    patterns: tuple[tuple[str, str], ...]
    """Key and pattern, with ``*`` and ``?`` as in file names."""
    reason: str
    until: date | None
    """The last day on which it applies, in UTC."""

    def matches(self, finding: Finding) -> bool:
        return all(fnmatchcase(str(getattr(finding, key)), pattern) for key, pattern in self.patterns)


def read_ignore_file(path: Path) -> tuple[IgnoreRule, ...]:
    """The rules of a file.

    Raises:
        IgnoreFileError: it cannot be read, or a rule says something that no rule can.
    """
    try:
        document = read_yaml(str(path), path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TenantsFileError) as error:
        message = f"{path}: {error}" if not isinstance(error, TenantsFileError) else str(error)
        raise IgnoreFileError(message) from error
    problem = next(iter(document.problems), None)
    if problem is not None:
        message = f"{path}:{problem.line}: {problem.key} {problem.reason}"
        raise IgnoreFileError(message)
    top = as_object(document.value) or {}
    entries = top.get(_TOP)
    if top.keys() != {_TOP} or not isinstance(entries, list):
        message = f"{path}:1: the file must have the one key `{_TOP}:`, a list of rules"
        raise IgnoreFileError(message)
    return tuple(_rule(document, path, index, entry) for index, entry in enumerate(entries))


def apply_rules(report: DriftReport, rules: tuple[IgnoreRule, ...], today: date | None = None) -> None:
    """Move what the rules match from the findings to what was ignored; name the rules that have expired."""
    now = today or datetime.now(UTC).date()
    living = [rule for rule in rules if rule.until is None or rule.until >= now]
    report.expired = [
        ExpiredRule(rule=rule.number, line=rule.line, until=str(rule.until), reason=rule.reason)
        for rule in rules
        if rule not in living
    ]
    left: list[Finding] = []
    for finding in report.findings:
        rule = next((each for each in living if each.matches(finding)), None)
        if rule is None:
            left.append(finding)
        else:
            report.ignored.append(Ignored(finding=finding, rule=rule.number, reason=rule.reason))
    report.findings = left


def _rule(document: Document, path: Path, index: int, entry: JsonValue) -> IgnoreRule:
    line = document.lines.get((_TOP, index), 1)

    def refuse(key: str, said: str) -> IgnoreFileError:
        at = document.lines.get((_TOP, index, key), line)
        return IgnoreFileError(f"{path}:{at}: rule {index + 1}: {key} {said}")

    values = as_object(entry)
    if values is None:
        raise refuse(_TOP, f"has {entry!r}, but a rule is a map with the keys {', '.join(_KEYS)}")
    for key in values:
        if key not in _KEYS:
            raise refuse(key, f"is no key of a rule{did_you_mean(key, [*_KEYS])}; there are {', '.join(_KEYS)}")
    for key, value in values.items():
        if not isinstance(value, str) or not value:
            raise refuse(key, f"is {value!r}, but must be a text")
    patterns = tuple(_patterns(values))
    if not patterns:
        raise refuse(_TOP, f"matches everything: give it one of {', '.join(_PATTERNS)}")
    sort = values.get("sort")
    if sort is not None and sort not in [*Sort]:
        raise refuse("sort", f"is {sort!r}, but there are {', '.join(Sort)}")
    if "reason" not in values:
        raise refuse("reason", "is missing: whoever reads the rule must know why it is there")
    return IgnoreRule(index + 1, line, patterns, str(values["reason"]), _until(values, refuse_until=refuse))


def _patterns(values: JsonObject) -> Iterator[tuple[str, str]]:
    for key in _PATTERNS:
        if key in values:
            yield key, str(values[key])


def _until(values: JsonObject, *, refuse_until: Callable[[str, str], IgnoreFileError]) -> date | None:
    if "until" not in values:
        return None
    try:
        return date.fromisoformat(str(values["until"]))
    except ValueError:
        said = f"is {values['until']!r}, but must be a date such as 2027-01-31"
        raise refuse_until("until", said) from None
