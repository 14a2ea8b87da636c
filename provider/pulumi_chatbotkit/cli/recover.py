"""``recover``: make a stack usable again after Pulumi was killed."""

import os
from pathlib import Path
from typing import Annotated

import typer

from pulumi_chatbotkit.pulumi_cli import PulumiCliError, find_pulumi_cli, pulumi_environment
from pulumi_chatbotkit.pulumi_cli.environment import LOCAL_DIRECTORY
from pulumi_chatbotkit.pulumi_cli.recovery import recover as recover_stack

app = typer.Typer(add_completion=False)

EXIT_FAILED = 1


@app.command()
def recover(stack: Annotated[str, typer.Argument(help="Name of the stack.")]) -> None:
    """After a crash: remove the lock, and repair a state file that was being written. Run `pulumi up` then."""
    try:
        pulumi_cli = find_pulumi_cli()
        environment = {**os.environ, **pulumi_environment(pulumi_cli, LOCAL_DIRECTORY)}
        lines = recover_stack(pulumi_cli, environment, Path.cwd(), stack)
    except (PulumiCliError, OSError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(EXIT_FAILED) from None
    for line in lines:
        typer.echo(line)
