"""The Pulumi CLI for a project, with a home that is thrown away: a home of the user's gets a log of every command."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pulumi_chatbotkit.pulumi_cli import PulumiCli
from pulumi_chatbotkit.pulumi_cli.environment import HOME_VARIABLE, pulumi_variables
from pulumi_chatbotkit.pulumi_cli.recovery import project_name
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands

COMMAND_TIME_LIMIT_S: Final = 30.0
"""Of each Pulumi command; on two cores one takes a second."""

_FROM_HOME: Final = ("credentials.json", "workspaces")
"""Who is logged in where, and which stacks are selected."""


@dataclass(frozen=True)
class Access:
    """A project, and the commands for one of its stacks."""

    project: str
    commands: StackCommands


@contextmanager
def access_to(
    pulumi_cli: PulumiCli, directory: Path, stack: str | None, environ: Mapping[str, str]
) -> Generator[Access]:
    """The project beside ``directory``, its folder for state and passphrase.

    Raises:
        PulumiCliError: there is no project, or a variable of this shell belongs to another one.
    """
    name = project_name(directory.parent)
    variables = {**environ, **pulumi_variables(pulumi_cli, directory, environ)}
    with TemporaryDirectory(prefix="pulumi-chatbotkit-doctor-") as home:
        for each in _FROM_HOME:
            real = Path(variables.get(HOME_VARIABLE) or Path.home() / ".pulumi") / each
            if real.exists():
                (Path(home) / each).symlink_to(real.absolute())
        environment = {**variables, HOME_VARIABLE: home}
        yield Access(name, StackCommands(pulumi_cli, environment, directory.parent, stack, COMMAND_TIME_LIMIT_S))
