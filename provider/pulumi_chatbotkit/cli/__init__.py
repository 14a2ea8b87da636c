"""The command line ``pulumi-chatbotkit``.

A command's module is imported when the command is called, so that no command waits for the imports of another.
"""

import os
from importlib import import_module
from typing import Annotated, Final, cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

_MODULES: Final = {
    "init": "init",
    "engine": "pulumi_cli",
    "doctor": "doctor",
    "emulator": "emulator",
    "tenants": "tenants",
    "export": "export",
    "convert": "convert",
    "recover": "recover",
    "inventory": "inventory",
    "orphans": "orphans",
    "tokens": "tokens",
    "offboard": "offboard",
    "drift": "drift",
    "changes": "changes",
    "ci": "ci",
    "policies": "policies",
}
"""The modules of the commands, in the order of the help; each has the Typer application ``app``."""


class _Commands(TyperGroup):
    """The commands; their modules are imported when needed."""

    def list_commands(self, ctx: object) -> list[str]:
        return list(_MODULES)

    def get_command(self, ctx: object, cmd_name: str) -> TyperCommand | TyperGroup | None:
        if cmd_name not in _MODULES:
            return None
        module = import_module(f"{__name__}.{_MODULES[cmd_name]}")
        command = cast("TyperCommand | TyperGroup", get_command(cast("typer.Typer", module.app)))
        command.name = cmd_name
        return command


app = typer.Typer(
    name="pulumi-chatbotkit",
    help="Tools around the Pulumi provider for ChatBotKit.",
    cls=_Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib import metadata  # noqa: PLC0415 - slow to load, and nothing else needs it

        typer.echo(metadata.version("pulumi-chatbotkit"))
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Tools around the Pulumi provider for ChatBotKit."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        context.color = False


def main() -> None:
    """Run the command line."""
    app()
