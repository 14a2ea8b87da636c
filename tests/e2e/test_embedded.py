"""The endpoint ``embedded``: the API inside the provider, without account, token or port."""

import json
import sqlite3
import stat
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
    """The ids are needed to connect the application; secrets are not shown."""
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


def test_the_shipped_stack_configuration_is_embedded_and_holds_no_secret() -> None:
    """A clone must work at once and must not contain a key."""
    text = (REPOSITORY / "Pulumi.dev.yaml").read_text(encoding="utf-8")

    assert "chatbotkit:endpoint: embedded" in text
    assert "token:" not in text
    assert "secure:" not in text
