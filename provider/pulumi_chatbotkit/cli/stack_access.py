"""What commands about a stack share: the Pulumi CLI in the folder of the program, and the stack's service."""

import os
from pathlib import Path

from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.operations.stack_service import service_of
from pulumi_chatbotkit.pulumi_cli import find_pulumi_cli, pulumi_environment
from pulumi_chatbotkit.pulumi_cli.environment import local_directory
from pulumi_chatbotkit.pulumi_cli.recovery import project_name
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands


def commands_of(stack: str | None) -> StackCommands:
    """The Pulumi CLI for a stack of the program in this folder or above; for the selected one if ``stack`` is None.

    Raises:
        PulumiCliError: there is no program, or no Pulumi CLI.
        OSError: what it needs cannot be made.
    """
    pulumi_cli = find_pulumi_cli()
    directory = local_directory(Path.cwd())
    project_name(directory.parent)  # before anything is made there
    environment = {**os.environ, **pulumi_environment(pulumi_cli, directory)}
    return StackCommands(pulumi_cli, environment, directory.parent, stack)


def runtime_of(commands: StackCommands) -> Runtime:
    """A run against the service of a stack, as its configuration and the environment name it.

    Raises:
        PulumiCliError: Pulumi does not show the configuration.
        Misconfigured: it cannot be used.
    """
    return Runtime(service_of(commands))
