"""What can go wrong for the program that holds an emulator, as opposed to the API's own refusals.

EmulatorError
├── EmulatorFileError   the state file cannot be used: choose another or remove it
├── PlanError           the plan file cannot be used: correct it
├── LatencyError        a text that says no latency
├── UnknownKindError    no such kind in the contract
├── NoSuchRecordError   the kind exists, the record does not
├── EditRefusedError    the API would not store this: unknown field or a value it refuses
├── SnapshotError       a text is no snapshot that this program reads, or contradicts itself
├── SeedError           no such data set
├── StateNotEmptyError  there are records that seeding would mix with: replace them, or choose another file
└── FilterError         requests cannot be chosen so
"""

from collections.abc import Iterable
from pathlib import Path


class EmulatorError(Exception):
    """Base of everything an emulator raises in Python."""


class EmulatorFileError(EmulatorError):
    """The state file was left untouched because it cannot be used."""

    def __init__(self, path: Path, why: str, next_step: str) -> None:
        self.path, self.why, self.next_step = path, why, next_step
        super().__init__(f"{path}: {why}. {next_step}")


class PlanError(EmulatorError):
    """The plan file cannot be read, or says something that no plan says; names each wrong key."""

    def __init__(self, path: Path, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"plan {path}: {why}")


class LatencyError(EmulatorError):
    """The text is no latency."""

    def __init__(self, text: str, rule: str) -> None:
        super().__init__(f'latency "{text}": {rule}')


class UnknownKindError(EmulatorError):
    """The contract has no kind of this name."""

    def __init__(self, kind: str, known: Iterable[str]) -> None:
        super().__init__(f'unknown kind "{kind}"; known kinds: {", ".join(sorted(known))}')


class NoSuchRecordError(EmulatorError):
    """There is no record of this kind with this id."""

    def __init__(self, kind: str, record_id: str) -> None:
        super().__init__(f'no {kind} with id "{record_id}"')


class EditRefusedError(EmulatorError):
    """The edit names a field or a value that the API would not store; nothing was changed."""


class SnapshotError(EmulatorError):
    """The text is no snapshot of a version that this program reads, or contradicts itself; nothing was changed."""


class SeedError(EmulatorError):
    """There is no data set of this name and size."""


class StateNotEmptyError(EmulatorError):
    """Seeding would mix its records with those that are there; nothing was changed."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"the state holds {count:,} records already. To replace them: `emulator seed ... --replace`, or "
            "replace=True; to keep them, choose another file (--db)"
        )


class FilterError(EmulatorError):
    """A filter of the request log that is unknown, or has a value that chooses nothing."""
