"""The guards of what a program declares (docs/decisions/0017-deletion-guard.md).

A guard depends on everything that the program declares in its partner user, so that Pulumi deletes it first. It is
registered last, when all of that is known.
"""

import asyncio
import weakref
from collections.abc import Callable, Iterable, Sequence
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import cast

import pulumi

from pulumi_chatbotkit.hosts.dynamic.lifetimes import refuse_to_retain
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.program_end import call_at_program_end

Register = Callable[[Sequence[pulumi.Resource]], object]
"""Registers a guard that depends on these resources."""


@dataclass
class _Account:
    """What a program declares in one partner user."""

    register: Register
    context: Context
    """The context that the partner user was declared in; its guard is registered in the same."""
    members: list[pulumi.Resource] = field(default_factory=list[pulumi.Resource])


@dataclass
class _ById:
    """A resource that names its partner user or parent by an output, whose origin is known once it has a value."""

    resource: pulumi.Resource
    kind: str
    """The kind of the partner user or parent."""
    id: "pulumi.Output[object]"


@dataclass
class _Program:
    """The partner users of one program. Each resource is kept as long as the program runs, as Pulumi keeps it."""

    accounts: dict[pulumi.Resource, _Account] = field(default_factory=dict[pulumi.Resource, _Account])
    """By partner user, and by each resource that is declared in it."""
    unregistered: list[_Account] = field(default_factory=list[_Account])
    by_id: list[_ById] = field(default_factory=list[_ById])
    will_end: bool = False

    def call_at_the_end(self) -> None:
        if not self.will_end:
            self.will_end = True
            call_at_program_end(self._end)

    async def _end(self) -> None:
        self.will_end = False
        by_id, self.by_id = self.by_id, []
        for each in by_id:
            for origin in await each.id.resources():
                self.add(each.resource, origin)
                if getattr(origin, "catalog_kind", None) == each.kind:
                    refuse_to_retain(each.resource, origin)
        accounts, self.unregistered = self.unregistered, []
        for account in accounts:
            account.context.run(account.register, account.members)

    def add(self, resource: pulumi.Resource, owner: pulumi.Resource) -> None:
        account = self.accounts.get(owner)
        if account is not None and resource not in self.accounts:
            self.accounts[resource] = account
            account.members.append(resource)


_programs: "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Program]" = weakref.WeakKeyDictionary()
"""Programs of the Automation API may run side by side in one process, each in a loop of its own."""


def guard_at_the_end(user: pulumi.Resource, register: Register) -> None:
    """Register the guard of a partner user once the program has declared everything in it."""
    program = _running_program()
    if program is None:
        return
    account = _Account(register, copy_context())
    program.accounts[user] = account
    program.unregistered.append(account)
    program.call_at_the_end()


def declared_below(resource: pulumi.Resource, owners: Iterable[tuple[str, object]]) -> None:
    """Note what a resource belongs to: its partner user and parents, as resources or as outputs with their ids.

    Args:
        resource: The resource.
        owners: The kind of each, and what the program gives.
    """
    program = _running_program()
    if program is None:
        return
    for kind, owner in owners:
        if isinstance(owner, pulumi.Resource):
            program.add(resource, owner)
        elif isinstance(owner, pulumi.Output):
            program.by_id.append(_ById(resource, kind, cast("pulumi.Output[object]", owner)))
            program.call_at_the_end()


def _running_program() -> _Program | None:
    """The program that declares resources now; None outside of Pulumi's event loop."""
    try:
        return _programs.setdefault(asyncio.get_running_loop(), _Program())
    except RuntimeError:
        return None
