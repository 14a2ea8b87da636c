"""Runs a Pulumi command on a stack and returns what it prints."""

import signal
import subprocess
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, cast

from pulumi_chatbotkit.pulumi_cli.binaries import PulumiCli
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError

_BROKEN_CHARACTERS: Final = "backslashreplace"
"""How bytes are read that are no UTF-8: such an escape is no JSON either, so no document is changed unnoticed."""


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
    time_limit_s: float | None = None
    """Of each command that ``run`` runs; None: it may take any time."""

    def run(self, *arguments: str) -> str:
        """What a command prints. Raises PulumiCliError."""
        return self.run_without_stack(*arguments, *self._named())

    def run_without_stack(self, *arguments: str) -> str:
        """As ``run``, of a command that is about no stack."""
        return pulumi(self.pulumi_cli, self.environment, self.project, *arguments, time_limit_s=self.time_limit_s)

    def run_into(self, output: IO[str], *arguments: str) -> "Finished":
        """Run a command whose output may be large, whatever its exit code; ``output`` is a file, and gets it."""
        command = [str(self.pulumi_cli.directory / "pulumi"), *arguments, *self._named(), "--non-interactive"]
        done = subprocess.run(
            command,
            cwd=self.project,
            env=dict(self.environment),
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            errors=_BROKEN_CHARACTERS,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return Finished(done.returncode, done.stderr)

    @contextmanager
    def reading(self, *arguments: str) -> Generator[IO[str]]:
        """What a command prints, while it prints it: nothing is kept, nor written to a file.

        Raises:
            PulumiCliError: it failed, also if that is why the text could not be used; the message is Pulumi's.
        """
        command = [str(self.pulumi_cli.directory / "pulumi"), *arguments, *self._named(), "--non-interactive"]
        with (
            tempfile.TemporaryFile("w+", encoding="utf-8", errors=_BROKEN_CHARACTERS) as errors,
            subprocess.Popen(
                command,
                cwd=self.project,
                env=dict(self.environment),
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                stdin=subprocess.DEVNULL,
            ) as process,
        ):
            output = cast("IO[str]", process.stdout)
            unusable: PulumiCliError | None = None
            try:
                yield output
            except PulumiCliError as error:
                unusable = error
            output.close()
            code = process.wait()
            is_our_end = code == -signal.SIGPIPE and unusable is not None  # read no further, so nobody took the rest
            if code and not is_our_end:
                errors.seek(0)
                how = f"exit code {code}" if code > 0 else f"it was ended by signal {-code}"
                message = f"pulumi {arguments[0]}: {errors.read().strip() or how}"
                raise PulumiCliError(message) from unusable
            if unusable is not None:
                raise unusable

    def _named(self) -> tuple[str, ...]:
        return ("--stack", self.stack) if self.stack else ()


@dataclass(frozen=True)
class Finished:
    """How a command has ended."""

    exit_code: int
    stderr: str


def pulumi(
    pulumi_cli: PulumiCli,
    environment: Mapping[str, str],
    project: Path,
    *arguments: str,
    time_limit_s: float | None = None,
) -> str:
    """The standard output of ``pulumi`` with these arguments, run in the folder of the program.

    Raises:
        PulumiCliError: it failed, and the message is Pulumi's; or it took longer than ``time_limit_s`` seconds.
    """
    try:
        done = subprocess.run(
            [str(pulumi_cli.directory / "pulumi"), *arguments, "--non-interactive"],
            cwd=project,
            env=dict(environment),
            capture_output=True,
            text=True,
            errors=_BROKEN_CHARACTERS,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=time_limit_s,
        )
    except subprocess.TimeoutExpired:
        message = f"pulumi {arguments[0]}: no answer within {time_limit_s:g} s"
        raise PulumiCliError(message) from None
    if done.returncode != 0:
        said = done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}"
        message = f"pulumi {arguments[0]}: {said}"
        raise PulumiCliError(message)
    return done.stdout
