"""A fleet of tenants, created by the core as with the dynamic host: in parallel, ordered by dependency."""

import asyncio
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from typing import cast

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile import Declaration, Inputs
from support.core_harness import PROJECT, STACK_NAME, CoreHarness, opened

KINDS_OF_A_TENANT = ("partner_user", "dataset", "bot", "partner_user_context", "partner_user_token")
_WIDTH = 32


@dataclass
class Member:
    """A resource of the fleet, with its state."""

    kind: str
    number: int
    id: str = ""
    state: JsonObject = field(default_factory=dict[str, JsonValue])


class Fleet:
    """Resources in layers; each layer refers only to earlier ones."""

    def __init__(self, harness: CoreHarness, resources: int) -> None:
        """Declare this number of resources; nothing is sent."""
        self._harness = harness
        tenants = range(resources // len(KINDS_OF_A_TENANT))
        self.layers = [[Member(kind, number) for number in tenants] for kind in KINDS_OF_A_TENANT]
        self.said: list[str] = []
        """What the runs tell at their end."""

    def up(self, word: str) -> int:
        """Update everything to inputs with ``word``, skipping dependents of failures; the number of failures."""
        self._harness.next_run()
        failed = 0
        for layer in self.layers:
            ready = [member for member in layer if self._scope_exists(member)]
            failed += len(layer) - len(ready) + self._at_once(self._up(member, word) for member in ready)
        self.said += self._harness.context.history.lines_at_the_end()
        return failed

    def destroy(self) -> int:
        """Delete the tenants and thereby everything in them; returns the number of failed deletions."""
        self._harness.next_run()
        return self._at_once(self._delete(tenant) for tenant in self.layers[0] if tenant.id)

    def _at_once(self, works: Iterable[Coroutine[object, object, None]]) -> int:
        async def all_of_them() -> int:
            room = asyncio.Semaphore(_WIDTH)

            async def one(work: Coroutine[object, object, None]) -> int:
                async with room:
                    try:
                        await work
                    except ChatBotKitError:
                        return 1
                    return 0

            return sum(await asyncio.gather(*(one(work) for work in works)))

        return self._harness.run(all_of_them())

    async def _up(self, member: Member, word: str) -> None:
        provider = self._harness.provider(KINDS[member.kind])
        name = f"{member.kind}-{member.number}"
        checked = provider.check(
            self._inputs(member, name, word), declaration=Declaration(PROJECT, STACK_NAME, name, name)
        )
        inputs = cast("Inputs", opened(checked.inputs))
        if not member.id:
            created = await provider.create(inputs)
            member.id, member.state = created.id, opened(created.outputs)
        elif provider.diff(member.id, member.state, inputs).changed:
            member.state = opened(await provider.update(member.id, member.state, inputs))

    async def _delete(self, member: Member) -> None:
        await self._harness.provider(KINDS[member.kind]).delete(member.id, member.state)
        member.id = ""

    def _inputs(self, member: Member, name: str, word: str) -> Inputs:
        tenant = self.layers[0][member.number].id
        return {"name": f"{name} {word}", **dict.fromkeys(KINDS[member.kind].location_keys, tenant)}

    def _scope_exists(self, member: Member) -> bool:
        return member.kind == "partner_user" or bool(self.layers[0][member.number].id)
