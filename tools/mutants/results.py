"""What became of each fault: kept as JSON lines, so that a run goes on where it was interrupted; and the report."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from tools.mutants.mutations import FOLDERS, Mutation

Outcome: TypeAlias = Literal["killed", "timeout", "survived", "untested"]
OUTCOMES: Final[Sequence[Outcome]] = ("killed", "timeout", "survived", "untested")
EQUIVALENT: Final = Path(__file__).with_name("equivalent.toml")
WANTED: Final = 0.9
"""The share of the faults that tests have to notice."""


@dataclass(frozen=True)
class Result:
    """``untested``: no test executes the line. ``by``: the test that failed; ``seconds`` include starting Python."""

    id: str
    outcome: Outcome
    seconds: float
    tests: int
    by: str = ""


@dataclass(frozen=True)
class Equivalent:
    """A fault that changes nothing that anybody could notice: the line before and after it, and the reason."""

    file: str
    was: str
    becomes: str
    reason: str


class Results:
    """All results so far, also those of other samples."""

    def __init__(self, path: Path) -> None:
        self._path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self._known = {result.id: result for result in (Result(**json.loads(line)) for line in lines)}

    def get(self, mutation: Mutation) -> Result | None:
        """What became of the fault in an earlier run."""
        return self._known.get(mutation.id)

    def add(self, result: Result) -> None:
        """Keep a result; it replaces an older one of the same fault."""
        self._known[result.id] = result
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps(asdict(result))}\n")


def equivalents() -> list[Equivalent]:
    """The faults that are known to change nothing."""
    entries = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("equivalent", [])
    return [Equivalent(**entry) for entry in entries]


def reason_of(mutation: Mutation, known: Iterable[Equivalent]) -> str | None:
    """Why the fault changes nothing; None if that is not known."""
    changed = mutation.diff.splitlines()[2:]
    was, becomes = (" ".join(line[1:].strip() for line in changed if line.startswith(sign)) for sign in "-+")
    return next((e.reason for e in known if (e.file, e.was, e.becomes) == (mutation.file, was, becomes)), None)


def report(mutations: Sequence[Mutation], results: Results) -> bool:
    """Print the table and the survivors; True if enough faults were noticed."""
    folders = dict.fromkeys(folder for folder in FOLDERS if any(each.folder == folder for each in mutations))
    ended = [(each, found) for each in mutations if (found := results.get(each)) is not None]
    counts = {folder: Counter(found.outcome for each, found in ended if each.folder == folder) for folder in folders}
    print(f"\n{'folder':<12}{'faults':>8}" + "".join(f"{outcome:>10}" for outcome in OUTCOMES) + f"{'noticed':>10}")
    total = Counter(found.outcome for _, found in ended)
    for folder, count in {**counts, "all": total}.items():
        cells = "".join(f"{count[outcome]:>10}" for outcome in OUTCOMES)
        print(f"{folder:<12}{count.total():>8}{cells}{_share(count):>9.0%}")
    known = equivalents()
    survivors = [each for each, found in ended if found.outcome in {"survived", "untested"}]
    reasons = {each.id: reason_of(each, known) for each in survivors}
    for each in survivors:
        print(f"\n{each.id} {each.operator}: {reasons[each.id] or 'NOT EXPLAINED'}\n{each.diff}")
    unexplained = sum(reason is None for reason in reasons.values())
    print(f"\nmutants: {_share(total):.1%} of {len(ended)} faults were noticed, at least {WANTED:.0%} should be;")
    explained = len(survivors) - unexplained
    print(f"of the other {len(survivors)}, {explained} are explained in tools/mutants/{EQUIVALENT.name}")
    return _share(total) >= WANTED and len(ended) == len(mutations)


def _share(count: Mapping[str, int]) -> float:
    return (count.get("killed", 0) + count.get("timeout", 0)) / max(1, sum(count.values()))
