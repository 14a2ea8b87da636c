"""Tables of commands: what the service or a program says is shown, and nothing of it obeyed."""

import pytest

from pulumi_chatbotkit.cli.tables import print_table


def test_a_cell_moves_no_cursor_and_ends_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    """All tables of the commands are printed by this function."""
    print_table("id", "name", rows=[["b1", "\x1b[2JAda\x9b31m\r\nb2  Eve\u202e[bold]x[/bold]"]])

    shown = capsys.readouterr().out
    assert shown.splitlines()[1].split(maxsplit=1) == [
        "b1",
        "\\x1b[2JAda\\x9b31m\\x0d\\x0ab2  Eve\\u202e[bold]x[/bold]",
    ]
    assert len(shown.splitlines()) == 2
