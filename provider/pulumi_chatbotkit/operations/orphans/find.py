"""Finds orphans: lists, then each by itself, then the states once more. Reads only, and prints nothing.

A list may be an old copy, and a run may write its state while this reads, so an object counts only if list and fetch
agree and no state has it before or after. Nothing is called an orphan of a stack that is being changed.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pulumi_chatbotkit.api import ChatBotKitError, Client
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.operations.account_contents import Failure
from pulumi_chatbotkit.operations.account_reading import partner_users
from pulumi_chatbotkit.operations.account_summary import AccountSummary, SeenObject, read_summaries
from pulumi_chatbotkit.operations.chosen_stacks import StackAndOwner, StatesNow
from pulumi_chatbotkit.operations.known_to_states import KnownToStates, ManagedBy
from pulumi_chatbotkit.operations.orphans.contents import Contents, objects_inside
from pulumi_chatbotkit.operations.orphans.report import MadeWith, Orphan, OrphansReport
from pulumi_chatbotkit.operations.progress import Progress, say_nothing
from pulumi_chatbotkit.operations.side_by_side import side_by_side
from pulumi_chatbotkit.plurals import counted
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import location_of
from pulumi_chatbotkit.reconcile.marker import marker_from_meta
from pulumi_chatbotkit.reconcile.read import read_record

_AT_ONCE: Final = 256
"""Objects that are read at a time; the client's limiter decides how many calls that makes."""


async def find_orphans(
    client: Client,
    redactor: Redactor,
    read_states: Callable[[], StatesNow],
    *,
    any_stack: bool = False,
    progress: Progress = say_nothing,
) -> OrphansReport:
    """What carries a marker of the stacks and is in no state.

    Args:
        client: The client of the parent account.
        redactor: Masks what is known to be secret in names and errors.
        read_states: Reads the states; called before and after the accounts are read.
        any_stack: Also what carries the marker of a stack whose state was not read, which may be in that state.
        progress: Is told how many accounts were read.

    Raises:
        ChatBotKitError: the service does not answer, or not to this key.
        PulumiCliError: a state can no longer be read.
        UnknownType: a newer version of this package has written a state.
    """
    before = await asyncio.to_thread(read_states)
    summaries = await read_summaries(client, [None, *await partner_users(client)], (), progress)
    wanted = {ManagedBy.ORPHAN, *([ManagedBy.OTHER_STACK] if any_stack else [])}
    everything = [each for summary in summaries for each in summary.objects]
    candidates = [each for each in everything if before.known.manager(each.key, each.marker) in wanted]
    there, failures = await _still_there(client, candidates)
    after = await asyncio.to_thread(read_states)
    known = _both(before.known, after.known)
    report = OrphansReport(accounts=len(summaries))
    report.failures = [replace(each, what=_where(one, each.what)) for one in summaries for each in one.failures]
    report.failures += failures
    for each in everything:
        manager = known.manager(each.key, each.marker)
        report.managed[manager] += 1
        if manager is ManagedBy.OTHER_STACK and each.marker is not None:
            report.other_stacks[each.marker.stack] += 1
    lost = [each for each in there if known.manager(each.key, each.marker) is not ManagedBy.STATE]
    settled = _settled(lost, _unsettled(before, after), report)
    report.orphans = _orphans(settled, summaries, known, redactor)
    report.failures = [replace(each, reason=redactor.redact(each.reason)) for each in report.failures]
    return report


def _where(summary: AccountSummary, what: str) -> str:
    return f"{what} in {summary.id or 'the parent account'}"


def _both(before: KnownToStates, after: KnownToStates) -> KnownToStates:
    return replace(
        after,
        objects=before.objects | after.objects,
        stacks=before.stacks | after.stacks,
        state_ids=before.state_ids | after.state_ids,
    )


