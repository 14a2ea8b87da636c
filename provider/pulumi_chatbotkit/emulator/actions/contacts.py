"""Contacts that are made where there are none: ensure, and a conversation's ``contact`` (docs/api/api.md b.22, b.24).

The handler of ensure was read in part: that a contact is found by its fingerprint alone, and that one that is found is
not changed, is assumed.
"""

from pulumi_chatbotkit.emulator.actions.changes import Owner
from pulumi_chatbotkit.emulator.actions.context import ActionContext
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonObject


def ensure_contact(ctx: ActionContext) -> Answer:
    """The account's contact with the fingerprint, or a new one."""
    return json_answer({"id": ensured(ctx, read_object(ctx.call.body)).id})


def ensured(ctx: ActionContext, contact: JsonObject) -> Record:
    """The contact with this fingerprint, made if there is none: verified with a fingerprint, unverified without."""
    kind = KINDS["contact"]
    owner = Owner(account=ctx.account, parent=None)
    values = ctx.changes.validated_body(kind.fields, contact, owner.account)
    known = values.get("fingerprint")
    if not isinstance(known, str):
        return ctx.changes.create(kind, {**values, "verifiedAt": None}, owner)
    found = ctx.records.with_unique_value(kind.name, "fingerprint", owner.account, known)
    return found or ctx.changes.create(kind, {**values, "verifiedAt": ctx.environment.clock()}, owner)
