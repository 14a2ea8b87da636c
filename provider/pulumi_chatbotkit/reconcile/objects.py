"""Create, read, update and delete of single objects, for every kind."""

from functools import partial

from pulumi_chatbotkit.api import ApiError, ChatBotKitError, Conflict, NotAuthenticated
from pulumi_chatbotkit.catalog.kinds.partner import FORCE_DESTROY
from pulumi_chatbotkit.catalog.schema.kind import Condition, Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.property_paths import Paths, with_values_at
from pulumi_chatbotkit.reconcile.account_check import AccountCheck
from pulumi_chatbotkit.reconcile.adoption import Adopted, Adoption
from pulumi_chatbotkit.reconcile.conflicts import value_taken
from pulumi_chatbotkit.reconcile.content.upload import content_differs, upload
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.create_once import create_once
from pulumi_chatbotkit.reconcile.delete import delete_object
from pulumi_chatbotkit.reconcile.delete_guard import refuse_to_lose, warn_of_forgotten_contents, warn_of_skipped_deletes
from pulumi_chatbotkit.reconcile.desired import declared_form, fields_at
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused, Gone, SecretUnknown, UploadFailed
from pulumi_chatbotkit.reconcile.existence import Absence, absence, is_gone
from pulumi_chatbotkit.reconcile.kept import KEPT, conditions_on_kept
from pulumi_chatbotkit.reconcile.list_cache import ListCache
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.many_gone import GoneObjects
from pulumi_chatbotkit.reconcile.overlap import Overlap
from pulumi_chatbotkit.reconcile.ownership import noted_taker, refuse_if_taken, taken_by
from pulumi_chatbotkit.reconcile.payload import (
    actions_after,
    delete_body,
    in_order,
    needs_record_to_update,
    patch,
    unknown_secrets,
)
from pulumi_chatbotkit.reconcile.provider_keys import ADOPTION
from pulumi_chatbotkit.reconcile.read import read, read_record
from pulumi_chatbotkit.reconcile.reconciler import Created, Observed
from pulumi_chatbotkit.reconcile.replacement import Replacement
from pulumi_chatbotkit.reconcile.state import (
    inputs_of,
    needs_record,
    outputs_of,
    state_after,
    state_observed,
)
from pulumi_chatbotkit.reconcile.values import NOTHING, Outputs, State


