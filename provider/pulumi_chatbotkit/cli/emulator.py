"""``pulumi-chatbotkit emulator``: serves an emulator of the ChatBotKit API, and edits its state."""

import ipaddress
import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, cast

import typer

from pulumi_chatbotkit import emulator as emulator_package
from pulumi_chatbotkit.cli import emulator_requests, emulator_snapshot
from pulumi_chatbotkit.cli.admin_token import admin_token_of_server, token_file
from pulumi_chatbotkit.cli.emulator_state import (
    EXIT_FAILED,
    EXIT_USAGE,
    AsJson,
    Database,
    errors_as_exits,
    failed,
    open_console,
)
from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.emulator import (
    DEFAULT_DATABASE,
    EMBEDDED_TOKEN,
    Emulator,
    EmulatorSettings,
    counting_clock,
    parse_latency,
)
from pulumi_chatbotkit.emulator.messages.browsers import host_name
from pulumi_chatbotkit.emulator.openapi import openapi_document
from pulumi_chatbotkit.emulator.server.http_server import Listener, serve_until_signal
from pulumi_chatbotkit.emulator.settings.emulator_settings import new_admin_token
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.printable import printable

app = typer.Typer(help="The ChatBotKit API in a box.", no_args_is_help=True, add_completion=False)

app.add_typer(emulator_snapshot.app, name="snapshot")
app.command("seed")(emulator_snapshot.seed)
app.command("requests")(emulator_requests.requests)

_SHOWN_FIELDS: Final = ("id", "name", "alias", "email", "botId")

KindName = Annotated[str, typer.Argument(help="Kind of the record, e.g. bot or partner_user_context.")]
RecordId = Annotated[str, typer.Argument(help="Id of the record; `emulator list KIND` shows ids.")]


class ProfileName(StrEnum):
    """Values of ``--profile``."""

    seed = "seed"
    server = "server"


class GenerationName(StrEnum):
    """Values of ``--generation``."""

    both = "both"
    partner = "partner"
    user = "user"


GenerationOption = Annotated[
    GenerationName,
    typer.Option(
        help="partner: /v1/partner/user, secretId; user: /v1/user, linkedSecretId; both: both paths, the newer names."
    ),
]


@app.command()
def serve(  # noqa: PLR0913, PLR0917 - one argument for each option
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65_535)] = 0,
    database: Database = DEFAULT_DATABASE,
    profile: Annotated[
        ProfileName, typer.Option(help="seed: as documented; server: as the public server behaves.")
    ] = ProfileName.seed,
    token: Annotated[str, typer.Option(help="API key of the parent account.", show_default=False)] = EMBEDDED_TOKEN,
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(help="Host name to answer to besides localhost and addresses, e.g. a container's; repeatable."),
    ] = None,
    admin: Annotated[
        bool, typer.Option("--admin", help="Also serve the control routes under /_emulator, to callers with a token.")
    ] = False,
    console: Annotated[
        bool, typer.Option(help="Serve the web console under /console, to browsers on this machine.")
    ] = True,
    plan: Annotated[Path | None, typer.Option(help="YAML or JSON file of the account's quotas and rates.")] = None,
    latency: Annotated[
        str | None,
        typer.Option(help="How long answers take: 100ms, normal:100ms,20ms or tail:50ms,2s (99th percentile)."),
    ] = None,
    stale_reads_ms: Annotated[
        int, typer.Option("--stale-reads-ms", help="Fetch and list show the state as it was this long ago.", min=0)
    ] = 0,
    run_as_cache_s: Annotated[
        int, typer.Option("--run-as-cache-s", help="A deleted partner user is still found for this long.", min=0)
    ] = 0,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Allow an address that other machines can reach.")
    ] = False,
    generation: GenerationOption = GenerationName.both,
    flat_abilities: Annotated[
        bool, typer.Option("--flat-abilities", help="Also serve /v1/ability, which the API does not publish.")
    ] = False,
    space_apex: Annotated[bool, typer.Option(help="Have a domain for sites of spaces, or refuse them.")] = True,
    seed: Annotated[
        str | None, typer.Option(help="Create a data set: empty, demo or fleet:N. The state must be empty.")
    ] = None,
    deterministic: Annotated[
        bool, typer.Option("--deterministic", help="The same calls get the same ids, keys and times in every run.")
    ] = False,
    random_seed: Annotated[int, typer.Option(help="Seed for the ids and keys of --deterministic.")] = 7,
) -> None:
    """Serve the API until interrupted. The first line on standard output is its URL."""
    if not allow_remote and not _is_loopback(host):
        raise failed(
            f"other machines can reach {host}, and the emulator uses plain HTTP and a publicly known key. "
            "Leave --host out, or add --allow-remote if you want that.",
            EXIT_USAGE,
        )
    with errors_as_exits():
        settings = EmulatorSettings(
            database=database,
            profile=profile.value,
            token=token,
            allowed_hosts=_allowed_hosts(host, allowed_host or []),
            admin=admin,
            admin_token=admin_token_of_server(database) if admin else new_admin_token(),
            console=console,
            generation=generation.value,
            flat_abilities=flat_abilities,
            space_apex=space_apex,
            seed=seed,
            plan=None if plan is None else emulator_package.read_plan(plan),
            latency=None if latency is None else parse_latency(latency),
            stale_reads_ms=stale_reads_ms,
            run_as_cache_s=run_as_cache_s,
        )
    if deterministic:
        randomness = random.Random(random_seed)  # noqa: S311 - it must be repeatable
        settings = replace(settings, clock=counting_clock(), randomness=randomness)
    listener = _listener(host, port)
    with listener.socket:
        with errors_as_exits():
            emulator = Emulator(settings)
        typer.echo(printable(f"State in {database}. Use it:"), err=True)
        typer.echo(f"  pulumi config set chatbotkit:endpoint {listener.url}", err=True)
        # A key of one's own is known to whoever chose it, and does not belong into a terminal's history.
        shown = token if token == EMBEDDED_TOKEN else "<the key given with --token>"
        typer.echo(f"  pulumi config set --secret chatbotkit:token {shown}", err=True)
        if console and _is_loopback(host):
            typer.echo(f"See and edit it in a browser on this machine: {listener.url}/console", err=True)
        if admin:
            typer.echo(printable(f"Control routes want the token in {token_file(database)}."), err=True)
        # Last, so that a program which waits for the URL finds the other lines complete.
        typer.echo(listener.url)
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
    """Change fields of a record without the API, as in the service's console. Makes all changes or none."""
    with open_console(database) as opened:
        opened.edit(kind, record_id, dict(_change(change) for change in changes))
        record = opened.record(kind, record_id)
    typer.echo(json.dumps(record) if as_json else printable(f"Edited {kind} {record_id}."))


