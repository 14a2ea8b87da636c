"""``pulumi-chatbotkit emulator snapshot`` and ``seed``: save, load and compare states, and create data sets."""

import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit import emulator
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
from pulumi_chatbotkit.emulator import DEFAULT_DATABASE
from pulumi_chatbotkit.emulator.messages.incoming_body import LARGEST_SNAPSHOT_BYTES
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file
from pulumi_chatbotkit.printable import printable

app = typer.Typer(help="Save, load and compare the whole state.", no_args_is_help=True)

_LONGEST_SHOWN: Final = 60
"""Characters of a value in the table; ``--json`` has all of them."""


@app.command()
def save(
    file: Annotated[Path, typer.Argument(help="File to write, readable only by you. An existing file is replaced.")],
    database: Database = DEFAULT_DATABASE,
    include_secrets: Annotated[
        bool, typer.Option("--include-secrets", help="Include secrets, in clear text; otherwise they are left out.")
    ] = False,
) -> None:
    """Write the whole state to a JSON file: accounts, records, contents of files, digests of keys."""
    with open_console(database) as opened:
        snapshot = opened.snapshot(include_secrets=include_secrets)
    try:
        _write_private(file, snapshot.to_json())
    except OSError as error:
        raise failed(f"cannot write {file}: {error.strerror or error}", EXIT_FAILED) from error
    typer.echo(printable(f"Saved {len(snapshot.records):,} records to {file}. {snapshot.note}"))


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="File that `snapshot save` wrote.")],
    database: Database = DEFAULT_DATABASE,
) -> None:
    """Replace the whole state by a snapshot, or change nothing. An emulator may be serving it."""
    snapshot = _read(file)
    with open_console(database, make=True) as opened:
        opened.load(snapshot)
    typer.echo(printable(f"Loaded {len(snapshot.records):,} records into {database}."))


@app.command()
def diff(
    before: Annotated[Path, typer.Argument(help="Snapshot to compare from.")],
    after: Annotated[Path, typer.Argument(help="Snapshot to compare to.")],
    as_json: AsJson = False,
) -> None:
    """Show added, removed and changed records. Exits 1 if the snapshots differ, 2 if one cannot be read."""
    found = emulator.differences(_read(before), _read(after))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found]))
    elif found:
        print_table("change", "kind", "id", "name", "field", "before", "after", rows=[_cells(one) for one in found])
    raise typer.Exit(EXIT_FAILED if found else 0)


def seed(
    data_set: Annotated[str, typer.Argument(metavar="empty|demo|fleet", help="The data set.")],
    tenants: Annotated[int | None, typer.Argument(help="Number of tenants, for fleet.", min=1)] = None,
    database: Database = DEFAULT_DATABASE,
    replace: Annotated[bool, typer.Option("--replace", help="First remove every record.")] = False,
) -> None:
    """Fill an empty state. `demo` has three complete tenants, `fleet N` has N with a bot and a context each."""
    with open_console(database, make=True) as opened:
        counts = opened.seed(data_set if tenants is None else f"{data_set}:{tenants}", replace=replace)
    made = ", ".join(f"{count:,} {kind}" for kind, count in counts.items()) or "no records"
    typer.echo(printable(f"{database} holds {made}."))


def _read(file: Path) -> "emulator.Snapshot":
    try:
        text = read_regular_file(file, LARGEST_SNAPSHOT_BYTES)
    except FileRefused as error:
        raise failed(f"{file} {error}", EXIT_USAGE) from error
    except OSError as error:
        raise failed(f"cannot read {file}: {error.strerror or error}", EXIT_USAGE) from error
    with errors_as_exits():
        return emulator.Snapshot.from_json(text)


def _write_private(file: Path, text: str) -> None:
    """Replace the file in one step, readable only by its user: a reader finds the old file or the new one."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # created with mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as written:
            written.write(text)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink()
        raise


def _cells(one: "emulator.Difference") -> list[str]:
    values = [_shortened(value) if one.field else "" for value in (one.before, one.after)]
    return [one.change, one.kind, one.id, one.name, one.field, *values]


def _shortened(value: JsonValue) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
