"""The bodies that create, update and delete send."""

from pulumi_chatbotkit.catalog.schema.field import ABSENT, Field, Omit
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.desired import SET_ELSEWHERE, canonical, differs
from pulumi_chatbotkit.reconcile.kept import kept_as_meta, kept_names
from pulumi_chatbotkit.reconcile.marker import (
    CREATION_KEY,
    MARKER,
    STATE_ID_KEY,
    marker_from_input,
    without_marker,
)
from pulumi_chatbotkit.reconcile.provider_keys import STATE_ID
from pulumi_chatbotkit.reconcile.values import State


def create_body(kind: Kind, desired: State, *, creation_id: str) -> JsonObject:
    """The body of a create: every value that is not the default, with marker and creation ID in ``meta``."""
    body: JsonObject = {}
    for field in kind.fields:
        value = canonical(field, desired)
        if field.is_local:
            continue
        if field.carries_marker:
            body[field.name] = {**_own_and_marker(kind, field, desired), CREATION_KEY: creation_id}
        elif value is not ABSENT:
            body[field.name] = value
        elif field.create_sends_default:
            body[field.name] = field.default
    return body


def actions_after(kind: Kind, desired: State, *, updated: bool) -> list[str]:
    """The actions that the program requests after an update (``updated``), or after a create."""
    return [
        field.follow_up_action
        for field in kind.fields
        if field.follow_up_action is not None
        and canonical(field, desired) is True
        and (field.follow_up_on_update or not updated)
    ]


def delete_body(kind: Kind, state: State) -> JsonObject:
    """The body of a delete: the program's options for it, where they are not the default."""
    fields = (field for field in kind.fields if field.sent_with_delete)
    return {field.name: value for field in fields if (value := canonical(field, state)) is not ABSENT}


def patch(kind: Kind, state: State, desired: State, record: State | None = None) -> JsonObject:
    """The body of the smallest update from ``state`` to ``desired``; ``{}`` when there is nothing to send.

    Keys are the API's names. Fields that the API resets when an update leaves them out (``alias``, trap 1) are part of
    every update. ``record``, read just before, is needed if ``needs_record_to_update`` returns True.
    """
    body: JsonObject = {}
    for field in kind.fields:
        if not (field.carries_marker or field.is_local) and differs(field, state, desired):
            value = canonical(field, desired)
            body[field.name] = field.clear_value() if value is ABSENT else value
    if kind.meta is not None:
        body.update(_meta_patch(kind, kind.meta, state, desired, record, others_change=bool(body)))
    if body:
        present = {**desired, **_kept_values(kind, state, desired, record)}
        resent = (field for field in kind.fields if field.omit is Omit.RESETS and field.name not in body)
        body.update({field.name: value for field in resent if (value := canonical(field, present)) is not ABSENT})
    return body


def unknown_secrets(kind: Kind, body: JsonObject) -> list[str]:
    """Paths, as ``config.clientSecret``, of the secrets for which the body has only the placeholder."""
    masked = [(field.name, key) for field in kind.fields for key in field.masked_keys]
    return [f"{name}.{key}" for name, key in masked if (as_object(body.get(name)) or {}).get(key) == SET_ELSEWHERE]


def in_order(kind: Kind, body: JsonObject) -> list[JsonObject]:
    """The requests that make up an update: a field that depends on another one is sent in a later request."""
    late = {field.name for field in kind.fields if field.update_after in body and field.name in body}
    if not late:
        return [body] if body else []
    resent = {field.name for field in kind.fields if field.omit is Omit.RESETS}
    first: JsonObject = {name: value for name, value in body.items() if name not in late}
    second: JsonObject = {name: value for name, value in body.items() if name in late | resent}
    return [first, second]


def needs_record_to_update(kind: Kind, state: State, desired: State) -> bool:
    """True if an update must send what others have put there, because it would lose it: keys of ``meta``, and values of
    kept fields that the API resets."""
    kept = kept_names(desired)
    if any(field.omit is Omit.RESETS and field.name in kept for field in kind.fields):
        return True
    if kind.meta is None:
        return False
    replaced = kind.meta.name not in desired and _drops_a_key(kind, state, desired)
    return replaced or kind.meta.rebuilt_on_update or bool(kind.meta.server_keys)


def _kept_values(kind: Kind, state: State, desired: State, record: State | None) -> JsonObject:
    """The values that the kept fields have now, as far as they are known."""
    fields = [field for field in kind.fields if field.name in kept_names(desired)]
    known: JsonObject = {field.name: state[field.name] for field in fields if field.name in state}
    seen: State = record or {}
    return {**known, **{field.name: field.observed(seen[field.name]) for field in fields if field.name in seen}}


def _own_and_marker(kind: Kind, meta: Field, desired: State) -> JsonObject:
    return {**(as_object(desired.get(meta.name)) or {}), **_marker_keys(kind, desired)}


def _marker_keys(kind: Kind, desired: State) -> JsonObject:
    """What we write into ``meta``: the marker, the identity of the state, and what an adoption has kept."""
    marker, state_id = marker_from_input(desired.get(MARKER)), desired.get(STATE_ID)
    if marker is None:
        return {}
    of_state: JsonObject = {} if state_id is None else {STATE_ID_KEY: state_id}
    return {**marker.keys(kind.name), **of_state, **kept_as_meta(desired)}


def _drops_a_key(kind: Kind, state: State, desired: State) -> bool:
    """True if the marker loses a key, such as the owner: ``$update`` deletes none (a.12, ``meta``)."""
    kept = _marker_keys(kind, desired)
    return bool(kept) and not _marker_keys(kind, state).keys() <= kept.keys()


def _whole_meta(kind: Kind, meta: Field, desired: State, record: State | None) -> JsonObject:
    """The complete new map, including the keys of others that must be kept."""
    stored = as_object((record or {}).get(meta.name)) or {}
    others = {key: value for key, value in stored.items() if key in meta.server_keys}
    if meta.name not in desired:
        others = without_marker(stored)
    return {**others, **_own_and_marker(kind, meta, desired)}


def _meta_patch(
    kind: Kind, meta: Field, state: State, desired: State, record: State | None, *, others_change: bool
) -> JsonObject:
    """Replace the map if it is, or was, declared; otherwise send only our keys, to be merged (trap 8)."""
    marker = marker_from_input(desired.get(MARKER))
    own_keys = _marker_keys(kind, desired)
    marked = marker is None or own_keys == _marker_keys(kind, state)
    declared_changes = differs(meta, state, desired)
    if declared_changes and meta.name not in desired:
        return {meta.name: _own_and_marker(kind, meta, desired)}
    if declared_changes or (meta.name in desired and not marked):
        return {meta.name: _whole_meta(kind, meta, desired, record)}
    is_rebuilt = meta.rebuilt_on_update and (others_change or not marked)
    if is_rebuilt or _drops_a_key(kind, state, desired):
        return {meta.name: _whole_meta(kind, meta, desired, record)}
    if marked or marker is None:
        return {}
    return {meta.name: {"$update": own_keys}}
