"""Lists: paging, order and filters. A cursor is the id of the last record of a page.

The next page begins after the cursor's record, so a cursor whose record was deleted gives an empty page.
Source: docs/api/api.md a.9 (pagination and filters).
"""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pulumi_chatbotkit.emulator.contract.kinds import Filter, Kind
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, GENERIC_ERROR, Refusal
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Condition, Record
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

_PAGE: Final = 100
_META: Final = re.compile(r"meta(?:\[(?P<deep>.+)\]|\.(?P<dotted>.+))")
_LEADING_INTEGER: Final = re.compile(r"[+-]?[0-9]+", re.ASCII)
_MOST_DIGITS: Final = 10
_NOTHING: Final = Condition(sql="FALSE")
_NOT_IN_PATHS: Final = re.compile(r'["\\\x00]')
"""Characters of a key that SQLite's paths cannot name."""
_MOST_VALUES: Final = 500
"""How many values the filters of a list may have together: SQLite's expressions are not unlimited (assumed)."""


@dataclass(frozen=True, kw_only=True)
class Query:
    """The parameters of a list. ``take``: records per page; None if the request has none."""

    conditions: tuple[Condition, ...]
    ascending: bool
    take: int | None
    cursor: str | None


@dataclass(frozen=True, kw_only=True)
class Page:
    """The records of a page, and whether more follow."""

    records: list[Record]
    more: bool


def query_of(call: Call, kind: Kind, owner: Condition) -> Query:
    """The query of a request. Unknown parameters are ignored.

    Raises:
        Refusal: BAD_REQUEST for too many values; GENERIC_ERROR for a value that the field's column cannot hold.
    """
    given = _first_values(call)
    kinds = Condition(sql="kind = ?", values=(kind.name,))
    filters = [_field_condition(one, values) for one in kind.filters if (values := _wanted(one, given))]
    named = [(found, value) for name, value in given.items() if value and (found := _META.fullmatch(name))]
    metas = [_meta_condition(found, value) for found, value in named if kind.meta_filter]
    if sum(len(condition.values) for condition in (*filters, *metas)) > _MOST_VALUES:
        raise Refusal(BAD_REQUEST, f"a list takes at most {_MOST_VALUES} values of filters")
    return Query(
        conditions=(kinds, owner, *filters, *metas),
        ascending=given.get("order") == "asc",
        take=_take(given.get("take")),
        cursor=_id_of_cursor(kind, given.get("cursor") or None),
    )


def page(records: Records, kind: Kind, query: Query) -> Page:
    """The page after the query's cursor."""
    after = _after_cursor(records, kind, query)
    take = min(query.take or _PAGE, _PAGE)
    found = records.page([*query.conditions, *after], ascending=query.ascending, take=take + 1)
    return Page(records=found[:take], more=len(found) > take)


def cursor_of(kind: Kind, found: Page, profile: Profile) -> JsonObject:
    """The part of the body with the cursor. The profiles differ in how a list ends."""
    last: JsonValue = _cursor_of_id(kind, found.records[-1].id) if found.records else ""
    if profile == "seed":
        return {"cursor": last if found.more else ""}
    if kind.opaque_cursor:
        return {"cursor": last if found.more else None}
    return {"cursor": last} if found.records else {}


def stream_pages(query: Query) -> tuple[Query, int | None]:
    """The query and the number of pages of a stream. None: to the end; ``take`` is rounded up to whole pages."""
    if query.take is None or query.take <= _PAGE:
        return query, None if query.take is None else 1
    return replace(query, take=_PAGE), -(-query.take // _PAGE)


def _cursor_of_id(kind: Kind, record_id: str) -> str:
    return base64.urlsafe_b64encode(record_id.encode()).decode() if kind.opaque_cursor else record_id


def _id_of_cursor(kind: Kind, cursor: str | None) -> str | None:
    """The id that a cursor stands for; a cursor that cannot be decoded is returned as it is and matches no record."""
    if cursor is None or not kind.opaque_cursor:
        return cursor
    try:
        return base64.urlsafe_b64decode(cursor.encode()).decode()
    except ValueError:
        return cursor


def _first_values(call: Call) -> dict[str, str]:
    """The trimmed value of each query key; the first one if a key is repeated."""
    return {name: value.strip() for name, value in reversed(call.query)}


def _take(text: str | None) -> int | None:
    """The number that ``text`` begins with, as JavaScript's parseInt reads it; 0 and no number mean a whole page."""
    if text is None:
        return None
    leading = _LEADING_INTEGER.match(text)
    number = 0 if leading is None else int(leading[0][:_MOST_DIGITS])
    return _PAGE if number == 0 else max(1, number)


def _after_cursor(records: Records, kind: Kind, query: Query) -> Sequence[Condition]:
    if query.cursor is None:
        return ()
    last = records.get(kind.name, query.cursor)
    if last is None:
        return (_NOTHING,)
    sign = ">" if query.ascending else "<"
    return (Condition(sql=f"(created_at, id) {sign} (CAST(? AS INTEGER), ?)", values=(str(last.created_at), last.id)),)


def _wanted(one: Filter, given: Mapping[str, str]) -> tuple[str, ...]:
    """The values that a filter asks for; none if it is empty, which drops it."""
    value = given.get(one.parameter or one.field, "").removesuffix(one.suffix)
    values = tuple(part.strip() for part in value.split(",")) if one.any_of else (value,)
    values = tuple(part for part in values if part)
    if one.known and not set(one.known).issuperset(values):
        raise Refusal(GENERIC_ERROR)
    return values


def _field_condition(wanted: Filter, values: tuple[str, ...]) -> Condition:
    marks = ", ".join("?" for _ in values)
    return Condition(sql=f"json_extract(document, '$.{wanted.field}') IN ({marks})", values=values)


def _meta_condition(found: re.Match[str], value: str) -> Condition:
    """One value of meta equals ``value``: ``true`` and ``false`` as booleans, else as text, never a number."""
    keys: str = found["deep"] or found["dotted"]
    if _NOT_IN_PATHS.search(keys):
        return _NOTHING
    path = "$.meta" + "".join(f'."{key}"' for key in keys.split("."))
    if value in {"true", "false"}:
        return Condition(sql="json_type(document, ?) = ?", values=(path, value))
    sql = "json_type(document, ?) = 'text' AND json_extract(document, ?) = ?"
    return Condition(sql=sql, values=(path, path, value))
