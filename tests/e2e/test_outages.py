"""An outage is no deletion: a service that says NOT_FOUND for a while neither empties a state nor makes duplicates."""

import json

import pytest

from pulumi_chatbotkit.emulator import EmptyList, Fault, Status
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import as_stored, forgotten, in_state, make_by_hand, missing
from support.project import Project

TENANTS = """
for name in ("one", "two"):
    user = chatbotkit.PartnerUser(name, name=name)
    bot = chatbotkit.Bot(f"{name}-bot", name="B", run_as=user)
    chatbotkit.PartnerUserContext(f"{name}-context", user=user, bot_id=bot.id)
    chatbotkit.PartnerUserToken(f"{name}-key", user=user)
"""
NOT_FOUND = Status(status=404, code="NOT_FOUND", message="Not found")
REFRESH = ("refresh", "--yes", "--skip-preview", "--run-program")
DESTROY = ("destroy", "--yes", "--skip-preview", "--continue-on-error")
RECORDS = """
kb = chatbotkit.Dataset("kb")
chatbotkit.DatasetRecords("facts", dataset_id=kb.id, source="facts.jsonl")
"""


def write_facts(project: Project, word: str) -> None:
    """Write the source of twelve records."""
    lines = [json.dumps({"key": str(number), "text": f"fact {number} {word}"}) for number in range(12)]
    project.write("facts.jsonl", "\n".join(lines))


@pytest.fixture
def tenants(project: Project) -> Project:
    """Two tenants with a bot, a context and a key each."""
    project.program(TENANTS)
    project.up()
    return project


@pytest.mark.parametrize(
    "window",
    [
        Fault(route="*", do=NOT_FOUND, times=None, until="*/list"),
        Fault(route="*", do=NOT_FOUND, times=None, last=2),
        Fault(route="*", do=NOT_FOUND, times=None, last=7),
        Fault(route="*", do=NOT_FOUND, times=None, nth=3, last=12),
        Fault(route="*", do=NOT_FOUND, times=None, every=2),
        Fault(route="*", do=NOT_FOUND, times=None, probability=0.5, seed=12),
        Fault(route="*", do=NOT_FOUND, times=None),
    ],
    ids=["until a list", "2 calls", "7 calls", "in mid-run", "every second call", "one of two servers", "for good"],
)
@pytest.mark.parametrize("how", ["up", "refresh"])
def test_a_service_that_finds_nothing_for_a_while_loses_nothing(
    tenants: Project, emulator: EmulatorServer, window: Fault, how: str
) -> None:
    """Every object is as it was, and in the state; nothing was made a second time."""
    before, known = as_stored(emulator), in_state(tenants)
    emulator.faults.add(window)

    tenants.attempt_up("--refresh", "--run-program") if how == "up" else tenants.pulumi(*REFRESH)

    assert as_stored(emulator) == before
    assert in_state(tenants) == known
    emulator.faults.clear()
    tenants.up("--refresh", "--run-program")
    assert as_stored(emulator) == before


@pytest.mark.parametrize("every", [2, 3])
def test_one_broken_server_of_several_lets_no_guarded_tenant_go(
    tenants: Project, emulator: EmulatorServer, every: int
) -> None:
    """The guard's lists answer NOT_FOUND here and there: a guard that could not count refuses."""
    users = [str(user["id"]) for user in emulator.records("partner_user")]
    for user in users:
        make_by_hand(emulator, "conversation", {}, user)
    emulator.faults.add(Fault(route="*/list", do=NOT_FOUND, times=None, every=every))

    run = tenants.pulumi("destroy", "--yes", "--skip-preview", "--continue-on-error")

    assert run.exit_code != 0
    assert [str(user["id"]) for user in emulator.records("partner_user")] == users
    assert set(users) <= set(in_state(tenants))


