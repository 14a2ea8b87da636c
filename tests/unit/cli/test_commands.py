"""The command line as a whole; what each command does is tested elsewhere."""

import importlib.metadata
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app


def test_the_help_names_every_command_with_what_it_does() -> None:
    """Although their modules are not imported yet."""
    shown = CliRunner().invoke(app, ["--help"]).stdout

    assert "Find or get the Pulumi CLI." in shown
    assert "The ChatBotKit API in a box." in shown
    assert "List the tenants" in shown


@pytest.mark.parametrize(
    ("words", "path"),
    [(["engine", "env"], "engine env"), (["emulator", "serve"], "emulator serve"), (["tenants"], "tenants")],
)
def test_a_command_is_found_by_its_name(words: list[str], path: str) -> None:
    """The usage line shows the command's full name."""
    assert f"pulumi-chatbotkit {path} [OPTIONS]" in CliRunner().invoke(app, [*words, "--help"]).stdout


def test_an_unknown_command_is_refused() -> None:
    """With the exit code for usage errors."""
    assert CliRunner().invoke(app, ["nonsense"]).exit_code == 2


def test_the_version_is_that_of_the_installed_package() -> None:
    """Nothing else is printed, so that scripts can read it."""
    assert CliRunner().invoke(app, ["--version"]).stdout.strip() == importlib.metadata.version("pulumi-chatbotkit")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "xterm")])
def test_colour_is_left_out_where_it_is_not_wanted(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On a terminal, too; here the runner claims to be one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    environment = {name: value, "CHATBOTKIT_ENDPOINT": "http://127.0.0.1:9"}

    shown = CliRunner().invoke(app, ["doctor"], env=environment, color=True).stdout

    assert "not-checked" in shown
    assert ("\x1b[" in shown) is (value == "xterm")
