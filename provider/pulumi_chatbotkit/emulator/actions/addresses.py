"""Finds records by address: an id, ``@alias``, ``@@alias`` (parent's), ``@user@alias`` (sibling's) or ``(name)``.

Aliases and names are those of the acting account. An id finds a record of any account; the caller checks ownership.
Source: docs/api/api.md a.11 (identifiers), a.12 (field classes).
"""

from collections.abc import Callable
from typing import Final

from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND
from pulumi_chatbotkit.emulator.contract.fields import Access, Reference
from pulumi_chatbotkit.emulator.contract.kinds import Addressing, Kind
from pulumi_chatbotkit.emulator.contract.refusals import GENERIC_ERROR, NOT_AUTHORIZED, NOT_FOUND, Refusal
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Record


def find(records: Records, kind: Kind, address: str, account: str, addressing: Addressing | None = None) -> Record:
    """The record at ``address`` in a path, as seen by ``account``. ``addressing``: used instead of the kind's.

    Raises:
        Refusal: NOT_FOUND; GENERIC_ERROR for an alias of a kind that has none, and for an alias of a parent or sibling
            that the account does not have (inferred).
    """
    found = _FINDERS[addressing or kind.addressing](records, kind.name, address, account)
    if found is None:
        raise Refusal(NOT_FOUND)
    return found


def parent_of(records: Records, account: str) -> str | None:
    """The account that ``account`` is a partner user of; None for an account without a parent."""
    record = records.get(ACCOUNT_KIND, account)
    return None if record is None else record.account


def resolve_reference(records: Records, reference: Reference, address: str, account: str) -> str:
    """The id of the record that a reference in a body names.

    Raises:
        Refusal: NOT_FOUND if there is no such record, NOT_AUTHORIZED if the account may not use it.
    """
    try:
        found = _find_any(records, reference.kind, address, account)
    except Refusal:
        # Whatever fails in a look-up is an error of the body (docs/api/api.md a.7, errors).
        found = None
    if found is None:
        raise Refusal(NOT_FOUND, f"{_noun(reference).capitalize()} not found")
    if found.account != account and not _IS_SHARED[reference.access](records, found, account):
        raise Refusal(NOT_AUTHORIZED, f"You are not authorized to use this {_noun(reference)}")
    return found.id


def _noun(reference: Reference) -> str:
    return reference.kind.replace("_", " ")


def _is_shared_with(records: Records, record: Record, account: str) -> bool:
    visibility = record.document.get("visibility")
    if visibility == "protected":
        return _are_related(records, record.account, account)
    return visibility == "public"


def _is_personal_and_shared(records: Records, record: Record, account: str) -> bool:
    return record.document.get("kind") == "personal" and _is_shared_with(records, record, account)


_IS_SHARED: Final[dict[Access, Callable[[Records, Record, str], bool]]] = {
    Access.OWN: lambda _records, _record, _account: False,
    Access.USABLE: _is_shared_with,
    Access.PUBLIC: lambda _records, record, _account: record.document.get("visibility") == "public",
    Access.PERSONAL: _is_personal_and_shared,
}


def _are_related(records: Records, one: str, other: str) -> bool:
    """Whether one is a partner user of the other, or both are partner users of one account."""
    parent_of_one, parent_of_other = parent_of(records, one), parent_of(records, other)
    siblings = parent_of_one is not None and parent_of_one == parent_of_other
    return siblings or parent_of_one == other or parent_of_other == one


def _find_any(records: Records, kind: str, address: str, account: str) -> Record | None:
    if address.startswith("@@"):
        return records.with_unique_value(kind, "alias", _existing(parent_of(records, account)), address[2:])
    if address.startswith("@") and "@" in address[1:]:
        user, _, alias = address[1:].partition("@")
        return records.with_unique_value(kind, "alias", _existing(_sibling(records, user, account)), alias)
    return _find_own(records, kind, address, account)


def _existing(account: str | None) -> str:
    if account is None:
        raise Refusal(GENERIC_ERROR)
    return account


def _find_own(records: Records, kind: str, address: str, account: str) -> Record | None:
    if address.startswith("@"):
        return records.with_unique_value(kind, "alias", account, address[1:])
    if address.startswith("(") and address.endswith(")"):
        return records.first_named(kind, account, address[1:-1])
    return records.get(kind, address)


def _find_raw(records: Records, kind: str, address: str, _account: str) -> Record | None:
    if address.startswith("@"):
        raise Refusal(GENERIC_ERROR)
    return records.get(kind, address)


def _find_named(records: Records, kind: str, address: str, account: str) -> Record | None:
    if address.startswith("@"):
        raise Refusal(GENERIC_ERROR)
    return _find_own(records, kind, address, account)


def _find_by_id(records: Records, kind: str, address: str, _account: str) -> Record | None:
    return records.get(kind, address)


def _sibling(records: Records, alias: str, account: str) -> str | None:
    parent = parent_of(records, account)
    found = None if parent is None else records.with_unique_value(ACCOUNT_KIND, "alias", parent, alias)
    return None if found is None else found.id


_FINDERS: Final[dict[Addressing, Callable[[Records, str, str, str], Record | None]]] = {
    "any": _find_any,
    "own": _find_own,
    "named": _find_named,
    "raw": _find_raw,
    "id": _find_by_id,
}
