"""Exceptions for Python callers of an emulator. What the API itself refuses is ``contract.refusals.Refusal``.

EmulatorError
├── EmulatorFileError   the state file cannot be used: choose another or remove it
├── PlanError           the plan file cannot be used: correct it
├── LatencyError        the text is not a latency
├── UnknownKindError    no such kind in the contract
├── NoSuchRecordError   the kind exists, the record does not
├── EditRefusedError    the API would not store this: unknown field or a value it refuses
├── SnapshotError       the text is not a snapshot of the known version, or is inconsistent
├── SeedError           no such data set
├── StateNotEmptyError  seeding needs an empty state: replace the records, or choose another file
└── FilterError         the filter for requests is unknown or has a wrong value
"""

from collections.abc import Iterable
from pathlib import Path


class EmulatorError(Exception):
    """Base of everything an emulator raises in Python."""


class EmulatorFileError(EmulatorError):
    """The state file cannot be used; it was not changed."""

    def __init__(self, path: Path, why: str, next_step: str) -> None:
        self.path, self.why, self.next_step = path, why, next_step
        super().__init__(f"{path}: {why}. {next_step}")


class PlanError(EmulatorError):
    """The plan file cannot be read, or has wrong keys or values; the message names each of them."""

    def __init__(self, path: Path, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"plan {path}: {why}")


class LatencyError(EmulatorError):
    """The text is not a latency."""

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
    """The API would refuse the edit: unknown field or wrong value. Nothing was changed."""


class SnapshotError(EmulatorError):
    """The text is not a snapshot of the known version, or is inconsistent. Nothing was changed."""


class SeedError(EmulatorError):
    """There is no data set of this name and size."""


class StateNotEmptyError(EmulatorError):
    """Seeding needs an empty state, and there are records. Nothing was changed."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"the state holds {count:,} records already. To replace them: `emulator seed ... --replace`, or "
            "replace=True; to keep them, choose another file (--db)"
        )


class FilterError(EmulatorError):
    """An unknown filter of the request log, or a value that could not match any request."""
