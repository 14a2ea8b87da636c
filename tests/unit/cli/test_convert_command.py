"""`pulumi-chatbotkit convert`: what it prints, and with which exit code."""

import json
from pathlib import Path

import httpx
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli.convert import app
from pulumi_chatbotkit.testing import EmulatorServer
from support.sources import OFFICIAL, resource, state_file

USER, BOT = "cuserofacme000000000000", "cbot0000000000000000000"


def call(*words: str, environment: dict[str, str] | None = None) -> Result:
    """The command."""
    return CliRunner().invoke(app, [*words], env=environment or {})


def a_state(folder: Path) -> Path:
    """A state with one bot, and something of another provider."""
    bot = {"attributes": {"id": BOT, "name": "Support", "backstory": "Use sk-live-0123456789abcdef01."}}
    return state_file(
        folder,
        resource("chatbotkit_bot", "support", bot),
        resource("aws_s3_bucket", "files", {}, provider=OFFICIAL.replace("chatbotkit/chatbotkit", "hashicorp/aws")),
    )


def test_a_conversion_says_what_is_in_the_file_and_what_is_not(tmp_path: Path) -> None:
    """And what to do next; what looks like a secret is a warning."""
    file = tmp_path / "tenants.yaml"

    done = call("terraform", str(a_state(tmp_path)), str(file), "--user", USER, "--tenant", "acme")

    assert done.exit_code == 0, done.output
    assert done.stdout == (
        f"{file}: tenant acme, 2 objects, of partner user {USER}\n"
        "  1 alias unknown: The service never shows the alias of a partner user, and erases it in each update without "
        'it. `pulumi up` refuses to adopt the partner user until the file says `alias`: what it is, or "" for none.\n'
        "  1 not converted: It is not in the file, and stays as it is.\n"
        f"Each of these: {tmp_path / 'tenants.remarks.txt'}\n"
        f"Next: pulumi-chatbotkit export --check {file}\n"
    )
    assert "looks like a secret" in done.stderr
    assert (tmp_path / "tenants.remarks.txt").read_text() == (
        "not converted: aws_s3_bucket.files: is another provider's\nacme: alias unknown: alias\n"
    )


def test_a_conversion_without_a_user_says_that_nothing_is_adopted(tmp_path: Path) -> None:
    """It is a plan; with a tenant's key alone, a new tenant."""
    state = str(a_state(tmp_path))

    plan = call("terraform", state, str(tmp_path / "plan.yaml"), "--plan", "gold")
    tenant = call("terraform", state, str(tmp_path / "tenant.yaml"), "--tenant", "acme")

    assert plan.stdout.startswith(f"{tmp_path / 'plan.yaml'}: plan gold, 1 object for each tenant that has it\n")
    assert tenant.stdout.startswith(f"{tmp_path / 'tenant.yaml'}: tenant acme, 2 objects to make\n")
    assert "Nothing is adopted: what exists stays as it is" in plan.stdout
    assert "Nothing is adopted: what exists stays as it is" in tenant.stdout


def test_the_report_as_json(tmp_path: Path) -> None:
    """Every remark, and what happens to it."""
    file = tmp_path / "tenants.yaml"

    done = call("terraform", str(a_state(tmp_path)), str(file), "--user", USER, "--aliases", "none", "--json")

    found = json.loads(done.stdout)
    assert {**found, "warnings": len(found["warnings"])} == {
        "file": str(file),
        "entries": [{"tenant": "terraform", "user": USER, "objects": 2}],
        "remarks": [
            {
                "entry": None,
                "sort": "not converted",
                "what": "aws_s3_bucket.files",
                "detail": "is another provider's",
                "happens": "It is not in the file, and stays as it is.",
            }
        ],
        "warnings": 1,
    }


def test_failures_write_nothing(tmp_path: Path) -> None:
    """A file that is there, a name that is no YAML, a folder that is not there, a source that is not there."""
    state = str(a_state(tmp_path))
    (tmp_path / "there.yaml").write_text("tenants: {}\n")

    there = call("terraform", state, str(tmp_path / "there.yaml"))
    other = call("terraform", state, str(tmp_path / "tenants.json"))
    folder = call("terraform", state, str(tmp_path / "no" / "tenants.yaml"))
    source = call("solution", str(tmp_path / "gone.json"), str(tmp_path / "tenants.yaml"))

    assert [each.exit_code for each in (there, other, folder, source)] == [1, 1, 1, 1]
    assert "there.yaml is there already: move it, or name another file" in there.stderr
    assert "its name must end with .yaml or .yml" in other.stderr
    assert "there is no folder" in folder.stderr
    assert "gone.json: does not exist" in source.stderr
    assert (tmp_path / "there.yaml").read_text() == "tenants: {}\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["terraform.tfstate", "there.yaml"]


def test_problems_of_what_would_be_written_are_shown(tmp_path: Path) -> None:
    """As `tenants check` shows them; nothing is written."""
    portal = {"attributes": {"id": BOT, "slug": "help-desk"}}
    state = state_file(
        tmp_path,
        *(resource("chatbotkit_portal", name, portal, provider=f"{OFFICIAL}.{name}") for name in ("a", "b")),
    )

    done = call(
        "terraform", str(state), str(tmp_path / "t.yaml"), "--user", f"a={USER}", "--user", "b=cuserof0globex00000"
    )

    assert done.exit_code == 1
    assert "error: nothing was written, because of what `tenants check` would say:" in done.stderr
    assert "must be unique among the portals" in done.stderr
    assert not (tmp_path / "t.yaml").exists()


def test_a_blueprint_is_read_from_the_service(emulator: EmulatorServer, tmp_path: Path) -> None:
    """By its id; the key comes from the environment. It is not changed."""
    headers = {"Authorization": f"Token {emulator.token}"}
    answer = httpx.post(f"{emulator.url}/v1/blueprint/create", json={"name": "Gold"}, headers=headers)
    identifier = answer.json()["id"]
    body = {"name": "Support", "blueprintId": identifier}
    httpx.post(f"{emulator.url}/v1/bot/create", json=body, headers=headers).raise_for_status()
    environment = {"CHATBOTKIT_ENDPOINT": emulator.url, "CHATBOTKIT_API_TOKEN": emulator.token}
    emulator.clear_requests()

    done = call("blueprint", identifier, str(tmp_path / "tenants.yaml"), environment=environment)
    gone = call("blueprint", "@gone", str(tmp_path / "gone.yaml"), environment=environment)

    assert done.exit_code == 0, done.output
    assert "plan gold, 2 objects for each tenant that has it" in done.stdout
    assert {request.method for request in emulator.requests} == {"GET"}
    assert gone.exit_code == 1
    assert "there is no blueprint @gone in this account" in gone.stderr
