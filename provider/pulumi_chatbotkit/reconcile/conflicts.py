"""A value that must be unique is taken: which value of which field, and what has it, where that can be asked."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.api import ChatBotKitError, Conflict, NotFound
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.errors import ValueTaken
from pulumi_chatbotkit.reconcile.located_client import OLDEST_FIRST, LocatedClient
from pulumi_chatbotkit.reconcile.marker import STATE_ID_KEY, Marker, marker_from_meta
from pulumi_chatbotkit.reconcile.must_stay import is_same
from pulumi_chatbotkit.reconcile.values import State

_ASKED: Final = 20
"""How many objects of other accounts are asked for: a program may have hundreds."""

_LOST_OR_SECOND: Final = (
    "Either the state was lost, or a second state of the stack manages it: another checkout or back end. If no "
    "other state has it, take over what carries this stack's marker: `pulumi config set chatbotkit:adopt marked`, then "
    "`pulumi up`. Otherwise use another stack name."
)


@dataclass(frozen=True)
class _Holder:
    """The object that has the value."""

    id: str
    marker: Marker | None
    state_id: JsonValue
    """Identity of the state that it was made with."""


async def value_taken(
    context: RunContext, there: LocatedClient, desired: State, error: Conflict, identifier: str | None = None
) -> ChatBotKitError:
    """The error to raise for a create or an update that the service refused with ``error``.

    Args:
        context: The run.
        there: Where the object is, or should be.
        desired: What was sent.
        error: The refusal; it is returned if it is not about unique values.
        identifier: The object's own id, for an update.
    """
    kind = there.location.kind
    values = [(field, desired.get(field.name)) for field in kind.fields if field.unique is not None]
    given = [(field, value) for field, value in values if isinstance(value, str) and value]
    if not given or "unique" not in error.message.lower():
        return error
    for field, value in given:
        holder = await _holder(context, there, field, value, identifier)
        if holder is not None:
            if identifier is None:
                context.history.must_stay.refused(there.location, field, value, holder.id)
            held = _by_whom(context, there, field, value, holder, is_update=identifier is not None)
            return ValueTaken(f"{held} ({error.request}: {error.message})")
    if identifier is None:
        for field, value in given:
            context.history.must_stay.refused(there.location, field, value, None)
    return ValueTaken(f"{_taken(given)} ({error.request}: {error.message})")


def _taken(given: Sequence[tuple[Field, str]]) -> str:
    """What is known if nothing that can be asked has one of the values."""
    shown = " or ".join(f"the {field.name} {value!r}" for field, value in given)
    rules = "; ".join(
        f"{field.name} must be unique among {field.unique.among}" for field, _ in given if field.unique is not None
    )
    hidden = any(field.unique is not None and field.unique.everywhere for field, _ in given)
    where = "What has it is in an account that this key cannot see. " if hidden else ""
    return f"{shown} is already taken: {rules}. {where}Choose another."


def _by_whom(
    context: RunContext, there: LocatedClient, field: Field, value: str, holder: _Holder, *, is_update: bool
) -> str:
    kind, own = there.location.kind, there.location.marker
    found = f"the {field.name} {value!r} is already taken by {kind.class_name} {holder.id}"
    if holder.marker is None:
        # An object that exists already cannot become another one.
        take_over = "" if is_update else f', or take that one over: adopt="{holder.id}" on this resource'
        return f"{found}, which no stack manages. Give this one another {field.name}{take_over}."
    is_of_stack = own is not None and holder.marker.is_of_stack(own)
    if is_of_stack and not context.history.is_of_this_state(holder.state_id) and context.history.state_is_known:
        return (
            f"{found}, resource {holder.marker.name!r} of this stack, but it was not made with this state. "
            f"{_LOST_OR_SECOND}"
        )
    if holder.marker == own:
        is_certain = context.history.is_of_this_state(holder.state_id)
        otherwise = "" if is_certain else f" If this stack's state does not have it: {_LOST_OR_SECOND}"
        return (
            f"{found}, which is the object that this one replaces: a new object is made before the old one is deleted, "
            f"and both cannot have it. Set the resource option delete_before_replace=True.{otherwise}"
        )
    whose = "this stack" if is_of_stack else f"stack {holder.marker.stack}"
    renamed = (
        f" If this one is {holder.marker.name!r} under a new name, set the option "
        f"aliases=[pulumi.Alias(name={holder.marker.name!r})] instead."
        if is_of_stack and not is_update
        else ""
    )
    return f"{found}, resource {holder.marker.name!r} of {whose}. Give one of them another {field.name}.{renamed}"


async def _holder(
    context: RunContext, there: LocatedClient, field: Field, value: str, identifier: str | None
) -> _Holder | None:
    """What has the value; None if it is not found, or could not be looked for."""
    try:
        async for record in _with_value(context, there, field, value):
            if record.get("id") != identifier:
                meta = record.get("meta")
                state_id = (as_object(meta) or {}).get(STATE_ID_KEY)
                return _Holder(str(record.get("id")), marker_from_meta(meta), state_id)
    except ChatBotKitError:
        return None  # the refusal is what counts
    return None


async def _with_value(context: RunContext, there: LocatedClient, field: Field, value: str) -> AsyncIterator[JsonObject]:
    """Objects that have the value, those beside this one first."""
    kind = there.location.kind
    if not _is_handle(field):
        is_sent_as_stored = field.name in kind.filters and not field.may_be_rewritten(value)
        query = {field.name: value} if is_sent_as_stored else OLDEST_FIRST
        async for record in there.items(query):
            if _has(field, value, record):
                yield record
    elif kind.has_fetch:
        with suppress(NotFound):
            yield await there.resolve(f"@{value}")
    if kind.has_fetch:
        async for record in _elsewhere(context, there, field):
            if _has(field, value, record):
                yield record


async def _elsewhere(context: RunContext, there: LocatedClient, field: Field) -> AsyncIterator[JsonObject]:
    """Objects that the stack has elsewhere, and that must not have the same value: those of this account below other
    parents, as abilities of other skillsets, or those of all accounts. The resource's own come first."""
    location, own = there.location, there.location.collection
    is_everywhere = field.unique is not None and field.unique.everywhere
    known = [
        (identifier, other)
        for (kind, identifier), other in context.history.objects_in_state.items()
        if kind == location.kind.name
        and other.collection != own
        and (is_everywhere or other.collection.run_as == own.run_as)
    ]
    known.sort(key=lambda each: each[1].marker != location.marker)
    for identifier, other in known[:_ASKED]:
        try:
            yield await there.at(other).fetch(identifier)
        except NotFound:
            continue


def _is_handle(field: Field) -> bool:
    return field.unique is not None and field.unique.is_handle


def _has(field: Field, value: str, record: JsonObject) -> bool:
    stored = record.get(field.name)
    return isinstance(stored, str) and is_same(field, value, stored)
