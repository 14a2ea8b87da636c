"""The four actions with I/O: create, read, update and delete, for every kind."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pulumi_chatbotkit.api import ApiError, ChatBotKitError, Client
from pulumi_chatbotkit.catalog.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.absence import is_gone
from pulumi_chatbotkit.reconcile.body import actions_after, delete_body, in_order, needs_record_to_update, patch
from pulumi_chatbotkit.reconcile.creation import LookPolicy, start
from pulumi_chatbotkit.reconcile.errors import Gone, UploadFailed
from pulumi_chatbotkit.reconcile.records import read_record
from pulumi_chatbotkit.reconcile.routes import action, run_as
from pulumi_chatbotkit.reconcile.spool import Spool
from pulumi_chatbotkit.reconcile.state import inputs_of, needs_record, outputs_of, state_after, state_observed
from pulumi_chatbotkit.reconcile.upload import NOTHING, content_differs, upload
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


class Reconciler:
    """Brings objects of any kind to what is desired. Inputs have passed ``check``; every value is known."""

    def __init__(
        self,
        client: Client,
        *,
        look_policy: LookPolicy | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        spool: Spool | None = None,
    ) -> None:
        """Work through ``client``; ``sleep`` waits between looks for an object whose create answer was lost."""
        self._client = client
        self._spool = spool or Spool()
        self._look_policy = look_policy or LookPolicy()
        self._sleep = sleep

    async def create(self, kind: Kind, inputs: Inputs) -> Created:
        """Make the object once, whatever happens to the answer.

        Raises:
            ApiError: the service refused.
            LookupFailed: the answer was lost and nothing could be learnt since.
            UploadFailed: its content could not be uploaded; nothing is left of it.
        """
        desired = all_known(inputs)
        creation = start(self._client, kind, desired, policy=self._look_policy, sleep=self._sleep)
        answer = await creation.run()
        identifier = str(answer["id"])
        await self._upload_or_undo(kind, identifier, desired)
        await self._follow_up(kind, identifier, desired)
        once: JsonObject = {name: answer[name] for name in _shown_once(kind) if name in answer}
        return Created(identifier, outputs_of(kind, await self._state_after(kind, identifier, desired, once)))

    async def read(self, kind: Kind, identifier: str, state: State) -> Observed | None:
        """The object as it is now, or None once it is proven gone."""
        record = await read_record(self._client, kind, identifier, state)
        if record is None:
            return None
        observed = state_observed(kind, state, record)
        return Observed(outputs_of(kind, observed), inputs_of(kind, observed))

    async def update(self, kind: Kind, identifier: str, state: State, inputs: Inputs) -> Outputs:
        """Send what differs, if anything does.

        Raises:
            Gone: the object no longer exists.
        """
        desired = all_known(inputs)
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
        if bodies or uploads:
            await self._follow_up(kind, identifier, desired)
        return outputs_of(kind, await self._state_after(kind, identifier, desired, state))

    async def delete(self, kind: Kind, identifier: str, state: State) -> None:
        """Delete the object; deleting what is gone succeeds."""
        path = action(kind, kind.actions.delete, state, identifier)
        try:
            await self._client.post(path, delete_body(kind, state), run_as=run_as(kind, state))
        except ApiError as error:
            if not await is_gone(self._client, kind, state, error):
                raise

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
            await self.delete(kind, identifier, desired)
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
    return [output.name for output in kind.created_once]
