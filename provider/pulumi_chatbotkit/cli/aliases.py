"""The option ``--aliases`` of commands that write tenants which adopt partner users."""

import csv
from pathlib import Path
from typing import Final

import typer

from pulumi_chatbotkit.operations.tenant_entries.new_files import WritingRefused

_NO_ALIASES: Final = "none"

ALIASES = typer.Option(
    metavar="none|CSV",
    help="What no answer shows and adoption must not erase: `none` if no partner user has an alias, or a CSV "
    "file with the columns id and alias.",
)


def known_aliases(given: str | None) -> dict[str, str] | None:
    """The aliases of partner users by id; None if the option is not given.

    Raises:
        WritingRefused: the file lacks a column.
        OSError: it cannot be read.
    """
    if given is None or given == _NO_ALIASES:
        return None if given is None else {}
    with Path(given).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"id", "alias"} <= {*(rows.fieldnames or ())}:
            message = f"--aliases {given}: the first line must name the columns id and alias"
            raise WritingRefused(message)
        return {row["id"]: row["alias"] or "" for row in rows}
