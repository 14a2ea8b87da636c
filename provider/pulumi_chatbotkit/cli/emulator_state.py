"""What the emulator's commands share: options, exit codes, and the state file behind a command."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.emulator import Console, EmulatorError, EmulatorSettings, NoSuchRecordError

EXIT_FAILED: Final = 1
EXIT_USAGE: Final = 2

Database = Annotated[Path, typer.Option("--db", help="SQLite file of the emulator's state.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


def failed(message: str, exit_code: int) -> typer.Exit:
    """Say what is wrong; the exit is the caller's to raise."""
    typer.echo(f"error: {message}", err=True)
    return typer.Exit(exit_code)


@contextmanager
def refusals() -> Generator[None]:
    """Whatever an emulator refuses inside the block becomes a message and an exit code."""
    try:
        yield
    except NoSuchRecordError as error:
        raise failed(str(error), EXIT_FAILED) from error
    except EmulatorError as error:
        raise failed(str(error), EXIT_USAGE) from error


@contextmanager
def open_console(database: Path, *, make: bool = False) -> Generator[Console]:
    """The state in ``database``, which must be there unless the command may ``make`` it."""
    if not make and not database.exists():
        raise failed(f"there is no emulator state in {database}; name its file with --db", EXIT_FAILED)
    with refusals():
        opened = Console(EmulatorSettings(database=database))
        try:
            yield opened
        finally:
            opened.close()
