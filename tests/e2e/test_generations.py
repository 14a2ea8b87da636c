"""A stack's life at a service of either generation of the API, with nothing said in the configuration.

``make generations`` runs all tests of this folder against one generation and then the other.
"""

from collections.abc import Callable, Iterator, Mapping

import pytest

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.emulator.settings.emulator_settings import Generation
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve
from support.project import Project

PROGRAM = """
acme = chatbotkit.PartnerUser("acme", name="Acme", email="ops@acme.example")
key = chatbotkit.PartnerUserToken("acme", user=acme, name="Key")
context = chatbotkit.PartnerUserContext("acme", user=acme, name="CONTEXT")
bot = chatbotkit.Bot("support", name="Ada", run_as=acme)
skills = chatbotkit.Skillset("skills", name="Skills", run_as=acme)
chatbotkit.SkillsetAbility("ask", skillset_id=skills.id, instruction="Ask.", linked_bot_id=bot.id, run_as=acme)
pulumi.export("found", chatbotkit.get_partner_user_output(id=acme.id).name)
pulumi.export("session", chatbotkit.create_session_output(acme).token)
pulumi.export("key", key.token)
"""


@pytest.fixture(params=["partner", "user"])
def generation(request: pytest.FixtureRequest) -> Generation:
    """Each of the two."""
    return request.param


@pytest.fixture
def service(generation: Generation) -> Iterator[EmulatorServer]:
    """A service of one generation alone."""
    with serve(EmulatorSettings(generation=generation)) as server:
        yield server


@pytest.fixture
def project(new_project: Callable[[Mapping[str, str]], Project], service: EmulatorServer) -> Project:
    """A project that uses it."""
    made = new_project({"chatbotkit:endpoint": service.url})
    made.environment["CHATBOTKIT_API_TOKEN"] = service.token
    return made


def program(context: str = "Web") -> str:
    """The program, with a name of the context."""
    return PROGRAM.replace("CONTEXT", context)


def stored(service: EmulatorServer) -> dict[str, list[JsonObject]]:
    """Every object at the service, by kind."""
    found = {kind: service.records(kind) for kind in OBJECT_KINDS}
    return {kind: records for kind, records in found.items() if records}


def test_a_stack_lives_at_either_generation(project: Project, service: EmulatorServer) -> None:
    """Made, looked up, compared without a call, refreshed, drifted, repaired and destroyed, with one set of names."""
    project.program(program())
    project.up()
    made = stored(service)
    (bot,), (ability,) = made["bot"], made["skillset_ability"]
    assert {kind: len(records) for kind, records in made.items()} == dict.fromkeys(
        ("partner_user", "partner_user_token", "partner_user_context", "bot", "skillset", "skillset_ability"), 1
    )
    assert ability["linkedBotId"] == bot["id"]
    assert project.outputs()["found"] == "Acme"
    outputs = as_object(project.everything()["ask"]["outputs"]) or {}
    assert outputs["linkedBotId"] == bot["id"]

    assert project.drift().exit_code == 0
    service.edit("skillset_ability", str(ability["id"]), {"linkedBotId": None})
    drifted = project.drift()
    assert drifted.exit_code == 7
    assert "linkedBotId" in drifted.output

    project.program(program("Portal"))
    project.up("--refresh")
    now = stored(service)
    assert [record["linkedBotId"] for record in now["skillset_ability"]] == [bot["id"]]
    assert [record["name"] for record in now["partner_user_context"]] == ["Portal"]

    project.destroy()
    assert stored(service) == {}


def test_a_preview_without_changes_makes_no_call(project: Project, service: EmulatorServer) -> None:
    """Not even the one that asks for the generation."""
    project.program('chatbotkit.Tenant("acme", name="Acme", bots={"support": {"name": "Ada"}})')
    project.up()
    service.clear_requests()

    project.preview("--expect-no-changes")

    assert service.requests == []


def test_an_outage_while_it_asks_creates_and_forgets_nothing(project: Project, service: EmulatorServer) -> None:
    """A proxy's page for every list of partner users is an error; the next run finds the generation."""
    page = Status(status=404, body="<html>404</html>", headers={"content-type": "text/html"})
    project.program(program())
    service.faults.add(Fault(route="/v1/*user/list", do=page, times=None))

    run = project.attempt_up()

    assert run.exit_code != 0
    assert "of which generation of the API the service is" in run.output
    assert stored(service).get("partner_user") is None
    service.faults.clear()
    project.up()
    assert [len(records) for records in stored(service).values()] == [1] * 6
    assert project.drift().exit_code == 0
