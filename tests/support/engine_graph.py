"""What depends on what, in the programs and states of ``MiniEngine``."""

from collections.abc import Iterable
from dataclasses import replace

from support.engine_state import Entry, Program, Ref


def dependents_first(entries: list[Entry]) -> list[Entry]:
    """In the order of their deletes: what depends on another entry goes before it, else the newest first."""
    left, ordered = list(reversed(entries)), list[Entry]()
    while left:
        needed = {ref for entry in left for ref in entry.dependencies - {entry.key.ref}}
        ordered.append(next((entry for entry in left if entry.key.ref not in needed), left[0]))
        left = [entry for entry in left if entry is not ordered[-1]]
    return ordered


def is_in(entry: Entry, entries: list[Entry]) -> bool:
    """Whether it is one of these; the state may hold two entries of one key."""
    return any(entry is each for each in entries)


def dependents(program: Program, targets: Iterable[Ref]) -> set[Ref]:
    """What depends on the targets, directly or not."""
    found = set(targets)
    for resource in program:
        if found & resource.dependencies:
            found.add(resource.ref)
    return found


def referring_to(old: Ref, new: Ref, entry: Entry) -> Entry:
    """The entry with the new name of what it refers to, if that was renamed."""
    if old == new or not entry.depends_on(old):
        return entry
    references = {name: new if ref == old else ref for name, ref in entry.references.items()}
    return replace(entry, references=references, dependencies=entry.dependencies - {old} | {new})