class ObjectReconciler:
    """Reconciles single objects. Remembers the list pages that the run has read."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._history = context.history
        self._adoption = Adoption(context)
        self._replacement = Replacement(context)
        self._list_cache = ListCache(context.duplicates)
        self._overlap = Overlap(context, self._list_cache)
        self._gone = GoneObjects(context)
        self._account = AccountCheck(context, self._gone)

    async def create(self, location: Location, desired: JsonObject) -> Created:
        """Create the object exactly once, even if the answer is lost; or adopt an existing one.

        Raises:
            AdoptionRefused: an existing object may be the one to adopt, but this cannot be decided.
            ApiError: the service refused.
            Gone: its account or parent no longer exists.
            LookupFailed: the answer was lost, and it is unknown whether the object exists.
            ReplaceRefused: what it replaces has or holds what would be lost.
            WrongService: the key is of another account than what the state has.
            UploadFailed: its content could not be uploaded; the object was deleted again.
            ValueTaken: another object has a value that must be unique.
        """
        there = self._context.at(location)
        await self._account.before_create(there)
        try:
            found = await self._adoption.find(there, desired)
            if found is not None:
                return await self._adopt(there, found)
            await self._replacement.examine(there, desired)
            return await self._create_new(there, desired)
        except NotAuthenticated as error:
            await _raise_if_parent_gone(there, error)
            raise

    async def _create_new(self, there: LocatedClient, desired: JsonObject) -> Created:
        context, location = self._context, there.location
        try:
            answer = await create_once(
                there,
                desired,
                policy=context.search_policy,
                sleep=context.sleep,
                is_known=partial(self._history.is_known, location.kind),
            )
        except Conflict as error:
            raise await value_taken(context, there, desired, error) from error
        identifier = str(answer["id"])
        self._history.created(location, identifier, desired, now_s=context.monotonic())
        self._account.created(location, identifier)
        await self._upload_or_undo(there, identifier, desired)
        await self._follow_up(there, identifier, desired, updated=False)
        shown_once = {each.name: answer[each.name] for each in location.kind.create_only_outputs if each.name in answer}
        return Created(identifier, await self._outputs_after(there, identifier, desired, shown_once))

    async def read(self, location: Location, identifier: str, state: State) -> Observed | None:
        """The object as it is now, or None if it is proven gone."""
        there = self._context.at(location)
        self._history.read(location, identifier)
        async with self._gone.operation():
            record = await self._list_cache.record(there, identifier)
            if record is None:
                record = await read(there, identifier)
                if not isinstance(record, Absence):
                    await self._list_cache.missed(there, record)
        if isinstance(record, Absence):
            await self._accept_gone(location, identifier, record)
            return None
        self._account.confirm()
        self._context.duplicates.saw(location, record)
        observed = state_observed(location.kind, state, record)
        outputs, inputs = outputs_of(location.kind, observed), inputs_of(location.kind, observed)
        return Observed(outputs, inputs, record.get("updatedAt"))

    async def update(
        self, location: Location, identifier: str, state: State, desired: JsonObject, ignored: Paths
    ) -> Outputs:
        """Send what differs, if anything, with the present values at the ``ignored`` paths.

        Raises:
            AdoptionRefused: another resource has adopted the object in this run; or a value is not possible beside what
                an adoption has left as it was.
            Gone: the object no longer exists.
            ManagedElsewhere: another stack has taken the object over.
            SecretUnknown: a secret that is to be left to others would be replaced.
        """
        kind = location.kind
        refuse_if_taken(location, identifier, noted_taker(state, location.marker), "updated")
        if self._history.is_an_old_entry(kind, identifier, state):
            message = f"{kind.class_name} {identifier} was adopted in this run by a resource that took over its name."
            raise AdoptionRefused(message)
        there = self._context.at(location)
        await self._account.before_change(there)
        state, desired = await self._leave(ignored, there, identifier, state, desired)
        if await self._apply_update(there, identifier, state, desired):
            await self._follow_up(there, identifier, desired, updated=True)
        return await self._outputs_after(there, identifier, desired, state)

    async def delete(self, location: Location, identifier: str, state: State) -> None:
        """Delete the object; succeeds if it is gone already.

        Raises:
            DeleteRefused: objects that this stack does not manage would be lost.
            ManagedElsewhere: another stack has taken the object over.
            TooManyGone: more objects were gone already than the run may accept.
        """
        kind = location.kind
        if self._history.is_an_old_entry(kind, identifier, state):
            self._context.report(
                f"{kind.class_name} {identifier} was not deleted: a resource of the stack has adopted it. If it was to "
                "be replaced (--replace, a taint), ask for that once more with chatbotkit:adopt set to never"
            )
            if kind.guard is not None:
                warn_of_skipped_deletes(self._context, location, identifier, kept=identifier)
            return
        if kind.guard is not None:
            warn_of_skipped_deletes(self._context, location, identifier)
        try:
            await self._delete(location, identifier, state)
        except ChatBotKitError:
            if kind.guard is not None:
                warn_of_forgotten_contents(self._context, location, identifier)
            raise

    async def _delete(self, location: Location, identifier: str, state: State) -> None:
        there = self._context.at(location)
        await self._account.before_change(there)
        if await self._refuse_to_delete_anothers(there, identifier, state) is None:
            await refuse_to_lose(there, identifier, state, self._history, location.marker, is_guarded=False)
            await self._overlap.wait(there, identifier)
        async with self._gone.operation():
            gone = await delete_object(there, identifier, delete_body(location.kind, state))
        await self._accept_gone(location, identifier, gone)
        self._gone.was_deleted(location, identifier)

    async def _refuse_to_delete_anothers(self, there: LocatedClient, identifier: str, state: State) -> Absence | None:
        """Look at the marker of an object that this run has not seen yet; how it is gone, if it is gone."""
        location = there.location
        refuse_if_taken(location, identifier, noted_taker(state), "deleted")
        if location.kind.meta is None or self._history.was_seen(location.kind, identifier):
            return None
        if state.get(FORCE_DESTROY) is True:
            return None  # the program insists, and wants one call
        seen_by_guard = self._history.meta_seen_by_guard(location.kind, identifier)
        if seen_by_guard is not None:
            refuse_if_taken(location, identifier, taken_by(state, seen_by_guard), "deleted")
            return None
        record = await self._list_cache.record(there, identifier) or await read(there, identifier)
        if isinstance(record, Absence):
            return record
        refuse_if_taken(location, identifier, taken_by(state, record.get(location.kind.meta.name)), "deleted")
        return None

    async def _accept_gone(self, location: Location, identifier: str, gone: Absence | None) -> None:
        if gone is Absence.ALONE:
            await self._gone.accept(self._context.at(location), identifier)
        self._history.forget(location.kind, identifier)

    async def _adopt(self, there: LocatedClient, found: Adopted) -> Created:
        """Update an existing object to the desired inputs; also repeats what an interrupted run may not have done."""
        state, desired = found.comparison.state, {**found.comparison.desired, ADOPTION: found.stamp}
        await self._apply_update(there, found.id, state, desired)
        await self._follow_up(there, found.id, desired, updated=False)
        self._context.count_adopted()
        self._context.report(found.report)
        return Created(found.id, await self._outputs_after(there, found.id, desired, state))

    async def _apply_update(self, there: LocatedClient, identifier: str, state: State, desired: State) -> bool:
        """Send what differs; returns True if anything was sent."""
        kind = there.location.kind
        record = await self._record_to_update(there, identifier, state, desired)
        body = patch(kind, state, desired, record)
        for path in unknown_secrets(kind, body):
            raise _secret_unknown(kind, identifier, path)
        for condition in conditions_on_kept(kind, desired, body):
            record = await read_record(there, identifier)
            if not condition.holds((record or {}).get(condition.field), body[condition.other]):
                raise _forbidden(kind, identifier, condition)
        bodies = in_order(kind, body)
        uploads = content_differs(kind, state, desired)
        try:
            for body in bodies:
                await there.update(identifier, body)
            if uploads:
                await upload(there, identifier, desired, self._context.content_store)
        except Conflict as error:
            raise await value_taken(self._context, there, desired, error, identifier) from error
        except ApiError as error:
            await _raise_if_gone(there, identifier, error)
            raise
        return bool(bodies) or uploads

    async def _upload_or_undo(self, there: LocatedClient, identifier: str, desired: State) -> None:
        """Upload the content of a new object. If this fails, delete the object, because no state would contain it."""
        if not content_differs(there.location.kind, NOTHING, desired):
            return
        try:
            await upload(there, identifier, desired, self._context.content_store)
        except ChatBotKitError as error:
            raise UploadFailed(await _undone(there, identifier, desired, error)) from error

    async def _follow_up(self, there: LocatedClient, identifier: str, desired: State, *, updated: bool) -> None:
        """Call the actions that the program requests after a change, such as an integration's setup."""
        for name in actions_after(there.location.kind, desired, updated=updated):
            await there.act(identifier, name)

    async def _record_to_update(
        self, there: LocatedClient, identifier: str, state: State, desired: State
    ) -> JsonObject | None:
        """The record, read only if an update has to send the keys that others have put into ``meta``."""
        kind = there.location.kind
        if not needs_record_to_update(kind, state, desired) or not patch(kind, state, desired):
            return None
        return await read_record(there, identifier)

    async def _leave(
        self, ignored: Paths, there: LocatedClient, identifier: str, state: State, desired: JsonObject
    ) -> tuple[State, JsonObject]:
        """State and inputs with the same values at the ignored paths: what the object has now, if they are sent.

        Maps are replaced as a whole, so an update of one entry sends all others as well.
        """
        if not ignored:
            return state, desired
        kind = there.location.kind
        source = declared_form(kind, {**state, KEPT: desired.get(KEPT)})
        wanted = with_values_at(ignored, desired, source)
        sent = patch(kind, state, wanted)
        record = None
        if any(field.name in sent for field in fields_at(kind, ignored)):
            record = await read_record(there, identifier)
        if record is not None:
            meta = kind.meta
            known = {**state, meta.name: {}} if meta is not None and meta.name in wanted else state
            observed = state_observed(kind, known, record)
            source = declared_form(kind, {**observed, KEPT: desired.get(KEPT)})
        return with_values_at(ignored, state, source), with_values_at(ignored, desired, source)

    async def _outputs_after(self, there: LocatedClient, identifier: str, desired: State, before: State) -> Outputs:
        """The new outputs; the record is read only if the service may have rewritten the inputs."""
        kind = there.location.kind
        record = await read_record(there, identifier) if needs_record(kind, desired, before) else None
        return outputs_of(kind, state_after(kind, desired, before=before, record=record))


