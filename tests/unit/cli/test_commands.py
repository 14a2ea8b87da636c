"""The command line as a whole; what a command does is tested where its rules are."""

import importlib.metadata

import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app


def test_the_help_names_every_command_with_what_it_does() -> None:
    """Commands are loaded when they are named, and the help names them all."""
    shown = CliRunner().invoke(app, ["--help"]).stdout

    assert "Find or get the Pulumi CLI." in shown
    assert "The ChatBotKit API in a box." in shown
    assert "List the tenants" in shown


@pytest.mark.parametrize(
    ("words", "path"),
    [(["engine", "env"], "engine env"), (["emulator", "serve"], "emulator serve"), (["tenants"], "tenants")],
)
def test_a_command_is_found_by_its_name(words: list[str], path: str) -> None:
    """Its usage line is what a person types."""
    assert f"pulumi-chatbotkit {path} [OPTIONS]" in CliRunner().invoke(app, [*words, "--help"]).stdout


def test_an_unknown_command_is_refused() -> None:
    """With the exit code for wrong words."""
    assert CliRunner().invoke(app, ["nonsense"]).exit_code == 2


def test_the_version_is_that_of_the_installed_package() -> None:
    """Nothing else is printed, for scripts."""
    assert CliRunner().invoke(app, ["--version"]).stdout.strip() == importlib.metadata.version("pulumi-chatbotkit")
