"""``tokens``: writes the keys of a stack's tenants to a file."""

from pathlib import Path
from typing import Annotated

import typer

from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.cli.stack_access import commands_of
from pulumi_chatbotkit.operations.file_changes import write_new_file
from pulumi_chatbotkit.operations.tenant_tokens import EXTENSIONS, FORMATS, TokensRefused, tokens_of
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState, read_stack_state

app = typer.Typer(add_completion=False)


@app.command()
def tokens(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write them there: .json, or .env for dotenv.")
    ] = None,
    tenant: Annotated[list[str] | None, typer.Option(help="Key of a tenant; else all.")] = None,
    format_: Annotated[
        str | None, typer.Option("--format", help="json or dotenv, whatever the file is called.")
    ] = None,
    stack: Annotated[str | None, typer.Option(help="Stack to read; the selected one if left out.")] = None,
    show: Annotated[bool, typer.Option("--show", help="Print them on standard output.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write the keys of a stack's tenants to a file that only its owner can read (0600).

    They come from the state, so the stack's passphrase or KMS is needed. Nothing is asked of ChatBotKit.
    """
    try:
        write = FORMATS[_format(out, format_, show=show)]
        state = _state(commands_of(stack))
        found = tokens_of(state, tenant or ())
        text = write(found)
        if out is not None:
            write_new_file(out, text.encode(), force=force)
            tenants = len({each.tenant for each in found})
            typer.echo(printable(f"{out}: {len(found):,} keys of {tenants:,} tenants"), err=show)
        if show:
            typer.echo(text, nl=False)
    except FileExistsError:
        raise failed(f"{out} is there already, and is left as it is: --force replaces a file, but no link") from None
    except (TokensRefused, PulumiCliError, OSError) as error:
        raise failed(str(error)) from None


def _format(out: Path | None, given: str | None, *, show: bool) -> str:
    if out is None and not show:
        raise TokensRefused("say where to write the keys: --out FILE; --show prints them on the terminal")
    if given is not None and given not in FORMATS:
        raise TokensRefused(f"--format {given}: must be {' or '.join(FORMATS)}")
    if given is not None or out is None:
        return given or "json"
    by_name = EXTENSIONS.get(out.name if out.name in EXTENSIONS else out.suffix.lower())
    if by_name is None:
        raise TokensRefused(f"{out}: its extension tells no format: use .json or .env, or add --format json or dotenv")
    return by_name


def _state(commands: StackCommands) -> StackState:
    try:
        return read_stack_state(commands, show_secrets=True)
    except PulumiCliError as error:
        message = (
            f"{error}\nThe keys are encrypted in the state. If the stack has a passphrase, set "
            "PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE; if it has a KMS, sign in there"
        )
        raise PulumiCliError(message) from error