async def _still_there(client: Client, candidates: Sequence[SeenObject]) -> tuple[list[SeenObject], list[Failure]]:
    """Those that exist, asked for by themselves, and still carry that marker."""
    at_once = asyncio.Semaphore(_AT_ONCE)

    async def one(each: SeenObject) -> bool | Failure:
        async with at_once:
            try:
                record = await read_record(LocatedClient(client, location_of(each.kind, dict(each.place))), each.id)
            except ChatBotKitError as error:
                return Failure(f"{each.kind.class_name} {each.id}", str(error))
        return record is not None and marker_from_meta(record.get("meta")) == each.marker

    results = await side_by_side(one(each) for each in candidates)
    there = [each for each, result in zip(candidates, results, strict=True) if result is True]
    return there, [result for result in results if isinstance(result, Failure)]


def _unsettled(before: StatesNow, after: StatesNow) -> dict[StackAndOwner, str]:
    """Why what the states of these stacks have is not the last word."""
    changed = {
        stack: "its state has changed while the accounts were read"
        for stack in {**before.objects, **after.objects}
        if before.objects.get(stack) != after.objects.get(stack)
    }
    return {
        **changed,
        **{stack: f"it is in use by {run}" for stack, run in {**before.at_work, **after.at_work}.items()},
    }


def _settled(
    lost: Iterable[SeenObject], unsettled: Mapping[StackAndOwner, str], report: OrphansReport
) -> list[SeenObject]:
    """Those of stacks that nothing changes; the others are no orphans yet, and become failures of the report."""
    waiting: Counter[StackAndOwner] = Counter()
    settled: list[SeenObject] = []
    for each in lost:
        stack = None if each.marker is None else each.marker.stack_and_owner
        if stack is not None and stack in unsettled:
            waiting[stack] += 1
        else:
            settled.append(each)
    for stack, count in waiting.items():
        reason = (
            f"{unsettled[stack]}: {counted(count, 'object')} in no state may be new. Run this again when it has ended"
        )
        report.failures.append(Failure(f"stack {stack[0]}", reason))
    return settled


def _orphans(
    lost: Sequence[SeenObject], summaries: Sequence[AccountSummary], known: KnownToStates, redactor: Redactor
) -> list[Orphan]:
    """One for each that is in no other one, customer by customer."""
    places = {(each.kind.name, each.id) for each in lost}
    roots = [each for each in lost if not places.intersection(each.inside)]
    names = {each.id: str((each.user or {}).get("name") or each.id) for each in summaries}
    accounts = {each.id: each for each in summaries}
    originals = {
        (each.kind.name, each.creation[0]): each
        for summary in summaries
        for each in summary.objects
        if each.creation is not None and each.key in known.objects
    }
    inside_of = objects_inside(summaries)
    contents = [Contents.of(each, inside_of, accounts, known) for each in roots]
    return [_orphan(each, it, names, originals, known, redactor) for each, it in zip(roots, contents, strict=True)]


def _orphan(
    it: SeenObject,
    contents: Contents,
    names: Mapping[str, str],
    originals: Mapping[tuple[str, str], SeenObject],
    known: KnownToStates,
    redactor: Redactor,
) -> Orphan:
    assert it.marker is not None  # noqa: S101 - only what carries one is looked for
    original = originals.get((it.kind.name, it.creation[0])) if it.creation is not None else None
    is_duplicate = original is not None and original.creation == it.creation
    user = it.id if it.kind is PARTNER_USER else it.account
    return Orphan(
        seen=it,
        marker=it.marker,
        name=redactor.redact(it.name),
        customer=redactor.redact(known.customers.get(user) or names.get(user, "")) if user else "",
        made_with=_made_with(it, known),
        duplicate_of=original.id if original is not None and is_duplicate else "",
        copy_of=original.id if original is not None and not is_duplicate else "",
        holds=dict(sorted(contents.counts.items())),
        managed=dict(sorted(contents.managed.items())),
        contents=contents.keys,
        keys=contents.credentials + it.is_key,
        is_certain=it.marker.stack_and_owner in known.stacks,
    )


def _made_with(it: SeenObject, known: KnownToStates) -> MadeWith:
    if not it.state_id or not known.state_ids:
        return MadeWith.UNKNOWN
    return MadeWith.THIS_STATE if it.state_id in known.state_ids else MadeWith.ANOTHER_STATE
