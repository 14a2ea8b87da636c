"""What the pages read: accounts, counts, a page of records. No more than a page is ever loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND, KINDS
from pulumi_chatbotkit.emulator.contract.fields import Start
from pulumi_chatbotkit.emulator.contract.kinds import Kind
from pulumi_chatbotkit.emulator.store import Condition, Record, Records
from pulumi_chatbotkit.emulator.values import MASK

PAGE: Final = 50
"""Records on a page."""

_SEARCHED: Final = ("name", "alias", "email")


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who owns records. ``holder`` is None for an account without a parent."""

    id: str
    name: str
    holder: str | None


@dataclass(frozen=True, kw_only=True)
class KindCounts:
    """Kinds that have records, with how many, and the names of the others."""

    used: list[tuple[str, int]]
    unused: list[str]


@dataclass(frozen=True, kw_only=True)
class Row:
    """A record in a table; "" is a name it does not have. ``objects``: how many it owns, if it is an account."""

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
    """A page of records. ``next_after``: the id after which the next page begins, None on the last."""

    rows: list[Row]
    next_after: str | None


def root_accounts(records: Records) -> list[Account]:
    """The accounts without a parent."""
    return [Account(id=account, name=name, holder=None) for account, name in records.accounts()]


def account_of(records: Records, account: str) -> Account | None:
    """The account or partner user of this id."""
    user = records.get(ACCOUNT_KIND, account)
    if user is not None:
        return Account(id=user.id, name=title(user), holder=user.account)
    return next((found for found in root_accounts(records) if found.id == account), None)


def kind_counts(records: Records, account: str | None = None) -> KindCounts:
    """Of one account, or of all."""
    counts = records.counts(account)
    used = [(name, counts[name]) for name in KINDS if name in counts]
    return KindCounts(used=used, unused=[name for name in KINDS if name not in counts])


def listing(records: Records, kind: str, query: Mapping[str, str]) -> Listing:
    """The records of a kind, oldest first. ``query``: account, q (in id, name, alias, e-mail), after; "" is any."""
    conditions = [Condition(sql="kind = ?", values=(kind,))]
    if account := query.get("account"):
        conditions.append(Condition(sql="account = ?", values=(account,)))
    if text := query.get("q"):
        conditions.append(_search(text))
    if after := query.get("after"):
        place = "(created_at, id) > (SELECT created_at, id FROM records WHERE id = ?)"
        conditions.append(Condition(sql=place, values=(after,)))
    found = records.page(conditions, ascending=True, take=PAGE + 1)
    shown = found[:PAGE]
    return Listing(rows=[_row(records, one) for one in shown], next_after=shown[-1].id if found[PAGE:] else None)


def names_of_accounts(records: Records, found: Listing) -> dict[str, str]:
    """What the accounts of a listing are called, by id."""
    accounts = {row.account: account_of(records, row.account) for row in found.rows}
    return {account: known.name if known else account for account, known in accounts.items()}


def title(record: Record) -> str:
    """What to call a record."""
    return _text(record, "name") or _text(record, "alias") or _text(record, "email") or record.id


def computed_values(kind: Kind, record: Record) -> dict[str, str]:
    """What the service set by itself, keys masked."""
    return {
        one.name: _shown(record.document.get(one.name), secret=one.start is Start.KEY, name=one.name)
        for one in kind.computed
    }


def moment(epoch_ms: int) -> str:
    """Such as ``2026-01-31 12:00:00 UTC``; the bare number beyond what a calendar holds."""
    try:
        return f"{datetime.fromtimestamp(epoch_ms / 1000, UTC):%Y-%m-%d %H:%M:%S} UTC"
    except (OverflowError, ValueError, OSError):
        return str(epoch_ms)


def _search(text: str) -> Condition:
    fields = [f"json_extract(document, '$.{name}')" for name in _SEARCHED]
    places = [f"instr(lower(coalesce({place}, '')), lower(?)) > 0" for place in ("id", *fields)]
    return Condition(sql=f"({' OR '.join(places)})", values=(text,) * len(places))


def _row(records: Records, record: Record) -> Row:
    is_account = KINDS[record.kind].is_account
    return Row(
        id=record.id,
        kind=record.kind,
        account=record.account,
        name=_text(record, "name"),
        alias=_text(record, "alias"),
        email=_text(record, "email"),
        updated_at=moment(record.updated_at),
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
    return moment(value) if name.endswith("At") and isinstance(value, int) else str(value)
