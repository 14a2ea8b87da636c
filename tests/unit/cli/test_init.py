"""``init``: what it writes, what it leaves alone, and what it asks."""

import os
import pty
import re
import stat
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.inputs.tenants import read_tenants_file
from support.mocked_program import declared_by
from support.project import REPOSITORY

FILES = {
    ".gitignore", "Pulumi.yaml", "README.md", "__main__.py", "pyproject.toml", "requirements.txt", "tenants.yaml",
    "tests/test_program.py",
}  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command is run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["init", *arguments])


def files(folder: Path) -> dict[str, str]:
    """The texts of all files, by their path in the folder."""
    return {
        str(each.relative_to(folder)): each.read_text(encoding="utf-8") for each in folder.rglob("*") if each.is_file()
    }


def test_a_project_is_written(here: Path) -> None:
    """Named after its folder, with the virtual environment, this version of the package, and a plan."""
    ran = run("our shop")

    made = files(here / "our shop")
    assert ran.exit_code == 0
    assert set(made) == FILES
    project = yaml.safe_load(made["Pulumi.yaml"])
    assert project["name"] == "our-shop"
    assert project["runtime"] == {"name": "python", "options": {"virtualenv": ".venv"}}
    assert "template" not in project
    assert f"pulumi-chatbotkit~={metadata.version('pulumi-chatbotkit')}\n" in made["requirements.txt"]
    assert [each for each in made.values() if "<%" in each or "<<" in each] == []


def test_its_customers_can_be_declared(here: Path) -> None:
    """The file has no problem and no warning, and its customer is on a plan."""
    run()

    read = read_tenants_file(here / "tenants.yaml")

    assert ([spec.key for spec in read.tenants], read.warnings) == (["acme"], ())
    assert "plan pro" in CliRunner().invoke(app, ["tenants", "explain", "acme"]).stdout


@pytest.mark.parametrize("tenants", ["file", "program"])
def test_its_program_declares_the_customer(here: Path, tenants: str) -> None:
    """Both forms declare the same sub-account, with the limits of its plan."""
    run("--tenants", tenants)

    declared = declared_by(f"__file__ = {str(here / '__main__.py')!r}\n{(here / '__main__.py').read_text()}", here)

    user = declared["PartnerUser acme"]
    assert (user["name"], user["email"]) == ("Acme Hardware", "ops@acme.example")
    assert user["limits"] == {"conversations": 10000, "database": {"records": 5000}}
    assert declared["Bot acme.support"]["backstory"] == "You help customers of Acme Hardware. Be brief."
    assert (here / "tenants.yaml").exists() == (tenants == "file")


@pytest.mark.parametrize(("service", "endpoint"), [("embedded", "embedded"), ("hosted", "https://api.chatbotkit.com")])
def test_the_next_three_commands_are_said(here: Path, service: str, endpoint: str) -> None:
    """Also in the README, for those who clone the project. The hosted service needs a key first."""
    ran = run("shop", "--service", service)

    said = ran.stdout.partition("Next:\n")[2].splitlines()[:3]
    commands = [line.strip() for line in said]
    assert commands == [
        "cd shop && python3 -m venv .venv && .venv/bin/pip install -r requirements.txt",
        '.venv/bin/pulumi-chatbotkit engine ensure && eval "$(.venv/bin/pulumi-chatbotkit engine env)"',
        f"pulumi stack select --create dev && pulumi config set chatbotkit:endpoint {endpoint} && pulumi up",
    ]
    readme = (here / "shop" / "README.md").read_text(encoding="utf-8")
    assert "\n".join(commands).removeprefix("cd shop && ") in readme
    assert ("CHATBOTKIT_API_TOKEN" in ran.stdout) == (service == "hosted")


def test_the_commands_need_no_cd_in_the_folder_itself() -> None:
    """And a folder with a blank is quoted."""
    assert "  python3 -m venv" in run().stdout
    assert "  cd 'our shop' && python3 -m venv" in run("our shop").stdout


