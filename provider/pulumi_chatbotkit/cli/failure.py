"""How a command fails: one error on standard error, and exit code 1."""

import os

import typer

from pulumi_chatbotkit.operations.environment_secrets import environment_redactor
from pulumi_chatbotkit.printable import printable

EXIT_FAILED = 1


def masked(message: str) -> str:
    """A message, which may be Pulumi's or a proxy's, without the credentials of the environment."""
    return environment_redactor(os.environ).redact(message)


def failed(message: str) -> typer.Exit:
    """Print an error, masked; returns what to raise."""
    typer.echo(printable(f"error: {masked(message)}", keep="\n"), err=True)
    return typer.Exit(EXIT_FAILED)
