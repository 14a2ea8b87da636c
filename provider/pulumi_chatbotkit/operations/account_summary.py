"""What is in accounts, as little of each object as reports need: memory does not grow with contents."""

import asyncio
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.kinds.account import DATASET_RECORD
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.lookups.results import epoch_ms
from pulumi_chatbotkit.operations.account_contents import CONTENT, Failure, Found, visit_account
from pulumi_chatbotkit.operations.account_reading import partner_user
from pulumi_chatbotkit.operations.known_to_states import (
    ObjectKey,
    creation_of,
    key_of,
    marker_of,
    state_id_of,
)
from pulumi_chatbotkit.operations.progress import Progress, say_nothing
from pulumi_chatbotkit.operations.side_by_side import side_by_side
from pulumi_chatbotkit.reconcile.marker import Marker

NOT_READ: Final = (DATASET_RECORD.name, "message", CONTENT)
"""Content, of which there may be very much, and which the service itself makes of files and sites."""
_AT_ONCE: Final = 6
"""Accounts that are read at a time; each asks for its lists in parallel, and the client's limiter sets the pace."""


@dataclass(frozen=True, slots=True)
class SeenObject:
    """What is remembered of an object of the catalog's kinds."""

    kind: Kind
    key: ObjectKey
    account: str
    """Id of the partner user in whose account it is; "" for the parent account, where partner users are."""
    place: tuple[tuple[str, str], ...]
    """The ids in its path and of its account, by state key."""
    name: str
    created_at: int | None
    updated_at: int | None
    """Milliseconds since 1970; None if the service does not say."""
    marker: Marker | None
    creation: tuple[str, str] | None
    state_id: str

    @property
    def id(self) -> str:
        return self.key[1]

    @property
    def is_key(self) -> bool:
        """True if it is a credential."""
        return self.kind.is_key

    @property
    def inside(self) -> tuple[tuple[str, str], ...]:
        """Kind and id of each object that it is deleted with."""
        owner = self.kind.parent
        above = [(owner.kind, dict(self.place)[owner.field])] if owner is not None else []
        return tuple(dict.fromkeys([*above, *([(PARTNER_USER.name, self.account)] if self.account else [])]))


@dataclass
class AccountSummary:
    """What is in one account. A ``Visitor``."""

    user: JsonObject | None
    """The record of the partner user; None for the parent account."""
    by_key: dict[ObjectKey, SeenObject] = field(default_factory=dict[ObjectKey, SeenObject])
    """Each object once: a list that others change meanwhile may show one twice."""
    others: Counter[str] = field(default_factory=Counter[str])
    """How many there are of what has no kind: conversations, teams, files of spaces."""
    last_update: tuple[int, str, str] | None = None
    """The newest ``updatedAt``, and kind and id of what has it."""
    failures: list[Failure] = field(default_factory=list[Failure])

    @property
    def id(self) -> str:
        """Of the partner user; "" for the parent account."""
        return "" if self.user is None else str(self.user.get("id"))

    @property
    def objects(self) -> Collection[SeenObject]:
        """The objects of the catalog's kinds, and the partner user itself."""
        return self.by_key.values()

    @property
    def counts(self) -> Counter[str]:
        """How many of each kind there are in it, and of what has no kind."""
        inside = Counter(each.kind.name for each in self.objects if each.kind is not PARTNER_USER)
        return inside + self.others

    async def found(self, each: Found) -> None:
        """Remember it."""
        updated = epoch_ms(each.record.get("updatedAt"))
        # Of a file in a space the service shows the path instead of an id.
        identifier = str(each.record.get("id") or each.record.get("path") or "")
        if updated is not None and (self.last_update is None or updated > self.last_update[0]):
            self.last_update = updated, each.what, identifier
        kind = KINDS.get(each.what)
        if kind is None or not identifier:
            self.others[each.what] += 1
        else:
            seen = self._seen(kind, {**each.record, "id": identifier})
            self.by_key[seen.key] = seen

    def _seen(self, kind: Kind, record: JsonObject) -> SeenObject:
        account = "" if kind is PARTNER_USER else self.id
        values: JsonObject = {**record, RUN_AS: account or None}
        return SeenObject(
            kind,
            key_of(kind, record),
            account,
            tuple((key, str(values[key])) for key in kind.location_keys if values.get(key)),
            str(record.get("name") or ""),
            epoch_ms(record.get("createdAt")),
            epoch_ms(record.get("updatedAt")),
            marker_of(kind, record),
            creation_of(kind, record),
            state_id_of(kind, record),
        )


async def read_summaries(
    client: Client,
    users: Sequence[JsonObject | None],
    without: Collection[str] = (),
    progress: Progress = say_nothing,
) -> list[AccountSummary]:
    """What is in accounts, in their order; those that were deleted meanwhile are left out.

    Args:
        client: The client of the parent account.
        users: Records of partner users; None for the parent account.
        without: What is not read, of ``account_contents.READABLE``, besides ``NOT_READ``.
        progress: Is told how many were read.

    Raises:
        ChatBotKitError: it is not known whether an account that could not be read exists.
    """
    at_once = asyncio.Semaphore(_AT_ONCE)
    done = 0

    async def one(user: JsonObject | None) -> AccountSummary | None:
        nonlocal done
        async with at_once:
            summary = AccountSummary(user)
            summary.failures = await visit_account(client, user, summary, {*NOT_READ, *without})
            # A deleted account answers as one that never was, or as a wrong key (trap 19: run-as).
            is_gone = bool(summary.failures and user) and await partner_user(client, summary.id) is None
        done += 1
        progress(done, len(users))
        return None if is_gone else summary

    return [each for each in await side_by_side(one(user) for user in users) if each is not None]


def limits_in_short(user: JsonObject | None) -> dict[str, int | float]:
    """What a partner user may use up: the numbers of its ``limits`` (docs/api/api.md b.1)."""
    found = as_object((user or {}).get("limits")) or {}
    numbers = {key: value for key, value in found.items() if isinstance(value, int | float)}
    return {key: value for key, value in numbers.items() if not isinstance(value, bool)}
