"""What taking over an existing object does to it: pure comparison of its record with the declaration (design, 5 d).

An object that was made elsewhere keeps every field that the program does not declare. One that carries this resource's
marker is as an earlier run of the program left it, apart from what an adoption kept.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from pulumi_chatbotkit.catalog.schema.field import ABSENT, Field, Omit, ReadBack, Source, same_json
from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.content.upload import content_differs
from pulumi_chatbotkit.reconcile.desired import SET_ELSEWHERE, as_declared, canonical, differs
from pulumi_chatbotkit.reconcile.kept import KEPT, kept_in_meta
from pulumi_chatbotkit.reconcile.marker import STATE_ID_KEY
from pulumi_chatbotkit.reconcile.provider_keys import STATE_ID
from pulumi_chatbotkit.reconcile.state import state_observed
from pulumi_chatbotkit.reconcile.values import State

_EMPTY: tuple[JsonValue, ...] = (None, "", {}, [])


class Origin(Enum):
    """Where an object that is taken over comes from."""

    THIS_STATE = auto()
    """An interrupted run, whose state this is, made it."""
    ANOTHER_STATE = auto()
    """A state that was lost, or another one of the stack, has it as this resource's object."""
    ELSEWHERE = auto()
    """A person, another program or another stack made it."""


@dataclass(frozen=True)
class Takeover:
    """The comparison. Fields are in the catalog's order, with their Python names."""

    state: JsonObject
    """The object as it is, as the state of the resource."""
    desired: JsonObject
    """The inputs, with the names of the fields that are kept."""
    kept: tuple[str, ...]
    """Fields that hold something and stay as they are."""
    hidden: tuple[str, ...]
    """Fields that no answer shows, and that stay as they are."""
    unlinked: tuple[str, ...]
    """Fields that hold nothing and stay as they are, although a component would set them."""
    changed: tuple[str, ...]
    """Fields that the declaration changes, as far as can be seen."""
    overwritten: tuple[str, ...]
    """Fields that no answer shows, and that are set to what is declared."""
    cleared: tuple[str, ...]
    """What holds something that the declaration would empty or drop: ``backstory``, ``limits.conversations``."""
    erased: tuple[str, ...]
    """Fields that no answer shows, that are not declared, and that the API erases in an update without them."""


def takeover(kind: Kind, desired: JsonObject, record: State, origin: Origin, implied: Collection[str] = ()) -> Takeover:
    """Compare an object's record with the declaration that is to take it over.

    Args:
        kind: The kind of the object.
        desired: The inputs. A field with a value is declared, also if the value is its default.
        record: The object, as ``read`` returns it.
        origin: Where it comes from.
        implied: Names of inputs that a component has added. Where the object has something else, or nothing, it stays.
    """
    meta = record.get(kind.meta.name) if kind.meta is not None else None
    before = None if origin is Origin.ELSEWHERE else kept_in_meta(meta)
    left = {
        field.name
        for field in kind.fields
        if field.name in (implied if origin is Origin.ELSEWHERE else {*implied} & {*(before or ())})
        and not same_json(field.observed(record.get(field.name)), desired.get(field.name))
    }
    desired = {name: value for name, value in desired.items() if name not in left}
    keeping = [
        field
        for field in _undeclared(kind, desired)
        if field.name in left or _is_kept(field, record, origin, before or ())
    ]
    if origin is Origin.ELSEWHERE or before is not None or keeping:
        desired = {**desired, KEPT: [field.name for field in keeping]}
    state = _state_found(kind, desired, record, origin, keeping)
    if before is not None:
        state[KEPT] = list(before)
    differing = [field for field in kind.fields if not field.is_local and differs(field, state, desired)]
    cleared: list[str] = []
    if origin is Origin.ELSEWHERE:
        cleared = [path for field in differing for path in _cleared(field, state, desired)]
    is_new_content = content_differs(kind, state, desired)
    erasable = [field for field in _undeclared(kind, desired) if field.omit is Omit.RESETS]
    return Takeover(
        state,
        desired,
        kept=_names(field for field in keeping if field.name in record and _holds_something(field, record)),
        hidden=_names(field for field in keeping if field.name not in record),
        unlinked=_names(field for field in keeping if field.name in left and not _holds_something(field, record)),
        changed=_names(field for field in differing if field.name in record),
        overwritten=(
            *_names(field for field in differing if field.name not in record),
            *(("content",) if is_new_content else ()),
        ),
        cleared=tuple(cleared),
        erased=_names(field for field in erasable if origin is Origin.ELSEWHERE and field.name not in record),
    )


def _undeclared(kind: Kind, desired: State) -> list[Field]:
    """The fields that the service stores and the program does not declare; of ``meta`` only our keys are sent then."""
    stored = (field for field in kind.fields if not (field.is_local or field.carries_marker))
    return [field for field in stored if desired.get(field.name) is None]


def _is_kept(field: Field, record: State, origin: Origin, before: Collection[str]) -> bool:
    if field.omit is Omit.RESETS and field.name not in record:
        return False  # nobody knows what every update would have to send again
    if field.name in before:
        return True
    match origin:
        case Origin.THIS_STATE:
            return False
        case Origin.ANOTHER_STATE:
            return field.read_back is ReadBack.NEVER and field.name not in record
        case Origin.ELSEWHERE:
            return field.name not in record or _holds_something(field, record)


def _holds_something(field: Field, record: State) -> bool:
    return field.canonical(field.observed(record.get(field.name))) is not ABSENT


def _state_found(kind: Kind, desired: State, record: State, origin: Origin, keeping: list[Field]) -> JsonObject:
    """The state of the object, as far as its record shows it.

    Fields that no answer shows get a placeholder that differs from any value if the next patch has to send them.
    """
    known: JsonObject = {key: desired[key] for key in kind.location_keys if key in desired}
    if kind.meta is not None:
        known[STATE_ID] = (as_object(record.get(kind.meta.name)) or {}).get(STATE_ID_KEY)
        if kind.meta.name in desired:
            known[kind.meta.name] = {}
    hidden = [field for field in kind.fields if field.read_back is ReadBack.NEVER and field.name not in record]
    for field in hidden:
        is_declared = desired.get(field.name) is not None
        unasked = origin is Origin.THIS_STATE and _may_be_sent_unasked(field) and field not in keeping
        if not field.is_local and (is_declared or unasked):
            known[field.name] = SET_ELSEWHERE
    return state_observed(kind, known, record)


def _may_be_sent_unasked(field: Field) -> bool:
    """False for undocumented fields, which older deployments refuse, and for fields that an update resets anyway."""
    return field.source is Source.DOCUMENTED and field.omit is Omit.KEEPS


def _cleared(field: Field, state: State, desired: State) -> Iterator[str]:
    """What of the field holds something that the declaration leaves empty."""
    if field.read_back is ReadBack.NEVER:
        return  # what it holds is not known
    found, wanted = as_declared(field, state), canonical(field, desired)
    yield from _lost((snake_case(field.name),), field.effective(found), field.effective(wanted))


def _lost(path: tuple[str, ...], found: JsonValue, wanted: JsonValue) -> Iterator[str]:
    if found in _EMPTY:
        return
    if wanted in _EMPTY:
        yield ".".join(path)
    elif isinstance(found, dict) and isinstance(wanted, dict):
        for key, inner in found.items():
            yield from _lost((*path, key), inner, wanted.get(key))


def _names(fields: Iterator[Field]) -> tuple[str, ...]:
    return tuple(snake_case(field.name) for field in fields)
