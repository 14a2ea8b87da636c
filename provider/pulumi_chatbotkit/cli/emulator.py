"""``pulumi-chatbotkit emulator``: serve the API in a box, and play the person in the console.

Parses, calls, prints; the rules are in the ``emulator`` package.
"""

import ipaddress
import json
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, cast

import typer

from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.emulator import (
    DEFAULT_DATABASE,
    EMBEDDED_TOKEN,
    Console,
    Emulator,
    EmulatorError,
    EmulatorSettings,
    NoSuchRecordError,
)
from pulumi_chatbotkit.emulator.openapi import openapi_document
from pulumi_chatbotkit.emulator.server import Listener, serve_until_signal
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

app = typer.Typer(help="The ChatBotKit API in a box.", no_args_is_help=True)

EXIT_FAILED: Final = 1
EXIT_USAGE: Final = 2
_SHOWN_FIELDS: Final = ("id", "name", "alias", "email", "botId")

Database = Annotated[Path, typer.Option("--db", help="SQLite file of the emulator's state.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
KindName = Annotated[str, typer.Argument(help="Kind of the record, e.g. bot or partner_user_context.")]
RecordId = Annotated[str, typer.Argument(help="Id of the record; `emulator list KIND` shows ids.")]


class ProfileName(StrEnum):
    """Whose behaviour."""

    seed = "seed"
    server = "server"


@app.command()
def serve(  # noqa: PLR0913, PLR0917 - one argument for each option
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65_535)] = 0,
    database: Database = DEFAULT_DATABASE,
    profile: Annotated[
        ProfileName, typer.Option(help="seed: as documented; server: as the public server behaves.")
    ] = ProfileName.seed,
    token: Annotated[str, typer.Option(help="API key of the parent account.", show_default=False)] = EMBEDDED_TOKEN,
    admin: Annotated[bool, typer.Option("--admin", help="Also answer the control routes under /_emulator.")] = False,
    console: Annotated[
        bool, typer.Option(help="Show pages for people under /console, to browsers on this machine.")
    ] = True,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Listen where other machines can reach.")
    ] = False,
) -> None:
    """Serve the API until interrupted. The first line on standard output is its URL."""
    if not allow_remote and not _is_loopback(host):
        raise _failed(
            f"{host} can be reached from other machines, and the emulator speaks plain HTTP with a key that everyone "
            "knows. Leave --host out, or add --allow-remote if that is what you want.",
            EXIT_USAGE,
        )
    settings = EmulatorSettings(database=database, profile=profile.value, token=token, admin=admin, console=console)
    try:
        emulator = Emulator(settings)
        listener = Listener(host, port)
    except EmulatorError as error:
        raise _failed(str(error), EXIT_USAGE) from error
    except OSError as error:
        raise _failed(f"cannot listen on {host} port {port}: {error.strerror or error}", EXIT_FAILED) from error
    typer.echo(listener.url)
    typer.echo(f"State in {database}. Use it: pulumi config set chatbotkit:endpoint {listener.url}", err=True)
    if console and _is_loopback(host):
        typer.echo(f"See and edit it in a browser on this machine: {listener.url}/console", err=True)
    serve_until_signal(emulator.app, listener)
    emulator.close()


@app.command()
def edit(
    kind: KindName,
    record_id: RecordId,
    changes: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...",
            help='Values are JSON where they parse, else text. name= is "", name=null is null, name=\'"5"\' is text.',
        ),
    ],
    database: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Change fields of a record as a person in the console would. All changes are made, or none."""
    with _console(database) as console:
        console.edit(kind, record_id, dict(_change(change) for change in changes))
        record = console.record(kind, record_id)
    typer.echo(json.dumps(record) if as_json else f"Edited {kind} {record_id}.")


@app.command("list")
def list_records(kind: KindName, database: Database = DEFAULT_DATABASE, as_json: AsJson = False) -> None:
    """Show the records of a kind, of every account, oldest first."""
    with _console(database) as console:
        records = console.records(kind)
    if as_json:
        typer.echo(json.dumps(records))
    else:
        columns = _columns(records)
        print_table(*columns, "updatedAt", rows=[_cells(record, columns) for record in records])


@app.command()
def delete(kind: KindName, record_id: RecordId, database: Database = DEFAULT_DATABASE) -> None:
    """Delete a record as a person in the console would, with everything that goes with it."""
    with _console(database) as console:
        console.remove(kind, record_id)
    typer.echo(f"Deleted {kind} {record_id}.")


@app.command()
def openapi(
    profile: Annotated[
        ProfileName, typer.Option(help="seed: as documented; server: as the public server behaves.")
    ] = ProfileName.seed,
) -> None:
    """Print the OpenAPI 3.1 document of the emulator, which also serves it as /openapi.json."""
    typer.echo(json.dumps(openapi_document(EmulatorSettings(profile=profile.value)), indent=2))


@contextmanager
def _console(database: Path) -> Generator[Console]:
    """The state in ``database``; whatever goes wrong with it becomes a message and an exit code."""
    if not database.exists():
        raise _failed(f"there is no emulator state in {database}; name its file with --db", EXIT_FAILED)
    try:
        console = Console(EmulatorSettings(database=database))
        try:
            yield console
        finally:
            console.close()
    except NoSuchRecordError as error:
        raise _failed(str(error), EXIT_FAILED) from error
    except EmulatorError as error:
        raise _failed(str(error), EXIT_USAGE) from error


def _change(text: str) -> tuple[str, JsonValue]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise _failed(f'"{text}" is no change; write FIELD=VALUE', EXIT_USAGE)
    try:
        return name, cast("JsonValue", json.loads(value))
    except ValueError:
        return name, value


def _columns(records: list[JsonObject]) -> list[str]:
    """The fields that tell records apart, as far as the kind has them."""
    return [name for name in _SHOWN_FIELDS if not records or name in records[0]]


def _cells(record: JsonObject, columns: list[str]) -> list[str]:
    updated_at = datetime.fromtimestamp(cast("int", record["updatedAt"]) / 1000, UTC)
    cells = ["" if record[name] is None else str(record[name]) for name in columns]
    return [*cells, updated_at.isoformat(sep=" ", timespec="seconds")]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _failed(message: str, exit_code: int) -> typer.Exit:
    typer.echo(f"error: {message}", err=True)
    return typer.Exit(exit_code)