@pytest.mark.parametrize("name", ["Pulumi.yaml", "__main__.py", "tenants.yaml"])
@pytest.mark.parametrize("is_link", [True, False])
def test_nothing_is_written_where_a_program_is(here: Path, name: str, is_link: bool) -> None:
    """A link that leads nowhere is something, too."""
    if is_link:
        (here / name).symlink_to("nowhere")
    else:
        (here / name).write_text("mine", encoding="utf-8")

    ran = run()

    assert (ran.exit_code, ran.stdout) == (1, "")
    assert f"has {name} already, so nothing was written" in ran.stderr
    assert [each.name for each in here.iterdir()] == [name]
    assert is_link or (here / name).read_text(encoding="utf-8") == "mine"


def test_other_files_stay_as_they_are(here: Path) -> None:
    """A repository has a README and a .gitignore before it has a program; what the latter lacks is said."""
    mine = {"README.md": "mine", ".gitignore": "/.venv\n*.log\n", "requirements.txt": "requests\n"}
    for name, text in mine.items():
        (here / name).write_text(text, encoding="utf-8")

    ran = run()

    made = files(here)
    assert ran.exit_code == 0
    assert {name: made[name] for name in mine} == mine
    assert {line for line in ran.stdout.splitlines() if line.startswith("left as it is")} == {
        f"left as it is: {name}" for name in mine
    }
    assert [line for line in ran.stdout.splitlines() if line.startswith("add to ")] == [
        f"add to requirements.txt: pulumi-chatbotkit~={metadata.version('pulumi-chatbotkit')}",
        "add to requirements.txt: pytest>=8  # for tests/",
        *(f"add to .gitignore: {line}" for line in ("__pycache__/", ".pytest_cache/", ".pulumi-chatbotkit/")),
        *(f"add to .gitignore: {line}" for line in ("Pulumi.dev.yaml", "report.json", "events.jsonl")),
    ]


def test_what_was_written_is_removed_when_the_rest_cannot_be(here: Path) -> None:
    """Half a program would stop the second try."""
    (here / "tests").write_text("no folder", encoding="utf-8")

    ran = run()

    assert ran.exit_code == 1
    assert "tests" in ran.stderr
    assert files(here) == {"tests": "no folder"}


def test_folders_that_were_made_are_removed_too(here: Path) -> None:
    """But not those that were there."""
    (here / ".github").write_text("no folder", encoding="utf-8")
    (here / "tests").mkdir()
    old = run("--ci", "github")
    (here / "tests").rmdir()
    new = run("--ci", "github")

    assert (old.exit_code, new.exit_code) == (1, 1)
    assert [each.name for each in here.iterdir()] == [".github"]


@pytest.mark.parametrize(
    ("link", "has_project"),
    [(".github", True), (".github/workflows", True), (".github", False), ("tests", False)],
)
def test_nothing_is_written_through_a_link(here: Path, link: str, *, has_project: bool) -> None:
    """A repository can bring one along that leads out of it."""
    elsewhere, project = here / "elsewhere", here / "shop"
    elsewhere.mkdir()
    (project / link).parent.mkdir(parents=True)
    (project / link).symlink_to(elsewhere)
    if has_project:
        (project / "Pulumi.yaml").write_text("name: shop\nruntime: python\n", encoding="utf-8")
    before = files(here)

    ran = run("shop", "--ci", "github")

    assert ran.exit_code == 1
    assert f"shop/{link} is a symbolic link" in ran.stderr
    assert files(here) == before
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("name", ["", "our shop", "a/b", "x" * 101, "${PROJECT}", "a\nb"])
def test_a_name_that_pulumi_refuses_is_refused(here: Path, name: str) -> None:
    """Before anything is written."""
    ran = run("--name", name)

    assert ran.exit_code == 1
    assert "cannot be the name of a project" in ran.stderr
    assert [*here.iterdir()] == []


