"""What the pages read from the store: accounts, counts, one page of records at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND, KINDS
from pulumi_chatbotkit.emulator.contract.fields import MASK, InitialValue
from pulumi_chatbotkit.emulator.contract.kinds import Kind
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Condition, Record

PAGE: Final = 50
"""Records per page."""

_SEARCHED: Final = ("name", "alias", "email")


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account. ``parent``: the account that it is a partner user of, None if it has none."""

    id: str
    name: str
    parent: str | None


@dataclass(frozen=True, kw_only=True)
class KindCounts:
    """Kinds with records and their number, and the names of the kinds without."""

    used: list[tuple[str, int]]
    unused: list[str]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A record in a table. ``name``, ``alias``, ``email``: "" if it has none. ``objects``: how many an account owns."""

    id: str
    kind: str
    account: str
    name: str
    alias: str
    email: str
    updated_at: str
    objects: int


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A page of records. ``next_after``: the last id, with which the next page begins; None on the last page."""

    rows: list[Row]
    next_after: str | None


def root_accounts(records: Records) -> list[Account]:
    """The accounts without a parent."""
    return [Account(id=account, name=name, parent=None) for account, name in records.accounts()]


def account_of(records: Records, account: str) -> Account | None:
    """The account or partner user with this id."""
    user = records.get(ACCOUNT_KIND, account)
    if user is not None:
        return Account(id=user.id, name=title(user), parent=user.account)
    return next((found for found in root_accounts(records) if found.id == account), None)


def kind_counts(records: Records, account: str | None = None) -> KindCounts:
    """Counts of one account, or of all."""
    counts = records.counts(account)
    used = [(name, counts[name]) for name in KINDS if name in counts]
    return KindCounts(used=used, unused=[name for name in KINDS if name not in counts])


def listing(records: Records, kind: str, query: Mapping[str, str]) -> Listing:
    """The records of a kind, oldest first. ``query``: account, q (part of id, name, alias or e-mail), after (an id)."""
    conditions = [Condition(sql="kind = ?", values=(kind,))]
    if account := query.get("account"):
        conditions.append(Condition(sql="account = ?", values=(account,)))
    if text := query.get("q"):
        conditions.append(_search(text))
    if after := query.get("after"):
        later = "(created_at, id) > (SELECT created_at, id FROM records WHERE id = ?)"
        conditions.append(Condition(sql=later, values=(after,)))
    found = records.page(conditions, ascending=True, take=PAGE + 1)
    shown = found[:PAGE]
    return Listing(rows=[_row(records, one) for one in shown], next_after=shown[-1].id if found[PAGE:] else None)


def names_of_accounts(records: Records, found: Listing) -> dict[str, str]:
    """The names of a listing's accounts, by id."""
    accounts = {row.account: account_of(records, row.account) for row in found.rows}
    return {account: known.name if known else account for account, known in accounts.items()}


def title(record: Record) -> str:
    """The record's name, alias, e-mail or id: the first that it has."""
    return _text(record, "name") or _text(record, "alias") or _text(record, "email") or record.id


def computed_values(kind: Kind, record: Record) -> dict[str, str]:
    """The fields that the service sets, as text; secrets are masked."""
    return {
        one.name: _shown(record.document.get(one.name), secret=one.initial is InitialValue.KEY, name=one.name)
        for one in kind.computed
    }


def format_time(epoch_ms: int) -> str:
    """Such as ``2026-01-31 12:00:00 UTC``; the number itself if it is out of the calendar's range."""
    try:
        return f"{datetime.fromtimestamp(epoch_ms / 1000, UTC):%Y-%m-%d %H:%M:%S} UTC"
    except (OverflowError, ValueError, OSError):
        return str(epoch_ms)


def _search(text: str) -> Condition:
    fields = [f"json_extract(document, '$.{name}')" for name in _SEARCHED]
    matches = [f"instr(lower(coalesce({one}, '')), lower(?)) > 0" for one in ("id", *fields)]
    return Condition(sql=f"({' OR '.join(matches)})", values=(text,) * len(matches))


def _row(records: Records, record: Record) -> Row:
    is_account = KINDS[record.kind].is_account
    return Row(
        id=record.id,
        kind=record.kind,
        account=record.account,
        name=_text(record, "name"),
        alias=_text(record, "alias"),
        email=_text(record, "email"),
        updated_at=format_time(record.updated_at),
        objects=sum(records.counts(record.id).values()) if is_account else 0,
    )


def _text(record: Record, name: str) -> str:
    value = record.document.get(name)
    return value if isinstance(value, str) else ""


def _shown(value: object, *, secret: bool, name: str) -> str:
    if value is None:
        return "null"
    if secret:
        return MASK
    return format_time(value) if name.endswith("At") and isinstance(value, int) else str(value)
