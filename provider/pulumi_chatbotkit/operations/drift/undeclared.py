"""What is in managed accounts and in no state: by list pages, with whose marker says that it is."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pulumi_chatbotkit.api import ChatBotKitError, ConfigurationError, NoAnswer, NotAuthenticated
from pulumi_chatbotkit.catalog.kinds.account import DATASET_RECORD
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.lookups.results import epoch_ms
from pulumi_chatbotkit.operations.account_reading import FoundObject, own_objects, partner_users, read_account
from pulumi_chatbotkit.operations.drift.comparison import Service
from pulumi_chatbotkit.operations.drift.report import Failure, Finding, Sort
from pulumi_chatbotkit.operations.known_to_states import (
    KnownToStates,
    ManagedBy,
    creation_of,
    key_of,
    marker_of,
    whose,
)
from pulumi_chatbotkit.operations.progress import Progress, say_nothing
from pulumi_chatbotkit.operations.side_by_side import side_by_side
from pulumi_chatbotkit.operations.state_objects import DeclaredObject

_AT_ONCE: Final = 6
"""Accounts that are read at a time; each asks for its lists in parallel, and the client's limiter sets the pace."""
_NOT_READ: Final = (DATASET_RECORD.name,)
"""Content, of which there may be very much, and which the service itself makes of files and sites."""
_SORTS_OF_USERS: Final = {ManagedBy.NOBODY: Sort.UNDECLARED_CUSTOMER, ManagedBy.ORPHAN: Sort.ORPHAN}


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
    service: Service,
    declared: Sequence[DeclaredObject],
    known: KnownToStates,
    keys_older_than_ms: int | None = None,
    progress: Progress = say_nothing,
) -> Undeclared:
    """What is in the accounts that ``declared`` has objects in, and which partner users are in no state.

    Args:
        service: Where they are.
        declared: What the states of this service declare.
        known: Everything that they have.
        keys_older_than_ms: Keys that were made before this moment, in milliseconds since 1970, are reported too.
        progress: Is told how many accounts were read.

    Raises:
        ChatBotKitError: the service does not answer, or not to this key.
    """
    found = Undeclared()
    users = {str(each.get("id")): each for each in await partner_users(service.client)}
    _sort_users(known, users.values(), found)
    managed = [users[each] for each in dict.fromkeys(one.account for one in declared) if each in users]
    has_own = any(not each.account for each in declared)
    at_once = asyncio.Semaphore(_AT_ONCE)

    works: list[JsonObject | None] = [*managed, *([None] if has_own else [])]
    done = 0

    async def one(user: JsonObject | None) -> list[Finding] | Failure:
        nonlocal done
        async with at_once:
            read = await _read(service, user)
        done += 1
        progress(done, len(works))
        # Sorted here, so that no more records are in memory than those of the accounts that are being read.
        return read if isinstance(read, Failure) else [*_sorted(known, *read, keys_older_than_ms)]

    for result in await side_by_side(one(each) for each in works):
        if isinstance(result, Failure):
            found.failures.append(result)
        else:
            found.accounts += 1
            found.findings += result
    return found


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


def _sort_users(known: KnownToStates, users: Iterable[JsonObject], found: Undeclared) -> None:
    for user in users:
        marker = marker_of(PARTNER_USER, user)
        manager = known.manager(key_of(PARTNER_USER, user), marker)
        if manager is ManagedBy.OTHER_STACK and marker is not None:
            found.other_stacks[marker.stack] = found.other_stacks.get(marker.stack, 0) + 1
        if manager not in _SORTS_OF_USERS:
            continue
        name = str(user.get("name") or user.get("id"))
        sort = _SORTS_OF_USERS[manager]
        found.findings.append(_finding(sort, PARTNER_USER, user, str(user.get("id")), name, whose(marker)))


def _sorted(
    known: KnownToStates, account: str, objects: Sequence[FoundObject], keys_older_than_ms: int | None
) -> Iterator[Finding]:
    """The findings in one account."""
    creations = {
        (each.section.kind.name, creation_of(each.section.kind, each.record)): each.id
        for each in objects
        if key_of(each.section.kind, each.record) in known.objects
    }
    customer = known.customers.get(account, account)
    for each in objects:
        kind, record = each.section.kind, each.record
        is_declared = key_of(kind, record) in known.objects
        is_old = _is_old_key(kind, record, keys_older_than_ms)
        creation = creation_of(kind, record)
        original = None if creation is None else creations.get((kind.name, creation))
        sort, detail = _sort(known, kind, record, original)
        if is_declared:
            sort, detail = (Sort.OLD_KEY, "in a state") if is_old else (None, "")
        elif sort is None and is_old:
            sort = Sort.OLD_KEY
        if sort is not None:
            age = f"{detail}, an old key".removeprefix(", ") if is_old and sort is not Sort.OLD_KEY else detail
            yield _finding(sort, kind, record, account, customer, age)


def _sort(known: KnownToStates, kind: Kind, record: JsonObject, original: str | None) -> tuple[Sort | None, str]:
    """What an object is that no state has; None for what conversations make."""
    if original is not None:
        return Sort.DUPLICATE, f"of {original}"
    marker = marker_of(kind, record)
    if marker is None:
        return (Sort.UNDECLARED, "") if kind.match_by_name else (None, "")
    sort = Sort.ORPHAN if marker.stack_and_owner in known.stacks else Sort.OTHER_STACK
    return sort, whose(marker)


def _is_old_key(kind: Kind, record: JsonObject, before_ms: int | None) -> bool:
    made_ms = epoch_ms(record.get("createdAt"))
    return before_ms is not None and kind.is_key and made_ms is not None and made_ms < before_ms


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
