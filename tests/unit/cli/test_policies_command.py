"""`policies`: what it writes, what it leaves alone, and what is said where pulumi-policy is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pulumi_chatbotkit.cli import app
from support.project import REPOSITORY
from support.users_packages import link_packages, required

NAMES = ["PulumiPolicy.yaml", "__main__.py", "config.json", "run"]


def test_a_pack_is_written_and_can_be_started(tmp_path: Path) -> None:
    """Into a folder that is made; the page's commands name it, quoted."""
    folder = tmp_path / "our rules" / "chatbotkit"

    done = CliRunner().invoke(app, ["policies", str(folder)])

    assert done.exit_code == 0
    assert sorted(each.name for each in folder.iterdir()) == NAMES
    assert os.access(folder / "run", os.X_OK)
    assert f"pulumi preview --policy-pack '{folder}/run' --policy-pack-config '{folder}/config.json'" in done.stdout


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_overwritten(tmp_path: Path, name: str) -> None:
    """A team's own policies are in these files. Nor is anything half done."""
    (tmp_path / name).write_text("ours", encoding="utf-8")

    done = CliRunner().invoke(app, ["policies", str(tmp_path)])

    assert done.exit_code == 1
    assert done.stderr == f"error: {tmp_path} has {name} already, so nothing was written: name another folder\n"
    assert [each.name for each in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "ours"


def test_what_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    """The folder is a file."""
    (tmp_path / "policies").write_text("", encoding="utf-8")

    done = CliRunner().invoke(app, ["policies", str(tmp_path / "policies")])

    assert done.exit_code == 1
    assert done.stderr.startswith("error: ")


@pytest.mark.parametrize(
    "place", ["named/python", "active/bin/python", "program/.venv/bin/python", "program/venv/bin/python", "bin/python3"]
)
def test_the_pack_is_started_by_the_python_of_the_program(tmp_path: Path, place: str) -> None:
    """Of those that are there the first in this order, which the page has."""
    assert CliRunner().invoke(app, ["policies", str(tmp_path / "policies")]).exit_code == 0
    python = tmp_path / place
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "$0 $* in $(pwd)"\n', encoding="utf-8")
    python.chmod(0o700)
    (tmp_path / "program").mkdir(exist_ok=True)
    environment = {
        "PATH": f"{tmp_path}/bin:/usr/bin:/bin",
        "PULUMI_PYTHON_CMD": str(tmp_path / "named" / "python") if "named" in place else "",
        "VIRTUAL_ENV": str(tmp_path / "active") if "active" in place else "",
    }

    started = subprocess.run(
        [tmp_path / "policies" / "run", "127.0.0.1:1"],
        cwd=tmp_path / "program",
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert started.stdout == f"{python} -u -m pulumi.policy 127.0.0.1:1 . in {tmp_path}/policies\n"


def test_without_the_extra_both_ends_say_what_to_install(tmp_path: Path) -> None:
    """The command writes nothing, and the started pack, made where the extra was there, does not begin."""
    packages = tmp_path / "packages"
    packages.mkdir()
    link_packages(packages, required("pulumi-chatbotkit", ""))
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n', encoding="utf-8")
    python.chmod(0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "PULUMI_PYTHON_CMD": str(python),
        "PYTHONPATH": f"{packages}:{REPOSITORY / 'provider'}",
    }
    assert CliRunner().invoke(app, ["policies", str(tmp_path / "made")]).exit_code == 0

    command = [str(python), "-c", "from pulumi_chatbotkit.cli import main; main()", "policies", str(tmp_path / "new")]
    started = [str(tmp_path / "made" / "run"), "127.0.0.1:1"]
    for words in (command, started):
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr.startswith("error: ")
        assert "-m pip install 'pulumi-chatbotkit[policies]'" in done.stderr
    assert not (tmp_path / "new").exists()
