"""Who manages an object: a state, nobody any more, a stack that was not read, or nobody. One rule for all reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from pulumi_chatbotkit.catalog.schema.kind import Kind, Strategy
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.operations.state_objects import DeclaredObject, declared_objects, objects_in
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState
from pulumi_chatbotkit.reconcile.marker import CREATION_KEY, STATE_ID_KEY, Marker, marker_from_meta
from pulumi_chatbotkit.reconcile.provider_keys import STATE_ID

ObjectKey: TypeAlias = tuple[str, str, str]
"""Name of the kind, id, and for what is told apart only there (an attachment, a file in a space) its parent's id."""


class ManagedBy(StrEnum):
    """Each object of an account is exactly one of these."""

    STATE = "state"
    """A state that was read has it, declared, read only, or waiting for its deletion."""
    ORPHAN = "orphan"
    """It carries the marker of a stack whose state was read, and is in no state."""
    OTHER_STACK = "other-stack"
    """It carries the marker of a stack whose state was not read."""
    NOBODY = "nobody"
    """It carries no marker and is in no state."""


@dataclass(frozen=True)
class KnownToStates:
    """What the states have."""

    objects: frozenset[ObjectKey] = frozenset()
    stacks: frozenset[tuple[str, str | None]] = frozenset()
    """Stack and owner, as in markers."""
    state_ids: frozenset[str] = frozenset()
    """Identities of the states, as in the objects that were made with them."""
    customers: dict[str, str] = field(default_factory=dict[str, str])
    """Names by id of the partner user."""

    def manager(self, key: ObjectKey, marker: Marker | None) -> ManagedBy:
        """Who manages the object with this key and marker."""
        if key in self.objects:
            return ManagedBy.STATE
        if marker is None:
            return ManagedBy.NOBODY
        return ManagedBy.ORPHAN if marker.stack_and_owner in self.stacks else ManagedBy.OTHER_STACK


def known_to_states(states: Sequence[StackState], stacks: Iterable[tuple[str, str | None]] = ()) -> KnownToStates:
    """What states have.

    Args:
        states: The states.
        stacks: Stack and owner of each, as in markers: a state that is empty does not tell.

    Raises:
        UnknownType: a newer version of this package has written a state.
    """
    declared = [each for state in states for each in declared_objects(state)]
    markers = [each.marker for each in declared]
    held = [each for state in states for each in objects_in(state)]
    ids = (each.resource.outputs.values.get(STATE_ID) for each in declared)
    return KnownToStates(
        frozenset(_key_in_state(each) for each in held),
        frozenset({*stacks, *(marker.stack_and_owner for marker in markers if marker is not None)}),
        frozenset(each for each in ids if isinstance(each, str)),
        {each.account: each.customer for each in declared if each.account},
    )


def key_of(kind: Kind, record: JsonObject) -> ObjectKey:
    """The key of an object, from its record with the ids of what it is in."""
    return kind.name, str(record.get("id")), _attached_to(kind, record)


def marker_of(kind: Kind, record: JsonObject) -> Marker | None:
    """The marker that an object carries."""
    return marker_from_meta(_meta(kind, record))


def creation_of(kind: Kind, record: JsonObject) -> tuple[str, str] | None:
    """Creation ID and blueprint, which objects of one create share; None without a creation ID.

    A clone of a blueprint copies creation IDs, into another blueprint (docs/api/api.md b.6).
    """
    creation = _meta(kind, record).get(CREATION_KEY)
    return (str(creation), str(record.get("blueprintId") or "")) if creation else None


def state_id_of(kind: Kind, record: JsonObject) -> str:
    """Identity of the state that the object was made with; "" if it does not say."""
    return str(_meta(kind, record).get(STATE_ID_KEY) or "")


def whose(marker: Marker | None) -> str:
    """In words, for a report."""
    return "" if marker is None else f"marked by the resource {marker.name!r} of stack {marker.stack}"


def _key_in_state(held: DeclaredObject) -> ObjectKey:
    return held.kind.name, held.id, _attached_to(held.kind, held.inputs)


def _attached_to(kind: Kind, values: JsonObject) -> str:
    is_shared = kind.attached is not None or kind.strategy is Strategy.STORED_FILE
    return str(values.get(kind.parent.field)) if is_shared and kind.parent is not None else ""


def _meta(kind: Kind, record: JsonObject) -> JsonObject:
    return {} if kind.meta is None else as_object(record.get(kind.meta.name)) or {}
