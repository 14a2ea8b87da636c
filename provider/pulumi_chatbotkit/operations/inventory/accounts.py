"""Reads accounts, and sums each up. Reads only, and prints nothing."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.account_reading import partner_user, partner_users
from pulumi_chatbotkit.operations.account_summary import AccountSummary, SeenObject, limits_in_short, read_summaries
from pulumi_chatbotkit.operations.inventory.report import AccountEntry, Activity, Key
from pulumi_chatbotkit.operations.known_to_states import KnownToStates, ManagedBy
from pulumi_chatbotkit.operations.progress import Progress, say_nothing
from pulumi_chatbotkit.operations.side_by_side import side_by_side


class NoSuchUser(Exception):
    """A partner user that was asked for is not there."""


async def take_inventory(
    client: Client,
    redactor: Redactor,
    users: Collection[str] = (),
    without: Collection[str] = (),
    known: KnownToStates | None = None,
    progress: Progress = say_nothing,
) -> tuple[AccountEntry, ...]:
    """The parent account and its partner users, oldest first; those that were deleted meanwhile are left out.

    Args:
        client: The client of the parent account.
        redactor: Masks what is known to be secret in names and errors.
        users: Ids of partner users: only these, without the parent account.
        without: What is not read.
        known: What the states of stacks have; None if none was read.
        progress: Is told how many accounts were read.

    Raises:
        NoSuchUser: one that was asked for is not there.
        ChatBotKitError: the service does not answer, or not to this key.
    """
    records: list[JsonObject | None]
    records = [*await _users(client, users)] if users else [None, *await partner_users(client)]
    summaries = await read_summaries(client, records, without, progress)
    return tuple(_entry(each, redactor, known or KnownToStates()) for each in summaries)


async def _users(client: Client, wanted: Collection[str]) -> list[JsonObject]:
    found = await side_by_side(partner_user(client, each) for each in dict.fromkeys(wanted))
    missing = [identifier for identifier, record in zip(dict.fromkeys(wanted), found, strict=True) if record is None]
    if missing:
        message = f"--user {missing[0]}: there is no such partner user; it was deleted, or the key is another account's"
        raise NoSuchUser(message)
    return [record for record in found if record is not None]


def _entry(summary: AccountSummary, redactor: Redactor, known: KnownToStates) -> AccountEntry:
    objects = summary.objects
    user = summary.user or {}
    lost = [each for each in objects if known.manager(each.key, each.marker) is ManagedBy.ORPHAN]
    return AccountEntry(
        id=summary.id,
        name=redactor.redact(str(user.get("name") or "")),
        email=redactor.redact(str(user.get("email") or "")),
        limits=limits_in_short(summary.user),
        objects=dict(sorted(summary.counts.items())),
        stacks=_by_stack([each for each in objects if each.marker is not None]),
        unmanaged=sum(each.marker is None and each.kind.meta is not None for each in objects),
        in_no_state=_by_stack(lost),
        activity=_activity(summary),
        keys=tuple(_key(each, redactor) for each in objects if each.is_key),
        failures=tuple(replace(each, reason=redactor.redact(each.reason)) for each in summary.failures),
    )


def _by_stack(objects: Collection[SeenObject]) -> dict[str, int]:
    return dict(sorted(Counter(each.marker.stack for each in objects if each.marker is not None).items()))


def _activity(summary: AccountSummary) -> Activity | None:
    if summary.last_update is None:
        return None
    at, kind, identifier = summary.last_update
    return Activity(at=at, kind=kind, id=identifier)


def _key(it: SeenObject, redactor: Redactor) -> Key:
    stack = "" if it.marker is None else it.marker.stack
    return Key(id=it.id, name=redactor.redact(it.name), created_at=it.created_at, stack=stack)
