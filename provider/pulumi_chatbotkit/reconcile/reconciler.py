"""The four actions with I/O: create, read, update and delete, for every kind."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pulumi_chatbotkit.api import ApiError, ChatBotKitError, Client
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.adopt_mode import AdoptMode
from pulumi_chatbotkit.reconcile.adoption import Adopted, Adoption
from pulumi_chatbotkit.reconcile.content.content_store import Spool
from pulumi_chatbotkit.reconcile.content.upload import NOTHING, content_differs, upload
from pulumi_chatbotkit.reconcile.create_once import LookPolicy, start
from pulumi_chatbotkit.reconcile.delete_guard import refuse_to_lose
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused, Gone, UploadFailed
from pulumi_chatbotkit.reconcile.existence import is_gone
from pulumi_chatbotkit.reconcile.list_cache import Pages
from pulumi_chatbotkit.reconcile.payload import actions_after, delete_body, in_order, needs_record_to_update, patch
from pulumi_chatbotkit.reconcile.records import read_record
from pulumi_chatbotkit.reconcile.routes import action, run_as
from pulumi_chatbotkit.reconcile.run_history import Run
from pulumi_chatbotkit.reconcile.state import (
    inputs_of,
    needs_record,
    outputs_of,
    state_after,
    state_found,
    state_observed,
)
from pulumi_chatbotkit.reconcile.values import Inputs, Outputs, State, all_known


@dataclass(frozen=True)
class Created:
    """A new object."""

    id: str
    outputs: Outputs


@dataclass(frozen=True)
class Observed:
    """An object as the service shows it, and the inputs that would leave it so."""

    outputs: Outputs
    inputs: Outputs


def ignore(_line: str) -> None:
    """Tell nobody."""


class Reconciler:
    """Brings objects of any kind to what is desired. Inputs have passed ``check``; every value is known.

    One serves one run and one event loop: it remembers what it has made and which pages it has read.
    """

    def __init__(  # noqa: PLR0913 - one argument for each thing that a host or a test decides
        self,
        client: Client,
        *,
        run: Run | None = None,
        adopt: AdoptMode = "own",
        report: Callable[[str], None] = ignore,
        adopted: Callable[[], None] = lambda: None,
        look_policy: LookPolicy | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        spool: Spool | None = None,
    ) -> None:
        """Work through ``client``.

        Args:
            client: How to reach the service.
            run: What the host has seen of the state.
            adopt: Which objects a create takes over, where the resource does not say.
            report: Is told, a line each, what a person should know of a run that succeeds.
            adopted: Is called for each object that was adopted.
            look_policy: How to look for an object whose create answer was lost.
            sleep: Waits so many seconds.
            spool: Where content waits for its upload.
        """
        self._client = client
        self._run = run or Run()
        self._adoption = Adoption(client, self._run, default=adopt, report=report)
        self._pages = Pages(client)
        self._report = report
        self._adopted = adopted
        self._spool = spool or Spool()
        self._look_policy = look_policy or LookPolicy()
        self._sleep = sleep

    async def create(self, kind: Kind, inputs: Inputs) -> Created:
        """Make the object once, whatever happens to the answer; or adopt the one that is there already.

        Raises:
            AdoptionRefused: an object is there, and it cannot be told whether it is the one.
            ApiError: the service refused.
            LookupFailed: the answer was lost and nothing could be learnt since.
            UploadFailed: its content could not be uploaded; nothing is left of it.
        """
        desired = all_known(inputs)
        for spared, state in self._run.replaces_nevertheless(kind, desired).items():
            await self.delete(kind, spared, state)
        found = await self._adoption.find(kind, desired)
        if found is not None:
            return await self._adopt(kind, found, desired)
        creation = start(self._client, kind, desired, policy=self._look_policy, sleep=self._sleep)
        answer = await creation.run()
        identifier = str(answer["id"])
        self._run.created(kind, identifier, desired, now_s=time.monotonic())
        await self._upload_or_undo(kind, identifier, desired)
        await self._follow_up(kind, identifier, desired)
        once: JsonObject = {name: answer[name] for name in _shown_once(kind) if name in answer}
        return Created(identifier, outputs_of(kind, await self._state_after(kind, identifier, desired, once)))

    async def read(self, kind: Kind, identifier: str, state: State) -> Observed | None:
        """The object as it is now, or None once it is proven gone."""
        self._run.saw_refreshed(kind, identifier, state)
        record = await self._pages.record(kind, identifier, state)
        if record is None:
            record = await read_record(self._client, kind, identifier, state)
            if record is None:
                return None
            await self._pages.missed(kind, state, record)
        observed = state_observed(kind, state, record)
        return Observed(outputs_of(kind, observed), inputs_of(kind, observed))

    async def update(self, kind: Kind, identifier: str, state: State, inputs: Inputs) -> Outputs:
        """Send what differs, if anything does.

        Raises:
            AdoptionRefused: another resource has adopted the object in this run.
            Gone: the object no longer exists.
        """
        if self._run.was_adopted(kind, identifier):
            message = f"{kind.class_name} {identifier} was adopted in this run by a resource that took over its name."
            raise AdoptionRefused(message)
        desired = all_known(inputs)
        if await self._bring(kind, identifier, state, desired):
            await self._follow_up(kind, identifier, desired)
        return outputs_of(kind, await self._state_after(kind, identifier, desired, state))

    async def _adopt(self, kind: Kind, found: Adopted, desired: JsonObject) -> Created:
        """Bring an object that exists to what is desired; what an interrupted run left undone is done again."""
        record = await read_record(self._client, kind, found.id, desired)
        if record is None:
            message = f"{kind.class_name} {found.id} was deleted while it was being adopted: run `pulumi up` again."
            raise Gone(message)
        state = state_found(kind, desired, record)
        await self._bring(kind, found.id, state, desired)
        await self._follow_up(kind, found.id, desired)
        self._adopted()
        self._report(f"{kind.class_name} {found.id} was adopted, not created: {found.reason}")
        return Created(found.id, outputs_of(kind, await self._state_after(kind, found.id, desired, state)))

    async def _bring(self, kind: Kind, identifier: str, state: State, desired: State) -> bool:
        """Send what differs; whether anything did."""
        record = await self._record_to_update(kind, identifier, state, desired)
        path = action(kind, kind.actions.update, desired, identifier)
        bodies = in_order(kind, patch(kind, state, desired, record))
        for body in bodies:
            try:
                await self._client.post(path, body, run_as=run_as(kind, desired))
            except ApiError as error:
                await self._raise_if_gone(kind, identifier, desired, error)
                raise
        uploads = content_differs(kind, state, desired)
        if uploads:
            await self._upload(kind, identifier, desired)
        return bool(bodies) or uploads

    async def delete(self, kind: Kind, identifier: str, state: State) -> None:
        """Delete the object; deleting what is gone succeeds.

        Raises:
            DeleteRefused: more than this stack's own would be lost.
        """
        if self._run.was_adopted(kind, identifier) or self._run.spares(kind, identifier, state):
            self._report(f"{kind.class_name} {identifier} was not deleted: another resource of the stack has it")
            return  # left over from a replacement, and now another resource's: only the old entry goes
        await refuse_to_lose(self._client, kind, identifier, state)
        await self._wait_for_overlap(kind, identifier, state)
        await self._delete(kind, identifier, state)

    async def _delete(self, kind: Kind, identifier: str, state: State) -> None:
        path = action(kind, kind.actions.delete, state, identifier)
        try:
            await self._client.post(path, delete_body(kind, state), run_as=run_as(kind, state))
        except ApiError as error:
            if not await is_gone(self._client, kind, state, error):
                raise

    async def _wait_for_overlap(self, kind: Kind, identifier: str, state: State) -> None:
        """Leave a replaced object next to its successor for as long as the program wants both to work."""
        successor = self._run.successor(kind, identifier, state) if kind.overlap_field else None
        if successor is None or kind.overlap_field is None:
            return
        wanted_s = successor.desired.get(kind.overlap_field)
        left_s = (wanted_s if isinstance(wanted_s, int | float) else 0) - (time.monotonic() - successor.made_s)
        if left_s > 0:
            self._report(f"{kind.class_name}: both the old and the new one work for {left_s:.0f} s more")
            await self._sleep(left_s)

    async def _upload(self, kind: Kind, identifier: str, desired: State) -> None:
        try:
            await upload(self._client, kind, identifier, desired, self._spool)
        except ApiError as error:
            await self._raise_if_gone(kind, identifier, desired, error)
            raise

    async def _upload_or_undo(self, kind: Kind, identifier: str, desired: State) -> None:
        """Upload the content of a new object. One that cannot get its content is deleted, or nobody would know it."""
        if not content_differs(kind, NOTHING, desired):
            return
        try:
            await upload(self._client, kind, identifier, desired, self._spool)
        except ChatBotKitError as error:
            raise UploadFailed(await self._undone(kind, identifier, desired, error)) from error

    async def _undone(self, kind: Kind, identifier: str, desired: State, error: ChatBotKitError) -> str:
        try:
            await self._delete(kind, identifier, desired)
        except ChatBotKitError as failure:
            return f"its upload failed: {error} {kind.class_name} {identifier} is left behind, delete it: {failure}"
        return f"its upload failed, so the new {kind.class_name} was deleted again: {error}"

    async def _follow_up(self, kind: Kind, identifier: str, desired: State) -> None:
        """Call the actions that the program wants after a change, such as an integration's setup."""
        for name in actions_after(kind, desired):
            await self._client.post(action(kind, ("{id}", name), desired, identifier), {}, run_as=run_as(kind, desired))

    async def _record_to_update(self, kind: Kind, identifier: str, state: State, desired: State) -> JsonObject | None:
        """The record, read only where an update must send along what others have put into it."""
        if not needs_record_to_update(kind) or not patch(kind, state, desired):
            return None
        return await read_record(self._client, kind, identifier, desired)

    async def _state_after(self, kind: Kind, identifier: str, desired: State, before: State) -> JsonObject:
        """The new state; the record is read only where the service alone can tell what it made of the inputs."""
        record = None
        if needs_record(kind, desired, before):
            record = await read_record(self._client, kind, identifier, desired)
        return state_after(kind, desired, before=before, record=record)

    async def _raise_if_gone(self, kind: Kind, identifier: str, values: State, error: ApiError) -> None:
        if await is_gone(self._client, kind, values, error):
            message = f"{error} {kind.class_name} {identifier} was deleted elsewhere: run `pulumi up --refresh`."
            raise Gone(message) from error


def _shown_once(kind: Kind) -> list[str]:
    return [output.name for output in kind.create_only_outputs]
