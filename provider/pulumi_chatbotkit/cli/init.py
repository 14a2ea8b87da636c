"""``init``: make a Pulumi project for one's own customers, with a pipeline if wanted."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, TypeVar, cast

import typer

from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.operations.new_project import (
    SERVICES,
    TENANTS_IN,
    NewProject,
    ProjectRefused,
    ProjectSettings,
    Service,
    TenantsIn,
    add_pipeline,
    has_project,
    make_project,
    make_pulumi_template,
    name_for,
)
from pulumi_chatbotkit.operations.pipelines import STACKS, CodeHost, Pipeline, PipelineRefused
from pulumi_chatbotkit.printable import printable

app = typer.Typer(add_completion=False)

_HOSTED: Final = (
    "Before the third, export CHATBOTKIT_API_TOKEN, the API key of your parent account, and put a customer of yours in "
    "the place of acme."
)
_TO_COMPARE: Final = "To compare what was left with what would have been written, run the same in an empty folder."
_ONLY_NEW: Final = "--name, --service and --tenants"
_CODE_HOSTS: Final = {"github": "GitHub", "gitlab": "GitLab"}
_T = TypeVar("_T", bound=str)


@app.command()
def init(  # noqa: PLR0913, PLR0917 - one argument for each option
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
    ci: Annotated[
        CodeHost | None, typer.Option(help="Write a pipeline, too; in a folder that has a project, only that.")
    ] = None,
    stack: Annotated[
        list[str] | None,
        typer.Option(help="Stack of the pipeline, repeatable, in the order of changes.", show_default=" ".join(STACKS)),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; take the defaults.")] = False,
) -> None:
    """Make a Pulumi project for your customers: program, tenants file, test, README. Overwrites nothing.

    With --ci also a pipeline: previews as comments, `up` after a merge, an issue when something has drifted. On a
    terminal, it asks for what no option says.
    """
    pipeline = _pipeline(ci, stack, pulumi_template=pulumi_template)
    try:
        if pipeline and has_project(folder):
            if name or service or tenants:
                raise failed(f"{folder} has a project, to which --ci adds a pipeline: {_ONLY_NEW} are for a new one")
            made = add_pipeline(folder, pipeline)
            _show(folder, made, pipeline)
            if made.kept:
                typer.echo(f"\n{_TO_COMPARE}")
            return
        ask = sys.stdin.isatty() and not yes
        settings = ProjectSettings(
            name="" if pulumi_template else name if name is not None else _asked_name(folder, ask=ask),
            service=service or _asked("Service of the stack dev", SERVICES, ask=ask),
            tenants_in=tenants or _asked("Customers in a file or in the program", TENANTS_IN, ask=ask),
            pipeline=pipeline,
        )
        made = (make_pulumi_template if pulumi_template else make_project)(folder, settings)
    except (ProjectRefused, PipelineRefused, OSError) as error:
        raise failed(str(error)) from None
    _show(folder, made, pipeline)
    if settings.service == "hosted" and not pulumi_template:
        typer.echo(f"\n{_HOSTED}")


def _pipeline(ci: CodeHost | None, stacks: Sequence[str] | None, *, pulumi_template: bool) -> Pipeline | None:
    if ci is None:
        if stacks:
            raise failed("--stack names the stacks of a pipeline: say with --ci where it runs")
        return None
    if pulumi_template:
        raise failed("a template of `pulumi new` has no pipeline: run `init --ci` in the project that is made from it")
    return Pipeline(ci, tuple(stacks or STACKS))


def _asked_name(folder: Path, *, ask: bool) -> str:
    name = name_for(folder)
    return str(typer.prompt("Name of the project", default=name)) if ask else name


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


def _show(folder: Path, made: NewProject, pipeline: Pipeline | None) -> None:
    lines = [f"wrote {folder / each}" for each in made.written]
    lines += [f"left as it is: {folder / each}" for each in made.kept]
    lines += [f"add to {folder / name}: {line}" for name, needed in made.to_add.items() for line in needed]
    for line in lines:
        typer.echo(printable(line))
    if made.commands:
        typer.echo("\nNext:")
    for command in made.commands:
        typer.echo(printable(f"  {command}"))
    if pipeline:
        _show_settings(made, pipeline)


def _show_settings(made: NewProject, pipeline: Pipeline) -> None:
    """What a person has to do before the pipeline can run; docs/pipelines.md has the commands for it."""
    stacks, host = " and ".join(pipeline.stacks), _CODE_HOSTS[pipeline.code_host]
    typer.echo(f"\nThe pipeline needs the stacks {stacks}, Pulumi.STACK.yaml of each committed, and settings at {host}")
    typer.echo("(docs/pipelines.md has the commands):\n")
    rows = [[each.place, each.open_to, ", ".join(each.secrets), ", ".join(each.variables)] for each in made.settings]
    print_table("environment", "open to", "secrets", "variables", rows=rows)
