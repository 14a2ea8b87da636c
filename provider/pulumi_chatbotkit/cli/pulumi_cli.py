"""``engine``: find or get the Pulumi CLI, and print the environment variables for it."""

import importlib.util
import shlex
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from pulumi_chatbotkit.pulumi_cli import PulumiCliError, ensure_pulumi_cli, find_pulumi_cli, pulumi_environment
from pulumi_chatbotkit.pulumi_cli.environment import LOCAL_DIRECTORY

app = typer.Typer(help="Find or get the Pulumi CLI.", no_args_is_help=True, add_completion=False)

EXIT_TERMINATED = 128 + signal.SIGTERM
NO_PIP = """\
note: this Python environment has no pip, and Pulumi's language host asks pip which packages a program has.
      Add it: `python -m ensurepip`, or `uv pip install pip`."""


@app.command()
def ensure() -> None:
    """Find a Pulumi CLI with a Python language host, or get one: PATH, cache, official release, build with Go."""
    # Without this, a cancelled CI job would leave the compiler running and an incomplete build on the disk.
    signal.signal(signal.SIGTERM, _terminated)
    try:
        pulumi_cli = ensure_pulumi_cli()
    except PulumiCliError as error:
        raise _failed(error) from error
    if importlib.util.find_spec("pip") is None:
        typer.echo(NO_PIP, err=True)
    typer.echo(str(pulumi_cli))


@app.command()
def path() -> None:
    """Print the directory of the Pulumi CLI in use, as the last line. Downloads and builds nothing."""
    try:
        typer.echo(str(find_pulumi_cli().directory))
    except PulumiCliError as error:
        raise _failed(error) from error


@app.command()
def env(
    directory: Annotated[
        Path, typer.Option(help="Where the local backend, its passphrase and Pulumi's own files live; made if missing.")
    ] = LOCAL_DIRECTORY,
) -> None:
    """Print exports for a shell: eval "$(pulumi-chatbotkit engine env)"."""
    try:
        variables = pulumi_environment(find_pulumi_cli(), directory)
    except (PulumiCliError, OSError) as error:
        raise _failed(error) from error
    for name, value in variables.items():
        typer.echo(f"export {name}={shlex.quote(value)}")


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(EXIT_TERMINATED)


def _failed(error: Exception) -> typer.Exit:
    typer.echo(f"error: {error}", err=True)
    return typer.Exit(1)
