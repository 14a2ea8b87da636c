"""``clone_blueprint``: a copy of a blueprint and of what is in it, made once. docs/api/api.md b.6 (blueprint).

The service has no way to tell one clone from another: copies have no alias, and the name of the original. So the copy
gets an alias, by which later runs find it, and the id of its original in ``meta``. Before a clone is asked for, this
account's blueprints are looked through for one that an interrupted run may have left.
"""

import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final

import pulumi

from pulumi_chatbotkit.api import ChatBotKitError, NotFound, RunAs
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.blueprint_categories import CATEGORIES
from pulumi_chatbotkit.catalog.schema.field import Omit
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS
from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.functions.blueprint_resources import (
    BlueprintResourceResult,
    blueprint_of,
    resources_of,
)
from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.lookups.arguments import text_of
from pulumi_chatbotkit.lookups.connection import connected
from pulumi_chatbotkit.lookups.outputs import deferred_act
from pulumi_chatbotkit.reconcile.existence import is_gone
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import location_of
from pulumi_chatbotkit.reconcile.marker import RESERVED_KEYS, marker_from_meta, without_marker
from pulumi_chatbotkit.reconcile.values import State
from pulumi_chatbotkit.resources.kinds.blueprint import Blueprint
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser

_NAME: Final = "clone_blueprint"
_KIND: Final = KINDS["blueprint"]
_ONE_AT_A_TIME: Final = threading.Lock()
"""A copy that another call has just made looks like one that an interrupted run has left."""
CLONED_FROM: Final = "clonedFrom"
"""Key in the copy's ``meta``: the id of the original."""


@dataclass(frozen=True, kw_only=True)
class BlueprintCloneResult:
    """The copy of a blueprint."""

    id: str
    """Id of the copy."""
    contents: tuple[BlueprintResourceResult, ...]
    """What is in it now."""


def clone_blueprint(
    blueprint: pulumi.Input[str] | Blueprint,
    *,
    alias: pulumi.Input[str],
    run_as: pulumi.Input[str] | PartnerUser | None = None,
) -> pulumi.Output[BlueprintCloneResult]:
    """Copy a blueprint of this account with what is in it, once: later runs find the copy by its alias. A preview sends
    nothing.

    The copy is in no state: neither refreshed, nor brought in line with its original, nor destroyed. The result has the
    ids; ``get_blueprint(alias=...)``, or ``list_blueprints(meta={"clonedFrom": <id of the original>})``, finds it. To
    manage an object of it, declare it with ``adopt="<id>"``, and the copy itself as a ``Blueprint`` with its alias and
    ``adopt="match"``.

    What the copies lose: their aliases; links to objects outside the blueprint; schedules of triggers, tasks and syncs;
    value and config of secrets, and other credentials; generated secrets are made anew. A portal's slug gets a random
    ending, and of the designer's layout only positions stay. Records, contents of files, files and sites of spaces are
    not copied. No quota is checked. The marker of the stack that manages the original is taken off the copies, so that
    nobody takes them for its objects.

    A clone is asked for once. If its answer is lost, or the run ends before the copy has its alias, the run fails, and
    so do later ones, with the id of what may be the copy, until somebody has looked at it: a second copy is never made
    on a guess.

    Args:
        blueprint: The blueprint, or its id. Pass an output that waits for what is in it, too: of a blueprint that this
            run has only begun to fill, half would be copied.
        alias: The copy's alias, unique among the account's blueprints.
        run_as: The partner user whose blueprint it is, or that user's id; left out, your own account.

    The run fails with ``pulumi.RunError`` if an argument cannot be used, or the service refuses.

    Source: docs/api/api.md b.6, trap 31 (blueprints).
    """

    def copy(blueprint: object, alias: object, run_as: object) -> BlueprintCloneResult:
        source, scope = blueprint_of(_NAME, blueprint, run_as)
        name = text_of(_NAME, "alias", alias, _KIND.by_name["alias"].rules)
        with _ONE_AT_A_TIME, connected(_NAME) as connection:
            return connection.runtime.run(_Clone(connection.runtime, source, scope, name).run())

    return deferred_act(copy, blueprint=blueprint, alias=alias, run_as=run_as)


