"""A small model of Pulumi's engine: which calls a provider gets, in which order, and what the state keeps.

docs/engine-calls.md has the order of the calls as the real engine makes them; tests/e2e/test_engine_calls.py holds both
to it.
"""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import Declaration
from support.engine_graph import dependents, dependents_first, is_in, referring_to
from support.engine_state import (
    UNKNOWN_VALUE,
    Crash,
    Crashed,
    Entry,
    Failed,
    Host,
    Options,
    Program,
    Ref,
    Resource,
    resolved,
)

_Result = TypeVar("_Result")
_PLAIN = Options()


@dataclass
class MiniEngine:
    """A stack's state, and runs over it."""

    host: Host
    stack: str
    state: tuple[Entry, ...] = ()
    asked: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Kind and id of the objects that the last run asked the provider to delete."""
    deleted: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Those of which the provider said that they are deleted."""
    spared: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Objects that the last run forgot without a call, because they are deleted with another."""
    _history: list[tuple[Entry, ...]] = field(default_factory=list[tuple[Entry, ...]])
    _options: Options = _PLAIN
    _previews: bool = False
    _ids: dict[Ref, str] = field(default_factory=dict[Ref, str])
    _failed: set[Ref] = field(default_factory=set[Ref])
    _deleted_first: set[Ref] = field(default_factory=set[Ref])
    _errors: list[str] = field(default_factory=list[str])

    def up(self, program: Program, options: Options = _PLAIN) -> None:
        """Update the stack to the program.

        Raises:
            Failed: an operation failed; the state is that of the operations before it.
            Crashed: the moment of ``options.crash`` came.
        """
        self._begin(options)
        if options.refresh:
            self._refresh()
        for resource in program:
            self._register(resource, self._is_targeted(resource.ref, program))
        declared = {resource.key for resource in program}
        gone = [entry for entry in self.state if entry.to_delete or entry.key not in declared]
        self._delete(self._targeted(gone))
        self._end()

    def refresh(self, options: Options = _PLAIN) -> None:
        """Read everything. Raises as ``up``."""
        self._begin(options)
        self._refresh()
        self._end()

    def destroy(self, options: Options = _PLAIN) -> None:
        """Delete everything, or the targets. ``--run-program`` makes the same calls. Raises as ``up``."""
        self._begin(options)
        if options.refresh:
            self._refresh()
        self._delete(self._targeted(list(self.state)))
        self._end()

    def taint(self, ref: Ref) -> None:
        """``pulumi state taint``."""
        self.state = tuple(
            replace(entry, tainted=True) if entry.key.ref == ref and not entry.to_delete else entry
            for entry in self.state
        )

    def preview(self, program: Program) -> list[str]:
        """What ``up`` would do, in words."""
        self.host.begin()
        self._previews = True
        self._ids = {entry.key.ref: entry.id for entry in self.live}
        steps = [step for resource in program for step in self._previewed(resource)]
        declared = {resource.key for resource in program}
        return [*steps, *(f"delete {entry}" for entry in self.state if entry.to_delete or entry.key not in declared)]

    @property
    def live(self) -> list[Entry]:
        """The entries that are not to be deleted."""
        return [entry for entry in self.state if not entry.to_delete]

    def _begin(self, options: Options) -> None:
        self.host.begin()
        self._previews = False
        self._history = [self.state]
        self._options = options
        self._ids, self._failed, self._errors, self._deleted_first = {}, set(), [], set()
        self.asked, self.deleted, self.spared = set(), set(), set()

    def _end(self) -> None:
        if self._errors:
            raise Failed("; ".join(self._errors))

    def _fail(self, ref: Ref, error: Failed) -> None:
        """End the run, or go on without what depends on the resource."""
        if not self._options.goes_on:
            raise error
        self._errors.append(str(error))
        self._failed.add(ref)

    # Targets

    def _is_targeted(self, ref: Ref, program: Program) -> bool:
        targets = self._options.targets
        if targets is None or ref in targets:
            return True
        return self._options.dependents and ref in dependents(program, targets)

    def _targeted(self, entries: list[Entry]) -> list[Entry]:
        """The entries to delete, after the comparisons that the engine makes of what depends on them."""
        targets = self._options.targets
        if targets is None:
            return entries
        chosen = [entry for entry in entries if entry.key.ref in targets]
        reached = list(chosen)
        for entry in reached:
            for dependent in self._depending_on(entry):
                if not is_in(dependent, chosen):
                    self._compare_without(dependent, entry.key.ref)
                if not is_in(dependent, reached):
                    reached.append(dependent)
        added = reached[len(chosen) :]
        if any(not self._options.dependents or not is_in(entry, entries) for entry in added):
            raise Failed("something that is no target, or is declared, depends on what is to be deleted")
        return [entry for entry in self.state if is_in(entry, reached)]

    def _depending_on(self, entry: Entry) -> list[Entry]:
        return [each for each in self.live if each.depends_on(entry.key.ref)]

    def _compare_without(self, entry: Entry, ref: Ref) -> bool:
        """Diff with an unknown value for what refers to ``ref``, without a check; True: it needs a replacement."""
        unknown = {name: UNKNOWN_VALUE for name, value in entry.references.items() if value == ref}
        if not unknown:
            return False  # it depends on it by the option alone
        return self.host.diff(entry.key.kind, entry.id, entry.outputs, {**entry.inputs, **unknown})[1]

    # Registrations

    def _previewed(self, resource: Resource) -> Iterator[str]:
        old = self._old(resource)
        if old is None or old.to_create or old.tainted or old.trigger != resource.trigger:
            yield f"create {resource.key}"
            return
        if any(isinstance(value, Ref) and value not in self._ids for value in resource.arguments.values()):
            yield f"update {resource.key}, which refers to something new"
            return
        inputs = self._checked(resource, old.inputs)
        changed, replaced = self.host.diff(resource.key.kind, old.id, old.outputs, inputs)
        if changed or replaced:
            yield f"update {resource.key} from {old.outputs} to {inputs}"

    def _register(self, resource: Resource, targeted: bool) -> None:
        old = self._old(resource)
        if not targeted:
            if old is not None:
                self._ids[resource.ref] = old.id
            return
        if old is not None:
            # What depends on a failed update gets the id that the state has.
            self._ids[resource.ref] = old.id
        try:
            if self._failed & resource.dependencies:
                self._skip(resource, old)
            else:
                self._ids[resource.ref] = self._up(resource, old)
        except Failed as error:
            self._fail(resource.ref, error)

    def _skip(self, resource: Resource, old: Entry | None) -> None:
        """Check and compare what depends on a failure, with the values that have arrived, and leave it."""
        self._failed.add(resource.ref)
        inputs = self._checked(resource, old.inputs if old else {})
        if old is not None:
            self.host.diff(resource.key.kind, old.id, old.outputs, inputs)

    def _up(self, resource: Resource, old: Entry | None) -> str:
        if old is None:
            return self._create(resource, self._checked(resource, {}), None)
        kind = resource.key.kind
        if resource.ref in self._options.replace or old.tainted:
            return self._replace(resource, self._checked(resource, {}), old)
        inputs = self._checked(resource, old.inputs)
        if resource.ref in self._deleted_first:
            return self._replace(resource, inputs, old)
        changed, replaced = False, old.trigger != resource.trigger
        if not replaced:
            changed, replaced = self.host.diff(kind, old.id, old.outputs, inputs)
        if replaced or old.to_create:
            return self._replace(resource, self._checked(resource, {}), old)
        return self._keep(resource, old, inputs, changed)

    def _keep(self, resource: Resource, old: Entry, inputs: JsonObject, changed: bool) -> str:
        same = replace(
            old,
            key=resource.key,
            inputs=inputs,
            deleted_with=resource.deleted_with,
            references=resource.references,
            dependencies=resource.dependencies,
        )
        if changed:
            work = lambda: self.host.update(resource.key.kind, old.id, old.outputs, inputs)  # noqa: E731 - a step's work
            self._step(work, old, lambda _, outputs: [replace(same, outputs=outputs)])
        else:
            self._write([same if entry is old else entry for entry in self.state])
        self.state = tuple(referring_to(old.key.ref, resource.ref, entry) for entry in self.state)
        return old.id

    def _replace(self, resource: Resource, inputs: JsonObject, old: Entry) -> str:
        if not resource.deletes_first or old.to_create:
            return self._create(resource, inputs, old)
        for entry in reversed(self._replaced_with(old)):
            self._deleted_first.add(entry.key.ref)
            self._ask_to_delete(entry, lambda each, _none: [replace(each, to_create=True)])
        return self._create(resource, inputs, self._old(resource))

    def _replaced_with(self, old: Entry) -> list[Entry]:
        """What must go before an object that is deleted first: itself, and what needs a replacement because of it."""
        going = [old]
        for entry in going:
            for dependent in self._depending_on(entry):
                if self._compare_without(dependent, entry.key.ref) and not is_in(dependent, going):
                    going.append(dependent)
        return [entry for entry in self.state if is_in(entry, going)]

    def _create(self, resource: Resource, inputs: JsonObject, old: Entry | None) -> str:
        identifier, outputs = self._do(lambda: self.host.create(resource.key.kind, inputs))
        kept = [replace(entry, to_delete=True) if entry is old else entry for entry in self.state]
        new = Entry(
            resource.key,
            identifier,
            inputs,
            outputs,
            resource.deleted_with,
            resource.references,
            resource.trigger,
            dependencies=resource.dependencies,
        )
        self._write([*(entry for entry in kept if not (entry.to_delete and entry.to_create)), new])
        return identifier

    # Steps

    def _refresh(self) -> None:
        targets = self._options.targets
        for entry in self.state:
            if entry.to_create or not (targets is None or entry.key.ref in targets):
                continue
            try:
                self._step(lambda entry=entry: self._observe(entry), entry, _observed)
            except Failed as error:
                self._fail(entry.key.ref, error)

    def _observe(self, entry: Entry) -> tuple[JsonObject, JsonObject] | None:
        """Read, and compare with the inputs so far, as a refresh does to show what was changed elsewhere."""
        found = self.host.read(entry.key.kind, entry.id, entry.outputs)
        if found is not None:
            self.host.diff(entry.key.kind, entry.id, found[0], entry.inputs)
        return found

    def _delete(self, entries: list[Entry]) -> None:
        going = {entry.key.ref for entry in entries}
        kept: set[Ref] = set()
        for entry in dependents_first(entries):
            if entry.key.ref in kept:
                kept |= entry.dependencies
            elif entry.deleted_with in going or entry.to_create:
                self.spared.add((entry.key.kind, entry.id))
                self._write([each for each in self.state if each is not entry])
            else:
                try:
                    self._ask_to_delete(entry, lambda _entry, _none: [])
                except Failed as error:
                    kept |= entry.dependencies
                    self._fail(entry.key.ref, error)

    def _ask_to_delete(self, entry: Entry, after: Callable[[Entry, None], list[Entry]]) -> None:
        def work() -> None:
            self.asked.add((entry.key.kind, entry.id))
            self.host.delete(entry.key.kind, entry.id, entry.outputs)
            self.deleted.add((entry.key.kind, entry.id))

        self._step(work, entry, after)

    def _step(self, work: Callable[[], _Result], old: Entry, after: Callable[[Entry, _Result], list[Entry]]) -> None:
        result = self._do(work)
        self._write([new for entry in self.state for new in (after(entry, result) if entry is old else [entry])])

    def _do(self, work: Callable[[], _Result]) -> _Result:
        crash: Crash | None = self._options.crash
        if crash is None or len(self._history) < crash.at:
            return work()
        if crash.done:
            with contextlib.suppress(Failed):
                work()
        lost = len(self._history) if crash.lost is None else crash.lost
        self.state = self._history[max(0, len(self._history) - 1 - lost)]
        raise Crashed

    def _write(self, state: list[Entry]) -> None:
        self.state = tuple(state)
        self._history.append(self.state)

    def _old(self, resource: Resource) -> Entry | None:
        by_key = {entry.key: entry for entry in self.live}
        return next((by_key[key] for key in (resource.key, *resource.aliases) if key in by_key), None)

    def _checked(self, resource: Resource, before: JsonObject) -> JsonObject:
        key = resource.key
        project, _, stack = self.stack.partition("/")
        declaration = Declaration(
            project,
            stack,
            key.name,
            f"{key.parent}/{key.kind}/{key.name}",
            awaited=frozenset() if self._previews else frozenset(resource.references),
        )
        return self.host.check(key.kind, declaration, before, resolved(resource, self._ids))


def _observed(entry: Entry, found: tuple[JsonObject, JsonObject] | None) -> list[Entry]:
    return [] if found is None else [replace(entry, outputs=found[0], inputs=found[1])]
