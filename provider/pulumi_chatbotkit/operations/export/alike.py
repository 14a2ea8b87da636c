"""Finds groups of tenants that are alike. Pure.

A tenant is known by its facts: the objects and values that at least one other tenant has, too. Tenants with the same
facts are one sort. A sort becomes the model of a group where that makes the file clearly shorter: where its facts, once
written, save a tenth of the lines that the tenants still have to say besides the models before. So the sorts are
compared with a few models, and no tenant with every other one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Path = tuple[str, ...]

_MOST_GROUPS: Final = 20
"""A file with more plans is no easier to read than one with fewer and more differences."""
_LEAST_SAVED: Final = 0.1
"""Of the lines that are left. Less is chance: some of the tenants with a value have another value in common, too."""
_MOST_CANDIDATES: Final = 64
"""Of the sorts with the most tenants, how many may become models."""


@dataclass(frozen=True)
class Fact:
    """An object, or a value in one."""

    value: str
    """Equal for equal values."""
    owner: Path | None
    """The object that it is in; None in the tenant itself."""
    weight: int = 1
    """How many lines a difference counts for."""


Facts = Mapping[Path, Fact]


@dataclass
class _Sort:
    """Tenants with the same facts."""

    facts: Facts
    tenants: list[int] = field(default_factory=list[int])

    @property
    def weight(self) -> int:
        return sum(fact.weight for fact in self.facts.values())


def groups(tenants: Sequence[Facts]) -> list[list[int]]:
    """Groups of at least two tenants that are alike, by their numbers; in the order of their first tenants."""
    sorts = _sorts(tenants)
    candidates = sorted(sorts, key=lambda sort: (-len(sort.tenants), sort.tenants[0]))[:_MOST_CANDIDATES]
    apart = [[_difference(sort.facts, candidate.facts) for sort in sorts] for candidate in candidates]
    nearest = [sort.weight for sort in sorts]  # how far each sort is from its model; at first, from nothing
    group: list[int | None] = [None] * len(sorts)
    for _ in range(_MOST_GROUPS):
        saved = [
            sum(max(0, now - new) * len(sort.tenants) for sort, now, new in zip(sorts, nearest, row, strict=True))
            - len(candidate.facts)
            for candidate, row in zip(candidates, apart, strict=True)
        ]
        best = max(range(len(saved)), key=saved.__getitem__, default=None)
        left = sum(now * len(sort.tenants) for sort, now in zip(sorts, nearest, strict=True))
        if best is None or saved[best] <= 0 or saved[best] < left * _LEAST_SAVED:
            break
        for number, new in enumerate(apart[best]):
            if new < nearest[number]:
                nearest[number], group[number] = new, best
    return _members(sorts, group)


def _members(sorts: Sequence[_Sort], group: Sequence[int | None]) -> list[list[int]]:
    found: dict[int, list[int]] = {}
    for sort, model in zip(sorts, group, strict=True):
        if model is not None:
            found.setdefault(model, []).extend(sort.tenants)
    return sorted(sorted(members) for members in found.values() if len(members) > 1)


def _sorts(tenants: Sequence[Facts]) -> list[_Sort]:
    seen = Counter((path, fact.value) for facts in tenants for path, fact in facts.items())
    found: dict[frozenset[tuple[Path, str]], _Sort] = {}
    for number, facts in enumerate(tenants):
        shared = {path: fact for path, fact in facts.items() if seen[path, fact.value] > 1}
        if shared:
            known = frozenset((path, fact.value) for path, fact in shared.items())
            found.setdefault(known, _Sort(shared)).tenants.append(number)
    return [*found.values()]


def _difference(facts: Facts, model: Facts) -> int:
    """How much a tenant would have to say besides the model; an object that it lacks is one line."""
    return sum(fact.weight for fact in _differing(facts, model))


def _differing(facts: Facts, model: Facts) -> Iterator[Fact]:
    for path, fact in facts.items():
        other = model.get(path)
        if other is None or other.value != fact.value:
            yield fact
    for path, fact in model.items():
        if path not in facts and (fact.owner is None or fact.owner in facts):
            yield fact
