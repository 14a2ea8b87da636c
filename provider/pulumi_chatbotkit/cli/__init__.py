"""The operators' command line, ``pulumi-chatbotkit``: parse, call, print, exit code."""

import importlib.metadata
from typing import Annotated

import typer

from pulumi_chatbotkit.cli import emulator, engine, overview

app = typer.Typer(
    name="pulumi-chatbotkit",
    help="Tools around the Pulumi provider for ChatBotKit.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(engine.app, name="engine", help="Find or get the Pulumi CLI.")
app.add_typer(emulator.app, name="emulator", help="The ChatBotKit API in a box.")
app.command("tenants")(overview.tenants)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(importlib.metadata.version("pulumi-chatbotkit"))
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Tools around the Pulumi provider for ChatBotKit."""


def main() -> None:
    """Run the command line."""
    app()
