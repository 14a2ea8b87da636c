"""A refresh of what did not change shows no change: not even while it is under way."""

import re

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.project import REPOSITORY, Project

EVERYTHING = (REPOSITORY / "examples" / "everything" / "__main__.py").read_text(encoding="utf-8")
MARKED_SECRET = 'chatbotkit.Bot("quiet", backstory=pulumi.Output.secret("You keep quiet."))'
_SHOWN = re.compile(r"^.*\[.*diff: .*\].*$", re.MULTILINE)


@pytest.mark.parametrize("options", [("--refresh",), ("--refresh", "--run-program")], ids=" ".join)
def test_an_up_with_refresh_shows_no_difference_where_there_is_none(project: Project, options: tuple[str, ...]) -> None:
    """Pulumi compares what the program passes with what the state has, before it asks the service."""
    project.write("__main__.py", f"{EVERYTHING}\n{MARKED_SECRET}")
    project.up()

    again = project.up(*options)

    assert _SHOWN.findall(again.output) == []


def test_a_default_that_is_written_out_is_shown_by_a_refresh_and_changes_nothing(
    project: Project, emulator: EmulatorServer
) -> None:
    """The state has the canonical form, and Pulumi compares it with what the program passes before check can. Drift
    of the same field is seen and repaired."""
    project.program('chatbotkit.Bot("plain", name="Ada", visibility="private")')
    project.up()
    [bot] = emulator.records("bot")

    again = project.up("--refresh")
    emulator.edit("bot", str(bot["id"]), {"visibility": "public"})
    repaired = project.up("--refresh")

    assert ["+visibility" in line for line in _SHOWN.findall(again.output)] == [True]
    assert "updated" not in again.output
    assert "1 updated" in repaired.output
    assert emulator.records("bot")[0]["visibility"] == "private"
