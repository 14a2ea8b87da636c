"""Compares two snapshots: records by kind and id, then field by field. Times are not compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, cast

from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.contract.fields import MASK
from pulumi_chatbotkit.emulator.state.snapshots import SavedRecord, Snapshot, secret_fields
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

_CONTENT: Final = {"content_type", "size", "url", "body"}
"""The compared fields of a file's content. Not its ticket, which is random."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field that differs in a record of both snapshots, or a record that only one of them has.

    ``field``: "" for a whole record. Secrets and content are masked on both sides.
    """

    change: Literal["added", "removed", "changed"]
    kind: str
    id: str
    name: str
    field: str
    before: JsonValue
    after: JsonValue


def differences(before: Snapshot, after: Snapshot) -> list[Difference]:
    """The changes from ``before`` to ``after``, in the order of the records. A secret left out on one side is not
    compared."""
    old, new = _objects(before), _objects(after)
    removed = [_whole("removed", old[key]) for key in old if key not in new]
    found = [one for key in old if key in new for one in _changed(old[key], new[key])]
    added = [_whole("added", new[key]) for key in new if key not in old]
    return [*removed, *found, *added]


@dataclass(frozen=True, kw_only=True)
class _Object:
    """A record or account with its fields. ``left_out``: secrets that are set but not in the snapshot."""

    kind: str
    id: str
    fields: JsonObject
    secrets: frozenset[str]
    left_out: frozenset[str]


def _objects(snapshot: Snapshot) -> dict[tuple[str, str], _Object]:
    contents = {
        one.file: cast("JsonObject", one.model_dump(by_alias=True, include=_CONTENT)) for one in snapshot.contents
    }
    accounts = [
        _Object(kind="account", id=one.id, fields={"name": one.name}, secrets=frozenset(), left_out=frozenset())
        for one in snapshot.accounts
    ]
    records = [_object(one, contents.get(one.id, {})) for one in snapshot.records]
    return {(one.kind, one.id): one for one in (*accounts, *records)}


def _object(record: SavedRecord, content: JsonObject) -> _Object:
    owner: JsonObject = {"account": record.account, "parent": record.parent}
    document = cast("JsonObject", record.document)
    return _Object(
        kind=record.kind,
        id=record.id,
        fields={**document, **owner, **{f"content.{name}": value for name, value in content.items()}},
        secrets=secret_fields(KINDS[record.kind]) | {"content.body"},
        left_out=frozenset(record.secrets_left_out),
    )


def _whole(change: Literal["added", "removed"], one: _Object) -> Difference:
    return Difference(change=change, kind=one.kind, id=one.id, name=_name(one), field="", before=None, after=None)


def _changed(old: _Object, new: _Object) -> Iterator[Difference]:
    left_out = old.left_out | new.left_out
    for field in dict.fromkeys((*old.fields, *new.fields, *sorted(left_out))):
        shown = _shown(old, field), _shown(new, field)
        # If one side leaves a secret out, only whether it is set can be compared.
        same = shown[0] == shown[1] if field in left_out else old.fields.get(field) == new.fields.get(field)
        if not same:
            yield Difference(
                change="changed",
                kind=new.kind,
                id=new.id,
                name=_name(new),
                field=field,
                before=shown[0],
                after=shown[1],
            )


def _shown(one: _Object, field: str) -> JsonValue:
    value = one.fields.get(field)
    is_set = value is not None or field in one.left_out
    return (MASK if is_set else None) if field in one.secrets else value


def _name(one: _Object) -> str:
    """Its name or alias; "" if it has neither."""
    return str(one.fields.get("name") or one.fields.get("alias") or "")