@app.command()
def create(
    kind: KindName,
    fields: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FIELD=VALUE...",
            help="As for edit; the id of a parent too, such as userId=... for a partner_user_context.",
        ),
    ] = None,
    run_as: Annotated[
        str | None, typer.Option("--run-as", help="Partner user to create it for: id, @alias or (name).")
    ] = None,
    database: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Create a record without the API, for the parent account or a partner user. No quota is checked."""
    with open_console(database, make=True) as opened:
        record, key = opened.create(kind, dict(_change(field) for field in fields or []), run_as=run_as)
    if as_json:
        typer.echo(json.dumps(record if key is None else {**record, "token": key}))
        return
    typer.echo(printable(f"Created {kind} {record['id']}."))
    if key is not None:
        typer.echo(f"Its key, which is shown only now: {key}")


@app.command("list")
def list_records(kind: KindName, database: Database = DEFAULT_DATABASE, as_json: AsJson = False) -> None:
    """Show the records of a kind, of every account, oldest first."""
    with open_console(database) as opened:
        records = opened.records(kind)
        accounts = opened.account_names(kind)
    if as_json:
        typer.echo(json.dumps(records))
    else:
        columns = _columns(records)
        rows = [[*_cells(record, columns), accounts.get(str(record["id"]), "")] for record in records]
        print_table(*columns, "updatedAt", "account", rows=rows)


@app.command()
def delete(kind: KindName, record_id: RecordId, database: Database = DEFAULT_DATABASE) -> None:
    """Delete a record without the API, with everything that the API would delete with it."""
    with open_console(database) as opened:
        opened.remove(kind, record_id)
    typer.echo(printable(f"Deleted {kind} {record_id}."))


@app.command()
def openapi(
    profile: Annotated[
        ProfileName, typer.Option(help="seed: as documented; server: as the public server behaves.")
    ] = ProfileName.seed,
    generation: GenerationOption = GenerationName.both,
) -> None:
    """Print the emulator's OpenAPI 3.1 document. A served emulator has it under /openapi.json."""
    settings = EmulatorSettings(profile=profile.value, generation=generation.value)
    typer.echo(json.dumps(openapi_document(settings), indent=2))


def _change(text: str) -> tuple[str, JsonValue]:
    name, separator, value = text.partition("=")
    if not separator or not name:
        raise failed(f'"{text}" is no change; write FIELD=VALUE', EXIT_USAGE)
    try:
        return name, cast("JsonValue", json.loads(value))
    except ValueError:
        return name, value


def _columns(records: list[JsonObject]) -> list[str]:
    """The identifying fields that the kind has."""
    return [name for name in _SHOWN_FIELDS if not records or name in records[0]]


def _cells(record: JsonObject, columns: list[str]) -> list[str]:
    updated_at = datetime.fromtimestamp(cast("int", record["updatedAt"]) / 1000, UTC)
    cells = ["" if record.get(name) is None else str(record[name]) for name in columns]
    return [*cells, updated_at.isoformat(sep=" ", timespec="seconds")]


def _listener(host: str, port: int) -> Listener:
    try:
        return Listener(host, port)
    except OSError as error:
        raise failed(f"cannot listen on {host} port {port}: {error.strerror or error}", EXIT_FAILED) from error


def _allowed_hosts(host: str, others: list[str]) -> tuple[str, ...]:
    wrong = next((name for name in others if host_name(name) != name.lower()), None)
    if wrong is not None:
        raise failed(f"--allowed-host is {wrong!r}, but must be a host name without scheme and port", EXIT_USAGE)
    return (host, *others)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
