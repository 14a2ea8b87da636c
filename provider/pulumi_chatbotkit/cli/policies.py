"""``policies``: write the policy pack into a folder, for ``pulumi preview --policy-pack``."""

import shlex
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.policies.folder import CONFIGURATION, RUN, FolderRefused, write_folder
from pulumi_chatbotkit.printable import printable

app = typer.Typer(add_completion=False)

_NEEDED: Final = "pulumi_policy"


@app.command()
def policies(
    folder: Annotated[Path, typer.Argument(help="Where to; made if missing.")] = Path("policies"),
) -> None:
    """Write a policy pack for your stacks: what starts it, and its configuration. Overwrites nothing.

    Pulumi applies it with `--policy-pack FOLDER/run`.
    """
    if find_spec(_NEEDED) is None:
        install = f"{shlex.quote(sys.executable)} -m pip install 'pulumi-chatbotkit[policies]'"
        message = f"policies need pulumi-policy, which is not installed. Nothing was written. Install it: {install}"
        raise failed(message)
    try:
        written = write_folder(folder)
    except (FolderRefused, OSError) as error:
        raise failed(str(error)) from None
    for path in written:
        typer.echo(printable(f"wrote {path}"))
    pack = f"--policy-pack {_word(folder / RUN)} --policy-pack-config {_word(folder / CONFIGURATION)}"
    typer.echo("\nNext:")
    for command in ("pulumi preview", "pulumi up", "pulumi policy analyze"):
        typer.echo(f"  {command} {pack}")


def _word(path: Path) -> str:
    return shlex.quote(printable(str(path)))
