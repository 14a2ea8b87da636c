"""The stacks of a drift check: their states and their services, as Pulumi has them. Nothing is locked or written."""

import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from pulumi_chatbotkit.hosts.configuration import NAMESPACE, TOKEN_VARIABLES, ServiceSettings, read_configuration
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.pulumi_cli import PulumiCli
from pulumi_chatbotkit.pulumi_cli.stack_commands import pulumi
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState, read_stack_state

_AT_ONCE: Final = 2
"""Commands of Pulumi at a time; each takes a processor for a second."""
_TOKEN: Final = f"{NAMESPACE}:token"
_UNREADABLE: Final = ("logRequests",)
"""Keys that say what a run writes: a check writes nothing."""


@dataclass(frozen=True)
class StackCommands:
    """The Pulumi CLI in the folder of a program."""

    pulumi_cli: PulumiCli
    environment: Mapping[str, str]
    project: Path

    def run(self, *arguments: str) -> str:
        return pulumi(self.pulumi_cli, self.environment, self.project, *arguments)


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
        tasks = [pool.submit(_read, commands, stack, show_secrets=show_secrets) for stack in stacks]
        return [task.result() for task in tasks]


def _read(commands: StackCommands, stack: str | None, *, show_secrets: bool) -> StackToCheck:
    state = read_stack_state(
        commands.pulumi_cli, commands.environment, commands.project, stack, show_secrets=show_secrets
    )
    settings = read_configuration(_configuration(commands, stack))
    if settings.embedded_database is not None:
        settings = replace(settings, embedded_database=commands.project / settings.embedded_database)
    return StackToCheck(state, replace(settings, client=replace(settings.client, read_only=True)))


def _configuration(commands: StackCommands, stack: str | None) -> dict[str, object]:
    """The ``chatbotkit:`` keys of a stack.

    A secret is decrypted, which takes the passphrase, only if no environment variable has the token.
    """
    named = ("--stack", stack) if stack else ()
    found = _entries(commands.run("config", "--json", *named))
    secret = {key for key, entry in found.items() if entry.get("secret") is True}
    if secret and not (secret == {_TOKEN} and _token_is_in_environment()):
        found, secret = _entries(commands.run("config", "--json", "--show-secrets", *named)), set[str]()
    unwanted = {*secret, *(f"{NAMESPACE}:{key}" for key in _UNREADABLE)}
    return {key: entry["value"] for key, entry in found.items() if key not in unwanted and "value" in entry}


def _token_is_in_environment() -> bool:
    return any(os.environ.get(name) for name in TOKEN_VARIABLES)


def _entries(printed: str) -> dict[str, JsonObject]:
    entries = cast("JsonObject", json.loads(printed)).items()
    ours = f"{NAMESPACE}:"
    return {key: entry for key, value in entries if key.startswith(ours) and (entry := as_object(value)) is not None}
