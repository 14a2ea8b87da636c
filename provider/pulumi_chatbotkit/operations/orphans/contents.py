"""What is deleted together with an object."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.operations.account_summary import AccountSummary, SeenObject
from pulumi_chatbotkit.operations.known_to_states import KnownToStates, ManagedBy, ObjectKey


@dataclass(frozen=True)
class Contents:
    """What is in one object."""

    counts: Counter[str]
    """By kind, and of what has no kind."""
    managed: Counter[str]
    """Of these, what is no orphan. What cannot carry a marker, such as an attached file, goes with what it is in."""
    keys: frozenset[ObjectKey]
    credentials: int

    @classmethod
    def of(
        cls,
        it: SeenObject,
        inside_of: Mapping[tuple[str, str], Sequence[SeenObject]],
        accounts: Mapping[str, AccountSummary],
        known: KnownToStates,
    ) -> "Contents":
        """The contents of an object.

        Args:
            it: The object.
            inside_of: As ``objects_inside`` returns it.
            accounts: What is in each account, by id of the partner user.
            known: What the states have.
        """
        inside = inside_of.get((it.kind.name, it.id), ())
        others = accounts[it.id].others if it.kind is PARTNER_USER else Counter[str]()
        managed = Counter(each.kind.name for each in inside if not _is_lost(each, known))
        return cls(
            Counter(each.kind.name for each in inside) + others,
            managed + others,
            frozenset(each.key for each in inside),
            sum(each.is_key for each in inside),
        )


def objects_inside(summaries: Iterable[AccountSummary]) -> dict[tuple[str, str], list[SeenObject]]:
    """What is in each object, by its kind and id."""
    found: defaultdict[tuple[str, str], list[SeenObject]] = defaultdict(list)
    for summary in summaries:
        for each in summary.objects:
            for above in each.inside:
                found[above].append(each)
    return found


def _is_lost(each: SeenObject, known: KnownToStates) -> bool:
    manager = known.manager(each.key, each.marker)
    return manager is ManagedBy.ORPHAN or (manager is ManagedBy.NOBODY and each.kind.meta is None)
