"""How a command fails: one error on standard error, and exit code 1."""

import typer

from pulumi_chatbotkit.printable import printable

EXIT_FAILED = 1


def failed(message: str) -> typer.Exit:
    """Print an error; returns what to raise."""
    typer.echo(printable(f"error: {message}", keep="\n"), err=True)
    return typer.Exit(EXIT_FAILED)
