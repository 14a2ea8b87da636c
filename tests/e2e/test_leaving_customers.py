"""A customer leaves: keys are rotated from the file and handed over, then one tenant leaves with an archive."""

import json
from pathlib import Path

import httpx

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.accounts import post, users
from support.project import CommandFailed, Project, Run

TENANTS = """\
# customers of November
plans:
  pro:
    token: {rotateWhen: "2026-11", overlapSeconds: 1}
    bots: {support: {model: gpt-4o}}
tenants:
  # the first one
  acme: {name: Acme, plan: pro, forceDestroy: true, dataset: {name: Manuals}}

  globex:
    name: Globex   # in Springfield
    plan: pro

  initech: {name: Initech, plan: pro}
"""
WITHOUT_ACME = TENANTS.replace("  acme: {name: Acme, plan: pro, forceDestroy: true, dataset: {name: Manuals}}\n\n", "")
ROTATED = ('"2026-11"', '"2026-12"')


def command(project: Project, *words: str) -> Run:
    run = project.command("pulumi-chatbotkit", *words)
    if run.exit_code != 0:
        raise CommandFailed(run.output)
    return run


def keys(project: Project, name: str) -> dict[str, str]:
    command(project, "tokens", "--out", name)
    found: dict[str, dict[str, str]] = json.loads((project.folder / name).read_text(encoding="utf-8"))
    return {tenant: each["token"] for tenant, each in found.items()}


def works(emulator: EmulatorServer, key: str) -> bool:
    answer = httpx.get(f"{emulator.url}/v1/bot/list", headers={"Authorization": f"Token {key}"})
    return answer.is_success


def order_of_tokens(emulator: EmulatorServer, user: str) -> list[str]:
    """What was done with the keys of a partner user, in order: ``create``, ``delete``."""
    paths = [request.path for request in emulator.requests if request.method == "POST"]
    return [path.rpartition("/")[2] for path in paths if f"/{user}/token/" in path]


def lines(file: Path) -> list[JsonObject]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_keys_are_rotated_and_a_customer_leaves_with_an_archive(project: Project, emulator: EmulatorServer) -> None:
    """A change of the plan rotates every key; the one who leaves is archived, and the others are as they were."""
    project.use_default_program(TENANTS)
    project.up()
    old = {str(each["name"]): str(each["id"]) for each in emulator.records("partner_user_token")}
    emulator.clear_requests()

    project.use_default_program(TENANTS.replace(*ROTATED))
    project.up()

    ids = users(emulator)
    new = {str(each["name"]): str(each["id"]) for each in emulator.records("partner_user_token")}
    assert new.keys() == old.keys()
    assert not {*new.values()} & {*old.values()}
    for user in ids.values():
        assert order_of_tokens(emulator, user) == ["create", "delete"]
    for name in ("acme", "globex", "initech"):
        inputs = project.resources()[f"{name}.token"]["inputs"]
        assert isinstance(inputs, dict)
        assert (inputs["rotateWhen"], inputs["overlapSeconds"]) == ("2026-12", 1)
    rotated = keys(project, "keys.json")
    assert all(works(emulator, key) for key in rotated.values())

    dataset = next(str(each["id"]) for each in emulator.records("dataset"))
    post(emulator, f"dataset/{dataset}/record", {"text": "Page one"}, user=ids["Acme"])
    post(emulator, "conversation", {"messages": [{"type": "user", "text": "Bye"}]}, user=ids["Acme"])
    left = command(project, "offboard", "acme", "--archive", "acme-2026", "--yes")

    assert (project.folder / "tenants.yaml").read_text(encoding="utf-8") == WITHOUT_ACME.replace(*ROTATED)
    assert "pulumi up --stack dev\n  It deletes 1 Bot, 1 Dataset, 1 PartnerUser" in left.stdout
    archive = project.folder / "acme-2026"
    counts = json.loads((archive / "manifest.json").read_text(encoding="utf-8"))["objects"]
    assert counts == {
        "bot": 1,
        "conversation": 1,
        "dataset": 1,
        "dataset_record": 1,
        "partner_user": 1,
        "partner_user_context": 1,
        "partner_user_token": 1,
    }
    assert lines(archive / "dataset_record.jsonl")[0]["text"] == "Page one"
    assert "Bye" in str(lines(archive / "conversation.jsonl")[0]["messages"])
    others = {name: each for name, each in project.resources().items() if not name.startswith("acme")}

    project.up()

    assert users(emulator).keys() == {"Globex", "Initech"}
    assert {name: each["id"] for name, each in project.resources().items()} == {
        name: each["id"] for name, each in others.items()
    }
    assert {tenant: works(emulator, key) for tenant, key in rotated.items()} == {
        "acme": False,
        "globex": True,
        "initech": True,
    }
