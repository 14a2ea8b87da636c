"""Files at paths of a space: docs/api/api.md b.20. There is no record of one, and so no marker and no fetch.

The list of its folder shows its size and when it was stored; the state has both, so a change made elsewhere is seen.
"""

from typing import Final

from pulumi_chatbotkit.api import ApiError, ChatBotKitError, NotAuthenticated, NotFound
from pulumi_chatbotkit.catalog.kinds.content import CONTENT_HASH, CONTENT_SIZE, SOURCE_URL
from pulumi_chatbotkit.catalog.kinds.spaces import OVERWRITE, PATH, UPDATED_AT
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.property_paths import Paths
from pulumi_chatbotkit.reconcile.claims import Claims
from pulumi_chatbotkit.reconcile.content.upload import content_differs, deliver
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused, Gone, LookupFailed, WrongAnswer
from pulumi_chatbotkit.reconcile.existence import Absence, a_parent_is_gone
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.many_gone import GoneObjects
from pulumi_chatbotkit.reconcile.reconciler import Created, Observed
from pulumi_chatbotkit.reconcile.state import inputs_of, outputs_of, state_after
from pulumi_chatbotkit.reconcile.values import NOTHING, Outputs, State

_PASSES: Final = 4
"""How often a file must be missing before it counts as gone."""


class StoredFileReconciler:
    """Reconciles the files that a stack has put into spaces. One per event loop."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._claims = Claims(context)
        self._gone = GoneObjects(context)

    async def create(self, location: Location, desired: JsonObject) -> Created:
        """Upload the content to a path where nothing is yet.

        Raises:
            AdoptionRefused: a file or folder is there, and ``overwrite`` is not set; or another resource has the path.
            ContentMissing: the content is not in the content store.
            Gone: the space no longer exists.
        """
        there, path = self._context.at(location), str(desired[PATH])
        identifier = f"{location.parents[0].id}/{path}"
        self._claims.check(location, identifier)
        try:
            await _refuse_to_overwrite(there, path, desired)
            await self._upload(there, path, desired)
        except ApiError as error:
            await _raise_if_space_gone(there, error)
            raise
        claimed = {**desired, **self._claims.claim(location, identifier)}
        return Created(identifier, await self._outputs_after(there, path, claimed, NOTHING))

    async def read(self, location: Location, identifier: str, state: State) -> Observed | None:
        """The file as its folder's list shows it, or None if it is proven gone."""
        there, path = self._context.at(location), str(state[PATH])
        self._context.history.read(location, identifier)
        async with self._gone.operation():
            found = await _find(there, path)
        if isinstance(found, Absence):
            await self._accept_gone(there, identifier, found)
            return None
        observed = _with_changes(state, found)
        return Observed(outputs_of(location.kind, observed), inputs_of(location.kind, observed))

    async def update(
        self, location: Location, _identifier: str, state: State, desired: JsonObject, ignored: Paths
    ) -> Outputs:
        """Upload the content, if it is to be another one.

        Raises:
            ContentMissing: the content is not in the content store.
            Gone: the space no longer exists.
        """
        there, path = self._context.at(location), str(state[PATH])
        is_ignored = any(path[0] == CONTENT_HASH for path in ignored)
        if is_ignored or not content_differs(location.kind, state, desired):
            return outputs_of(location.kind, state_after(location.kind, desired, before=state, record=None))
        try:
            await self._upload(there, path, desired)
        except ApiError as error:
            await _raise_if_space_gone(there, error)
            raise
        return await self._outputs_after(there, path, desired, state)

    async def delete(self, location: Location, identifier: str, state: State) -> None:
        """Delete the file; succeeds if it is gone already.

        Raises:
            TooManyGone: more objects were gone already than the run may accept.
        """
        if self._claims.keeps(location, identifier, state):
            return
        there, path = self._context.at(location), str(state[PATH])
        async with self._gone.operation():
            gone = await _delete(there, path)
        await self._accept_gone(there, identifier, gone)
        self._gone.was_deleted(location, identifier)

    async def _upload(self, there: LocatedClient, path: str, desired: State) -> None:
        async def send(body: JsonObject) -> JsonObject:
            return await _post(there, "upload", path, body)

        await deliver(there.client, send, desired, self._context.content_store)

    async def _outputs_after(self, there: LocatedClient, path: str, desired: State, before: State) -> Outputs:
        """The new outputs, with the time that the service shows, if it shows the file already."""
        try:
            found = await _listed(there, path)
        except ChatBotKitError:
            found = None  # the upload is done, and must not be forgotten
        record: JsonObject = {UPDATED_AT: None if found is None else _time(found)}
        state = state_after(there.location.kind, desired, before=before, record=record)
        return outputs_of(there.location.kind, {**state, **record})

    async def _accept_gone(self, there: LocatedClient, identifier: str, gone: Absence | None) -> None:
        if gone is Absence.ALONE:
            await self._gone.accept(there, identifier)
        self._claims.release(there.location, identifier)


