"""What a run has established: one entry per fact and target, as a JSON document to keep beside the reference."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The outcome of one fact in this run."""

    fact: str
    """Name of the test, which states the fact."""
    section: str
    """Where docs/api/api.md states it."""
    target: str
    at: str
    """Date and time, ISO 8601, UTC."""
    holds: bool
    observed: Mapping[str, object] = field(default_factory=dict[str, object])
    """The answers seen, where the reference allows more than one."""
    failure: str | None = None


def write(path: Path, entries: Sequence[Entry]) -> None:
    """Write the document, replacing one that is there."""
    document = {
        "facts": len(entries),
        "holding": sum(entry.holds for entry in entries),
        "entries": [asdict(entry) for entry in entries],
    }
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
