"""`pulumi-chatbotkit export`: what it prints, and with which exit code."""

import json
from pathlib import Path

import httpx
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli.export import app
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer


def call(service: EmulatorServer, *words: str) -> Result:
    """The command, run against the service."""
    environment = {"CHATBOTKIT_ENDPOINT": service.url, "CHATBOTKIT_API_TOKEN": service.token}
    return CliRunner().invoke(app, [*words], env=environment)


def made(service: EmulatorServer, path: str, body: JsonObject, run_as: str | None = None) -> str:
    """Create an object by hand; returns its id."""
    headers = {"Authorization": f"Token {service.token}"} | ({"X-RunAs-UserId": run_as} if run_as else {})
    answer = httpx.post(f"{service.url}/v1/{path}/create", json=body, headers=headers)
    assert answer.is_success, answer.text
    return str(answer.json()["id"])


def test_an_export_says_what_is_in_the_file_and_what_is_not(emulator: EmulatorServer, tmp_path: Path) -> None:
    """And what happens to that."""
    made(emulator, "bot", {"name": "Support"}, run_as=made(emulator, "partner/user", {"name": "Acme"}))

    done = call(emulator, str(tmp_path / "tenants.yaml"), "--aliases", "none")

    assert done.exit_code == 0, done.output
    assert "tenants.yaml: 1 tenant, 2 objects to adopt" in done.stdout
    assert "  2 hidden: The service does not show these fields." in done.stdout


def test_a_failed_export_says_that_it_goes_on(emulator: EmulatorServer, tmp_path: Path) -> None:
    """And does."""
    made(emulator, "bot", {"name": "Support"}, run_as=made(emulator, "partner/user", {"name": "Acme"}))
    file = str(tmp_path / "tenants.yaml")
    # The second is that of the parent's own account, which is read last.
    emulator.faults.add(Fault(route="memory/list", nth=2, do=Status(status=403, code="NOT_AUTHORIZED")))

    failed = call(emulator, file, "--aliases", "none")
    again = call(emulator, file, "--aliases", "none")

    assert failed.exit_code == 1
    assert "Run the same command again: it goes on where it was." in failed.stderr
    assert again.exit_code == 0, again.output
    assert "  1 account as an earlier run read them" in again.stdout


def test_a_check_of_a_fresh_export_finds_nothing(emulator: EmulatorServer, tmp_path: Path) -> None:
    """Until somebody changes something: then the field is named, and the exit code is 1."""
    acme = made(emulator, "partner/user", {"name": "Acme"})
    bot = made(emulator, "bot", {"name": "Support", "backstory": "Help."}, run_as=acme)
    file = str(tmp_path / "tenants.yaml")
    call(emulator, file, "--aliases", "none")

    fresh = call(emulator, file, "--check")
    emulator.edit("bot", bot, {"backstory": "Help more."})
    later = call(emulator, file, "--check")

    assert fresh.exit_code == 0, fresh.output
    assert fresh.stdout == (
        "PartnerUser acme: sets without comparing, as the service does not show it: alias\n"
        "Adoption would change nothing that the service shows, besides markers\n"
        "Next: pulumi preview, of a program that declares the file (tenants_from_file)\n"
    )
    assert later.exit_code == 1
    assert "Bot acme.support: changes backstory" in later.stdout
    assert later.stdout.endswith(
        f"1 object would be more than marked\nNext: declare in {file} what is there in the account, or "
        "remove them from it, and check again\n"
    )


def test_a_check_names_what_has_nothing_to_adopt(emulator: EmulatorServer, tmp_path: Path) -> None:
    """A new object, an object that is gone, and an alias that nobody knows."""
    acme = made(emulator, "partner/user", {"name": "Acme"})
    bot = made(emulator, "bot", {"name": "Support"}, run_as=acme)
    file = tmp_path / "tenants.yaml"
    call(emulator, str(file))
    file.write_text(file.read_text() + "    secrets: {crm: {type: bearer, value: {env: CRM}}}\n")
    emulator.remove("bot", bot)

    done = call(emulator, str(file), "--check")

    assert done.exit_code == 1
    assert "PartnerUser acme: refused, as it would erase alias" in done.stdout
    assert f"Bot acme.support: is to adopt {bot}, which is not in the account" in done.stdout
    assert "Secret acme.crm: is to be made: it has nothing to adopt" in done.stdout


def test_plans_are_named_with_their_tenants(emulator: EmulatorServer, tmp_path: Path) -> None:
    """For people, and for programs as one document."""
    for name in ("Acme", "Globex", "Initech"):
        bot: JsonObject = {"name": f"{name} support", "backstory": "Help.", "model": "gpt-4o"}
        made(emulator, "bot", bot, run_as=made(emulator, "partner/user", {"name": name}))

    printed = call(emulator, str(tmp_path / "a.yaml"), "--aliases", "none", "--plans")
    document = call(emulator, str(tmp_path / "b.yaml"), "--aliases", "none", "--plans", "--json")

    assert "  plan plan-1: 3 tenants" in printed.stdout.splitlines()
    assert json.loads(document.stdout) == {
        "file": str(tmp_path / "b.yaml"),
        "tenants": 3,
        "objects": 6,
        "plans": {"plan-1": 3},
        "remarks": {"hidden": 6},
        "resumed": 0,
        "gone": [],
    }


def test_a_check_as_a_document_has_each_finding(emulator: EmulatorServer, tmp_path: Path) -> None:
    """With the resource, its fields, and whether it is harmless; the exit code is that of the text."""
    acme = made(emulator, "partner/user", {"name": "Acme"})
    bot = made(emulator, "bot", {"name": "Support", "backstory": "Help."}, run_as=acme)
    file = str(tmp_path / "tenants.yaml")
    call(emulator, file, "--aliases", "none")
    emulator.edit("bot", bot, {"backstory": "Help more."})

    done = call(emulator, file, "--check", "--json")

    user, changed = json.loads(done.stdout)["findings"]
    assert (done.exit_code, user["unseen"], user["harmless"]) == (1, ["alias"], True)
    assert (changed["kind"], changed["name"], changed["id"]) == ("Bot", "acme.support", bot)
    assert (changed["changed"], changed["harmless"]) == (["backstory"], False)


def test_a_program_is_previewed_next(emulator: EmulatorServer, tmp_path: Path) -> None:
    """The check reads tenants files only."""
    made(emulator, "partner/user", {"name": "Acme"})

    done = call(emulator, str(tmp_path / "customers.py"), "--aliases", "none")

    assert done.stdout.splitlines()[-1] == "Next: pulumi preview"
    assert "chatbotkit.Tenant(" in (tmp_path / "customers.py").read_text()


def test_wrong_options_are_refused_before_any_call(emulator: EmulatorServer, tmp_path: Path) -> None:
    """A kind that does not exist, and a file of aliases without its columns."""
    (tmp_path / "aliases.csv").write_text("user,name\n")
    file = str(tmp_path / "tenants.yaml")

    unknown = call(emulator, file, "--without", "contcat")
    columns = call(emulator, file, "--aliases", str(tmp_path / "aliases.csv"))

    assert (unknown.exit_code, columns.exit_code) == (1, 1)
    assert "there is no such kind; did you mean contact?" in unknown.stderr
    assert "the first line must name the columns id and alias" in columns.stderr
    assert emulator.requests == []
