"""``recover``: make a stack usable again whose engine was killed."""

import os
from pathlib import Path
from typing import Annotated

import typer

from pulumi_chatbotkit.pulumi_cli import EngineError, engine_environment, find_engine
from pulumi_chatbotkit.pulumi_cli.environment import LOCAL_DIRECTORY
from pulumi_chatbotkit.pulumi_cli.recovery import recover as recover_stack

app = typer.Typer(add_completion=False)

EXIT_FAILED = 1


@app.command()
def recover(stack: Annotated[str, typer.Argument(help="Name of the stack.")]) -> None:
    """After a crash: remove the lock, and repair a state file that was being written. Run `pulumi up` then."""
    try:
        engine = find_engine()
        environment = {**os.environ, **engine_environment(engine, LOCAL_DIRECTORY)}
        lines = recover_stack(engine, environment, Path.cwd(), stack)
    except (EngineError, OSError) as error:
        typer.echo(f"error: {error}", err=True)
        raise typer.Exit(EXIT_FAILED) from None
    for line in lines:
        typer.echo(line)
