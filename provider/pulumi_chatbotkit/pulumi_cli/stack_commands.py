"""Runs a Pulumi command on a stack and returns what it prints."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pulumi_chatbotkit.pulumi_cli.binaries import PulumiCli
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError


@dataclass(frozen=True)
class StackCommands:
    """The Pulumi CLI for one stack of a program."""

    pulumi_cli: PulumiCli
    environment: Mapping[str, str]
    """Back end, and passphrase if secrets are to be decrypted."""
    project: Path
    """Folder of the program."""
    stack: str | None
    """None: the selected one."""

    def run(self, *arguments: str) -> str:
        """What a command prints. Raises PulumiCliError."""
        named = ("--stack", self.stack) if self.stack else ()
        return pulumi(self.pulumi_cli, self.environment, self.project, *arguments, *named)


def pulumi(pulumi_cli: PulumiCli, environment: Mapping[str, str], project: Path, *arguments: str) -> str:
    """The standard output of ``pulumi`` with these arguments, run in the folder of the program.

    Raises:
        PulumiCliError: it failed; the message is Pulumi's.
    """
    done = subprocess.run(
        [str(pulumi_cli.directory / "pulumi"), *arguments, "--non-interactive"],
        cwd=project,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode != 0:
        message = f"pulumi {arguments[0]}: {done.stderr.strip() or done.stdout.strip()}"
        raise PulumiCliError(message)
    return done.stdout
