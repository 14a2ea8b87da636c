"""``ActionContext``: a call while it is handled, and the checks that most actions begin with.

The order of the checks is the service's. Source: docs/api/api.md a.5 (order of checks).
"""

from collections.abc import Collection
from dataclasses import dataclass

from pulumi_chatbotkit.emulator.actions.addresses import find
from pulumi_chatbotkit.emulator.actions.changes import Changes, Owner
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.contract.kinds import Addressing, Kind
from pulumi_chatbotkit.emulator.contract.refusals import NOT_AUTHORIZED, NOT_FOUND, Refusal
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.messages.routes import Match
from pulumi_chatbotkit.emulator.quotas.limits import Limits
from pulumi_chatbotkit.emulator.settings.clock import Clock
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.emulator.storage.ids import IdSource
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.emulator.storage.store import Store
from pulumi_chatbotkit.emulator.storage.user_lookup import UserLookup
from pulumi_chatbotkit.json_values import JsonObject


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What all calls share."""

    store: Store
    profile: Profile
    clock: Clock
    ids: IdSource
    users: UserLookup
    limits: Limits
    has_older_names: bool
    """Fields have the names of the older generation."""
    empty_root_is_missing: bool = False


@dataclass(frozen=True, kw_only=True)
class ActionContext:
    """An authenticated call inside its transaction.

    Args:
        account: The acting account.
        namespace: Of the session whose key was sent.
        after_write: A stream shows the state as this write left it; None: as the settings say.
    """

    call: Call
    match: Match
    account: str
    records: Records
    changes: Changes
    environment: Environment
    after_write: int | None = None
    namespace: str = ""

    @property
    def kind(self) -> Kind:
        """The kind of the route."""
        return self.match.route.kind


def owner_of(ctx: ActionContext) -> Owner:
    """The owner of the route's records. Checks a parent in the path: existence, then ownership.

    Raises:
        Refusal: NOT_FOUND or NOT_AUTHORIZED, about the parent.
    """
    parent = ctx.kind.parent
    if parent is None:
        return Owner(account=ctx.account, parent=None)
    parent_kind = KINDS[parent.kind]
    record = _parent_record(ctx, parent_kind, ctx.match.ids[parent.parameter], parent.addressing)
    if record.account != ctx.account:
        raise Refusal(NOT_AUTHORIZED)
    return Owner(account=record.id if parent_kind.is_account else ctx.account, parent=record.id)


def _parent_record(ctx: ActionContext, kind: Kind, address: str, addressing: Addressing) -> Record:
    if not kind.is_account:
        return find(ctx.records, kind, address, ctx.account, addressing)
    user = ctx.environment.users.with_id(ctx.records, address)
    if user is None:
        raise Refusal(NOT_FOUND)
    return user


def owner_and_body(ctx: ActionContext, required: Collection[str]) -> tuple[Owner, JsonObject]:
    """The owner and the validated body, checked in the order of the kind (``Parent.body_first``).

    Raises:
        Refusal: as ``owner_of``; BAD_REQUEST for the body's first error.
    """
    fields = ctx.kind.body(ctx.match.route.action)
    if ctx.kind.parent is not None and ctx.kind.parent.body_first:
        validated = ctx.changes.validated_body(fields, read_object(ctx.call.body), ctx.account, required)
        return owner_of(ctx), validated
    owner = owner_of(ctx)
    return owner, ctx.changes.validated_body(fields, read_object(ctx.call.body), owner.account, required)


def target_record(ctx: ActionContext, owner: Owner) -> Record:
    """The record in the path.

    Raises:
        Refusal: NOT_FOUND, also for a record of another parent (docs/api/api.md a.11); NOT_AUTHORIZED for a record with
            another owner, and for one of another partner user.
    """
    addressing: Addressing | None = "id" if ctx.match.route.action in ctx.kind.raw_actions else None
    record = find(ctx.records, ctx.kind, ctx.match.ids[ctx.kind.id_parameter], ctx.account, addressing)
    parent = ctx.kind.parent
    if parent is not None and not KINDS[parent.kind].is_account and record.parent != owner.parent:
        raise Refusal(NOT_FOUND)
    if (record.account, record.parent) != (owner.account, owner.parent):
        raise Refusal(NOT_AUTHORIZED)
    return record


def check_may_create(ctx: ActionContext) -> None:
    """Sub-accounts cannot have sub-accounts (docs/api/api.md a.3, run-as).

    Raises:
        Refusal: NOT_AUTHORIZED.
    """
    refused = ctx.kind.root_only_message
    if refused is not None and ctx.environment.users.with_id(ctx.records, ctx.account) is not None:
        raise Refusal(NOT_AUTHORIZED, refused)
