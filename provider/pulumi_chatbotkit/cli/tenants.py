"""``tenants``: list the tenants of a stack; check a tenants file, and explain what it declares."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pulumi_chatbotkit.cli.failure import EXIT_FAILED, failed
from pulumi_chatbotkit.cli.stack_access import commands_of
from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.inputs.tenants import FileProblem, TenantsFile, TenantsFileError, read_tenants_file
from pulumi_chatbotkit.inputs.tenants.explaining import ExplainedObject, ExplainedValue, explained
from pulumi_chatbotkit.operations.stack_tenants import StackTenant, tenants_of_state
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.stack_state import read_stack_state
from pulumi_chatbotkit.suggestions import did_you_mean

app = typer.Typer(add_completion=False)

_NONE = "none"
_JSON = typer.Option("--json", help="One JSON document on standard output.")
_DEFAULT_FILE = Path("tenants.yaml")


@app.callback(invoke_without_command=True)
def tenants(
    context: typer.Context,
    stack: Annotated[str | None, typer.Option(help="Stack to read; the selected one if left out.")] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """List the tenants that a stack has provisioned: sub-account, bots and context of each.

    They are found in the stack's state, whatever the program exports. What is not there is named on standard error.
    With a command: check a tenants file, or explain what it declares.
    """
    if context.invoked_subcommand is not None:
        return
    try:
        found = tenants_of_state(read_stack_state(commands_of(stack)))
    except (PulumiCliError, OSError) as error:
        raise failed(str(error)) from None
    for sentence in found.not_found:
        typer.echo(printable(f"note: {sentence}"), err=True)
    if as_json:
        typer.echo(json.dumps({each.key: _row(each) for each in found.tenants}, indent=2))
    elif found.tenants:
        print_table("tenant", "sub-account", "bot", "bot id", "context id", rows=_cells(found.tenants))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="The tenants file.")] = _DEFAULT_FILE,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Check a tenants file: exit code 0 if it can be used, 1 if not. Makes no calls, and looks no secrets up."""
    read: TenantsFile | None = None
    problems: tuple[FileProblem, ...] = ()
    message = ""
    try:
        read = read_tenants_file(file)
    except TenantsFileError as error:
        problems, message = error.problems, str(error)
    warnings = read.warnings if read else ()
    if as_json:
        found = {
            "tenants": len(read.tenants) if read else 0,
            "problems": _listed(problems),
            "warnings": _listed(warnings),
        }
        typer.echo(json.dumps(found, indent=2))
    else:
        for warning in warnings:
            typer.echo(f"warning: {warning}", err=True)
        typer.echo(f"{file}: {_count(read)}, no problems" if read else message, err=read is None)
    if read is None:
        raise typer.Exit(EXIT_FAILED)


@app.command()
def explain(
    key: Annotated[str, typer.Argument(help="Key of the tenant.")],
    file: Annotated[Path, typer.Option(help="The tenants file.")] = _DEFAULT_FILE,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Print a tenant as it will be declared, and where each value comes from. Of secrets, only their source."""
    try:
        specs = {spec.key: spec for spec in read_tenants_file(file).tenants}
    except TenantsFileError as error:
        raise failed(str(error)) from None
    if key not in specs:
        hint = did_you_mean(key, [*specs]) if specs else "; there are no tenants in it"
        raise failed(f"{file} has no tenant {key!r}{hint}")
    found = explained(specs[key])
    typer.echo(json.dumps([_as_json(each) for each in found], indent=2) if as_json else "\n".join(_as_text(found)))


def _listed(problems: Iterable[FileProblem]) -> list[dict[str, object]]:
    return [{"file": each.file, "line": each.line, "key": each.key, "reason": each.reason} for each in problems]


def _count(read: TenantsFile) -> str:
    count = len(read.tenants)
    return "1 tenant" if count == 1 else f"{count:,} tenants"


def _as_text(found: list[ExplainedObject]) -> Iterable[str]:
    for each in found:
        yield printable(f"{each.resource}{f'  # {each.why}' if each.why else ''}")
        for value in each.values:
            yield printable(f"  {value.name}: {json.dumps(value.value, ensure_ascii=False)}  # {_where(value)}")


def _where(value: ExplainedValue) -> str:
    if value.origin is None:
        return value.why
    line = "" if value.origin.line is None else f":{value.origin.line}"
    return f"{value.why}, {value.origin.file}{line}"


def _as_json(each: ExplainedObject) -> dict[str, object]:
    return {
        "resource": each.resource,
        "why": each.why or None,
        "values": [
            {
                "name": value.name,
                "value": value.value,
                "from": value.why,
                "file": value.origin.file if value.origin else None,
                "line": value.origin.line if value.origin else None,
            }
            for value in each.values
        ],
    }


def _row(tenant: StackTenant) -> dict[str, object]:
    return {"user": tenant.user, "bots": dict(tenant.bots), "context": next(iter(tenant.contexts.values()), None)}


def _cells(found: Iterable[StackTenant]) -> list[list[str]]:
    """One row per bot; the columns of the tenant are filled in its first row only."""
    lines: list[list[str]] = []
    for tenant in found:
        context = next(iter(tenant.contexts.values()), _NONE)
        for number, (key, bot) in enumerate([*tenant.bots.items()] or [(_NONE, _NONE)]):
            once = [tenant.key, tenant.user or _NONE, context] if number == 0 else ["", "", ""]
            lines.append([once[0], once[1], key, bot, once[2]])
    return lines