async def _raise_if_parent_gone(there: LocatedClient, error: NotAuthenticated) -> None:
    """Raise ``Gone`` if a call inside an account was refused because that account is gone, not because of the key."""
    if await absence(there, "", error) is Absence.WITH_PARENT:
        parents = " or ".join(f"{parent.location.kind.class_name} {parent.id}" for parent in there.location.parents)
        message = f"{parents}, which it belongs to, was deleted elsewhere: run `pulumi up --refresh`."
        raise Gone(message) from error


def _secret_unknown(kind: Kind, identifier: str, path: str) -> SecretUnknown:
    field = path.partition(".")[0]
    message = (
        f"{kind.class_name} {identifier} was not updated: {path} was set outside of this stack and cannot be read, and "
        f"{field} can only be replaced as a whole. Declare {path}, or leave all of it to others: "
        f"ignore_changes=[{field!r}]."
    )
    return SecretUnknown(message)


def _forbidden(kind: Kind, identifier: str, condition: Condition) -> AdoptionRefused:
    message = (
        f"{_name(kind, identifier)} was not updated: {condition.other} must be left out while {condition.field} is "
        f"{condition.value}: {condition.reason}. Adoption leaves {condition.field} as it is, because the program does "
        f"not declare it: declare it too, or leave {condition.other} out. Nothing was changed."
    )
    return AdoptionRefused(message)


async def _raise_if_gone(there: LocatedClient, identifier: str, error: ApiError) -> None:
    if await is_gone(there, identifier, error):
        message = f"{error}. {_name(there.location.kind, identifier)} was deleted elsewhere: run `pulumi up --refresh`."
        raise Gone(message) from error


async def _undone(there: LocatedClient, identifier: str, desired: State, error: ChatBotKitError) -> str:
    kind = there.location.kind
    try:
        await delete_object(there, identifier, delete_body(kind, desired))
    except ChatBotKitError as failure:
        return f"its upload failed: {error}. {_name(kind, identifier)} is left behind, delete it: {failure}"
    return f"its upload failed, so the new {kind.class_name} was deleted again: {error}"


def _name(kind: Kind, identifier: str) -> str:
    return f"{kind.class_name} {identifier}"
