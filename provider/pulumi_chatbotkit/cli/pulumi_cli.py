"""``engine``: find or get the Pulumi CLI, and print the environment variables for it."""

import os
import shlex
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.pulumi_cli import PulumiCliError, ensure_pulumi_cli, find_pulumi_cli, pulumi_environment
from pulumi_chatbotkit.pulumi_cli.environment import DIRECTORY_VARIABLE, local_directory, other_directory
from pulumi_chatbotkit.pulumi_cli.pip import ADD_PIP, NO_PIP, has_pip

app = typer.Typer(help="Find or get the Pulumi CLI.", no_args_is_help=True, add_completion=False)

EXIT_TERMINATED = 128 + signal.SIGTERM


@app.command()
def ensure() -> None:
    """Find a Pulumi CLI with a Python language host, or get one: PATH, cache, official release, build with Go."""
    # Without this, a cancelled CI job would leave the compiler running and an incomplete build on the disk.
    signal.signal(signal.SIGTERM, _terminated)
    try:
        pulumi_cli = ensure_pulumi_cli()
    except PulumiCliError as error:
        raise failed(str(error)) from error
    if not has_pip():
        typer.echo(f"note: {NO_PIP}.\n      Add it: {ADD_PIP}.", err=True)
    typer.echo(str(pulumi_cli))


@app.command()
def path() -> None:
    """Print the directory of the Pulumi CLI in use, as the last line. Downloads and builds nothing."""
    try:
        typer.echo(str(find_pulumi_cli().directory))
    except PulumiCliError as error:
        raise failed(str(error)) from error


@app.command()
def env(
    directory: Annotated[
        Path | None,
        typer.Option(
            help="Where the local backend, its passphrase and Pulumi's own files live; made if missing.",
            show_default=".pulumi-chatbotkit beside Pulumi.yaml",
        ),
    ] = None,
) -> None:
    """Print exports for a shell: eval "$(pulumi-chatbotkit engine env)"."""
    place = directory or local_directory(Path.cwd())
    try:
        variables = pulumi_environment(find_pulumi_cli(), place)
    except (PulumiCliError, OSError) as error:
        raise failed(str(error)) from error
    earlier = other_directory(place, os.environ)
    if earlier is not None and DIRECTORY_VARIABLE in variables:
        typer.echo(
            f"note: state and passphrase of this shell were those in {earlier}; now they are those in {place}", err=True
        )
    for name, value in variables.items():
        typer.echo(f"export {name}={shlex.quote(value)}")


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(EXIT_TERMINATED)
