"""Before a new object is made, a look at the one that it replaces: what would be lost with that one.

Pulumi makes the new object first and deletes the old one afterwards, when it is too late to say that the old one holds
what the new one does not have: it would end with both.
"""

from dataclasses import dataclass

from pulumi_chatbotkit.catalog.schema.field import ABSENT
from pulumi_chatbotkit.catalog.schema.kind import snake_case
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.adopt_mode import ADOPT
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.delete_guard import refuse_to_lose
from pulumi_chatbotkit.reconcile.errors import DeleteRefused, ReplaceRefused
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.own_objects import OwnObjects
from pulumi_chatbotkit.reconcile.read import read_record


@dataclass(frozen=True)
class _Old:
    """An object that the new one replaces."""

    id: str
    location: Location
    kept: tuple[str, ...]
    """Names of the fields that an adoption kept."""


class Replacement:
    """Looks at the objects that are about to be replaced. One per event loop."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._history = context.history
        self._own_objects = OwnObjects(context)

    async def examine(self, there: LocatedClient, desired: JsonObject) -> None:
        """Return if nothing would be lost with what a new object replaces.

        Args:
            there: The client at the location of the new object.
            desired: Its inputs.

        Raises:
            ReplaceRefused: the old object has fields that the new one would not have, or holds what this stack does not
                manage.
            ChatBotKitError: it could not be told.
        """
        for old in await self._replaced(there, desired):
            at_old = there.at(old.location)
            await _refuse_to_lose_fields(at_old, old, desired)
            try:
                await refuse_to_lose(at_old, old.id, desired, self._history, old.location.marker)
            except DeleteRefused as error:
                message = f"nothing was created: it would replace the present one, which cannot go. {error}"
                raise ReplaceRefused(message) from error

    async def _replaced(self, there: LocatedClient, desired: JsonObject) -> list[_Old]:
        """What the new object replaces: as a diff has shown, or else what carries its marker.

        With ``--replace``, and after a taint, Pulumi calls no diff; then the old object is adopted, unless ``adopt``
        is ``never``.
        """
        location = there.location
        shown = [_Old(*each) for each in self._history.replaced(location)]
        if shown or location.kind.meta is None or location.kind.create_only_outputs:
            return shown
        mode = desired.get(ADOPT) or self._context.adopt
        if mode != "never" and not self._history.replaces_an_unknown_object(location):
            return []
        if any(self._history.was_created(parent.location.kind, parent.id) for parent in location.parents):
            return []  # there was nothing in it
        marked = await self._own_objects.replaced(there)
        return [_Old(each.id, location, each.kept) for each in marked]


async def _refuse_to_lose_fields(there: LocatedClient, old: _Old, desired: JsonObject) -> None:
    """Raise ``ReplaceRefused`` if an adoption has kept something that is still not declared."""
    kind = there.location.kind
    undeclared = [field for field in kind.fields if field.name in old.kept and desired.get(field.name) is None]
    record = await read_record(there, old.id) if undeclared else None
    if record is None:
        return
    lost = [
        snake_case(field.name)
        for field in undeclared
        if field.name not in record or field.canonical(field.observed(record[field.name])) is not ABSENT
    ]
    if lost:
        message = (
            f"nothing was created: {kind.class_name} {old.id}, which it would replace, was adopted with "
            f"{', '.join(lost)}, which the program does not declare, so the new one would not have them. Declare them "
            "as they are, or as they should be, and run the command again."
        )
        raise ReplaceRefused(message)
