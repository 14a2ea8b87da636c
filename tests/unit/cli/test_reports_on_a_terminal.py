"""Reports say on a terminal how far they have come, and nothing elsewhere."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import make_by_hand
from support.stack_script import PROJECT, STACK, StackScript, inside, tenant


@pytest.fixture
def stack(tmp_path: Path, emulator: EmulatorServer, monkeypatch: pytest.MonkeyPatch) -> StackScript:
    """A stack with one tenant."""
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", emulator.token)
    marker: JsonObject = {"stack": f"{PROJECT}/{STACK}", "name": "acme"}
    user = make_by_hand(emulator, "partner/user", {"name": "Acme"})
    made = StackScript(tmp_path, monkeypatch)
    values: JsonObject = {"name": "Acme", "marker": marker}
    resource = inside("acme", "PartnerUser", "acme", user, inputs=values, outputs=values)
    made.holds([tenant("acme"), resource], {"chatbotkit:endpoint": emulator.url})
    return made


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("drift", "--json"), ["1 of 1 objects", "1 of 1 accounts"]),
        (("inventory", "--stack", STACK, "--json"), ["1 of 2 accounts", "2 of 2 accounts"]),
        (("orphans", "--json"), ["1 of 2 accounts", "2 of 2 accounts"]),
    ],
    ids=["drift", "inventory", "orphans"],
)
@pytest.mark.usefixtures("stack")
def test_progress_is_for_a_terminal(words: tuple[str, ...], said: list[str]) -> None:
    """On standard error, so that a document on standard output stays whole."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from pulumi_chatbotkit.cli import main; main()", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, text=True) as process:
        os.close(theirs)
        printed, _ = process.communicate(timeout=60)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)

    assert [*filter(None, shown.replace("\r", "\n").split("\n"))] == said
    assert printed.startswith("{")
