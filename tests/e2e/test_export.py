"""Taking over accounts that were made by hand, with the real CLI: export, adopt, and nothing has changed."""

from pulumi_chatbotkit.testing import EmulatorServer
from support.accounts import fill
from support.inventory import in_state, without_markers
from support.project import Project


def test_accounts_made_by_hand_are_adopted_as_they_are(project: Project, emulator: EmulatorServer) -> None:
    """The stack has every object but tokens, nothing but markers was written, and nothing is left to do."""
    for name in ("Acme: {{ Söhne }}", "acme söhne"):
        fill(emulator, name)
    before = without_markers(emulator)
    project.environment["CHATBOTKIT_ENDPOINT"] = emulator.url

    exported = project.command("pulumi-chatbotkit", "export", "--aliases", "none")
    assert exported.exit_code == 0, exported.output
    first = (project.folder / "tenants.yaml").read_text(encoding="utf-8")
    project.use_default_program(first)
    project.up()

    assert without_markers(emulator) == before
    tokens = {str(each["id"]) for each in emulator.records("partner_user_token")}
    assert in_state(project).keys() == before.keys() - tokens
    assert project.drift().exit_code == 0
    project.command("pulumi-chatbotkit", "export", "second.yaml", "--aliases", "none")
    assert (project.folder / "second.yaml").read_text(encoding="utf-8") == first
    assert "planted-41c7" not in first