def test_a_name_stays_text(here: Path) -> None:
    """YAML would read a number or a boolean."""
    run("--name", "1.0")

    assert yaml.safe_load((here / "Pulumi.yaml").read_text(encoding="utf-8"))["name"] == "1.0"


@pytest.mark.parametrize("arguments", [("--service", "both"), ("--tenants", "rows")])
def test_an_unknown_choice_is_a_usage_error(here: Path, arguments: tuple[str, ...]) -> None:
    """Nothing is written."""
    assert run(*arguments).exit_code == 2
    assert [*here.iterdir()] == []


def test_the_template_for_pulumi_new_is_the_same_project(here: Path) -> None:
    """Pulumi fills in name and description, and asks for the endpoint; everything else is as ``init`` writes it."""
    run("project", "--name", "${PROJECT}".strip("${}"))
    ran = run("template", "--pulumi-template")

    project, template = files(here / "project"), files(here / "template")
    head = yaml.safe_load(template.pop("Pulumi.yaml"))
    assert (head["name"], head["description"]) == ("${PROJECT}", "${DESCRIPTION}")
    assert head["template"]["config"]["chatbotkit:endpoint"]["default"] == "embedded"
    assert head["runtime"] == yaml.safe_load(project.pop("Pulumi.yaml"))["runtime"]
    assert {name: text.replace("${PROJECT}", "PROJECT") for name, text in template.items()} == project
    assert f"\n  pulumi new {here / 'template'} --generate-only\n" in ran.stdout


def asked(here: Path, answers: str, *arguments: str) -> str:
    """What the command prints on a terminal where somebody types these lines."""
    ours, theirs = pty.openpty()
    try:
        os.write(ours, answers.encode())
        command = [sys.executable, "-c", "from pulumi_chatbotkit.cli import main; main()", "init", *arguments]
        ran = subprocess.run(command, cwd=here, stdin=theirs, capture_output=True, text=True, check=True)
    finally:
        os.close(ours)
        os.close(theirs)
    return ran.stdout


def test_on_a_terminal_it_asks(here: Path) -> None:
    """For everything that no option says."""
    said = asked(here, "fleet\nhsoted\nhosted\nprogram\n", "shop")

    assert said.count("Service of the stack dev (embedded, hosted)") == 2
    assert yaml.safe_load((here / "shop" / "Pulumi.yaml").read_text(encoding="utf-8"))["name"] == "fleet"
    assert not (here / "shop" / "tenants.yaml").exists()
    assert "https://api.chatbotkit.com && pulumi up" in (here / "shop" / "README.md").read_text(encoding="utf-8")


def test_what_an_option_says_is_not_asked(here: Path) -> None:
    """And with ``--yes``, nothing is."""
    asked(here, "program\n", "a", "--name", "x", "--service", "embedded")
    asked(here, "", "b", "--yes")

    assert not (here / "a" / "tenants.yaml").exists()
    assert set(files(here / "b")) == FILES


def test_files_are_readable_by_the_team(here: Path) -> None:
    """They hold no secrets, and belong into git."""
    run()

    assert stat.S_IMODE((here / "Pulumi.yaml").stat().st_mode) & stat.S_IRUSR
    assert "sk-" not in "".join(files(here).values())


def test_what_is_published_has_the_templates(here: Path) -> None:
    """The wheel and the source distribution: ``init`` reads them from the package, and tests run in a clone."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", "sdist", "--target", "wheel"]
    command += ["--directory", str(here)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)

    (wheel,), (sdist,) = here.glob("*.whl"), here.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as opened:
        in_wheel = templates(opened.namelist())
    with tarfile.open(sdist) as opened:
        in_sdist = templates(opened.getnames())
    in_source = templates(map(str, (REPOSITORY / "provider").rglob("*")))
    assert in_wheel == in_sdist == in_source != set()


def templates(paths: Iterable[str]) -> set[str]:
    return {path.rpartition("/")[2] for path in paths if re.search("/(project_template|pipeline_templates)/", path)}
