"""The build from Go modules, with a fake go that writes shell scripts."""

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import PulumiCliError, ensure_pulumi_cli, find_pulumi_cli
from pulumi_chatbotkit.pulumi_cli.versions import PULUMI_VERSION

from .conftest import Machine

ENSURE = "from pulumi_chatbotkit.cli.pulumi_cli import app; app(['ensure'])"


def ensure_in_a_process(machine: Machine) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ENSURE]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=machine.environ, stdout=pipe, stderr=pipe, encoding="utf-8")


def says(run: subprocess.Popen[str], text: str) -> bool:
    """Wait until ``run`` reports ``text``; False if it ends without."""
    assert run.stderr is not None
    return any(text in line for line in run.stderr)


def test_the_build_leaves_two_programs_with_two_scripts(machine: Machine) -> None:
    """The language host starts the first script, the CLI the second; in the module cache neither is executable."""
    machine.go()

    pulumi_cli = ensure_pulumi_cli(machine.environ)

    executables = {path.name for path in pulumi_cli.directory.iterdir() if os.access(path, os.X_OK)}
    assert executables == {
        "pulumi",
        "pulumi-language-python",
        "pulumi-language-python-exec",
        "pulumi-resource-pulumi-python",
    }


def test_each_program_is_built_from_its_own_locked_module_file(machine: Machine) -> None:
    """One module file cannot hold both: the language host would be lifted to an sdk version without it."""
    machine.go()

    ensure_pulumi_cli(machine.environ)

    builds = [line for line in machine.go_log.read_text(encoding="utf-8").splitlines() if " build " in line]
    assert [line.split()[0] for line in builds] == ["pulumi", "language_python"]
    assert all("-mod=readonly" in line for line in builds)
    assert f"version.Version=v{PULUMI_VERSION} " in builds[0]


@pytest.mark.parametrize(
    ("folder", "pin"),
    [
        ("pulumi", f"github.com/pulumi/pulumi/pkg/v3 v{PULUMI_VERSION}"),
        ("pulumi", f"github.com/pulumi/pulumi/sdk/v3 v{PULUMI_VERSION}"),
        ("language_python", "github.com/pulumi/pulumi/sdk/v3 v3.79.0"),
    ],
)
def test_the_module_files_pin_the_version_of_the_package(folder: str, pin: str) -> None:
    """Two places name the version, because Go cannot read Python; v3.79.0 is the last sdk with the language host."""
    module_file = files("pulumi_chatbotkit.pulumi_cli") / "modules" / folder / "go.mod"

    assert pin in module_file.read_text(encoding="utf-8")


@pytest.mark.parametrize("says", ["go1.25.9", ""])
def test_a_go_that_is_too_old_is_refused_before_anything_is_built(machine: Machine, says: str) -> None:
    """The build would fail after minutes. A go that can switch toolchains reports the version after the switch."""
    machine.go(version=says)

    with pytest.raises(PulumiCliError, match=r"needed is go1\.26\.0 or newer"):
        ensure_pulumi_cli(machine.environ)

    assert " build " not in machine.go_log.read_text(encoding="utf-8")


def test_the_reason_of_a_failed_build_reaches_the_user(machine: Machine) -> None:
    """A closed module proxy and a full disk need different remedies."""
    machine.go(before_build="echo 'no space left on device' >&2; exit 1")

    with pytest.raises(PulumiCliError, match="build from Go modules: no space left on device"):
        ensure_pulumi_cli(machine.environ)


def test_two_runs_at_once_build_once(machine: Machine, tmp_path: Path) -> None:
    """CI jobs and terminals share a cache; the second run says that it waits, then uses what the first one made."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    machine.go(before_build=f"read -r go_on < {gate}")
    gate_end = os.open(
        gate, os.O_RDWR
    )  # both ends, so that neither the test nor a build waits for the other to open it

    first = ensure_in_a_process(machine)
    assert says(first, "compiling pulumi ...")
    second = ensure_in_a_process(machine)
    assert says(second, "waiting for another run")
    os.write(gate_end, b"on\n" * 2)  # a line per program
    answers = [run.communicate()[0] for run in (first, second)]
    os.close(gate_end)

    assert answers == [f"{find_pulumi_cli(machine.environ)}\n"] * 2
    assert machine.go_log.read_text(encoding="utf-8").count(" build ") == 2


def test_a_cancelled_run_leaves_no_files(machine: Machine, tmp_path: Path) -> None:
    """CI systems cancel with SIGTERM; the compiler would go on for minutes, into a directory that is not used."""
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    machine.go(before_build=f"read -r go_on < {gate}")
    gate_end = os.open(gate, os.O_RDWR)

    run = ensure_in_a_process(machine)
    assert says(run, "compiling pulumi ...")
    run.terminate()
    run.communicate()
    os.close(gate_end)

    assert run.returncode == 143
    assert machine.cached() == machine.unfinished() == []
