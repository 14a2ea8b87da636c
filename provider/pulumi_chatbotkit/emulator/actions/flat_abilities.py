"""Abilities by routes without a skillset: also those that have lost theirs (docs/api/api.md b.11, flat routes).

They are the records of the other routes; ``skillsetId`` in a body is the record's parent.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from pulumi_chatbotkit.emulator.actions.addresses import find
from pulumi_chatbotkit.emulator.actions.changes import Owner
from pulumi_chatbotkit.emulator.actions.context import ActionContext
from pulumi_chatbotkit.emulator.actions.documents import with_resets
from pulumi_chatbotkit.emulator.actions.verbs import answer_list
from pulumi_chatbotkit.emulator.actions.views import shown
from pulumi_chatbotkit.emulator.contract.kinds import Kind
from pulumi_chatbotkit.emulator.contract.refusals import NOT_AUTHORIZED, Refusal
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.messages.validation import required_on_update
from pulumi_chatbotkit.emulator.storage.rows import Condition, Record
from pulumi_chatbotkit.json_values import JsonObject

_PARENT: Final = "skillsetId"


def create_ability(ctx: ActionContext) -> Answer:
    """Store an ability, of a skillset or of none."""
    values = _body(ctx)
    skillset = values.pop(_PARENT, None)
    owner = Owner(account=ctx.account, parent=skillset if isinstance(skillset, str) else None)
    return json_answer({"id": ctx.changes.create(_stored(ctx), values, owner).id})


def list_abilities(ctx: ActionContext) -> Answer:
    """Show every ability of the account."""
    listed = replace(_stored(ctx), filters=ctx.kind.filters, meta_filter=ctx.kind.meta_filter)
    return answer_list(ctx, listed, Condition(sql="account = ?", values=(ctx.account,)))


def fetch_ability(ctx: ActionContext) -> Answer:
    """Show one ability."""
    return json_answer(shown(_target(ctx), _stored(ctx), ctx.environment.profile, "fetch"))


def update_ability(ctx: ActionContext) -> Answer:
    """Update an ability. ``skillsetId`` moves it; null and "" take it out of its skillset."""
    values = _body(ctx, required_on_update(ctx.kind.fields))
    record = _target(ctx)
    if _PARENT in values:
        skillset = values.pop(_PARENT)
        record = replace(record, parent=skillset if isinstance(skillset, str) else None)
    ctx.changes.update(_stored(ctx), record, with_resets(_stored(ctx).fields, values))
    return json_answer({"id": record.id})


def delete_ability(ctx: ActionContext) -> Answer:
    """Delete an ability."""
    read_object(ctx.call.body)
    record = _target(ctx)
    ctx.changes.remove(record)
    return json_answer({"id": record.id})


def _stored(ctx: ActionContext) -> Kind:
    """The kind of the records, with the field names that clients use."""
    stored = ctx.kind.records_of
    if stored is None:
        raise ValueError(ctx.kind.name)
    return stored


def _body(ctx: ActionContext, required: Collection[str] = ()) -> JsonObject:
    return ctx.changes.validated_body(ctx.kind.fields, read_object(ctx.call.body), ctx.account, required)


def _target(ctx: ActionContext) -> Record:
    record = find(ctx.records, _stored(ctx), ctx.match.ids[ctx.kind.id_parameter], ctx.account, ctx.kind.addressing)
    if record.account != ctx.account:
        raise Refusal(NOT_AUTHORIZED)
    return record
