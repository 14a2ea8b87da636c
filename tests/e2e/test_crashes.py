"""SIGKILL during creates: after the next run each object exists once, and there are no orphans.

``make soak`` repeats this with more seeds and resources.
"""

import os
import random
from collections.abc import Iterator

import pytest

from pulumi_chatbotkit.emulator.server.http_server import Listener, ServerThread
from pulumi_chatbotkit.testing import EmulatorServer
from support.crash import KillableRun, KillingService, Victim
from support.project import LIMIT_S, Project

FIRST = 3 * int(os.environ.get("SOAK_SEED", "0"))
SEEDS = range(FIRST, FIRST + 3)
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


class PlannedCrash:
    """When to kill, and which process: chosen at random from a seed."""

    def __init__(self, seed: int, emulator: EmulatorServer) -> None:
        """Put the killing service in front of ``emulator``."""
        rng = random.Random(seed)  # noqa: S311 - a crash that can be repeated
        self.checkpoints = seed % 2 == 0
        self.victim: Victim = VICTIMS[seed % len(VICTIMS)]
        at = rng.randrange(1, TENANTS * PER_TENANT)
        self.service = KillingService(emulator.app, at=at, before_the_write=rng.random() < 0.5)


@pytest.fixture(params=SEEDS, ids="seed-{}".format)
def planned_crash(request: pytest.FixtureRequest, emulator: EmulatorServer) -> PlannedCrash:
    """One crash for each seed."""
    return PlannedCrash(request.param, emulator)


@pytest.fixture
def crashing(project: Project, planned_crash: PlannedCrash) -> Iterator[Project]:
    """A project that uses the killing service."""
    listener = Listener("127.0.0.1", 0)
    thread = ServerThread(planned_crash.service, listener)
    project.configure({"chatbotkit:endpoint": listener.url})
    project.program(PROGRAM)
    yield project
    thread.stop()


def crash(project: Project, planned_crash: PlannedCrash) -> int:
    """Run ``pulumi up``, which is killed; returns the exit code."""
    words = ["pulumi", "up", "--yes", "--skip-preview", "--non-interactive"]
    run = KillableRun(project, *words)
    planned_crash.service.kill = lambda: run.kill(planned_crash.victim)
    return run.wait(LIMIT_S)


def test_the_run_after_a_crash_ends_with_each_object_once(
    crashing: Project, emulator: EmulatorServer, planned_crash: PlannedCrash
) -> None:
    """``recover`` removes the killed CLI's lock and broken files; the state need not be edited by hand."""
    if not planned_crash.checkpoints:
        crashing.environment["PULUMI_SKIP_CHECKPOINTS"] = "true"

    assert crash(crashing, planned_crash) != 0
    recovered = crashing.command("pulumi-chatbotkit", "recover", "dev")
    assert recovered.exit_code == 0, recovered.output
    output = crashing.up().output

    in_state = {str(resource["id"]) for resource in crashing.resources().values()}
    existing = {kind: {str(record["id"]) for record in emulator.records(kind)} for kind in KINDS}
    unmanaged = {kind: ids - in_state for kind, ids in existing.items()}
    assert {kind: len(ids & in_state) for kind, ids in existing.items()} == dict.fromkeys(KINDS, TENANTS)
    # A key that only the killed run knew is left alone, and named.
    assert [each for each in unmanaged.pop("partner_user_token") if each not in output] == []
    assert unmanaged == {kind: set() for kind in unmanaged}
    crashing.preview("--expect-no-changes")


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
