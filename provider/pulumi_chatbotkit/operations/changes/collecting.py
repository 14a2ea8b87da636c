"""The report of a recorded run: each step becomes changes, and what is alike a group."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO, Final

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.json_values import as_object
from pulumi_chatbotkit.operations.changes.losses import lost_with
from pulumi_chatbotkit.operations.changes.recorded_runs import Diagnostic, Finding, RunRecord, Step
from pulumi_chatbotkit.operations.changes.report import Change, ChangesReport, Failure, Group, PolicyFinding, Sort
from pulumi_chatbotkit.operations.changes.step_changes import (
    CREATES,
    DELETES,
    NO_CHANGE,
    REPLACES,
    as_found,
    changes_of,
    finished,
    kind_of,
    shows_a_refresh,
)
from pulumi_chatbotkit.operations.resource_owners import (
    KINDS_BY_CLASS,
    account_key,
    account_of,
    class_name_of,
    name_of,
    tenant_of,
    type_of,
)

_LOSES: Final = (Sort.DELETE, Sort.REPLACE, Sort.ROTATE)
_ORDER: Final = {sort: number for number, sort in enumerate(Sort)}


def changes_of_run(
    source: IO[str], findings: Sequence[Finding] = (), redactor: Redactor | None = None
) -> ChangesReport:
    """What a recorded preview would change, or a recorded update has changed.

    Args:
        source: What ``pulumi preview --json`` or ``pulumi up --json`` has printed, or an event log.
        findings: What policies have said, if ``source`` does not tell.
        redactor: Masks what is known to be secret; learns what the run shows to be.

    Raises:
        NotARun: it is something else.
    """
    record = RunRecord(source)
    found = _Collection(redactor or Redactor())
    for step in record.steps():
        found.take(step)
    record.end.take_findings(findings)
    return found.report(record)


@dataclass
class _Resource:
    """What the steps of one resource say; a later step of the same sort replaces an earlier one."""

    account: str = ""
    depends_on: str = ""
    """URN of the partner user that it is in, as far as a preview says it."""
    refreshed: tuple[Change, ...] = ()
    deleted: tuple[Change, ...] = ()
    replaced: tuple[Change, ...] = ()
    replaced_by: str = ""
    changed: tuple[Change, ...] = ()
    is_created: bool = False
    was_known: bool = False
    """True if a refresh has looked for the object."""

    def changes(self) -> Iterator[Change]:
        """Each thing once: a preview has several steps for a replacement, and for what a refresh finds."""
        yield from self.changed if not self.is_gone else (replace(each, sort=Sort.GONE) for each in self.changed)
        yield from self.replaced
        if not self.is_gone and not self.replaced:
            yield from self.deleted
        if not (self.changed or self.replaced or self.deleted):
            yield from self.refreshed

    @property
    def is_gone(self) -> bool:
        """A refresh takes out of the state what does not exist any more, and then it is created."""
        return self.is_created and (self.was_known or bool(self.deleted))


class _Collection:
    """The changes of a run, while its steps are read. Keeps no states."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._parents: dict[str, str] = {}
        self._users: dict[str, str] = {}
        self._resources: dict[str, _Resource] = {}
        self._has_planned = False
        self._is_refresh = False

    def take(self, step: Step) -> None:
        if self._has_planned and not step.is_planned:
            self._resources.clear()  # the update that a preview in the same log has announced
            self._is_refresh = False
        self._has_planned = step.is_planned
        self._is_refresh = self._is_refresh or shows_a_refresh(step)
        self._note_place(step)
        if step.op in NO_CHANGE:
            return
        changes = tuple(changes_of(step, self._redactor))
        resource = self._resources.setdefault(step.urn, _Resource())
        self._note_owner(resource, step)
        if step.op in REPLACES:
            if resource.replaced_by != "replace" and not (resource.replaced and step.op == "delete-replaced"):
                resource.replaced, resource.replaced_by = changes, step.op
        elif step.op in DELETES:
            resource.deleted = changes
        elif step.op == "refresh":
            resource.refreshed, resource.was_known = changes, True
        else:
            resource.changed, resource.is_created = changes, step.op in CREATES

    def _note_place(self, step: Step) -> None:
        if step.parent:
            self._parents[step.urn] = step.parent
        if class_name_of(step.type) == PARTNER_USER.class_name and step.id:
            self._users[step.id] = step.name

    def _note_owner(self, resource: _Resource, step: Step) -> None:
        kind = kind_of(step)
        if kind is None:
            return
        state = step.new or step.old
        account = account_of(kind, step.id, as_object(state.get("inputs")) or {})
        urns = (as_object(state.get("propertyDependencies")) or {}).get(account_key(kind))
        resource.account = step.name if kind is PARTNER_USER and not account else account
        resource.depends_on = str(urns[0]) if isinstance(urns, list) and urns else ""

    def report(self, record: RunRecord) -> ChangesReport:
        """What was taken, sorted."""
        end = record.end
        alike: dict[tuple[str, ...], list[Change]] = {}
        changed = 0
        for urn, resource in self._resources.items():
            customer = self._customer(urn, resource)
            found = [as_found(each) if self._is_refresh else each for each in resource.changes()]
            changed += bool(found)
            for each in found:
                done = replace(finished(each, self._redactor), customer=customer)
                alike.setdefault(_likeness(each), []).append(done)
        groups = [Group(changes=tuple(each), lost=_lost(each[0])) for each in alike.values()]
        groups.sort(key=lambda group: (_ORDER[group.first.sort], -len(group.changes), group.first.kind))
        stack = next(iter((*self._resources, *self._parents)), "").removeprefix("urn:pulumi:").partition("::")[0]
        failures = [self._failure(each) for each in end.errors]
        if end.is_failed and not failures:
            failures.append(Failure(what="", reason="the run has failed, and its record does not say why"))
        if end.cut:
            failures.append(Failure(what="", reason=end.cut))
        findings = sorted(end.findings, key=lambda each: (not each.is_mandatory, each.policy, each.urn))
        return ChangesReport(
            stack=stack,
            is_preview=end.is_preview,
            resources=changed,
            groups=groups,
            failures=failures,
            policies=[self._finding(each) for each in findings],
        )

    def _customer(self, urn: str, resource: _Resource) -> str:
        tenant = tenant_of(urn, self._parents)
        known = self._users.get(resource.account) or (name_of(resource.depends_on) if resource.depends_on else "")
        return self._redactor.redact(tenant or known or resource.account)

    def _failure(self, error: Diagnostic) -> Failure:
        return Failure(what=self._what(error.urn), reason=self._redactor.redact(error.message))

    def _finding(self, finding: Finding) -> PolicyFinding:
        return PolicyFinding(
            level=finding.level,
            policy=finding.policy,
            pack=finding.pack,
            what=self._what(finding.urn),
            message=self._redactor.redact(finding.message),
        )

    def _what(self, urn: str) -> str:
        what = f"{class_name_of(type_of(urn)) or type_of(urn)} {name_of(urn)}" if urn else ""
        return self._redactor.redact(what)


def _likeness(change: Change) -> tuple[str, ...]:
    """The same for changes of one group; of the values only a hash, because they may be long."""
    values = json.dumps([change.before, change.after], sort_keys=True, default=str)
    digest = hashlib.sha256(values.encode("utf-8", "surrogatepass")).hexdigest()
    return (change.sort, change.kind, change.field, digest, *change.reasons)


def _lost(change: Change) -> str:
    kind = KINDS_BY_CLASS.get(change.kind)
    return lost_with(kind) if kind is not None and change.sort in _LOSES else ""
