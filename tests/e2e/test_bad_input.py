"""Invalid input: the message says what to do, nothing is created, and the state stays usable."""

import httpx
import pytest

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project, Run

GOOD = 'chatbotkit.Bot("bot", name="B")'

NOBODY = "http://127.0.0.1:9"
"""Nothing listens there: connections are refused."""


def _created(emulator: EmulatorServer) -> list[str]:
    """Everything that exists in the account."""
    return [f"{kind} {record['name']}" for kind in OBJECT_KINDS for record in emulator.records(kind)]


def _refused(run: Run) -> bool:
    """True if the run failed with a message and without a traceback."""
    return run.exit_code not in {0, 7} and "Traceback" not in run.output


@pytest.mark.parametrize(
    ("program", "texts"),
    [
        (
            'chatbotkit.Bot("bad", name="n" * 192, alias="CAPS", visibility="hidden", meta={"_k": 1})',
            [
                "resource 'bad'",
                "is 192 bytes long, at most 191 are stored: shorten it",
                "is 'CAPS', but must be lowercase letters, digits, hyphens and underscores only",
                "is 'hidden', but must be one of private, protected, public",
                "has the key '_k', but keys must start with a letter a-z or a digit: rename it",
            ],
        ),
        (
            'chatbotkit.PartnerUser("bad", email="nobody", limits={"tokens": -1})',
            [
                "resource 'bad'",
                "is 'nobody', but must be an e-mail address such as ops@example.com",
                "limits.tokens is -1, but must be at least 0",
            ],
        ),
        ('chatbotkit.Bot("bad", run_as="@acme")', ["runAs is '@acme', but must be the id of a partner user"]),
        (
            'chatbotkit.DatasetRecord("bad", dataset_id="cm0000000000000000000000", text=pulumi.Output.secret(None))',
            ["text is missing: the service requires it"],
        ),
    ],
    ids=["bot", "partner user", "run-as alias", "an output without a value"],
)
def test_all_faults_of_a_resource_are_reported_before_anything_is_sent(
    project: Project, emulator: EmulatorServer, program: str, texts: list[str]
) -> None:
    """So the user can fix all of them after one run."""
    project.program(program)

    run = project.attempt_up()

    assert _refused(run)
    assert [text for text in texts if text not in run.output] == []
    assert emulator.requests == []
    assert project.resources() == {}


TENANTS = """\
tenants:
  acme:
    name: Acme
    emial: ops@acme.example
    bots:
      support: {alias: SUPPORT, meta: {_k: 1}}
  globex:
    email: nobody
    limits: {tokens: -1}
    bots: {desk: 7}
"""


def test_all_faults_of_a_tenants_file_are_reported_with_their_lines(project: Project, emulator: EmulatorServer) -> None:
    """The valid part of such a file is not provisioned either."""
    project.use_default_program(TENANTS)

    run = project.attempt_up()

    assert _refused(run)
    expected = [
        "tenants.yaml:4: tenants.acme.emial: is not a field of a tenant; did you mean email?",
        "tenants.yaml:6: tenants.acme.bots.support.alias: is 'SUPPORT', but must be lowercase",
        "tenants.yaml:6: tenants.acme.bots.support.meta: has the key '_k'",
        "tenants.yaml:8: tenants.globex.email: is 'nobody'",
        "tenants.yaml:9: tenants.globex.limits.tokens: is -1, but must be at least 0",
        "tenants.yaml:10: tenants.globex.bots.desk: is 7, but must be a map",
        "6 problems, nothing was changed.",
    ]
    assert [text for text in expected if text not in run.output] == []
    assert emulator.requests == []


def test_a_wrong_token_is_reported_as_such(project: Project, emulator: EmulatorServer) -> None:
    """The service's refusal is shown without a traceback."""
    project.program(GOOD)
    project.environment["CHATBOTKIT_API_TOKEN"] = "sk-wrong"

    run = project.attempt_up()

    assert _refused(run)
    assert "create of Bot 'bot' failed: GET /bot/list: Not authenticated [NOT_AUTHENTICATED" in run.output
    assert "check the token" in run.output
    assert _created(emulator) == []
    assert project.resources() == {}


def test_a_run_as_user_of_another_account_is_refused(project: Project, emulator: EmulatorServer) -> None:
    """The service does not say whether user or token is wrong, so the message names both."""
    emulator.add_account("other", "sk-other")
    made = httpx.post(
        f"{emulator.url}{emulator.partner_path}/create",
        json={"name": "theirs"},
        headers={"Authorization": "Token sk-other"},
    )
    theirs = made.json()["id"]
    project.program(f'chatbotkit.Bot("bot", run_as="{theirs}")')

    run = project.attempt_up()

    assert _refused(run)
    assert f"GET /bot/list as {theirs}: Not authenticated" in run.output
    assert "check that the partner user exists and belongs to the token's account" in run.output
    assert _created(emulator) == ["partner_user theirs"]


def test_a_service_that_is_down_fails_the_run_soon(project: Project, emulator: EmulatorServer) -> None:
    """A refused connection is retried a few times within seconds; existing objects stay in the state."""
    project.program(GOOD)
    project.up()
    project.program(f'{GOOD}\nchatbotkit.Bot("second")')
    project.configure({"chatbotkit:endpoint": NOBODY, "chatbotkit:movedFrom": emulator.url})

    run = project.attempt_up()

    assert _refused(run)
    assert "create of Bot 'second' failed" in run.output
    assert "check the endpoint and the network" in run.output
    assert list(project.resources()) == ["bot"]


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("endpiont", "https://api.example", "did you mean chatbotkit:endpoint?"),
        ("concurrency", "0", "chatbotkit:concurrency"),
    ],
)
def test_a_wrong_configuration_key_fails_the_preview_by_name(
    project: Project, emulator: EmulatorServer, key: str, value: str, text: str
) -> None:
    """With a misspelt endpoint key, requests would go to the hosted service."""
    project.program(GOOD)
    project.configure({"chatbotkit:endpoint": emulator.url, f"chatbotkit:{key}": value})

    run = project.pulumi("preview")

    assert _refused(run)
    assert f"chatbotkit:{key}" in run.output
    assert text in run.output
    assert emulator.requests == []


def test_a_missing_token_fails_the_preview_by_name(project: Project) -> None:
    """No request is sent to the hosted service; the message names every way to set a token."""
    project.program(GOOD)
    project.configure({})
    del project.environment["CHATBOTKIT_API_TOKEN"]

    run = project.pulumi("preview")

    assert _refused(run)
    assert "pulumi config set --secret chatbotkit:token" in run.output
    assert "CHATBOTKIT_API_TOKEN" in run.output