@dataclass(frozen=True)
class _Clone:
    runtime: Runtime
    source: str
    scope: RunAs | None
    alias: str

    async def run(self) -> BlueprintCloneResult:
        """The copy that is there, or a new one."""
        found = await self._with_alias()
        if found is None:
            original = await self._blueprints.fetch(self.source)
            await self._refuse_if_left(original)
            found = await self._copy(original)
        return BlueprintCloneResult(id=found, contents=tuple(await self._resources(found)))

    async def _with_alias(self) -> str | None:
        """The id of the copy of an earlier run; None if there is none."""
        there = self._blueprints
        try:
            record = await there.resolve(f"@{self.alias}")
        except NotFound as error:
            if await is_gone(there, f"@{self.alias}", error):
                return None
            raise
        meta = as_object(record.get("meta")) or {}
        if record.get("alias", self.alias) != self.alias or meta.get(CLONED_FROM) != self.source:
            raise _refused(
                f"blueprint {record.get('id')} has the alias {self.alias!r}, and is no copy of {self.source} that this "
                "function made. Nothing was copied: pass another alias"
            )
        return str(record.get("id"))

    async def _refuse_if_left(self, original: JsonObject) -> None:
        """Raise ``pulumi.RunError`` if there may be a copy already, without an alias."""
        left = [one async for one in self._possible_copies(original)]
        if left:
            raise _refused(
                f"nothing was copied: {first_few(left)} may be a copy of {self.source} that an interrupted run or a "
                f"person made (the same name and description, no alias). {_LOOK}"
            )

    async def _copy(self, original: JsonObject) -> str:
        path = ("blueprint", self.source, "clone")
        try:
            answer = await self.runtime.client.post(path, {}, run_as=self.scope, repeatable=False)
        except ChatBotKitError as error:
            if error.may_have_created:
                raise await self._lost(original, str(error)) from error
            raise
        made = answer.get("id")
        if not isinstance(made, str) or not made or made == self.source:
            raise await self._lost(original, "the service answered without the id of a copy")
        try:
            await self._take_markers_off(made)
            body: JsonObject = {"alias": self.alias, "meta": {CLONED_FROM: self.source}}
            await self._blueprints.update(made, body)
        except ChatBotKitError as error:
            message = f"{_NAME}: {made} is a copy of {self.source} and was not finished: {error}. {_LOOK}"
            raise pulumi.RunError(message) from error
        return made

    async def _lost(self, original: JsonObject, error: str) -> pulumi.RunError:
        try:
            found = [one async for one in self._possible_copies(original)]
        except ChatBotKitError as failure:
            return _refused(f"{error}. Whether there is a copy could not be told either: {failure}. {_LOOK}")
        seen = f"{first_few(found)} may be the copy" if found else "no copy is there yet, and one may still come"
        return _refused(f"{error}. The clone was not asked for again, as that could make two: {seen}. {_LOOK}")

    async def _possible_copies(self, original: JsonObject) -> AsyncIterator[str]:
        """Blueprints that look like a copy nobody has given an alias. One that another resource manages is none."""
        marker = marker_from_meta(original.get("meta"))
        async for record in self._blueprints.items({}):
            is_equal = all((record.get(name) or "") == (original.get(name) or "") for name in ("name", "description"))
            if record.get("id") == self.source or record.get("alias") or not is_equal:
                continue
            if marker_from_meta(record.get("meta")) in (None, marker):
                yield str(record.get("id"))

    async def _take_markers_off(self, copy: str) -> None:
        """Remove what says that a stack manages the copies: it is the originals that it manages."""
        for resource in await self._resources(copy):
            if resource.category in CATEGORIES and not RESERVED_KEYS.isdisjoint(resource.meta or {}):
                await self._take_marker_off(resource)

    async def _take_marker_off(self, resource: BlueprintResourceResult) -> None:
        kind = CATEGORIES[resource.category]
        if kind.parent is not None and kind.parent.field not in resource.links:
            return  # a copy that has lost its parent is on no list, so no stack can find it
        there = self._there(kind.name, resource.links)
        record = await there.fetch(resource.id)
        reset = [field for field in kind.fields if field.omit is Omit.RESETS]
        kept: JsonObject = {field.name: record[field.name] for field in reset if record.get(field.name) is not None}
        await there.update(resource.id, {**kept, "meta": without_marker(record.get("meta"))})

    async def _resources(self, blueprint: str) -> list[BlueprintResourceResult]:
        return await resources_of(self.runtime.client, blueprint, self.scope)

    @property
    def _blueprints(self) -> LocatedClient:
        return self._there(_KIND.name, {})

    def _there(self, kind: str, parents: State) -> LocatedClient:
        account: State = {} if self.scope is None else {RUN_AS: self.scope.user_id}
        return LocatedClient(self.runtime.client, location_of(KINDS[kind], {**parents, **account}))


_LOOK: Final = (
    "Look at it in ChatBotKit: delete it with what is in it if nothing uses it, or give it an alias or another name to "
    "keep it. Then run `pulumi up` again"
)


def _refused(reason: str) -> pulumi.RunError:
    return pulumi.RunError(f"{_NAME}: {reason}")
