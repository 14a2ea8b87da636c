"""Progress messages while a Pulumi CLI is being got."""

import io
import threading

import pytest

from pulumi_chatbotkit.pulumi_cli import progress_on
from pulumi_chatbotkit.pulumi_cli.progress import LineProgress, duration


class Heard(io.StringIO):
    """A log that lets the test wait for a progress line."""

    def __init__(self) -> None:
        super().__init__()
        self.alive = threading.Event()

    def write(self, text: str) -> int:
        if "still at it" in text:
            self.alive.set()
        return super().write(text)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_long_step_prints_progress_lines_in_a_log() -> None:
    """CI systems end jobs that print nothing for minutes, and the build is one long compilation."""
    log = Heard()

    with LineProgress(log, heartbeat_s=0.001).step("compiling"):
        log.alive.wait()

    lines = log.getvalue().splitlines()
    assert lines[0] == "engine: compiling ..."
    assert lines[1] == "engine: compiling: still at it after 0 s"
    assert lines[-1].startswith("engine: compiling: done in ")


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_step_that_fails_is_not_called_done(stream: io.StringIO) -> None:
    """The caller reports the reason."""
    with pytest.raises(OSError, match="disk"), progress_on(stream).step("compiling"):
        raise OSError("disk")

    assert "done" not in stream.getvalue()


def test_a_terminal_shows_a_step_while_it_runs() -> None:
    """The moving line is gone afterwards; the duration stays."""
    terminal = Terminal()

    with progress_on(terminal).step("compiling"):
        pass

    assert "compiling" in terminal.getvalue()
    assert terminal.getvalue().endswith("engine: compiling: done in 0 s\n")


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 s"), (59.6, "1 min 0 s"), (330, "5 min 30 s")])
def test_durations_are_read_in_minutes_with_seconds(seconds: float, words: str) -> None:
    """Easier to read than hundreds of seconds."""
    assert duration(seconds) == words
