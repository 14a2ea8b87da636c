"""What is in managed accounts and in no state: by list pages, with whose marker says that it is."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pulumi_chatbotkit.api import ChatBotKitError, ConfigurationError, NoAnswer, NotAuthenticated
from pulumi_chatbotkit.catalog.kinds.account import DATASET_RECORD
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.lookups.results import epoch_ms
from pulumi_chatbotkit.operations.account_reading import FoundObject, own_objects, partner_users, read_account
from pulumi_chatbotkit.operations.drift.comparison import Service
from pulumi_chatbotkit.operations.drift.declared import DeclaredObject
from pulumi_chatbotkit.operations.drift.report import Failure, Finding, Sort
from pulumi_chatbotkit.operations.side_by_side import side_by_side
from pulumi_chatbotkit.reconcile.marker import CREATION_KEY, Marker, marker_from_meta

_AT_ONCE: Final = 6
"""Accounts that are read at a time; each asks for its lists in parallel, and the client's limiter sets the pace."""
_NOT_READ: Final = (DATASET_RECORD.name,)
"""Content, of which there may be very much, and which the service itself makes of files and sites."""


@dataclass(frozen=True)
class _Known:
    """What the states have."""

    objects: frozenset[tuple[str, str]]
    stacks: frozenset[tuple[str, str | None]]
    """Stack and owner, as in markers."""
    customers: dict[str, str]
    """Names by id of the partner user."""


@dataclass
class Undeclared:
    """What nobody declared."""

    accounts: int = 0
    """How many were read."""
    findings: list[Finding] = field(default_factory=list[Finding])
    failures: list[Failure] = field(default_factory=list[Failure])
    other_stacks: dict[str, int] = field(default_factory=dict[str, int])
    """How many partner users carry the marker of a stack that was not read, by stack."""


async def find_undeclared(
    service: Service, declared: Sequence[DeclaredObject], keys_older_than_ms: int | None = None
) -> Undeclared:
    """What is in the accounts that ``declared`` has objects in, and which partner users are in no state.

    Args:
        service: Where they are.
        declared: Everything that the states of this service have.
        keys_older_than_ms: Keys that were made before this moment, in milliseconds since 1970, are reported too.

    Raises:
        ChatBotKitError: the service does not answer, or not to this key.
    """
    known = _known(declared)
    found = Undeclared()
    users = {str(each.get("id")): each for each in await partner_users(service.client)}
    _sort_users(known, users.values(), found)
    managed = [users[each] for each in dict.fromkeys(one.account for one in declared) if each in users]
    has_own = any(not each.account for each in declared)
    at_once = asyncio.Semaphore(_AT_ONCE)

    async def one(user: JsonObject | None) -> tuple[str, list[FoundObject]] | Failure:
        async with at_once:
            return await _read(service, user)

    works: list[JsonObject | None] = [*managed, *([None] if has_own else [])]
    for result in await side_by_side(one(each) for each in works):
        if isinstance(result, Failure):
            found.failures.append(result)
            continue
        found.accounts += 1
        found.findings += _sorted(known, *result, keys_older_than_ms)
    return found


def _known(declared: Sequence[DeclaredObject]) -> _Known:
    markers = [each.marker for each in declared]
    return _Known(
        frozenset((each.kind.name, each.id) for each in declared),
        frozenset(marker.stack_and_owner for marker in markers if marker is not None),
        {each.account: each.customer for each in declared if each.account},
    )


async def _read(service: Service, user: JsonObject | None) -> tuple[str, list[FoundObject]] | Failure:
    """The id of the account and everything in it; of the parent account if ``user`` is None."""
    account = "" if user is None else str(user.get("id"))
    try:
        if user is None:
            objects = await own_objects(service.client, _NOT_READ)
        else:
            read = await read_account(service.client, user, _NOT_READ)
            objects = () if read is None else read.objects
    except (NoAnswer, NotAuthenticated, ConfigurationError):
        raise  # it concerns every account alike
    except ChatBotKitError as error:
        reason = service.redactor.redact(str(error))
        return Failure(stack="", what=f"account {account or 'of the key'}", reason=reason)
    return account, [each for top in objects for each in top.all()]


