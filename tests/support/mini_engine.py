"""A small model of Pulumi's engine: which calls a provider gets, in which order, and what the state keeps.

It follows Pulumi's step generator: an entry is found by its key, else by an alias; a replacement is created before the
old object is deleted; the old entry stays, to be deleted, until its deletion has succeeded; deletions come last, in
reverse; an object with ``deleted_with`` gets no delete call; a destroy calls neither check nor diff.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeAlias, TypeVar

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile import Declaration

_Result = TypeVar("_Result")


class Failed(Exception):
    """An operation failed, and with it the run."""


class Crashed(Exception):
    """The engine was killed in the middle of a run."""


@dataclass(frozen=True)
class Key:
    """Identifies an entry of the state; ``parent`` is the resource's parent in the program."""

    kind: str
    name: str
    parent: str = "stack"


@dataclass(frozen=True)
class Ref:
    """A reference to the id of another resource of the program."""

    kind: str
    name: str


Argument: TypeAlias = JsonValue | Ref


@dataclass(frozen=True)
class Resource:
    """A resource as a program declares it."""

    key: Key
    arguments: Mapping[str, Argument]
    aliases: tuple[Key, ...] = ()
    deleted_with: Ref | None = None

    @property
    def ref(self) -> Ref:
        """The reference that other resources use for it."""
        return Ref(self.key.kind, self.key.name)


Program: TypeAlias = list[Resource]
"""In the order of its references."""


@dataclass(frozen=True)
class Entry:
    """An object in the state."""

    key: Key
    id: str
    inputs: JsonObject
    outputs: JsonObject
    deleted_with: Ref | None
    to_delete: bool = False
    """Replaced, and not deleted yet."""


class Host(Protocol):
    """A provider. Every method raises ``Failed``."""

    def begin(self) -> None:
        """Start a run."""
        ...

    def check(self, kind: str, declaration: Declaration, before: JsonObject, inputs: JsonObject, /) -> JsonObject:
        """The inputs in canonical form."""
        ...

    def diff(self, kind: str, identifier: str, outputs: JsonObject, inputs: JsonObject, /) -> tuple[bool, bool]:
        """Whether something differs, and whether a replacement is needed."""
        ...

    def create(self, kind: str, inputs: JsonObject, /) -> tuple[str, JsonObject]:
        """Id and outputs of a new object."""
        ...

    def read(self, kind: str, identifier: str, outputs: JsonObject, /) -> tuple[JsonObject, JsonObject] | None:
        """Outputs and inputs as the service shows them; None if the object is gone."""
        ...

    def update(self, kind: str, identifier: str, outputs: JsonObject, inputs: JsonObject, /) -> JsonObject:
        """The outputs afterwards."""
        ...

    def delete(self, kind: str, identifier: str, outputs: JsonObject, /) -> None:
        """Delete the object."""
        ...


@dataclass(frozen=True)
class Crash:
    """When the engine is killed, and what it has saved by then."""

    at: int
    """At which operation, counted from 1."""
    done: bool
    """Whether the operation still takes effect."""
    lost: int | None
    """How many operations before it are missing in the state as well; None: all of the run."""


