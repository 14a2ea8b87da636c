"""Reading one object: by fetch, or by list if the API has no fetch or a fetch hides fields (trap 2: read-back)."""

from typing import Final

from pulumi_chatbotkit.api import ApiError, NotFound
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.errors import LookupFailed
from pulumi_chatbotkit.reconcile.existence import Absence, absence
from pulumi_chatbotkit.reconcile.located_client import LocatedClient

_WAITS_S: Final = (1.0, 3.0)
"""Seconds to wait before a list, the only proof for objects without a fetch, is read again: it may be a stale copy."""


async def read_record(there: LocatedClient, identifier: str) -> JsonObject | None:
    """The record of one object, or None if it is proven gone. Raises as ``read``."""
    found = await read(there, identifier)
    return None if isinstance(found, Absence) else found


async def read(there: LocatedClient, identifier: str) -> JsonObject | Absence:
    """The record of one object, or how it is gone.

    Raises:
        ChatBotKitError: the service refused or did not answer, so nothing is known about the object.
    """
    try:
        return await _record(there, identifier)
    except ApiError as error:
        gone = await absence(there, identifier, error)
        if gone is not None:
            return gone
        if not isinstance(error, NotFound):
            raise
    return await _record(there, identifier)  # it exists after all: what answered NOT_FOUND was an outage


async def _record(there: LocatedClient, identifier: str) -> JsonObject | Absence:
    kind = there.location.kind
    if not kind.has_fetch:
        return await there.record_in_list(identifier) or await _unlisted(there, identifier)
    record = await there.fetch(identifier)
    if all(field.name in record for field in kind.list_only):
        return record
    return {**record, **(await there.record_in_list(identifier) or {})}


async def _unlisted(there: LocatedClient, identifier: str) -> JsonObject | Absence:
    """What is known of an object that its list, the only thing that shows it, does not show: the list may be stale."""
    if there.client.is_read_only or not there.location.kind.actions.empty_update_is_harmless:
        return await _from_later_list(there, identifier) or Absence.ALONE
    try:
        await there.update(identifier, {})
    except NotFound:
        return await there.record_in_list(identifier) or Absence.ALONE
    record = await there.record_in_list(identifier)
    if record is not None:
        return record
    message = (
        f"{there.location.kind.class_name} {identifier} exists, but its list does not show it, so the list is not up "
        "to date. The state was left as it is: run the command again."
    )
    raise LookupFailed(message)


async def _from_later_list(there: LocatedClient, identifier: str) -> JsonObject | None:
    for wait_s in _WAITS_S:
        await there.sleep(wait_s)
        record = await there.record_in_list(identifier)
        if record is not None:
            return record
    return None
