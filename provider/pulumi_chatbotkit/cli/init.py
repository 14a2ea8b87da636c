"""``init``: make a Pulumi project for one's own customers."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, TypeVar, cast

import typer

from pulumi_chatbotkit.operations.new_project import (
    SERVICES,
    TENANTS_IN,
    NewProject,
    ProjectRefused,
    ProjectSettings,
    Service,
    TenantsIn,
    make_project,
    make_pulumi_template,
    name_for,
)
from pulumi_chatbotkit.printable import printable

app = typer.Typer(add_completion=False)

EXIT_FAILED = 1
_HOSTED: Final = (
    "Before the third, export CHATBOTKIT_API_TOKEN, the API key of your parent account, and put a customer of yours in "
    "the place of acme."
)
_T = TypeVar("_T", bound=str)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Where to; made if missing.")] = Path(),
    name: Annotated[
        str | None, typer.Option(help="Name of the Pulumi project.", show_default="that of the folder")
    ] = None,
    service: Annotated[
        Service | None,
        typer.Option(help="Service of the stack dev; `embedded` is an emulator.", show_default="embedded"),
    ] = None,
    tenants: Annotated[
        TenantsIn | None, typer.Option(help="Where the customers are listed.", show_default="file")
    ] = None,
    pulumi_template: Annotated[
        bool, typer.Option("--pulumi-template", help="Write a template for `pulumi new FOLDER` instead.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; take the defaults.")] = False,
) -> None:
    """Make a Pulumi project for your customers: program, tenants file, test, README. Overwrites nothing.

    On a terminal, it asks for what no option says.
    """
    ask = sys.stdin.isatty() and not yes
    try:
        if name is None and not pulumi_template:
            name = str(typer.prompt("Name of the project", default=name_for(folder))) if ask else name_for(folder)
        settings = ProjectSettings(
            name=name or "",
            service=service or _asked("Service of the stack dev", SERVICES, ask=ask),
            tenants_in=tenants or _asked("Customers in a file or in the program", TENANTS_IN, ask=ask),
        )
        made = (make_pulumi_template if pulumi_template else make_project)(folder, settings)
    except (ProjectRefused, OSError) as error:
        typer.echo(printable(f"error: {error}"), err=True)
        raise typer.Exit(EXIT_FAILED) from None
    _show(folder, made)
    if settings.service == "hosted" and not pulumi_template:
        typer.echo(f"\n{_HOSTED}")


def _asked(question: str, choices: Sequence[_T], *, ask: bool) -> _T:
    if not ask:
        return choices[0]

    def chosen(answer: str) -> str:
        if answer not in choices:
            message = f"{answer!r} is none of {', '.join(choices)}"
            raise typer.BadParameter(message)  # asks again
        return answer

    shown = f"{question} ({', '.join(choices)})"
    return cast("_T", typer.prompt(shown, default=choices[0], value_proc=chosen))


def _show(folder: Path, made: NewProject) -> None:
    lines = [f"wrote {folder / each}" for each in made.written]
    lines += [f"left as it is: {folder / each}" for each in made.kept]
    lines += [f"add to {folder / name}: {line}" for name, needed in made.to_add.items() for line in needed]
    for line in lines:
        typer.echo(printable(line))
    typer.echo("\nNext:")
    for command in made.commands:
        typer.echo(printable(f"  {command}"))