@dataclass
class MiniEngine:
    """A stack's state, and runs over it."""

    host: Host
    stack: str
    state: tuple[Entry, ...] = ()
    _history: list[tuple[Entry, ...]] = field(default_factory=list[tuple[Entry, ...]])
    _crash: Crash | None = None

    def up(self, program: Program, *, refresh: bool = False, crash: Crash | None = None) -> None:
        """Update the stack to the program.

        Raises:
            Failed: an operation failed; the state is that of the operations before it.
            Crashed: the moment of ``crash`` came.
        """
        self._begin(crash)
        if refresh:
            self._refresh()
        ids: dict[Ref, str] = {}
        for resource in program:
            ids[resource.ref] = self._up(resource, ids)
        declared = {resource.key for resource in program}
        self._delete([entry for entry in self.state if entry.to_delete or entry.key not in declared])

    def destroy(self, *, crash: Crash | None = None) -> None:
        """Delete everything. Raises as ``up``."""
        self._begin(crash)
        self._delete(list(self.state))

    def preview(self, program: Program) -> list[str]:
        """What ``up`` would do, in words."""
        self.host.begin()
        ids = {Ref(entry.key.kind, entry.key.name): entry.id for entry in self.live}
        steps = [step for resource in program for step in self._previewed(resource, ids)]
        declared = {resource.key for resource in program}
        return [*steps, *(f"delete {entry}" for entry in self.state if entry.to_delete or entry.key not in declared)]

    @property
    def live(self) -> list[Entry]:
        """The entries that are not to be deleted."""
        return [entry for entry in self.state if not entry.to_delete]

    def _begin(self, crash: Crash | None) -> None:
        self.host.begin()
        self._history = [self.state]
        self._crash = crash

    def _previewed(self, resource: Resource, ids: Mapping[Ref, str]) -> Iterator[str]:
        old = self._old(resource)
        if old is None:
            yield f"create {resource.key}"
            return
        inputs = self._checked(resource, old, ids)
        changed, replaced = self.host.diff(resource.key.kind, old.id, old.outputs, inputs)
        if changed or replaced:
            yield f"update {resource.key} from {old.outputs} to {inputs}"

    def _refresh(self) -> None:
        for entry in self.state:
            self._step(lambda entry=entry: self._observe(entry), entry, _observed)

    def _observe(self, entry: Entry) -> tuple[JsonObject, JsonObject] | None:
        """Read, and compare with the inputs so far, as a refresh does to show what was changed elsewhere."""
        found = self.host.read(entry.key.kind, entry.id, entry.outputs)
        if found is not None:
            self.host.diff(entry.key.kind, entry.id, found[0], entry.inputs)
        return found

    def _up(self, resource: Resource, ids: Mapping[Ref, str]) -> str:
        old = self._old(resource)
        kind = resource.key.kind
        inputs = self._checked(resource, old, ids)
        if old is None:
            return self._create(resource, inputs, None)
        changed, replaced = self.host.diff(kind, old.id, old.outputs, inputs)
        if replaced:
            return self._create(resource, inputs, old)
        same = replace(old, key=resource.key, inputs=inputs, deleted_with=resource.deleted_with)
        if changed:
            work = lambda: self.host.update(kind, old.id, old.outputs, inputs)  # noqa: E731 - a step's work
            self._step(work, old, lambda _, outputs: [replace(same, outputs=outputs)])
        else:
            self._write([same if entry is old else entry for entry in self.state])
        return old.id

    def _create(self, resource: Resource, inputs: JsonObject, old: Entry | None) -> str:
        identifier, outputs = self._do(lambda: self.host.create(resource.key.kind, inputs))
        kept = [replace(entry, to_delete=True) if entry is old else entry for entry in self.state]
        self._write([*kept, Entry(resource.key, identifier, inputs, outputs, resource.deleted_with)])
        return identifier

    def _delete(self, entries: list[Entry]) -> None:
        going = {Ref(entry.key.kind, entry.key.name) for entry in entries}
        for entry in reversed(entries):
            if entry.deleted_with in going:
                self._write([each for each in self.state if each is not entry])
            else:
                work = lambda entry=entry: self.host.delete(entry.key.kind, entry.id, entry.outputs)  # noqa: E731
                self._step(work, entry, lambda _entry, _none: [])

    def _step(self, work: Callable[[], _Result], old: Entry, after: Callable[[Entry, _Result], list[Entry]]) -> None:
        result = self._do(work)
        self._write([new for entry in self.state for new in (after(entry, result) if entry is old else [entry])])

    def _do(self, work: Callable[[], _Result]) -> _Result:
        crash = self._crash
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

    def _checked(self, resource: Resource, old: Entry | None, ids: Mapping[Ref, str]) -> JsonObject:
        key = resource.key
        project, _, stack = self.stack.partition("/")
        declaration = Declaration(project, stack, key.name, f"{key.parent}/{key.kind}/{key.name}")
        return self.host.check(key.kind, declaration, old.inputs if old else {}, resolved(resource, ids))


def resolved(resource: Resource, ids: Mapping[Ref, str]) -> JsonObject:
    """The arguments with ids in the place of references."""
    return {name: ids[value] if isinstance(value, Ref) else value for name, value in resource.arguments.items()}


def _observed(entry: Entry, found: tuple[JsonObject, JsonObject] | None) -> list[Entry]:
    return [] if found is None else [replace(entry, outputs=found[0], inputs=found[1])]
