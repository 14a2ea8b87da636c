"""A call on its way through a verb: whose records it is about, in the order in which the service asks.

Source: docs/api/api.md a.5.
"""

from collections.abc import Collection
from dataclasses import dataclass

from pulumi_chatbotkit.json_values import JsonObject

from .addresses import find
from .bodies import read_object
from .calls import Call, Match
from .changes import Changes, Owner
from .contract import KINDS
from .contract.kinds import Addressing, Kind
from .ids import IdSource
from .lookups import UserLookup
from .refusals import NOT_AUTHORIZED, NOT_FOUND, Profile, Refusal
from .settings import Clock
from .store import Record, Records, Store


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What outlives a call."""

    store: Store
    profile: Profile
    clock: Clock
    ids: IdSource
    users: UserLookup


@dataclass(frozen=True, kw_only=True)
class Step:
    """A call that has passed authentication, inside its transaction."""

    call: Call
    match: Match
    account: str
    records: Records
    changes: Changes
    surroundings: Surroundings

    @property
    def kind(self) -> Kind:
        """The kind that the route is about."""
        return self.match.route.kind


def owner_of(step: Step) -> Owner:
    """Whose records the route is about. A parent in the path is checked first: existence, then ownership.

    Raises:
        Refusal: NOT_FOUND or NOT_AUTHORIZED, about the parent.
    """
    parent = step.kind.parent
    if parent is None:
        return Owner(account=step.account, parent=None)
    above = KINDS[parent.kind]
    record = _above(step, above, step.match.ids[parent.parameter], parent.addressing)
    if record.account != step.account:
        raise Refusal(NOT_AUTHORIZED)
    return Owner(account=record.id if above.is_account else step.account, parent=record.id)


def _above(step: Step, kind: Kind, address: str, addressing: Addressing) -> Record:
    if not kind.is_account:
        return find(step.records, kind, address, step.account, addressing)
    user = step.surroundings.users.with_id(step.records, address)
    if user is None:
        raise missing(kind)
    return user


def owner_and_body(step: Step, required: Collection[str]) -> tuple[Owner, JsonObject]:
    """The owner and the accepted body, checked in the order that the kind has.

    Raises:
        Refusal: as ``owner_of``; BAD_REQUEST for the body's first fault.
    """
    fields = step.kind.body(step.match.route.action)
    if step.kind.parent is not None and step.kind.parent.body_first:
        accepted = step.changes.accepted(fields, read_object(step.call.body), step.account, required)
        return owner_of(step), accepted
    owner = owner_of(step)
    return owner, step.changes.accepted(fields, read_object(step.call.body), owner.account, required)


def item_of(step: Step, owner: Owner) -> Record:
    """The record in the path. One that exists elsewhere is NOT_AUTHORIZED, not NOT_FOUND.

    Raises:
        Refusal
    """
    record = find(step.records, step.kind, step.match.ids[step.kind.id_parameter], step.account)
    if (record.account, record.parent) != (owner.account, owner.parent):
        raise Refusal(NOT_AUTHORIZED)
    return record


def check_may_create(step: Step) -> None:
    """Sub-accounts cannot have sub-accounts (docs/api/api.md a.3).

    Raises:
        Refusal: NOT_AUTHORIZED.
    """
    refused = step.kind.create_needs_root
    if refused is not None and step.surroundings.users.with_id(step.records, step.account) is not None:
        raise Refusal(NOT_AUTHORIZED, refused)


def missing(kind: Kind) -> Refusal:
    """What the service says when there is no such record."""
    return Refusal(NOT_FOUND, f"{kind.noun.capitalize()} not found")
