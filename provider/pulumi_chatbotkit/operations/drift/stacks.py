"""The stacks of a drift check: their states and their services, as Pulumi has them. Nothing is locked or written."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from pulumi_chatbotkit.hosts.configuration import ServiceSettings
from pulumi_chatbotkit.operations.stack_service import service_of
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState, read_stack_state

_AT_ONCE: Final = 2
"""Commands of Pulumi at a time; each takes a processor for a second."""


@dataclass(frozen=True)
class StackToCheck:
    """A stack's state, and the service that its objects live at."""

    state: StackState
    settings: ServiceSettings


def read_stacks(commands: StackCommands, stacks: list[str | None], *, show_secrets: bool = False) -> list[StackToCheck]:
    """The stacks in the order of their names here; None is the selected one.

    Raises:
        PulumiCliError: Pulumi does not show a state or a configuration, or cannot decrypt it.
        Misconfigured: a configuration cannot be used.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        each_one = [replace(commands, stack=stack) for stack in stacks]
        tasks = [pool.submit(_read, one, show_secrets=show_secrets) for one in each_one]
        return [task.result() for task in tasks]


def _read(commands: StackCommands, *, show_secrets: bool) -> StackToCheck:
    state = read_stack_state(commands, show_secrets=show_secrets)
    settings = service_of(commands)
    return StackToCheck(state, replace(settings, client=replace(settings.client, read_only=True)))
