"""What becomes of objects that a stack has adopted: made by hand, or by another stack. With the real CLI."""

import json
from pathlib import Path

import httpx
import pytest

from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.pulumi_cli import PulumiCli
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import STACK, Project

NO_CHANGES = ("--refresh", "--run-program", "--expect-no-changes")


def make(emulator: EmulatorServer, path: str, body: JsonObject, run_as: str = "") -> str:
    """Create an object as another program would; returns its id."""
    headers = {"Authorization": f"Token {emulator.token}", **({"X-RunAs-UserId": run_as} if run_as else {})}
    answer = httpx.post(f"{emulator.url}{path}", json=body, headers=headers).raise_for_status()
    return str(answer.json()["id"])


@pytest.fixture
def bot(emulator: EmulatorServer) -> str:
    """A bot of a live customer, made by hand."""
    body: JsonObject = {"name": "Ada", "alias": "ada", "backstory": "You are Ada.", "privacy": True}
    return make(emulator, "/v1/bot/create", body)


def stored(emulator: EmulatorServer) -> JsonObject:
    """The only bot."""
    (record,) = emulator.records("bot")
    return record


def test_what_was_kept_is_no_drift_until_it_is_declared(project: Project, emulator: EmulatorServer, bot: str) -> None:
    """Adopt, edit in the console, change something else, declare, remove."""
    project.program(f'chatbotkit.Bot("ada", name="Ada", adopt="{bot}")')
    project.preview()
    run = project.up()
    assert "kept: alias, backstory; left alone, as the service does not show it: privacy, moderation" in run.stdout
    project.preview("--expect-no-changes")
    project.preview(*NO_CHANGES)

    emulator.edit("bot", bot, {"backstory": "Edited.", "alias": "ada-2"})
    project.preview(*NO_CHANGES)
    project.program(f'chatbotkit.Bot("ada", name="Grace", adopt="{bot}")')
    project.up()
    project.preview(*NO_CHANGES)
    record = stored(emulator)
    assert [record[name] for name in ("name", "alias", "backstory", "privacy")] == ["Grace", "ada-2", "Edited.", True]

    project.program(f'chatbotkit.Bot("ada", name="Grace", backstory="Edited.", privacy=False, adopt="{bot}")')
    project.up()
    project.preview(*NO_CHANGES)
    assert stored(emulator)["privacy"] is False
    project.program('chatbotkit.Bot("ada", name="Grace")')
    project.up()
    project.preview(*NO_CHANGES)
    record = stored(emulator)
    assert [record[name] for name in ("name", "alias", "backstory", "privacy")] == ["Grace", "ada-2", "", False]


def test_a_refused_adoption_changes_nothing_and_names_the_fields(
    project: Project, emulator: EmulatorServer, bot: str
) -> None:
    """The declaration would empty what a live customer uses."""
    before = stored(emulator)
    project.program('chatbotkit.Bot("ada", name="Ada", backstory="", adopt="match")')

    run = project.attempt_up()

    assert run.exit_code != 0
    assert f"create of Bot 'ada' failed: Bot {bot} (it has the name 'Ada') was not adopted" in run.output
    assert "would empty backstory, which holds something there" in run.output
    assert stored(emulator) == before


@pytest.fixture
def other(tmp_path: Path, pulumi_cli: PulumiCli, emulator: EmulatorServer, project: Project) -> Project:
    """A second project with the same back end and passphrase."""
    folder = tmp_path / "other"
    folder.mkdir()
    made = Project(folder, pulumi_cli, {"chatbotkit:endpoint": emulator.url})
    made.environment |= project.environment
    made.write("Pulumi.yaml", "name: other\nruntime: python\n")
    made.write(f"Pulumi.{STACK}.yaml", "")  # its salt belongs to another passphrase
    made.configure({"chatbotkit:endpoint": emulator.url})
    made.stack("init", STACK)
    return made


def test_a_retained_object_is_taken_over_by_another_stack(
    project: Project, other: Project, emulator: EmulatorServer
) -> None:
    """By its alias it is refused, with the word that takes it over."""
    retained = "pulumi.ResourceOptions(retain_on_delete=True)"
    project.program(f'chatbotkit.Bot("ada", {retained}, alias="ada", name="Ada", backstory="You are Ada.")')
    project.up()
    project.program("")
    project.up()
    identifier = str(stored(emulator)["id"])

    other.program('chatbotkit.Bot("mine", alias="ada", adopt="match")')
    refused = other.attempt_up()
    other.program(f'chatbotkit.Bot("mine", alias="ada", adopt="{identifier}")')
    taken = other.up()

    assert refused.exit_code != 0
    assert f'take it over with adopt="{identifier}"' in refused.output
    assert f"it was the resource 'ada' of stack e2e/{STACK}" in taken.stdout
    other.preview(*NO_CHANGES)
    record = stored(emulator)
    meta = as_object(record["meta"]) or {}
    assert (record["id"], record["backstory"]) == (identifier, "You are Ada.")
    assert (meta["pulumiStack"], meta["pulumiName"]) == (f"other/{STACK}", "mine")
    other.destroy()
    assert emulator.records("bot") == []


