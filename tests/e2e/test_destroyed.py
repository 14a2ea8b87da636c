"""`pulumi destroy --run-program` deletes everything: exit code 0, and nothing is left at the service or in the state.

The program runs first and declares every resource once more, which must not make the provider take them for kept ones.
"""

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project

PROGRAM = """
shared = chatbotkit.Dataset("shared", name="Shared")
chatbotkit.Bot("front", name="Front", dataset_id=shared.id)
acme = chatbotkit.PartnerUser("acme", name="Acme")
kb = chatbotkit.Dataset("kb", name="K", run_as=acme)
bot = chatbotkit.Bot("bot", name="B", run_as=acme, dataset_id=kb.id)
chatbotkit.PartnerUserContext("context", user=acme, bot_id=bot.id)
chatbotkit.PartnerUserToken("key", user=acme)
components = chatbotkit.Tenant("globex", name="Globex", bots={"support": {"name": "Support"}})
"""
KINDS = ("bot", "dataset", "partner_user", "partner_user_context", "partner_user_token")

WAYS = pytest.mark.parametrize(
    "how",
    [
        ("--run-program",),
        ("--run-program", "--refresh"),
        ("--run-program=false",),
        ("--run-program=false", "--refresh"),
        (),
    ],
    ids=lambda how: " ".join(how) or "as engine env sets it",
)


def left(emulator: EmulatorServer) -> dict[str, int]:
    """How many objects of which kind are at the service."""
    counts = {kind: len(emulator.records(kind)) for kind in KINDS}
    return {kind: count for kind, count in counts.items() if count}


@WAYS
def test_destroy_leaves_nothing_behind(project: Project, emulator: EmulatorServer, how: tuple[str, ...]) -> None:
    """With and without a refresh, and with and without the program."""
    project.program(PROGRAM)
    project.up()

    run = project.pulumi("destroy", "--yes", "--skip-preview", *how)

    assert (run.exit_code, left(emulator), project.resources()) == (0, {}, {}), run.output


@WAYS
def test_destroy_of_a_changed_program_leaves_nothing_behind(
    project: Project, emulator: EmulatorServer, how: tuple[str, ...]
) -> None:
    """What the program declares now differs from what was provisioned; all that the state has is deleted."""
    project.program(PROGRAM)
    project.up()
    project.program(PROGRAM.replace('name="B"', 'name="Changed"').replace('"front"', '"renamed"'))

    run = project.pulumi("destroy", "--yes", "--skip-preview", *how)

    assert (run.exit_code, left(emulator), project.resources()) == (0, {}, {}), run.output


@pytest.mark.parametrize("gone", ["bot", "partner_user"])
@pytest.mark.parametrize("how", [("--run-program",), ("--run-program", "--refresh")], ids=" ".join)
def test_destroy_of_what_is_partly_gone_leaves_nothing_behind(
    project: Project, emulator: EmulatorServer, how: tuple[str, ...], gone: str
) -> None:
    """Somebody has deleted an object in the console."""
    project.program(PROGRAM)
    project.up()
    emulator.remove(gone, str(emulator.records(gone)[0]["id"]))

    run = project.pulumi("destroy", "--yes", "--skip-preview", *how)

    assert (run.exit_code, left(emulator), project.resources()) == (0, {}, {}), run.output


def test_only_with_the_program_destroy_uses_the_key_of_today(project: Project, emulator: EmulatorServer) -> None:
    """A key set by ``pulumi config`` is kept in the state, encrypted, and used again unless the program runs."""
    emulator.add_account("parent", "key-of-the-last-up")
    del project.environment["CHATBOTKIT_API_TOKEN"]
    project.pulumi("config", "set", "--secret", "chatbotkit:token", "key-of-the-last-up")
    project.program('chatbotkit.Bot("first", name="B")')
    project.up()
    project.pulumi("config", "set", "--secret", "chatbotkit:token", "key-of-today-that-is-wrong")

    without = project.pulumi("refresh", "--yes", "--skip-preview", "--run-program=false")
    with_program = project.pulumi("destroy", "--yes", "--skip-preview")

    assert (without.exit_code, with_program.exit_code == 0) == (0, False)
    assert "NOT_AUTHENTICATED" in with_program.output
    assert left(emulator) == {"bot": 1}


@pytest.mark.parametrize("how", ["--run-program", "--run-program=false"])
def test_a_key_in_the_environment_is_always_that_of_today(project: Project, emulator: EmulatorServer, how: str) -> None:
    """It is part of no state, so it is the recommended place."""
    project.program('chatbotkit.Bot("first", name="B")')
    project.up()
    project.environment["CHATBOTKIT_API_TOKEN"] = "key-of-today-that-is-wrong"

    refused = project.pulumi("destroy", "--yes", "--skip-preview", how)

    assert "NOT_AUTHENTICATED" in refused.output
    assert left(emulator) == {"bot": 1}
