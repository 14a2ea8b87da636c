"""SIGKILL during creates: after the next run each object exists once, and there are no orphans.

``make soak`` repeats this with more seeds and resources.
"""

import os
import random
from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.emulator.server.http_server import Listener, ServerThread
from pulumi_chatbotkit.testing import EmulatorServer
from support.crash import DoomedRun, KillingService, Victim
from support.project import LIMIT_S, Project

SEEDS = int(os.environ.get("CRASH_SEEDS", "3"))
TENANTS = int(os.environ.get("CRASH_TENANTS", "8"))
PER_TENANT = 5
KINDS = ("partner_user", "partner_user_token", "partner_user_context", "dataset", "bot")
VICTIMS: tuple[Victim, ...] = ("both", "engine", "provider")

PROGRAM = f"""
for number in range({TENANTS}):
    user = chatbotkit.PartnerUser(f"user-{{number}}", name="U")
    kb = chatbotkit.Dataset(f"kb-{{number}}", name="K", run_as=user)
    bot = chatbotkit.Bot(f"bot-{{number}}", name="B", run_as=user, dataset_id=kb.id)
    chatbotkit.PartnerUserContext(f"context-{{number}}", user=user, bot_id=bot.id)
    chatbotkit.PartnerUserToken(f"key-{{number}}", user=user)
"""


class Accident:
    """When to kill, and which process: chosen at random from a seed."""

    def __init__(self, seed: int, emulator: EmulatorServer) -> None:
        """Put the killing service in front of ``emulator``."""
        dice = random.Random(seed)  # noqa: S311 - an accident that can be had again
        self.checkpoints = seed % 2 == 0
        self.victim: Victim = VICTIMS[seed % len(VICTIMS)]
        at_create = dice.randrange(1, TENANTS * PER_TENANT)
        self.service = KillingService(emulator.app, at_create=at_create, before_the_write=dice.random() < 0.5)


@pytest.fixture(params=range(SEEDS), ids="seed-{}".format)
def accident(request: pytest.FixtureRequest, emulator: EmulatorServer) -> Accident:
    """One accident for each seed."""
    return Accident(request.param, emulator)


@pytest.fixture
def doomed(project: Project, accident: Accident) -> Iterator[Project]:
    """A project that uses the killing service."""
    listener = Listener("127.0.0.1", 0)
    thread = ServerThread(accident.service, listener)
    project.configure({"chatbotkit:endpoint": listener.url})
    project.program(PROGRAM)
    yield project
    thread.stop()


def crash(project: Project, accident: Accident) -> int:
    """Run ``pulumi up``, which is killed; returns the exit code."""
    words = ["pulumi", "up", "--yes", "--skip-preview", "--non-interactive"]
    run = DoomedRun(project, *words)
    accident.service.kill = lambda: run.kill(accident.victim)
    return run.wait(LIMIT_S)


def test_the_run_after_a_crash_ends_with_each_object_once(
    doomed: Project, emulator: EmulatorServer, accident: Accident
) -> None:
    """``recover`` removes the killed CLI's lock and broken files; the state need not be edited by hand."""
    if not accident.checkpoints:
        doomed.environment["PULUMI_SKIP_CHECKPOINTS"] = "true"

    assert crash(doomed, accident) != 0
    recovered = doomed.command("pulumi-chatbotkit", "recover", "dev")
    assert recovered.exit_code == 0, recovered.output
    doomed.up()

    assert {kind: len(emulator.records(kind)) for kind in KINDS} == dict.fromkeys(KINDS, TENANTS)
    existing = [str(record["id"]) for kind in KINDS for record in emulator.records(kind)]
    assert sorted(existing) == sorted(str(resource["id"]) for resource in doomed.resources().values())
    doomed.preview("--expect-no-changes")


def test_half_of_a_state_file_is_replaced_by_the_copy_before_it(project: Project, emulator: EmulatorServer) -> None:
    """A file backend does not write its state atomically; objects missing in the older state are adopted."""
    project.program('chatbotkit.Bot("first", name="B")')
    project.up()
    project.program('chatbotkit.Bot("first", name="B")\nchatbotkit.Bot("second", name="B")')
    project.up()
    whole = project.state_file.read_bytes()
    project.state_file.write_bytes(whole[: len(whole) // 2])

    recovered = project.command("pulumi-chatbotkit", "recover", "dev")
    project.up()

    assert "dev.json held half of a state: the copy before it was put back" in recovered.stdout
    assert sorted(project.resources()) == ["first", "second"]
    assert len(emulator.records("bot")) == 2


@pytest.mark.parametrize("text", ["", "{"], ids=["empty", "cut"])
def test_incomplete_attribute_files_are_removed(project: Project, text: str) -> None:
    """The Pulumi CLI writes them in place; if it is killed meanwhile, it cannot load the stack ("EOF")."""
    project.program('chatbotkit.Bot("first", name="B")')
    project.up()
    attributes = project.state_file.with_name(f"{project.state_file.name}.attrs")
    attributes.write_text(text)
    assert "failed to load checkpoint" in project.attempt_up().output

    recovered = project.command("pulumi-chatbotkit", "recover", "dev")
    project.preview("--expect-no-changes")

    assert "dev.json.attrs was not whole and is gone" in recovered.stdout
    assert not attributes.exists()


def test_incomplete_attribute_files_of_a_lock_are_removed(project: Project) -> None:
    """A killed CLI leaves its lock, and the next one reads it first."""
    project.program('chatbotkit.Bot("first", name="B")')
    project.up()
    locks = project.state_file.parents[2] / "locks" / "organization" / "e2e" / "dev"
    locks.mkdir(parents=True, exist_ok=True)
    (locks / "left.json").write_text("{}")
    (locks / "left.json.attrs").write_text("")
    assert project.attempt_up().exit_code != 0

    assert project.command("pulumi-chatbotkit", "recover", "dev").exit_code == 0
    project.up()


def test_recover_does_not_change_an_intact_stack(project: Project) -> None:
    """``recover`` can be run at any time."""
    project.program('chatbotkit.Bot("first", name="B")')
    project.up()
    before = project.state_file.read_bytes()

    assert project.command("pulumi-chatbotkit", "recover", "dev").exit_code == 0
    assert project.state_file.read_bytes() == before