def test_a_moved_object_belongs_to_the_other_stack(project: Project, other: Project, emulator: EmulatorServer) -> None:
    """``pulumi state move`` as the page shows it: the next ``up`` there writes the marker, and nothing else."""
    bots = 'chatbotkit.Bot("ada", name="Ada", backstory="You are Ada.")\n'
    project.program(f'chatbotkit.Bot("stays", name="S")\n{bots}')
    project.up()
    urn = str(project.resources()["ada"]["urn"])
    other.program('chatbotkit.Bot("there", name="T")')
    other.up()
    before = emulator.record("bot", str(project.resources()["ada"]["id"]))
    assert before is not None

    moved = other.pulumi(
        "state", "move", "--source", f"organization/e2e/{STACK}", "--dest", f"organization/other/{STACK}", urn, "--yes"
    )
    assert moved.exit_code == 0, moved.output
    other.program(f'chatbotkit.Bot("there", name="T")\n{bots}')
    project.program('chatbotkit.Bot("stays", name="S")')
    other.up()
    project.up()

    other.preview(*NO_CHANGES)
    project.preview(*NO_CHANGES)
    after = emulator.record("bot", str(before["id"]))
    assert after is not None
    assert (as_object(after["meta"]) or {})["pulumiStack"] == f"other/{STACK}"
    unmarked = ("meta", "updatedAt")
    assert {key: after[key] for key in after if key not in unmarked} == {
        key: before[key] for key in before if key not in unmarked
    }


def test_a_tenant_moves_to_another_stack_of_its_project(project: Project, emulator: EmulatorServer) -> None:
    """As the page shows it: everything in the tenant goes along, its live key too, and nothing is made anew."""
    project.program(
        """\
if pulumi.get_stack() == chatbotkit_stack:
    chatbotkit.Tenant("acme", name="Acme", bots={"support": {"name": "S"}})
chatbotkit.Bot("own", name="own")
""".replace("chatbotkit_stack", repr(STACK))
    )
    project.up()
    before = ids(emulator)
    (tenant,) = [urn for urn in urns(project) if "Tenant::acme" in urn]
    project.stack("init", "prod")
    project.pulumi("config", "set", "chatbotkit:endpoint", emulator.url)
    assert project.pulumi("up", "--yes", "--skip-preview").exit_code == 0
    others = ids(emulator) - before

    moved = project.pulumi("state", "move", "--source", STACK, "--dest", "prod", tenant, "--yes")
    program = (project.folder / "__main__.py").read_text(encoding="utf-8")
    project.write("__main__.py", program.replace(repr(STACK), "'prod'"))
    runs = [project.up("--stack", stack) for stack in ("prod", STACK)]

    assert moved.exit_code == 0, moved.output
    assert ids(emulator) == before | others, [run.stdout for run in runs]
    for stack in ("prod", STACK):
        project.preview("--stack", stack, *NO_CHANGES)
    metas = [as_object(record["meta"]) or {} for record in tenants_records(emulator)]
    assert {str(meta["pulumiStack"]) for meta in metas} == {"e2e/prod"}


TENANTS_KINDS = ("partner_user", "partner_user_token", "partner_user_context")


def tenants_records(emulator: EmulatorServer) -> list[JsonObject]:
    return [record for kind in TENANTS_KINDS for record in emulator.records(kind)]


def ids(emulator: EmulatorServer) -> set[str]:
    """The ids of everything that exists."""
    return {str(record["id"]) for record in (*tenants_records(emulator), *emulator.records("bot"))}


def urns(project: Project) -> list[str]:
    """The URNs of the state, components too."""
    export = as_object(json.loads(project.pulumi("stack", "export").stdout)) or {}
    resources = (as_object(export["deployment"]) or {}).get("resources")
    assert isinstance(resources, list)
    return [str((as_object(each) or {})["urn"]) for each in resources]


def test_a_tenant_adopted_as_a_whole_keeps_its_links(project: Project, emulator: EmulatorServer) -> None:
    """The component links its bots and context to its dataset; a live customer's bot and nameless context stay."""
    user = make(emulator, f"{emulator.partner_path}/create", {"email": "ops@acme.example"})
    theirs = make(emulator, "/v1/dataset/create", {"name": "Theirs"}, user)
    bot = make(emulator, "/v1/bot/create", {"name": "S", "datasetId": theirs, "privacy": True}, user)
    context = make(emulator, f"{emulator.partner_path}/{user}/context/create", {"botId": bot})
    project.configure({"chatbotkit:endpoint": emulator.url, "chatbotkit:adopt": "match"})
    project.program("""\
chatbotkit.Tenant(
    "acme", email="ops@acme.example", alias="", bots={"support": {"name": "S"}}, dataset={"name": "Ours"}, token=False
)
""")

    run = project.up()

    assert [record["id"] for record in emulator.records("bot")] == [bot]
    assert [record["id"] for record in emulator.records("partner_user_context")] == [context]
    record = stored(emulator)
    assert (record["datasetId"], record["privacy"]) == (theirs, True)
    assert f"({bot}) was adopted, not created: it has the name 'S'; kept: dataset_id" in run.stdout
    project.preview("--expect-no-changes")
    project.preview(*NO_CHANGES)
