"""Known keys are used in runs, and then searched for in all texts that the runs produce."""

from pathlib import Path
from typing import cast

import httpx
import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project, Run
from support.wire import Wire

PLANTED = "sk-planted-5d1c0e7a"

TENANT = """
acme = chatbotkit.PartnerUser("acme", name="Acme")
chatbotkit.Bot("bot", run_as=acme)
key = chatbotkit.PartnerUserToken("key", user=acme)
pulumi.export("key", key.token)
pulumi.export("url", pulumi.Output.concat("https://bot.example/?key=", key.token))
"""

NOISY = ("--logtostderr", "-v=8")
"""What a person adds to find a fault; the text then goes into a ticket. From 9 on the engine itself logs every value of
every call in clear, whatever is marked secret."""


def _texts(project: Project, runs: list[Run], emulator: EmulatorServer) -> dict[str, str]:
    """All texts that the runs produced, by place. The files hold state, backups, history and logs.

    What Python compiles of the program is left out, as it holds what the program's own text holds.
    """
    files = [path for path in project.folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__"]
    texts = {str(path.relative_to(project.folder)): _read(path) for path in files}
    shown = {f"run {number}": run.output for number, run in enumerate(runs)}
    return {**texts, **shown, "request log": repr(emulator.requests)}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _holding(texts: dict[str, str], secret: str) -> list[str]:
    return [place for place, text in texts.items() if secret in text]


def _life(project: Project) -> list[Run]:
    """Runs of every command that shows something."""
    project.program(TENANT)
    runs = [project.pulumi("up", "--yes", *NOISY)]
    runs += [project.pulumi("stack", "output"), project.pulumi("stack", "output", "--json")]
    project.program(TENANT.replace('"Acme"', '"Acme Inc"'))
    return [*runs, project.pulumi("preview", "--diff"), project.pulumi("refresh", "--yes", "--run-program")]


@pytest.fixture(params=["environment", "configuration"])
def with_planted_key(request: pytest.FixtureRequest, project: Project, emulator: EmulatorServer) -> Project:
    """A project whose API key is the planted one."""
    emulator.add_account("parent", PLANTED)
    if request.param == "environment":
        project.environment["CHATBOTKIT_API_TOKEN"] = PLANTED
    else:
        del project.environment["CHATBOTKIT_API_TOKEN"]
        project.pulumi("config", "set", "--secret", "chatbotkit:token", PLANTED)
    return project


def test_no_key_is_stored_in_readable_form(with_planted_key: Project, emulator: EmulatorServer) -> None:
    """Neither the account's key nor the tenant's, which is encrypted in the state."""
    runs = _life(with_planted_key)

    texts = _texts(with_planted_key, runs, emulator)
    tenant_key = cast("str", with_planted_key.outputs()["key"])
    assert [run.exit_code for run in runs] == [0] * len(runs)
    assert _holding(texts, PLANTED) == []
    assert _holding(texts, tenant_key) == []
    answer = httpx.get(f"{emulator.url}/v1/bot/list", headers={"Authorization": f"Token {tenant_key}"})
    assert len(answer.json()["items"]) == 1


def test_no_key_is_in_the_text_of_a_failure(project: Project, emulator: EmulatorServer) -> None:
    """A refusal is shown with its call but without the headers; the key that is refused may be right elsewhere."""
    project.environment["CHATBOTKIT_API_TOKEN"] = PLANTED
    project.program('chatbotkit.Bot("bot")')

    refused = project.pulumi("up", "--yes", "--skip-preview", *NOISY)

    assert refused.exit_code != 0
    assert _holding(_texts(project, [refused], emulator), PLANTED) == []


@pytest.mark.parametrize("where", ["deep", "list"])
def test_a_value_that_is_marked_later_is_encrypted(
    project: Project, emulator: EmulatorServer, wire: Wire, where: str
) -> None:
    """At any depth, although the value is the same; the service is told nothing."""
    program = 'chatbotkit.Bot("bot", meta={{"deep": {deep}, "list": [{list}]}})'
    clear = {"deep": '{"key": "-"}', "list": '"-"', where: f'{{"key": "{PLANTED}"}}'}
    project.program(program.format(**clear))
    project.up()
    assert PLANTED in project.stack("export").stdout
    wire.take()

    marked = {**clear, where: f'{{"key": pulumi.Output.secret("{PLANTED}")}}'}
    project.program(program.format(**marked))
    project.up()

    assert PLANTED not in project.stack("export").stdout
    assert wire.writes() == []
    project.preview("--expect-no-changes")
    project.refresh()
    assert PLANTED not in project.stack("export").stdout
    assert PLANTED in str(emulator.records("bot"))


def test_a_secret_argument_stays_secret_in_the_state(project: Project, emulator: EmulatorServer) -> None:
    """Outputs repeat inputs, so the output has to be marked secret as well."""
    project.program(
        f'chatbotkit.Bot("bot", backstory=pulumi.Output.secret("{PLANTED}"), '
        f'meta={{"deep": {{"key": pulumi.Output.secret("{PLANTED}")}}}})'
    )

    runs = [project.pulumi("up", "--yes"), project.pulumi("refresh", "--yes", "--run-program")]

    texts = _texts(project, runs, emulator)
    del texts["__main__.py"], texts["request log"]
    assert _holding(texts, PLANTED) == []
