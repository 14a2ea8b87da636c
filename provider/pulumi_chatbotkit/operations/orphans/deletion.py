"""Deletes orphans that are named, one after another; each is looked at once more right before."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.inputs.tenant_layout import SECTION_OF_KIND
from pulumi_chatbotkit.lookups.results import epoch_ms
from pulumi_chatbotkit.operations.account_reading import partner_user
from pulumi_chatbotkit.operations.account_summary import read_summaries
from pulumi_chatbotkit.operations.known_to_states import ObjectKey
from pulumi_chatbotkit.operations.labels import all_counted
from pulumi_chatbotkit.operations.orphans.contents import objects_inside
from pulumi_chatbotkit.operations.orphans.report import MadeWith, Orphan, OrphansReport
from pulumi_chatbotkit.plurals import counted
from pulumi_chatbotkit.reconcile import MARKER, KindProvider, State
from pulumi_chatbotkit.reconcile.delete_command import delete_command
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import location_of
from pulumi_chatbotkit.reconcile.marker import marker_from_meta
from pulumi_chatbotkit.reconcile.read import read_record

DELETE_KEYS: Final = "--yes-delete-keys"
OTHER_STATE: Final = "--yes-other-state"


class Refused(Exception):
    """Nothing more is deleted; the message says why, and what to do."""


@dataclass(frozen=True)
class Consent:
    """What somebody has agreed to."""

    delete_keys: bool = False
    other_state: bool = False


def named(report: OrphansReport, identifiers: Sequence[str]) -> list[Orphan]:
    """The orphans with these ids, in that order.

    Raises:
        Refused: one is no orphan, or is inside another.
    """
    found: list[Orphan] = []
    for identifier in dict.fromkeys(identifiers):
        own = [each for each in report.orphans if each.id == identifier]
        if not own:
            raise Refused(f"{identifier}: {_why_not(report, identifier)}")
        found += own
    return found


def _why_not(report: OrphansReport, identifier: str) -> str:
    above = (each for each in report.orphans if any(key[1] == identifier for key in each.contents))
    around = next(above, None)
    if around is not None:
        return f"it is inside the orphan {around.described}, and goes with that"
    unknown = " What could not be looked at may be one." if report.failures else ""
    return (
        f"there is no such orphan: a state has it, it carries no marker of {_stacks(report)}, or it is gone.{unknown}"
    )


def _stacks(report: OrphansReport) -> str:
    return ", ".join(report.stacks) or "the stacks"


def refusals(orphans: Sequence[Orphan], consent: Consent) -> list[str]:
    """Why these are not deleted, all reasons at once; [] if nothing is against it."""
    return [f"{each.described}: {reason}" for each in orphans for reason in _reasons(each, consent)]


def _reasons(it: Orphan, consent: Consent) -> Iterator[str]:
    if not it.is_certain:
        command = delete_command(location_of(it.seen.kind, dict(it.seen.place)), it.id)
        yield (
            f"the state of stack {it.marker.stack} was not read, so that may have it: name the stack with --stack; "
            f"or, if it is gone for good, {command}"
        )
    if it.managed:
        yield (
            f"it holds {all_counted(it.managed)} that would be lost with it and are no orphans: move or delete that "
            "first, or take the whole back (--adopt)"
        )
    if it.is_certain and it.made_with is not MadeWith.THIS_STATE and not consent.other_state:
        yield (
            f"nothing shows that it was made with the state of stack {it.marker.stack} that was read: another checkout "
            f"or back end may have it under the same name. If none has, add {OTHER_STATE}"
        )
    if it.keys and not consent.delete_keys:
        yield f"{counted(it.keys, 'key')} would stop working: if nothing uses {_them(it.keys)}, add {DELETE_KEYS}"


def _them(count: int) -> str:
    return "it" if count == 1 else "them"


async def delete_orphan(client: Client, provider: Callable[[Kind], KindProvider], orphan: Orphan) -> None:
    """Delete one, if it still is what the list has shown.

    Args:
        client: The client of the parent account.
        provider: The core's access to a kind.
        orphan: As it was found.

    Raises:
        Refused: marker or contents have changed, or it is gone.
        ChatBotKitError: the service refused, or it is not known whether it is deleted.
    """
    seen = orphan.seen
    place: State = dict(seen.place)
    record = await read_record(LocatedClient(client, location_of(seen.kind, place)), seen.id)
    if record is None:
        raise Refused(f"{orphan.described} is gone: somebody else has deleted it since it was listed")
    if marker_from_meta(record.get("meta")) != orphan.marker:
        raise Refused(f"{orphan.described}: its marker has changed since it was listed: somebody may have it")
    if epoch_ms(record.get("updatedAt")) != seen.updated_at:
        raise Refused(f"{orphan.described} was changed since it was listed: look again")
    if await _contents(client, orphan) != orphan.contents:
        raise Refused(f"{orphan.described}: what is in it has changed since it was listed: look again")
    await provider(seen.kind).delete(seen.id, {**place, MARKER: orphan.marker.as_input()})


async def _contents(client: Client, orphan: Orphan) -> frozenset[ObjectKey]:
    """What is in it now."""
    seen = orphan.seen
    is_user = seen.kind is PARTNER_USER
    if not is_user and not SECTION_OF_KIND[seen.kind.name].children:
        return frozenset()
    account = seen.id if is_user else seen.account
    user = await partner_user(client, account) if account else None
    if account and user is None:
        raise Refused(f"{orphan.described} is gone: the partner user {account} was deleted since it was listed")
    summaries = await read_summaries(client, [user])
    unread = [each for summary in summaries for each in summary.failures]
    if unread:
        raise Refused(f"{orphan.described}: what is in it could not be read: {unread[0].what}: {unread[0].reason}")
    return frozenset(each.key for each in objects_inside(summaries).get((seen.kind.name, seen.id), ()))
