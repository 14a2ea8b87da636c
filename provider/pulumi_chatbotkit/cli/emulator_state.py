"""Options, exit codes and opening of the state file, shared by the emulator's commands."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.emulator import Console, EmulatorError, EmulatorSettings, NoSuchRecordError
from pulumi_chatbotkit.printable import printable

EXIT_FAILED: Final = 1
EXIT_USAGE: Final = 2
_LINE_END: Final = "\n"

Database = Annotated[Path, typer.Option("--db", help="SQLite file of the emulator's state.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


def failed(message: str, exit_code: int) -> typer.Exit:
    """Print an error, and return the exit for the caller to raise."""
    typer.echo(f"error: {printable(message, keep=_LINE_END)}", err=True)
    return typer.Exit(exit_code)


@contextmanager
def errors_as_exits() -> Generator[None]:
    """Turns emulator errors inside the block into a message and an exit code."""
    try:
        yield
    except NoSuchRecordError as error:
        raise failed(str(error), EXIT_FAILED) from error
    except EmulatorError as error:
        raise failed(str(error), EXIT_USAGE) from error


@contextmanager
def open_console(database: Path, *, make: bool = False) -> Generator[Console]:
    """The state in ``database``. ``make``: create the file if it does not exist; otherwise that is an error."""
    if not make and not database.exists():
        raise failed(f"there is no emulator state in {database}; name its file with --db", EXIT_FAILED)
    with errors_as_exits():
        opened = Console(EmulatorSettings(database=database))
        try:
            yield opened
        finally:
            opened.close()
