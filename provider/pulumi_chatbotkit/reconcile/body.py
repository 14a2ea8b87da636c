"""The bodies that create and update send."""

from pulumi_chatbotkit.catalog.field import ABSENT, Omit
from pulumi_chatbotkit.catalog.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.desired import canonical, differs
from pulumi_chatbotkit.reconcile.marker import CREATION_KEY, MARKER, marker_from_input
from pulumi_chatbotkit.reconcile.values import State


def create_body(kind: Kind, desired: State, *, creation: str) -> JsonObject:
    """Everything that is not the default, with the marker and the word for this create in ``meta``."""
    body: JsonObject = {
        field.name: value
        for field in kind.fields
        if (value := canonical(field, desired)) is not ABSENT and not field.carries_marker
    }
    body[kind.meta.name] = {**_whole_meta(kind, desired), CREATION_KEY: creation}
    return body


def patch(kind: Kind, state: State, desired: State) -> JsonObject:
    """The body of the smallest update from ``state`` to ``desired``; ``{}`` when there is nothing to send.

    Keys are the API's names. Fields that the API resets when an update leaves them out (``alias``, trap 1) travel with
    every update.
    """
    body: JsonObject = {}
    for field in kind.fields:
        if not field.carries_marker and differs(field, state, desired):
            value = canonical(field, desired)
            body[field.name] = field.cleared() if value is ABSENT else value
    body.update(_meta_patch(kind, state, desired))
    if body:
        resent = (field for field in kind.fields if field.omit is Omit.RESETS and field.name not in body)
        body.update({field.name: value for field in resent if (value := canonical(field, desired)) is not ABSENT})
    return body


def _whole_meta(kind: Kind, desired: State) -> JsonObject:
    own = as_object(desired.get(kind.meta.name)) or {}
    marker = marker_from_input(desired.get(MARKER))
    return {**own, **(marker.keys(kind.name) if marker else {})}


def _meta_patch(kind: Kind, state: State, desired: State) -> JsonObject:
    """Replace the map where it is, or was, declared; merge only our keys where others may keep theirs (trap 8)."""
    name = kind.meta.name
    marker = marker_from_input(desired.get(MARKER))
    marked = marker is None or marker_from_input(state.get(MARKER)) == marker
    if differs(kind.meta, state, desired) or (name in desired and not marked):
        return {name: dict(_whole_meta(kind, desired))}
    if marked or marker is None:
        return {}
    return {name: {"$update": marker.keys(kind.name)}}
