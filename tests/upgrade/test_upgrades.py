"""Stacks of earlier versions work with this version: nothing but new guards, then empty preview, no drift."""

from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import find_pulumi_cli
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project
from support.upgrade import Recording, recordings

RECORDINGS = recordings()
CHANGES = {"+", "~", "-", "++", "+-", "--"}
"""How a line about a resource that is not unchanged begins."""


def test_there_are_recordings() -> None:
    """Without a recording the other test would check nothing."""
    assert "0.1" in [recording.folder.name for recording in RECORDINGS]


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda recording: recording.folder.name)
def test_a_stack_of_an_earlier_version_previews_empty(
    recording: Recording, tmp_path: Path, emulator: EmulatorServer
) -> None:
    """With the program that made the recording, with and without a refresh.

    Before there were guards of partner users, no state had them: the first run adds them, without a call.
    """
    project = Project(tmp_path, find_pulumi_cli(), {"chatbotkit:endpoint": emulator.url}, "passphrase")
    project.environment["CHATBOTKIT_API_TOKEN"] = emulator.token
    recording.restore(project, emulator)

    emulator.clear_requests()
    for run in (project.preview(), project.up()):
        shown = [line for line in run.stdout.splitlines() if "dynamic/" in line and line.split()[0] in CHANGES]
        assert all("DeletionGuard" in line for line in shown), run.stdout
    assert emulator.requests == []

    project.preview("--expect-no-changes", "--diff")
    drift = project.drift()

    assert drift.exit_code == 0, drift.output
