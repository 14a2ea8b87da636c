"""``recover``: make a stack usable again after Pulumi was killed."""

import os
from pathlib import Path
from typing import Annotated

import typer

from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError, find_pulumi_cli, pulumi_environment
from pulumi_chatbotkit.pulumi_cli.environment import local_directory
from pulumi_chatbotkit.pulumi_cli.recovery import project_name
from pulumi_chatbotkit.pulumi_cli.recovery import recover as recover_stack

app = typer.Typer(add_completion=False)


@app.command()
def recover(stack: Annotated[str, typer.Argument(help="Name of the stack.")]) -> None:
    """After a crash: remove the lock, repair a state file that was being written, and say what to run next."""
    try:
        pulumi_cli = find_pulumi_cli()
        directory = local_directory(Path.cwd())
        project_name(directory.parent)  # before anything is made there
        environment = {**os.environ, **pulumi_environment(pulumi_cli, directory)}
        lines = recover_stack(pulumi_cli, environment, directory.parent, stack)
    except (PulumiCliError, OSError) as error:
        raise failed(str(error)) from None
    for line in lines:
        typer.echo(printable(line, keep="\n"))
