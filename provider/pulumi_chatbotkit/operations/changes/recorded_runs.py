"""What Pulumi prints of a preview or an update for machines.

``pulumi preview --json`` prints one document: ``steps`` with the states before and after, ``diagnostics``,
``changeSummary``. ``pulumi up --json`` prints the same of its preview, and then the events of the update, one a line,
which also say which operations failed and which policies were violated. An event log has only events.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import IO, Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.operations.resource_owners import name_of, type_of
from pulumi_chatbotkit.pulumi_cli.json_reader import JsonReader

_DOCUMENT_KEYS: Final = {"config", "steps", "diagnostics", "duration", "changeSummary", "maybeCorrupt"}
_EVENT_KEYS: Final = {"sequence", "timestamp"}
_STEP_EVENTS: Final = ("resourcePreEvent", "resOutputsEvent", "resOpFailedEvent")
"""An operation begins, is done, has failed."""
_SUCCEEDED: Final = "succeeded"
_FAILED: Final = "failed"
_MAYBE_CORRUPT: Final = "Pulumi says of the run that what it printed may be wrong (maybeCorrupt)"
_TOLD_IN_STEPS: Final = {"create", "update", "delete", "replace", "import"}
"""What changes something: a preview that counts these has a step for each."""
_MANDATORY: Final = "mandatory"
_REMEDIATED: Final = "remediate"

UNFINISHED: Final = "the preview has not been carried through: its document has neither changeSummary nor duration"
"""Why a document is not whole that Pulumi has printed before the end of a preview."""
FOUND_GONE: Final = "refresh-delete"
"""Our name for what the engine reports as a deletion: a refresh has not found the object, and the state forgets it."""


class NotARun(Exception):
    """A text is neither a preview nor an event log."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One operation of the engine on one resource."""

    op: str
    urn: str
    old: JsonObject
    """The resource before; {} if there was none."""
    new: JsonObject
    """The resource after; {} if there is none."""
    reasons: tuple[str, ...] = ()
    """The properties that make a replacement necessary."""
    is_planned: bool = False
    """True if it belongs to a preview, which may come before the update in the same record."""

    @cached_property
    def type(self) -> str:
        return type_of(self.urn)

    @cached_property
    def name(self) -> str:
        return name_of(self.urn)

    @property
    def id(self) -> str:
        return str(self.old.get("id") or self.new.get("id") or "")

    @property
    def parent(self) -> str:
        """URN of the parent, or ""."""
        return str(self.new.get("parent") or self.old.get("parent") or "")

    @property
    def is_component(self) -> bool:
        return not (self.new.get("custom") or self.old.get("custom"))

    @property
    def is_retained(self) -> bool:
        """True if the object stays when the resource leaves the state."""
        return self.old.get("retainOnDelete") is True


