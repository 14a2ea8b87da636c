"""A program is ended together with its children."""

import os
from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import Unavailable
from pulumi_chatbotkit.pulumi_cli.process import run


def test_a_time_limit_ends_the_children_too(tmp_path: Path) -> None:
    """Installers are shell scripts: ending the shell alone would leave its download running."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(reading, True)

    with pytest.raises(Unavailable, match="sh did not finish within 1 s"):
        run(["/bin/sh", "-c", f"exec 3> {pipe}; echo begun >&3; sleep 600 & wait"], environ=os.environ, time_limit_s=1)

    assert os.read(reading, 100) == b"begun\n"
    assert os.read(reading, 100) == b""  # end of file: no process holds the pipe any more
    os.close(reading)


def test_a_program_that_fails_in_silence_is_named(tmp_path: Path) -> None:
    """The message would be empty otherwise."""
    with pytest.raises(Unavailable, match="false failed without a message"):
        run(["/bin/false"], environ={})


def test_a_program_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    """A broken link or a binary of another platform on PATH."""
    with pytest.raises(Unavailable, match="absent cannot be started: No such file or directory"):
        run([str(tmp_path / "absent")], environ={})