def test_many_gone_at_once_are_an_outage_until_somebody_insists(project: Project, emulator: EmulatorServer) -> None:
    """The message has the number, and the setting that lets the refresh pass."""
    project.program('for number in range(7):\n    chatbotkit.Bot(f"bot-{number}", name="B")')
    project.up()
    known = in_state(project)
    for record in emulator.records("bot"):
        emulator.remove("bot", str(record["id"]))

    run = project.pulumi(*REFRESH)

    assert run.exit_code != 0
    assert "chatbotkit:goneLimit" in run.output
    assert len(in_state(project)) > 0
    project.configure({"chatbotkit:endpoint": emulator.url, "chatbotkit:goneLimit": "100"})
    project.up("--refresh", "--run-program")
    assert sorted(in_state(project).values()) == sorted(known.values())
    assert (forgotten(emulator, project), missing(emulator, project)) == ({}, {})


@pytest.mark.parametrize("command", [REFRESH, DESTROY], ids=["refresh", "destroy"])
def test_one_after_the_other_nothing_is_forgotten(
    project: Project, emulator: EmulatorServer, command: tuple[str, ...]
) -> None:
    """With ``--parallel 1`` nothing else is under way; every fetch says NOT_FOUND, and every list is empty."""
    project.program('for number in range(7):\n    chatbotkit.Bot(f"bot-{number}", name="B")')
    project.up()
    known = in_state(project)
    emulator.faults.add(Fault(route="*/list", do=EmptyList(), times=None))
    emulator.faults.add(Fault(route="*", do=NOT_FOUND, times=None))

    run = project.pulumi(*command, "--parallel", "1")

    assert run.exit_code != 0
    assert "nothing else that this stack is known to have answers" in run.output
    assert in_state(project) == known


def test_a_preview_says_that_too_many_are_gone(project: Project, emulator: EmulatorServer) -> None:
    """It would otherwise show them as creates."""
    project.program('for number in range(7):\n    chatbotkit.Bot(f"bot-{number}", name="B")')
    project.up()
    for record in emulator.records("bot"):
        emulator.remove("bot", str(record["id"]))

    run = project.pulumi("preview", "--refresh", "--run-program")

    assert run.exit_code != 0
    assert "7 objects of this stack are gone at the service" in run.output


def test_a_few_that_are_gone_are_drift(tenants: Project, emulator: EmulatorServer) -> None:
    """A bot deleted in the console is created again; nothing else changes."""
    bot = emulator.records("bot")[0]
    emulator.remove("bot", str(bot["id"]))

    tenants.up("--refresh", "--run-program")

    assert len(emulator.records("bot")) == 2
    assert (forgotten(emulator, tenants), missing(emulator, tenants)) == ({}, {})


@pytest.mark.parametrize("how", [(), ("--refresh", "--run-program")], ids=["up", "up --refresh"])
def test_a_list_that_is_empty_for_a_while_doubles_no_records(
    project: Project, emulator: EmulatorServer, how: tuple[str, ...]
) -> None:
    """The run knows that there are records, so an empty list contradicts it."""
    project.program(RECORDS)
    write_facts(project, "old")
    project.up()
    write_facts(project, "new")
    emulator.faults.add(Fault(route="dataset_record/list", do=EmptyList(), times=3))

    project.attempt_up(*how)

    assert len(emulator.records("dataset_record")) == 12
    emulator.faults.clear()
    project.up(*how)
    assert sorted(str(record["text"]) for record in emulator.records("dataset_record")) == sorted(
        f"fact {number} new" for number in range(12)
    )


@pytest.mark.parametrize("times", [1, 3, None])
def test_a_list_of_keys_that_is_empty_for_a_while_makes_no_second_key(
    tenants: Project, emulator: EmulatorServer, times: int | None
) -> None:
    """Tokens can only be listed; the valid ones stay, alone, and in the state."""
    before, known = as_stored(emulator), in_state(tenants)
    emulator.faults.add(Fault(route="partner_user_token/list", do=EmptyList(), times=times))

    tenants.attempt_up("--refresh", "--run-program")

    assert as_stored(emulator) == before
    assert in_state(tenants) == known