def _with_changes(state: State, found: JsonObject) -> JsonObject:
    """The state after a refresh: if size or time are others, it is not known any more what the content is.

    Content from an address is fetched by the service, whenever it likes: only that it is there is compared.
    """
    size, time = state.get(CONTENT_SIZE), state.get(UPDATED_AT)
    if isinstance(state.get(SOURCE_URL), str):
        return dict(state)
    if found.get("size") == size and time in {None, _time(found)}:
        return {**state, UPDATED_AT: _time(found)}
    return {**state, CONTENT_HASH: None, CONTENT_SIZE: found.get("size"), UPDATED_AT: _time(found)}


async def _refuse_to_overwrite(there: LocatedClient, path: str, desired: State) -> None:
    found = await _listed(there, path, with_folders=True)
    if found is None or (desired.get(OVERWRITE) is True and found.get("isDirectory") is not True):
        return
    where = f"{path!r} of Space {there.location.parents[0].id}"
    if found.get("isDirectory") is True:
        raise AdoptionRefused(f"{where} is a folder: choose another path.")
    message = (
        f"a file of {found.get('size')} bytes is at {where} already, and nothing shows whose it is. Nothing was sent. "
        "Choose another path; or, to replace it, set overwrite=True (also if an interrupted run has put it there)."
    )
    raise AdoptionRefused(message)


async def _find(there: LocatedClient, path: str) -> JsonObject | Absence:
    """The file's item in its folder's list, or how it is gone.

    Raises:
        ChatBotKitError: the service refused or did not answer, so nothing is known about the file.
    """
    for _ in range(_PASSES):
        try:
            found = await _listed(there, path)
        except NotAuthenticated:
            if await a_parent_is_gone(there):
                return Absence.WITH_PARENT
            raise
        if found is not None:
            return found
        if await a_parent_is_gone(there):  # asks for the space, which shows that the service answers
            return Absence.WITH_PARENT
    return Absence.ALONE


async def _listed(there: LocatedClient, path: str, *, with_folders: bool = False) -> JsonObject | None:
    """The item with this path in the list of its folder; None if there is none, or no such folder.

    Whether items have whole paths, or names below the folder, was not established.
    """
    *folders, name = path.split("/")
    collection = there.location.collection
    try:
        page = await there.client.get((*collection.path, "list", *folders), run_as=collection.run_as)
    except NotFound:
        folder = "/".join(folders)
        if folder and await _listed(there, folder, with_folders=True) is not None:
            message = (
                f"the folder {folder!r} is not found, but the list of the folder above shows it, so the service "
                "contradicts itself. The state was left as it is: run the command again."
            )
            raise LookupFailed(message) from None
        return None  # whether an empty space answers NOT_FOUND was not established
    items = page.get("items")
    if not isinstance(items, list):
        message = f"the list of the folder of {path!r} was answered without items. The state was left as it is."
        raise LookupFailed(message)
    for item in map(as_object, items):
        if item is None or (item.get("isDirectory") is True and not with_folders):
            continue
        if str(item.get("path")).strip("/") in {path, name}:
            return item
    return None


async def _delete(there: LocatedClient, path: str) -> Absence | None:
    """Delete the file; if it was gone before, how."""
    try:
        await _post(there, "delete", path, {})
    except (NotFound, NotAuthenticated):
        found = await _find(there, path)
        if isinstance(found, Absence):
            return found
        await _post(there, "delete", path, {})  # it exists after all: what answered NOT_FOUND was an outage
    return None


async def _post(there: LocatedClient, action: str, path: str, body: JsonObject) -> JsonObject:
    """The answer to an action on the file, which must be about its path."""
    collection = there.location.collection
    answer = await there.client.post((*collection.path, action, *path.split("/")), body, run_as=collection.run_as)
    if str(answer.get("path")).strip("/") == path:
        return answer
    message = (
        f"{action} of {path!r} was answered with the path {answer.get('path')!r}, so it is not known what was done: "
        "the state was left as it is. Is chatbotkit:endpoint the API, without a proxy that answers for it? Then run "
        "the command again."
    )
    raise WrongAnswer(message)


async def _raise_if_space_gone(there: LocatedClient, error: ApiError) -> None:
    if isinstance(error, NotFound | NotAuthenticated) and await a_parent_is_gone(there):
        space = there.location.parents[0].id
        raise Gone(f"{error}. Space {space} was deleted elsewhere: run `pulumi up --refresh`.") from error


def _time(item: JsonObject) -> str | None:
    updated = item.get("updatedAt")
    return None if updated is None else str(updated)
