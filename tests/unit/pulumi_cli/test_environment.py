"""The environment variables for Pulumi, as the Python function returns them."""

import os
import stat
import sys
from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import PulumiCli, PulumiCliError, pulumi_environment
from pulumi_chatbotkit.pulumi_cli.environment import local_directory

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


def test_destroy_and_refresh_run_the_program(tmp_path: Path) -> None:
    """Otherwise they use the endpoint and the key of the last `up`. Who has set the variable has decided."""
    assert pulumi_environment(PULUMI_CLI, tmp_path, {})["PULUMI_RUN_PROGRAM"] == "true"
    assert "PULUMI_RUN_PROGRAM" not in pulumi_environment(PULUMI_CLI, tmp_path, {"PULUMI_RUN_PROGRAM": "false"})
    with_backend = {"PULUMI_BACKEND_URL": "s3://states"}
    assert pulumi_environment(PULUMI_CLI, tmp_path, with_backend)["PULUMI_RUN_PROGRAM"] == "true"


def test_the_state_of_another_project_is_not_used(tmp_path: Path) -> None:
    """A shell that was in one project, and now is in another."""
    first = pulumi_environment(PULUMI_CLI, tmp_path / "a", {"PATH": "/bin"})

    second = {**first, **pulumi_environment(PULUMI_CLI, tmp_path / "b", first)}

    assert [name for name, value in second.items() if f"{tmp_path}/a" in value] == []
    assert second["PULUMI_BACKEND_URL"] == f"file://{tmp_path}/b/state"


def test_what_the_user_has_set_since_is_left_alone(tmp_path: Path) -> None:
    """Only what is as it was set for the other project is replaced."""
    shell = pulumi_environment(PULUMI_CLI, tmp_path / "a", {}) | {"PULUMI_HOME": "/my/home"}

    assert "PULUMI_HOME" not in pulumi_environment(PULUMI_CLI, tmp_path / "b", shell)


@pytest.mark.parametrize("backend", ["s3://states", "https://api.pulumi.com"])
def test_the_passphrase_of_another_project_is_refused_where_nothing_replaces_it(tmp_path: Path, backend: str) -> None:
    """With a backend of the user, this package sets no passphrase; the one of another project would be used."""
    shell = pulumi_environment(PULUMI_CLI, tmp_path / "a", {}) | {"PULUMI_BACKEND_URL": backend}

    with pytest.raises(PulumiCliError, match=r"PULUMI_CONFIG_PASSPHRASE_FILE.* of this shell: set for the"):
        pulumi_environment(PULUMI_CLI, tmp_path / "b", shell)


@pytest.mark.parametrize("project", ["a", "b"])
@pytest.mark.parametrize("passphrase", ["mine", ""])
def test_beside_a_passphrase_the_file_does_not_matter(tmp_path: Path, project: str, passphrase: str) -> None:
    """Pulumi takes the passphrase then; so a shell of ``engine env`` is no reason to refuse it."""
    shell = pulumi_environment(PULUMI_CLI, tmp_path / "a", {}) | {"PULUMI_CONFIG_PASSPHRASE": passphrase}

    assert "PULUMI_CONFIG_PASSPHRASE_FILE" not in pulumi_environment(PULUMI_CLI, tmp_path / project, shell)


@pytest.mark.parametrize("shell", ["new", "of before"])
def test_no_new_passphrase_is_made_beside_a_state(tmp_path: Path, shell: str) -> None:
    """It could not read the state, and the sentence about it would come from Pulumi, much later."""
    before = pulumi_environment(PULUMI_CLI, tmp_path, {})
    state = tmp_path / "state" / ".pulumi" / "stacks" / "fleet" / "prod.json"
    state.parent.mkdir(parents=True)
    state.write_text("{}")
    (tmp_path / "passphrase").unlink()

    with pytest.raises(PulumiCliError, match=r"passphrase is missing, and the state .*\(stack prod\)"):
        pulumi_environment(PULUMI_CLI, tmp_path, before if shell == "of before" else {})

    assert not (tmp_path / "passphrase").exists()
    chosen = pulumi_environment(PULUMI_CLI, tmp_path, {"PULUMI_CONFIG_PASSPHRASE": "what it held"})
    assert "PULUMI_CONFIG_PASSPHRASE_FILE" not in chosen


def test_the_local_folder_is_that_of_the_project_also_below_it(tmp_path: Path) -> None:
    """Pulumi, too, looks for Pulumi.yaml upwards."""
    (tmp_path / "project" / "docs").mkdir(parents=True)
    (tmp_path / "project" / "Pulumi.yaml").write_text("name: a")

    assert local_directory(tmp_path / "project" / "docs") == tmp_path / "project" / ".pulumi-chatbotkit"
    assert local_directory(tmp_path) == tmp_path / ".pulumi-chatbotkit"
