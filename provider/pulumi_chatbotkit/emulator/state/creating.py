"""Creates a record without the API but by its rules, for the account or one of its partner users.

No quota is checked.
"""

import json
from typing import Final

from pulumi_chatbotkit.emulator.actions.addresses import find
from pulumi_chatbotkit.emulator.actions.changes import Changes, Owner
from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND, KINDS, Kind
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, NOT_AUTHORIZED, Refusal
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.messages.validation import required_on_create
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonObject

_CREATED_BY: Final = frozenset({"create", "converse"})
"""The verbs of creates that need nothing but fields."""


def create_record(
    kind: Kind, fields: JsonObject, account: str, run_as: str | None, records: Records, changes: Changes
) -> Record:
    """The new record. ``run_as``: id, @alias or (name) of a partner user of ``account``.

    Raises:
        Refusal: there is no such partner user or parent, or the API would refuse a value.
    """
    if kind.actions.get("create") not in _CREATED_BY:
        raise Refusal(BAD_REQUEST, f"{kind.name} cannot be created")
    sent = read_object(json.dumps(fields).encode())
    acting = account if run_as is None else find(records, KINDS[ACCOUNT_KIND], run_as, account).id
    owner = _owner(kind, sent, acting, records)
    values = changes.validated_body(kind.fields, sent, owner.account, required_on_create(kind.fields))
    return changes.create(kind, values, owner)


def _owner(kind: Kind, sent: JsonObject, acting: str, records: Records) -> Owner:
    """The owner; takes the parent's id, which the API has in the path, out of ``sent``."""
    if kind.parent is None:
        return Owner(account=acting, parent=None)
    address = sent.pop(kind.parent.parameter, None)
    if not isinstance(address, str):
        raise Refusal(BAD_REQUEST, f'"{kind.parent.parameter}" is required')
    parent_kind = KINDS[kind.parent.kind]
    parent = find(records, parent_kind, address, acting)
    if parent.account != acting:
        raise Refusal(NOT_AUTHORIZED)
    return Owner(account=parent.id if parent_kind.is_account else acting, parent=parent.id)