@dataclass(frozen=True)
class Diagnostic:
    """An error that the run has reported."""

    urn: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a policy has said of a resource, or changed in it."""

    level: str
    policy: str
    pack: str
    urn: str
    """"" if it concerns the whole stack."""
    message: str

    @property
    def is_mandatory(self) -> bool:
        return self.level == _MANDATORY


@dataclass
class RunEnd:
    """What is known of a run besides its steps, once all of them were read."""

    is_preview: bool = True
    is_failed: bool = False
    """True if the record says so; a document does not."""
    errors: list[Diagnostic] = field(default_factory=list[Diagnostic])
    findings: list[Finding] = field(default_factory=list[Finding])
    """What policies have said; only events tell it."""
    cut: str = ""
    """Why the record does not go to the end of the run; "" if it does."""

    def take_findings(self, found: Iterable[Finding]) -> None:
        """Add what policies have said. What is mandatory is an error of the run, too."""
        for each in found:
            self.findings.append(each)
            if each.is_mandatory:
                self.errors.append(Diagnostic(each.urn, f"policy {each.policy}: {each.message}".strip()))


class RunRecord:
    """A record of a run. Iterate over ``steps`` first; ``end`` is complete afterwards."""

    def __init__(self, source: IO[str]) -> None:
        self._reader = JsonReader(source)
        self.end = RunEnd()

    def steps(self) -> Iterator[Step]:
        """The steps in their order; of events, those that were completed.

        Raises:
            NotARun: the text is something else, or damaged.
        """
        try:
            yield from self._steps()
        except (ValueError, RecursionError) as error:
            message = (
                "this is neither what `pulumi preview --json` prints nor an event log (`pulumi up --json`): "
                f"{error or 'it is nested too deep'}"
            )
            raise NotARun(message) from error

    def _steps(self) -> Iterator[Step]:
        first = self._reader.first_key()
        if first in _EVENT_KEYS or first.endswith("Event"):
            yield from self._steps_of_events()
        else:
            yield from self._steps_of_document()

    def _steps_of_document(self) -> Iterator[Step]:
        keys: set[str] = set()
        rest: JsonObject = {}
        ops: set[str] = set()
        for key in self._reader.members():
            keys.add(key)
            if key == "steps":
                found = (_step(as_object(each) or {}, "oldState", "newState") for each in self._reader.elements())
                for each in found:
                    ops.add(each.op)
                    yield replace(each, is_planned=True)
            elif key == "diagnostics":
                self.end.errors += [each for item in self._reader.elements() for each in _error(item)]
            else:
                rest[key] = self._reader.value()
        if not keys & _DOCUMENT_KEYS:
            message = "it has no steps, no diagnostics and no changeSummary"
            raise ValueError(message)
        if self._reader.peek():  # `pulumi up --json` prints its preview as a document, and then events
            self.end.errors.clear()
            yield from self._steps_of_events()
        elif not self.end.errors:
            self.end.cut = _why_not_whole(rest, ops)

    def _steps_of_events(self) -> Iterator[Step]:
        under_way: dict[tuple[str, str], Step] = {}
        has_summary = False
        while self._reader.peek():
            event = as_object(self._reader.value()) or {}
            if not event.keys() & _EVENT_KEYS:
                message = "something else stands among the events"
                raise ValueError(message)
            if "preludeEvent" in event:  # of the update that follows a preview in the same log
                has_summary = False
            self.end.errors += [*_error(event.get("diagnosticEvent")), *_engine_error(event.get("errorEvent"))]
            self._take_policies(event)
            summary = as_object(event.get("summaryEvent"))
            if summary is not None:
                has_summary = True
                self._take_summary(summary)
            began, done, failed = (_event_step(event, key) for key in _STEP_EVENTS)
            if began is not None:
                has_summary = False
                under_way[began.urn, began.op] = began
            if done is not None:
                started = under_way.pop((done.urn, done.op), None) or under_way.pop((done.urn, "refresh"), None)
                yield _as_refresh(done) if started is not None and started.op == "refresh" else done
            if failed is not None:
                under_way.pop((failed.urn, failed.op), None)
                self.end.errors.append(Diagnostic(failed.urn, f"{failed.op} failed"))
        if not has_summary:
            names = ", ".join(f"{op} {name_of(urn)}" for urn, op in under_way if op != "same")
            self.end.cut = "the log ends before the end of the run" + (f"; under way: {names}" if names else "")

    def _take_summary(self, summary: JsonObject) -> None:
        """How a run has ended; an engine that does not say that it succeeded may have left things out."""
        result = summary.get("result")
        self.end.is_preview = summary.get("isPreview") is True
        self.end.is_failed = result == _FAILED
        if result not in {_SUCCEEDED, _FAILED}:
            self.end.cut = f"the run has not been carried through: its result is {result or 'not told'}"
        elif summary.get("maybeCorrupt") is True:
            self.end.cut = _MAYBE_CORRUPT
        else:
            self.end.cut = ""

    def _take_policies(self, event: JsonObject) -> None:
        if "policyLoadEvent" in event:  # an update repeats what its preview has said
            self.end.findings.clear()
        self.end.take_findings(_findings(event))


def _why_not_whole(document: JsonObject, ops: Collection[str]) -> str:
    """Why a document does not tell all that a preview has found; "" if it does.

    Pulumi writes ``changeSummary`` and ``duration`` at the end of a preview, and leaves out what is empty.
    """
    counts = as_object(document.get("changeSummary")) or {}
    if not {"changeSummary", "duration"} & document.keys():
        return UNFINISHED
    if document.get("maybeCorrupt") is True:
        return _MAYBE_CORRUPT
    if not ops and any(count for op, count in counts.items() if op in _TOLD_IN_STEPS):
        return "the document counts changes in changeSummary, and has no steps that say which"
    return ""


def _as_refresh(done: Step) -> Step:
    """A refresh as the engine reports its end: an update of the state, or a deletion from it."""
    return replace(done, op={"update": "refresh", "delete": FOUND_GONE}.get(done.op, done.op))


def _event_step(event: JsonObject, key: str) -> Step | None:
    content = as_object(event.get(key))
    if content is None:
        return None
    found = _step(as_object(content.get("metadata")) or {}, "old", "new")
    return replace(found, is_planned=content.get("planning") is True)


def _step(entry: JsonObject, old: str, new: str) -> Step:
    reasons = entry.get("replaceReasons") or entry.get("keys")
    return Step(
        op=str(entry.get("op")),
        urn=str(entry.get("urn")),
        old=as_object(entry.get(old)) or {},
        new=as_object(entry.get(new)) or {},
        reasons=tuple(map(str, reasons)) if isinstance(reasons, list) else (),
    )


def _error(diagnostic: JsonValue) -> Iterator[Diagnostic]:
    found = as_object(diagnostic) or {}
    if found.get("severity") == "error":
        yield Diagnostic(str(found.get("urn") or ""), str(found.get("message")).strip().removeprefix("error: "))


def _engine_error(event: JsonValue) -> Iterator[Diagnostic]:
    """An error of the engine itself, which is about no resource."""
    found = as_object(event)
    if found is not None:
        yield Diagnostic("", str(found.get("error") or "the engine has failed"))


def findings_of(events: IO[str]) -> Sequence[Finding]:
    """What policies have said, by an event log. Raises NotARun."""
    record = RunRecord(events)
    for _ in record.steps():
        pass
    return record.end.findings


def _findings(event: JsonObject) -> Iterator[Finding]:
    said, remedied = as_object(event.get("policyEvent")), as_object(event.get("policyRemediationEvent"))
    if said is not None:
        yield _of_policy(said, str(said.get("enforcementLevel")), str(said.get("message")).strip())
    if remedied is not None:
        before, after = (as_object(remedied.get(key)) or {} for key in ("before", "after"))
        names = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
        yield _of_policy(remedied, _REMEDIATED, f"has changed {', '.join(names)}")


def _of_policy(found: JsonObject, level: str, message: str) -> Finding:
    return Finding(
        level=level,
        policy=str(found.get("policyName")),
        pack=str(found.get("policyPackName")),
        urn=str(found.get("resourceUrn") or ""),
        message=message,
    )
