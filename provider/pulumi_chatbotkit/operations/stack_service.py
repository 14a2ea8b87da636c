"""The service of a stack, as its configuration and the environment name it."""

import json
import os
from dataclasses import replace
from typing import Final, cast

from pulumi_chatbotkit.hosts.configuration import NAMESPACE, TOKEN_VARIABLES, ServiceSettings, read_configuration
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands

_TOKEN: Final = f"{NAMESPACE}:token"
_UNREADABLE: Final = ("logRequests",)
"""Keys that say what a run writes; operations write nothing."""


def service_of(commands: StackCommands, *, as_a_run: bool = False) -> ServiceSettings:
    """The service of a stack. A secret of its configuration is decrypted only if it is needed.

    Args:
        commands: The Pulumi CLI for the stack.
        as_a_run: Use the key that a run would use: a key of the stack comes before one of the environment.

    Raises:
        PulumiCliError: Pulumi does not show the configuration, or cannot decrypt it.
        Misconfigured: it cannot be used.
    """
    settings = read_configuration(_configuration(commands, as_a_run=as_a_run))
    if settings.embedded_database is None:
        return settings
    return replace(settings, embedded_database=commands.project / settings.embedded_database)


def plain_configuration(commands: StackCommands) -> dict[str, object]:
    """The ``chatbotkit:`` keys of a stack; None for those that are encrypted. Takes no passphrase.

    Raises:
        PulumiCliError: Pulumi does not show the configuration.
    """
    return {key: entry.get("value") for key, entry in _entries(commands.run("config", "--json")).items()}


def _configuration(commands: StackCommands, *, as_a_run: bool) -> dict[str, object]:
    """The ``chatbotkit:`` keys of a stack.

    A secret is decrypted, which takes the passphrase, only if no environment variable has the token.
    """
    found = _entries(commands.run("config", "--json"))
    secret = {key for key, entry in found.items() if entry.get("secret") is True}
    if secret and (as_a_run or not (secret == {_TOKEN} and _token_is_in_environment())):
        found, secret = _entries(commands.run("config", "--json", "--show-secrets")), set[str]()
    unwanted = {*secret, *(f"{NAMESPACE}:{key}" for key in _UNREADABLE)}
    return {key: entry["value"] for key, entry in found.items() if key not in unwanted and "value" in entry}


def _token_is_in_environment() -> bool:
    return any(os.environ.get(name) for name in TOKEN_VARIABLES)


def _entries(printed: str) -> dict[str, JsonObject]:
    entries = cast("JsonObject", json.loads(printed)).items()
    ours = f"{NAMESPACE}:"
    return {key: entry for key, value in entries if key.startswith(ours) and (entry := as_object(value)) is not None}
