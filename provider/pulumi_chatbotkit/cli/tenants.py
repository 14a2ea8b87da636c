"""``tenants``: list the tenants of a stack, as a table or as JSON."""

import json
import os
import subprocess
from pathlib import Path
from typing import Annotated, TypedDict, cast

import typer

from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError, find_pulumi_cli, pulumi_environment
from pulumi_chatbotkit.pulumi_cli.environment import local_directory

app = typer.Typer(add_completion=False)

EXIT_FAILED = 1


class Row(TypedDict):
    """One tenant of the stack output ``tenants``."""

    user: str
    bots: dict[str, str]
    context: str


@app.command()
def tenants(
    stack: Annotated[str | None, typer.Option(help="Stack to read; the selected one if left out.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """List the tenants that a stack has provisioned: sub-account, bots and context of each."""
    try:
        outputs = _outputs(stack)
    except (PulumiCliError, OSError, _Unreadable) as error:
        typer.echo(printable(f"error: {error}", keep="\n"), err=True)
        raise typer.Exit(EXIT_FAILED) from None
    rows = cast("dict[str, Row]", outputs.get("tenants") or {})
    if as_json:
        typer.echo(json.dumps(rows, indent=2))
    else:
        print_table("tenant", "sub-account", "bot", "bot id", "context id", rows=_cells(rows))


class _Unreadable(Exception):
    """Pulumi could not show the stack's outputs."""


def _outputs(stack: str | None) -> dict[str, object]:
    pulumi_cli = find_pulumi_cli()
    command = [
        str(pulumi_cli.directory / "pulumi"),
        "stack",
        "output",
        "--json",
        *(["--stack", stack] if stack else []),
    ]
    environment = {**os.environ, **pulumi_environment(pulumi_cli, local_directory(Path.cwd()))}
    found = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if found.returncode != 0:
        message = f"{found.stderr.strip()}: is this the folder of the program, and did `pulumi up` run?"
        raise _Unreadable(message)
    return cast("dict[str, object]", json.loads(found.stdout))


def _cells(rows: dict[str, Row]) -> list[list[str]]:
    """One row per bot; the columns of the tenant are filled in its first row only."""
    lines: list[list[str]] = []
    for tenant, row in rows.items():
        for number, (key, bot) in enumerate(row["bots"].items()):
            once = [tenant, row["user"], row["context"]] if number == 0 else ["", "", ""]
            lines.append([once[0], once[1], key, bot, once[2]])
    return lines
