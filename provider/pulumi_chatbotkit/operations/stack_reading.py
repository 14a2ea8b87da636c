"""The states of stacks and their services, as Pulumi has them. Nothing is locked or written."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Final, cast

from pulumi_chatbotkit.hosts.configuration import Misconfigured, ServiceSettings
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.stack_service import service_of
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.locks import locks_in
from pulumi_chatbotkit.pulumi_cli.recovery import project_name, stack_files
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState, read_stack_state

_AT_ONCE: Final = 2
"""Commands of Pulumi at a time; each takes a processor for a second."""


@dataclass(frozen=True)
class ReadStack:
    """A stack's state, and the service that its objects live at."""

    state: StackState
    settings: ServiceSettings
    """With a client that only reads."""
    commands: StackCommands

    @property
    def name(self) -> str:
        """As it was given, else as its state names it."""
        return self.state.stack

    @property
    def stack_and_owner(self) -> tuple[str, str | None]:
        """As its markers have them, also if the state is empty."""
        *above, short = self.state.stack.split("/")
        project = above[1] if len(above) > 1 else project_name(self.commands.project)
        return f"{project}/{short}", self.settings.owner

    def is_of(self, settings: ServiceSettings) -> bool:
        """True if these settings name the same service and the same key."""
        return _account(self.settings) == _account(settings)


@dataclass(frozen=True)
class FoundStacks:
    """The stacks of a project, as far as they can be read."""

    read: list[ReadStack]
    not_read: dict[str, str] = field(default_factory=dict[str, str])
    """By name, why not."""


def read_stacks(
    commands: StackCommands, stacks: Sequence[str | None], *, show_secrets: bool = False
) -> list[ReadStack]:
    """The stacks in the order of their names here; None is the selected one.

    Raises:
        PulumiCliError: Pulumi does not show a state or a configuration, or cannot decrypt it.
        Misconfigured: a configuration cannot be used.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        each_one = [replace(commands, stack=stack) for stack in stacks]
        tasks = [pool.submit(_read, one, show_secrets=show_secrets) for one in each_one]
        return [task.result() for task in tasks]


def find_stacks(commands: StackCommands) -> FoundStacks:
    """All stacks of the project on its back end.

    Raises:
        PulumiCliError: Pulumi does not list them.
    """
    names = [str(each["name"]) for each in listed_stacks(commands)]
    found = FoundStacks([])
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        tasks = {name: pool.submit(_read, replace(commands, stack=name), show_secrets=False) for name in names}
        for name, task in tasks.items():
            try:
                found.read.append(task.result())
            except (PulumiCliError, Misconfigured) as error:
                found.not_read[name] = str(error)
    return found


def read_again(stacks: Sequence[ReadStack]) -> list[StackState]:
    """Their states as they are now. Raises ``PulumiCliError``."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return [*pool.map(read_stack_state, [each.commands for each in stacks])]


def runs_at_work(stacks: Sequence[ReadStack]) -> dict[str, str]:
    """By stack, the run that is changing it, as far as its back end tells.

    A lock that a killed run has left on this machine does not count. A file back end elsewhere shows none.

    Raises:
        PulumiCliError: Pulumi does not tell.
    """
    found: dict[str, str] = {}
    for each in stacks:
        it = each.commands
        files = stack_files(it.pulumi_cli, it.environment, it.project, project_name(it.project), each.name)
        if files is None:
            listed = {str(entry["name"]).rpartition("/")[2]: entry for entry in listed_stacks(it)}
            if listed.get(each.name.rpartition("/")[2], {}).get("updateInProgress") is True:
                found[each.name] = "a run"
            continue
        living = [str(lock) for lock in locks_in(files.locks) if lock.may_be_alive]
        if living:
            found[each.name] = living[0]
    return found


def _account(settings: ServiceSettings) -> tuple[object, ...]:
    return settings.client.base_url, settings.client.token, settings.embedded_database


def listed_stacks(commands: StackCommands) -> list[JsonObject]:
    """The stacks of the project, as Pulumi lists them: ``name``, ``current``, ``updateInProgress``, ...

    Raises:
        PulumiCliError: it does not list them.
    """
    printed = commands.run_without_stack("stack", "ls", "--json")
    try:
        return [entry for entry in cast("list[JsonObject]", json.loads(printed)) if entry["name"]]
    except (ValueError, KeyError, TypeError) as error:
        message = "pulumi stack ls --json prints no list that is known here: name the stacks with --stack"
        raise PulumiCliError(message) from error


def _read(commands: StackCommands, *, show_secrets: bool) -> ReadStack:
    state = read_stack_state(commands, show_secrets=show_secrets)
    if not state.stack:  # the selected one, and empty
        state = replace(state, stack=commands.run("stack", "--show-name").strip())
    settings = service_of(commands)
    return ReadStack(state, replace(settings, client=replace(settings.client, read_only=True)), commands)
