"""`pulumi-chatbotkit engine`, as it is used in shells and Makefiles."""

import subprocess
from pathlib import Path

from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli.pulumi_cli import app

from .conftest import Machine


def call(machine: Machine, *arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, env=machine.environ)


def test_path_prints_the_directory_as_its_last_line(machine: Machine) -> None:
    """Scripts read it with `tail -n 1`."""
    machine.pulumi(machine.bin)

    result = call(machine, "path")

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, str(machine.bin))


def test_path_without_a_pulumi_cli_fails_with_the_next_step(machine: Machine) -> None:
    """Nothing on standard output: a script must not take an explanation for a directory."""
    result = call(machine, "path")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "Run `pulumi-chatbotkit engine ensure`" in result.stderr


def test_ensure_says_which_version_it_uses_from_where(machine: Machine) -> None:
    """When a run behaves oddly, this line is the first thing to look at."""
    machine.pulumi(machine.bin, says="v3.230.1")

    result = call(machine, "ensure")

    assert result.stdout == f"Pulumi CLI 3.230.1 from PATH: {machine.bin}\n"


def test_ensure_fails_when_nothing_works(machine: Machine) -> None:
    """`make setup` stops then, and shows the three remedies."""
    result = call(machine, "ensure")

    assert result.exit_code == 1
    assert "Three ways out:" in result.stderr


def test_env_is_read_back_unchanged_by_a_shell(machine: Machine, tmp_path: Path) -> None:
    """Directories have blanks, quotes and dollar signs in their names."""
    machine.pulumi(machine.bin)
    directory = tmp_path / 'it\'s $HOME; `date` "dir"'

    exports = call(machine, "env", "--directory", str(directory)).stdout
    script = f'{exports}\nprintf "%s|%s" "$PULUMI_HOME" "$PULUMI_BACKEND_URL"'
    read = subprocess.run(["/bin/bash", "-c", script], env={}, capture_output=True, encoding="utf-8", check=True)

    assert read.stdout == f"{directory}/home|file://{directory}/state"


def test_env_without_a_pulumi_cli_fails_with_nothing_to_evaluate(machine: Machine) -> None:
    """With half of the variables, another pulumi could run against another backend."""
    result = call(machine, "env")

    assert (result.exit_code, result.stdout) == (1, "")


def test_env_in_another_project_says_that_it_replaces_the_state(machine: Machine, tmp_path: Path) -> None:
    """`eval "$(...)"` in a second project; standard output has nothing but exports."""
    machine.pulumi(machine.bin)
    machine.environ["PULUMI_CHATBOTKIT_DIRECTORY"] = f"{tmp_path}/a"
    machine.environ["PULUMI_BACKEND_URL"] = f"file://{tmp_path}/a/state"

    printed = call(machine, "env", "--directory", f"{tmp_path}/b")

    assert f"note: state and passphrase of this shell were those in {tmp_path}/a; now they are" in printed.stderr
    assert f"export PULUMI_BACKEND_URL=file://{tmp_path}/b/state" in printed.stdout
