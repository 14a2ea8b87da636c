"""The policy pack under the real CLI: advisory and mandatory, a remediation, a state, and a team's own policy."""

import json
import re
from pathlib import Path

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import REPOSITORY, Project, Run

PLANTED = "planted-5e0c7a2b9d41"
PACK = ("--policy-pack", "policies/run", "--policy-pack-config", "policies/config.json")
PROGRAM = """\
acme = chatbotkit.PartnerUser("acme", name="Acme", limits={"messages": 900, "tokens": 10, "conversations": 5})
chatbotkit.Bot("support", run_as=acme, name="Support", backstory="We promise a refund.", model="other-1")
chatbotkit.Secret("crm", run_as=acme, name="CRM", value="PLANTED", visibility="public")
""".replace("PLANTED", PLANTED)


def configure(project: Project, **settings: JsonObject) -> None:
    """Change what the pack's configuration says of some policies; hyphens of their names are underscores here."""
    path = project.folder / "policies" / "config.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    for name, changed in settings.items():
        found[name.replace("_", "-")] |= changed
    path.write_text(json.dumps(found), encoding="utf-8")


def changes(project: Project, *words: str) -> Run:
    return project.command("pulumi-chatbotkit", "changes", *words)


@pytest.fixture
def with_pack(project: Project) -> Project:
    """A project with the policy pack in the folder ``policies``."""
    made = project.command("pulumi-chatbotkit", "policies")
    assert made.exit_code == 0, made.output
    project.program(PROGRAM)
    return project


def test_a_mandatory_policy_stops_an_update_before_anything_is_made(
    with_pack: Project, emulator: EmulatorServer
) -> None:
    """An advisory one is only shown; `changes` names both; a configuration that is wrong stops the run, too."""
    advisory = with_pack.preview(*PACK)
    print(advisory.output)
    assert "[advisory]  partner-users-protected" in advisory.stdout

    configure(
        with_pack,
        partner_user_limits={"enforcementLevel": "mandatory", "maxima": {"messages": 500}},
        allowed_models={"allowed": ["gpt-*"]},
    )
    stopped = with_pack.pulumi("up", "--yes", *PACK)
    print(stopped.exit_code, stopped.output)
    report = changes(with_pack, "--json", "--", *PACK)
    print(report.output)
    page = changes(with_pack, "--", *PACK)
    print(page.output)
    configure(with_pack, allowed_models={"alowed": []})
    wrong = with_pack.pulumi("preview", *PACK)
    print(wrong.exit_code, wrong.output)
    configure(with_pack, payload_size={"maxBytes": "many"})
    wrong = with_pack.pulumi("preview", *PACK)
    print(wrong.exit_code, wrong.output)
