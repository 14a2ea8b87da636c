"""Runs one program to its end, and takes its children down with it when the end comes early."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from pulumi_chatbotkit.pulumi_cli.errors import Unavailable

ERROR_LINES_KEPT = 5


def run(
    command: Sequence[str],
    *,
    environ: Mapping[str, str],
    cwd: Path | None = None,
    time_limit_s: float | None = None,
) -> str:
    """The standard output of ``command``, which gets no input.

    Raises:
        Unavailable: the program cannot be started, failed, or took longer than ``time_limit_s`` seconds.
    """
    try:
        # A session of its own, because installers start children that must not outlive a time limit or Ctrl-C.
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise Unavailable(f"{command[0]} cannot be started: {error.strerror}") from error
    with process:
        try:
            output, errors = process.communicate(timeout=time_limit_s)
        except subprocess.TimeoutExpired as error:
            raise Unavailable(f"{Path(command[0]).name} did not finish within {time_limit_s:.0f} s") from error
        finally:
            _end_group(process)
    if process.returncode != 0:
        raise Unavailable(_last_lines(errors or output) or f"{Path(command[0]).name} failed without a message")
    return output


def _end_group(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _last_lines(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " | ".join(lines[-ERROR_LINES_KEPT:])
