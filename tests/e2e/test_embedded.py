"""The endpoint ``embedded``: the API inside the provider, without account, token or port."""

import json
import sqlite3
import stat
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from support.project import REPOSITORY, Project

DRIFT_FOUND = 7

TENANTS = """\
tenants:
  acme:
    name: Acme
    bots:
      support: {name: Support}
      sales: {name: Sales}
"""


@pytest.fixture
def embedded(new_project: Callable[[Mapping[str, str]], Project]) -> Project:
    """A project over the embedded API, with the repository's own program and no token anywhere."""
    project = new_project({"chatbotkit:endpoint": "embedded"})
    project.use_default_program(TENANTS)
    return project


def _database(project: Project) -> Path:
    return project.folder / ".pulumi-chatbotkit" / "emulator.db"


def _records(project: Project, kind: str) -> list[JsonObject]:
    """What the command shows of a kind, oldest first."""
    return json.loads(project.command("pulumi-chatbotkit", "emulator", "list", kind, "--json").stdout)


def test_the_first_up_needs_nothing_but_the_folder(embedded: Project) -> None:
    """The data is the user's own: nobody else on the machine may read it."""
    embedded.up()

    assert [user["name"] for user in _records(embedded, "partner_user")] == ["Acme"]
    assert stat.S_IMODE(_database(embedded).stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    embedded.preview("--expect-no-changes")


def test_an_edit_on_the_command_line_is_drift(embedded: Project) -> None:
    """The first ten minutes: provision, change a bot as a person in the console would, and see it."""
    embedded.up()
    support = next(bot["id"] for bot in _records(embedded, "bot") if bot["name"] == "Support")
    edited = embedded.command("pulumi-chatbotkit", "emulator", "edit", "bot", str(support), "name=Changed")

    run = embedded.drift()

    assert edited.exit_code == 0
    assert run.exit_code == DRIFT_FOUND
    assert '"Changed" => "Support"' in run.stdout


def test_the_tenants_command_shows_what_was_provisioned(embedded: Project) -> None:
    """Whatever the program exports. The ids are needed to connect the application; secrets are not shown."""
    embedded.program('from pathlib import Path\n\nchatbotkit.tenants_from_file(Path("tenants.yaml"))\n')
    embedded.up()

    as_json = json.loads(embedded.command("pulumi-chatbotkit", "tenants", "--stack", "dev", "--json").stdout)
    table = embedded.command("pulumi-chatbotkit", "tenants", "--stack", "dev")

    (user,), (context,) = _records(embedded, "partner_user"), _records(embedded, "partner_user_context")
    bots = {str(bot["name"]).lower(): bot["id"] for bot in _records(embedded, "bot")}
    assert as_json == {"acme": {"user": user["id"], "bots": bots, "context": context["id"]}}
    shown = [word for word in ("acme", user["id"], context["id"], *bots.values()) if str(word) in table.stdout]
    assert len(shown) == 5
    assert "sk-" not in table.output


@pytest.mark.parametrize("kind", ["text", "another program's database"])
def test_a_foreign_file_in_place_of_the_data_is_refused_and_left_alone(embedded: Project, kind: str) -> None:
    """Overwriting it would destroy the user's data."""
    path = _database(embedded)
    if kind == "text":
        path.write_text("my notes", encoding="utf-8")
    else:
        with sqlite3.connect(path) as other:
            other.execute("create table notes (text)")
        other.close()
    before = path.read_bytes()

    run = embedded.attempt_up()

    assert run.exit_code not in {0, DRIFT_FOUND}
    assert "emulator.db" in run.output
    assert "Traceback" not in run.output
    assert path.read_bytes() == before
    assert embedded.resources() == {}


def test_make_up_writes_the_stack_configuration_that_a_clone_lacks(tmp_path: Path) -> None:
    """It is embedded and holds no secret; one that is there stays, and git ignores it, as Pulumi writes into it."""
    target = tmp_path / "Pulumi.dev.yaml"
    (tmp_path / "Makefile").write_bytes((REPOSITORY / "Makefile").read_bytes())
    make = ["make", "-C", str(tmp_path), "--no-print-directory", target.name]

    subprocess.run(make, check=True, capture_output=True)
    written = target.read_text(encoding="utf-8")
    target.write_text("encryptionsalt: mine\n", encoding="utf-8")
    subprocess.run(make, check=True, capture_output=True)

    assert written == "config:\n  chatbotkit:endpoint: embedded\n"
    assert target.read_text(encoding="utf-8") == "encryptionsalt: mine\n"
    assert target.name in (REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines()
