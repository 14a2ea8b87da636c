"""A refresh of what did not change shows no change: not even while it is under way."""

import re

import pytest

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