def _sort_users(known: _Known, users: Iterable[JsonObject], found: Undeclared) -> None:
    for user in users:
        marker = _marker(PARTNER_USER, user)
        if (PARTNER_USER.name, str(user.get("id"))) in known.objects:
            continue
        if marker is not None and marker.stack_and_owner not in known.stacks:
            found.other_stacks[marker.stack] = found.other_stacks.get(marker.stack, 0) + 1
            continue
        sort = Sort.UNDECLARED_CUSTOMER if marker is None else Sort.ORPHAN
        name = str(user.get("name") or user.get("id"))
        found.findings.append(_finding(sort, PARTNER_USER, user, str(user.get("id")), name, _whose(marker)))


def _sorted(
    known: _Known, account: str, objects: Sequence[FoundObject], keys_older_than_ms: int | None
) -> Iterator[Finding]:
    """The findings in one account."""
    creations = {
        (each.section.kind.name, _creation(each), str(each.record.get("blueprintId"))): each.id
        for each in objects
        if (each.section.kind.name, each.id) in known.objects
    }
    customer = known.customers.get(account, account)
    for each in objects:
        kind, record = each.section.kind, each.record
        is_declared = (kind.name, each.id) in known.objects
        is_old = _is_old_key(kind, record, keys_older_than_ms)
        original = creations.get((kind.name, _creation(each), str(record.get("blueprintId"))))
        sort, detail = _sort(known, kind, _marker(kind, record), original if _creation(each) else None)
        if is_declared:
            sort, detail = (Sort.OLD_KEY, "in a state") if is_old else (None, "")
        elif sort is None and is_old:
            sort = Sort.OLD_KEY
        if sort is not None:
            age = f"{detail}, an old key".removeprefix(", ") if is_old and sort is not Sort.OLD_KEY else detail
            yield _finding(sort, kind, record, account, customer, age)


def _sort(known: _Known, kind: Kind, marker: Marker | None, original: str | None) -> tuple[Sort | None, str]:
    """What an object is that no state has; None for what conversations make."""
    if original is not None:
        return Sort.DUPLICATE, f"of {original}"
    if marker is None:
        return (Sort.UNDECLARED, "") if kind.match_by_name else (None, "")
    sort = Sort.ORPHAN if marker.stack_and_owner in known.stacks else Sort.OTHER_STACK
    return sort, _whose(marker)


def _is_old_key(kind: Kind, record: JsonObject, before_ms: int | None) -> bool:
    made_ms = epoch_ms(record.get("createdAt"))
    is_key = any(output.secret for output in kind.create_only_outputs)
    return before_ms is not None and is_key and made_ms is not None and made_ms < before_ms


def _meta(kind: Kind, record: JsonObject) -> JsonObject:
    return {} if kind.meta is None else as_object(record.get(kind.meta.name)) or {}


def _marker(kind: Kind, record: JsonObject) -> Marker | None:
    return marker_from_meta(_meta(kind, record))


def _creation(found: FoundObject) -> str:
    return str(_meta(found.section.kind, found.record).get(CREATION_KEY) or "")


def _whose(marker: Marker | None) -> str:
    return "" if marker is None else f"marked by the resource {marker.name!r} of stack {marker.stack}"


def _finding(sort: Sort, kind: Kind, record: JsonObject, account: str, customer: str, detail: str) -> Finding:
    return Finding(
        sort=sort,
        customer=customer,
        kind=kind.class_name,
        name=str(record.get("name") or ""),
        id=str(record.get("id")),
        account=account,
        created_at=epoch_ms(record.get("createdAt")),
        updated_at=epoch_ms(record.get("updatedAt")),
        detail=detail,
    )
