"""Key rotation: a new API key changes no resource, and a tenant always has a working key."""

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project
from support.wire import Wire

TENANT = """
acme = chatbotkit.PartnerUser("acme", name="Acme")
key = chatbotkit.PartnerUserToken("key", user=acme, name="Key", rotate_when="{month}", overlap_seconds=1)
chatbotkit.Secret("crm", name="CRM", type="bearer", value=key.token, run_as=acme)
pulumi.export("key", key.token)
"""


@pytest.mark.parametrize("place", ["environment", "configuration"])
def test_another_api_key_is_no_change(project: Project, emulator: EmulatorServer, place: str) -> None:
    """It is in no resource, and the provider reference in the state has no configuration."""
    for key in ("sk-first", "sk-second"):
        emulator.add_account("parent", key)
        if place == "environment":
            project.environment["CHATBOTKIT_API_TOKEN"] = key
        else:
            project.environment.pop("CHATBOTKIT_API_TOKEN", None)
            project.pulumi("config", "set", "--secret", "chatbotkit:token", key)
        project.program(TENANT.format(month="2026-11"))
        if key == "sk-first":
            project.up()

    project.preview("--expect-no-changes")
    assert project.drift().exit_code == 0


def test_a_new_key_is_created_and_passed_on_before_the_old_one_is_deleted(project: Project, wire: Wire) -> None:
    """Users of the key get the new one while both work."""
    project.program(TENANT.format(month="2026-11"))
    project.up()
    before = project.outputs()["key"]
    wire.take()
    project.program(TENANT.format(month="2026-12"))

    project.up()

    called = [what for what, _ in wire.take()]
    writes = [what for what in called if what.split()[0] in {"create", "update", "delete"}]
    assert [what.split()[0] for what in writes] == ["create", "update", "delete"]
    assert project.outputs()["key"] != before
    project.preview("--expect-no-changes")


def test_a_mask_is_neither_stored_nor_sent(project: Project, emulator: EmulatorServer, wire: Wire) -> None:
    """The service shows one instead of a credential, after a refresh and after an update of something else too."""
    bot = 'bot = chatbotkit.Bot("bot")\nchatbotkit.SlackIntegration("chat", bot_id=bot.id, name="{name}", '
    program = bot + 'bot_token="xoxb-one", signing_secret="two")'
    project.program(program.format(name="First"))
    project.up()
    project.refresh()
    project.program(program.format(name="Second"))

    project.up()
    project.refresh()

    (stored,) = emulator.records("integration_slack")
    assert (stored["botToken"], stored["name"]) == ("xoxb-one", "Second")
    assert "********" not in str(project.resources())
    assert "********" not in str([body for _, body in wire.take() if (body or {}).get("name") == "Second"])
