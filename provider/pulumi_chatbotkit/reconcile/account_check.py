"""Before a run creates something in the account, it asks once for an object that the state has (design, 5 f): with the
key of another account, that object cannot be seen, and the new one would be created in the wrong account."""

import asyncio
from typing import Final

from pulumi_chatbotkit.api import NotAuthenticated, NotAuthorized, NotFound
from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.errors import WrongService
from pulumi_chatbotkit.reconcile.located_client import LocatedClient
from pulumi_chatbotkit.reconcile.location import Location
from pulumi_chatbotkit.reconcile.many_gone import GoneObjects

_ASKED: Final = 3
"""How many objects are asked for before the key is taken to be wrong: one may have been deleted elsewhere."""

_PAUSE_S: Final = 0.05
_PAUSES: Final = 10
"""A program may declare the new object first. Pulumi reports the others within this time."""


class AccountCheck:
    """Whether the key is of the account that the state's objects are in. One per event loop."""

    def __init__(self, context: RunContext, gone: GoneObjects) -> None:
        """Leave out what the run has proven ``gone`` without an outage, because it cannot be seen with any key."""
        self._context = context
        self._gone = gone
        self._lock = asyncio.Lock()
        self._is_confirmed = False
        self._unchecked = context.history.unchecked_creates

    def confirm(self) -> None:
        """Report that the service has shown an object of the state."""
        self._is_confirmed = True
        self._unchecked.clear()

    def created(self, location: Location, identifier: str) -> None:
        """Report a new object. If nothing of the state is known yet, nobody knows whose account it is in: Pulumi tells
        the provider nothing of the state as a whole, and of resources that depend on the new one only afterwards."""
        if not self._is_confirmed and not location.parents:
            self._unchecked[location.kind.name, identifier] = f"{location.kind.class_name} {identifier}"

    async def before_change(self, there: LocatedClient) -> None:
        """Ask for an object that the state has, if something was created before anything of the state was known.

        Raises:
            WrongService: as ``before_create``.
        """
        async with self._lock:
            if self._unchecked and not self._is_confirmed:
                await self._ask(there)

    async def before_create(self, there: LocatedClient) -> None:
        """Ask for an object that the state has, if the new one is to be in the key's own account.

        An object inside another one needs no question: its account or parent would not be found.

        Raises:
            WrongService: none of the objects can be seen.
            ChatBotKitError: it could not be told.
        """
        if there.location.parents:
            return
        async with self._lock:
            if not self._is_confirmed:
                await self._ask(there)

    async def _ask(self, there: LocatedClient) -> None:
        known = await self._known_objects()
        for identifier, location in known:
            try:
                await there.at(location).fetch(identifier)
            except (NotFound, NotAuthorized, NotAuthenticated):
                continue
            self.confirm()
            return
        if known:
            await self._gone.settle()  # a refresh may be about to prove them gone
        known = [each for each in known if not self._gone.have(each[1].kind.name, each[0])]
        if known:
            names = ", ".join(f"{location.kind.class_name} {identifier}" for identifier, location in known)
            message = (
                f"nothing was sent: the key in chatbotkit:token does not see what this stack has ({names}), so it "
                "seems to be of another account. If it is the right key and they were deleted elsewhere, run `pulumi "
                f"up --refresh`.{self._made_before()}"
            )
            raise WrongService(message)

    def _made_before(self) -> str:
        made = sorted(self._unchecked.values())
        if not made:
            return ""
        return (
            f" Before Pulumi had told of these, {first_few(made)} was created with that key: delete it there, and "
            "forget it with `pulumi state delete`, once the key is right."
        )

    async def _known_objects(self) -> list[tuple[str, Location]]:
        history = self._context.history
        if history.say_once("account check waits"):
            for _ in range(_PAUSES):
                if history.objects_in_state:
                    break
                await self._context.sleep(_PAUSE_S)
                await asyncio.sleep(0)
        known = [
            (identifier, location)
            for (kind_name, identifier), location in history.objects_in_state.items()
            if location.kind.has_fetch and not location.parents and not self._gone.have(kind_name, identifier)
            # What this run has made says nothing: it may have been made in another account.
            if not history.was_created(location.kind, identifier)
        ]
        known.sort(key=lambda each: each[1].kind.name != "partner_user")
        return known[:_ASKED]
