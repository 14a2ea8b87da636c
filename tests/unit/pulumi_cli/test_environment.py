"""The environment variables for Pulumi, as the Python function returns them."""

import os
import stat
import sys
from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import PulumiCli, pulumi_environment

PULUMI_CLI = PulumiCli(Path("/opt/pulumi/bin"), "3.259.0", "PATH")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_pulumi_cli_comes_first_on_path_before_this_interpreter(tmp_path: Path) -> None:
    """The language host takes the first python3, which must be the one that has this package."""
    variables = pulumi_environment(PULUMI_CLI, tmp_path, {"PATH": "/usr/bin:/bin"})

    assert variables["PATH"].split(os.pathsep) == [
        "/opt/pulumi/bin",
        str(Path(sys.executable).parent),
        "/usr/bin",
        "/bin",
    ]


def test_applying_it_twice_changes_nothing(tmp_path: Path) -> None:
    """People may have the eval line in their shell's start-up file and run make in that shell."""
    once = pulumi_environment(PULUMI_CLI, tmp_path, {"PATH": "/bin"})

    assert {**once, **pulumi_environment(PULUMI_CLI, tmp_path, once)} == once


def test_the_local_directory_is_for_its_owner_alone(tmp_path: Path) -> None:
    """State holds encrypted secrets, and the passphrase lies beside it."""
    directory = tmp_path / "local"

    variables = pulumi_environment(PULUMI_CLI, directory, {})

    assert mode(directory) == 0o700
    assert mode(directory / "passphrase") == 0o600
    assert variables["PULUMI_BACKEND_URL"] == f"file://{directory}/state"
    assert variables["PULUMI_HOME"] == str(directory / "home")


def test_the_passphrase_is_made_once(tmp_path: Path) -> None:
    """A second one could not read what the first one has encrypted."""
    file = Path(pulumi_environment(PULUMI_CLI, tmp_path, {})["PULUMI_CONFIG_PASSPHRASE_FILE"])
    made = file.read_text(encoding="utf-8")

    pulumi_environment(PULUMI_CLI, tmp_path, {})

    assert file.read_text(encoding="utf-8") == made
    assert len(made.strip()) >= 40


@pytest.mark.parametrize("chosen", ["PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"])
def test_a_passphrase_of_the_user_is_left_alone(tmp_path: Path, chosen: str) -> None:
    """An empty one counts too: Pulumi accepts it, and so some people use it for trials."""
    variables = pulumi_environment(PULUMI_CLI, tmp_path, {chosen: ""})

    assert "PULUMI_CONFIG_PASSPHRASE_FILE" not in variables
    assert not (tmp_path / "passphrase").exists()


def test_a_backend_of_the_user_is_left_alone(tmp_path: Path) -> None:
    """It has its own login and its own key; only PATH and the offline switches are added."""
    variables = pulumi_environment(PULUMI_CLI, tmp_path / "local", {"PULUMI_BACKEND_URL": "s3://states"})

    assert not {"PULUMI_BACKEND_URL", "PULUMI_HOME", "PULUMI_CONFIG_PASSPHRASE_FILE"} & variables.keys()
    assert not (tmp_path / "local").exists()


def test_nothing_is_looked_up_on_the_network(tmp_path: Path) -> None:
    """Otherwise each run asks for newer versions, and for plugins that Pulumi brings along."""
    variables = pulumi_environment(PULUMI_CLI, tmp_path, {})

    assert variables["PULUMI_SKIP_UPDATE_CHECK"] == "true"
    assert variables["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] == "true"
