"""What stands for a record's id in a path or a body: the id, ``@alias``, ``@@alias``, ``@user@alias``, ``(name)``.

Everything is seen from the acting account. An id finds a record whoever owns it; ownership is the next question, and
the caller asks it. Source: docs/api/api.md a.11, a.12.
"""

from collections.abc import Callable
from typing import Final

from .contract import ACCOUNT_KIND
from .contract.fields import Access, Reference
from .contract.kinds import Addressing, Kind
from .refusals import GENERIC_ERROR, NOT_AUTHORIZED, NOT_FOUND, Refusal
from .store import Record, Records


def find(records: Records, kind: Kind, address: str, account: str, addressing: Addressing | None = None) -> Record:
    """The record that ``address`` in a path means to ``account``; ``addressing``: other than the kind's own.

    Raises:
        Refusal: NOT_FOUND; GENERIC_ERROR for an alias of a kind that has none (inferred).
    """
    found = _FINDERS[addressing or kind.addressing](records, kind.name, address, account)
    if found is None:
        raise Refusal(NOT_FOUND, f"{kind.noun.capitalize()} not found")
    return found


def parent_of(records: Records, account: str) -> str | None:
    """The account that ``account`` is a partner user of."""
    record = records.get(ACCOUNT_KIND, account)
    return None if record is None else record.account


def resolved(records: Records, reference: Reference, address: str, account: str) -> str:
    """The id of the record that a field of a body names.

    Raises:
        Refusal: NOT_FOUND if there is no such record, NOT_AUTHORIZED if the account may not use it.
    """
    found = _find_any(records, reference.kind, address, account)
    if found is None:
        raise Refusal(NOT_FOUND, f"{_noun(reference).capitalize()} not found")
    usable = found.account == account or (
        reference.access is Access.USABLE and _is_shared_with(records, found, account)
    )
    if not usable:
        raise Refusal(NOT_AUTHORIZED, f"You are not authorized to use this {_noun(reference)}")
    return found.id


def _noun(reference: Reference) -> str:
    return reference.kind.replace("_", " ")


def _is_shared_with(records: Records, record: Record, account: str) -> bool:
    visibility = record.document.get("visibility")
    if visibility == "protected":
        return _are_related(records, record.account, account)
    return visibility == "public"


def _are_related(records: Records, one: str, other: str) -> bool:
    """Parent and child, or siblings."""
    parent_of_one, parent_of_other = parent_of(records, one), parent_of(records, other)
    siblings = parent_of_one is not None and parent_of_one == parent_of_other
    return siblings or parent_of_one == other or parent_of_other == one


def _find_any(records: Records, kind: str, address: str, account: str) -> Record | None:
    if address.startswith("@@"):
        parent = parent_of(records, account)
        return None if parent is None else records.with_value(kind, "alias", parent, address[2:])
    if address.startswith("@") and "@" in address[1:]:
        user, _, alias = address[1:].partition("@")
        sibling = _sibling(records, user, account)
        return None if sibling is None else records.with_value(kind, "alias", sibling, alias)
    return _find_own(records, kind, address, account)


def _find_own(records: Records, kind: str, address: str, account: str) -> Record | None:
    if address.startswith("@"):
        return records.with_value(kind, "alias", account, address[1:])
    if address.startswith("(") and address.endswith(")"):
        return records.first_named(kind, account, address[1:-1])
    return records.get(kind, address)


def _find_raw(records: Records, kind: str, address: str, _account: str) -> Record | None:
    if address.startswith("@"):
        raise Refusal(GENERIC_ERROR)
    return records.get(kind, address)


def _find_by_id(records: Records, kind: str, address: str, _account: str) -> Record | None:
    return records.get(kind, address)


def _sibling(records: Records, alias: str, account: str) -> str | None:
    parent = parent_of(records, account)
    found = None if parent is None else records.with_value(ACCOUNT_KIND, "alias", parent, alias)
    return None if found is None else found.id


_FINDERS: Final[dict[Addressing, Callable[[Records, str, str, str], Record | None]]] = {
    "any": _find_any,
    "own": _find_own,
    "raw": _find_raw,
    "id": _find_by_id,
}
