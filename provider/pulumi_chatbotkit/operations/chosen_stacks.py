"""The stacks that share an account: which are read, and what their states have at one moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from pulumi_chatbotkit.hosts.configuration import ServiceSettings
from pulumi_chatbotkit.operations.known_to_states import KnownToStates, known_to_states
from pulumi_chatbotkit.operations.stack_reading import ReadStack, find_stacks, read_again, read_stacks, runs_at_work
from pulumi_chatbotkit.operations.stack_service import service_of
from pulumi_chatbotkit.operations.state_objects import objects_in
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands

StackAndOwner: TypeAlias = tuple[str, str | None]


@dataclass(frozen=True)
class StatesNow:
    """What the states of stacks have at one moment."""

    known: KnownToStates
    objects: Mapping[StackAndOwner, frozenset[tuple[str, str]]] = field(
        default_factory=dict[StackAndOwner, "frozenset[tuple[str, str]]"]
    )
    """Kinds and ids, by stack and owner."""
    at_work: Mapping[StackAndOwner, str] = field(default_factory=dict[StackAndOwner, str])
    """The run that is changing the stack."""


class DifferentAccounts(Exception):
    """The stacks that were named are of different services, or use different keys."""


@dataclass(frozen=True)
class ChosenStacks:
    """The stacks of one account."""

    settings: ServiceSettings
    stacks: tuple[ReadStack, ...]
    elsewhere: tuple[str, ...] = ()
    """Stacks that were found, and are of another service or use another key."""
    not_read: Mapping[str, str] = field(default_factory=dict[str, str])
    """Stacks that were found and could not be read, with why."""

    @property
    def settings_to_write(self) -> ServiceSettings:
        """Settings of a client that may delete."""
        return replace(self.settings, client=replace(self.settings.client, read_only=False))

    def now(self) -> StatesNow:
        """What their states have. Raises ``PulumiCliError`` and ``UnknownType``."""
        at_work = runs_at_work(self.stacks)
        states = read_again(self.stacks)
        objects: dict[StackAndOwner, frozenset[tuple[str, str]]] = {}
        busy: dict[StackAndOwner, str] = {}
        for stack, state in zip(self.stacks, states, strict=True):
            held = frozenset((each.kind.name, each.id) for each in objects_in(state))
            for marked in known_to_states([state], [stack.stack_and_owner]).stacks:
                objects[marked] = objects.get(marked, frozenset()) | held
                if stack.name in at_work:
                    busy[marked] = at_work[stack.name]
        return StatesNow(known_to_states(states, [each.stack_and_owner for each in self.stacks]), objects, busy)


def choose_stacks(commands: StackCommands, names: Sequence[str]) -> ChosenStacks:
    """The stacks with these names; without names all of the project that share service and key with the selected one.

    Raises:
        PulumiCliError: Pulumi does not show one that is named, none is selected, or it does not list them.
        Misconfigured: a configuration cannot be used.
        DifferentAccounts: those that were named have nothing in common.
    """
    if names:
        stacks = read_stacks(commands, list(dict.fromkeys(names)))
        others = [each.name for each in stacks if not each.is_of(stacks[0].settings)]
        if others:
            message = (
                f"{stacks[0].name} and {others[0]} are of different services, or use different keys: run this once for "
                "the stacks of each account"
            )
            raise DifferentAccounts(message)
        return ChosenStacks(stacks[0].settings, tuple(stacks))
    settings = service_of(commands)
    settings = replace(settings, client=replace(settings.client, read_only=True))
    found = find_stacks(commands)
    here = [each for each in found.read if each.is_of(settings)]
    elsewhere = tuple(each.name for each in found.read if not each.is_of(settings))
    return ChosenStacks(settings, tuple(here), elsewhere, found.not_read)
