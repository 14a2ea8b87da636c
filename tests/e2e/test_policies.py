"""The policy pack under the real CLI: advisory and mandatory, a remediation, a state, and a team's own policy."""

import json
import re
from typing import cast

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import REPOSITORY, Project

PLANTED = "planted-5e0c7a2b9d41"
PACK = ("--policy-pack", "policies/run", "--policy-pack-config", "policies/config.json")
PROGRAM = f"""\
acme = chatbotkit.PartnerUser("acme", name="Acme", limits={{"messages": 900, "tokens": 10, "conversations": 5}})
hidden = pulumi.Output.secret("{PLANTED}")
chatbotkit.Bot("support", run_as=acme, name=hidden, backstory="We promise a refund.", model="other-1")
chatbotkit.Secret("crm", run_as=acme, name="CRM", value="{PLANTED}", visibility="public")
"""


def configure(project: Project, **settings: JsonObject) -> None:
    """Change what the pack's configuration says of some policies; hyphens of their names are underscores here."""
    path = project.folder / "policies" / "config.json"
    found = cast("dict[str, JsonObject]", json.loads(path.read_text(encoding="utf-8")))
    for name, changed in settings.items():
        found.setdefault(name.replace("_", "-"), {}).update(changed)
    path.write_text(json.dumps(found), encoding="utf-8")


@pytest.fixture
def with_pack(project: Project) -> Project:
    """A project with the policy pack in the folder ``policies``."""
    made = project.command("pulumi-chatbotkit", "policies")
    assert made.exit_code == 0, made.output
    assert f"pulumi up {' '.join(PACK)}" in made.stdout
    project.program(PROGRAM)
    return project


def test_a_mandatory_policy_stops_an_update_before_anything_is_made(
    with_pack: Project, emulator: EmulatorServer
) -> None:
    """An advisory one is shown; `changes` names both; a typo in a setting stops the run, too."""
    configure(
        with_pack,
        partner_user_limits={"enforcementLevel": "mandatory", "maxima": {"messages": 500}},
        allowed_models={"allowed": ["gpt-*"]},
        forms_of_texts={"forms": {"Bot.name": "[A-Z].*"}},
    )

    stopped = with_pack.pulumi("up", "--yes", *PACK)

    assert stopped.exit_code == 1
    assert re.search(r"\[mandatory\] +partner-user-limits", stopped.stdout)
    assert "PartnerUser acme: limits.messages is 900, but may be 500 at most" in stopped.stdout
    assert re.search(r"\[advisory\] +no-public-objects", stopped.stdout)
    assert "Bot support: name is a secret, but must have the form [A-Z].*" in stopped.stdout
    assert emulator.records("partner_user") == []

    report = with_pack.command("pulumi-chatbotkit", "changes", "--json", "--", *PACK)
    found = json.loads(report.stdout)
    assert report.exit_code == 1
    assert {(each["level"], each["policy"], each["what"]) for each in found["policies"]} == {
        ("mandatory", "partner-user-limits", "PartnerUser acme"),
        ("advisory", "allowed-models", "Bot support"),
        ("advisory", "forms-of-texts", "Bot support"),
        ("advisory", "no-public-objects", "Secret crm"),
        ("advisory", "partner-users-protected", "PartnerUser acme"),
    }
    assert {each["customer"] for group in found["groups"] if group["kind"] == "Bot" for each in group["changes"]} == {
        "acme"
    }

    configure(with_pack, allowed_models={"alowed": []})
    typo = with_pack.pulumi("preview", *PACK)
    assert typo.exit_code != 0
    assert "policy allowed-models: alowed is no setting of it; did you mean allowed?" in typo.output
    for run in (stopped, report, typo):
        assert PLANTED not in run.output


def test_a_remediation_makes_private_what_is_public_and_leaves_secrets_secret(
    with_pack: Project, emulator: EmulatorServer
) -> None:
    """It changes inputs of a secret; what is advisory stops nothing; the next preview has nothing to do."""
    configure(with_pack, no_public_objects={"enforcementLevel": "remediate"})

    previews = [with_pack.preview(*PACK, *form) for form in (("--diff",), ("--json",))]
    up = with_pack.up("--json", *PACK)
    again = with_pack.preview("--expect-no-changes", *PACK)

    (made,) = emulator.records("secret")
    assert made["visibility"] == "private"
    assert re.search(r"\[remediate\] +no-public-objects", previews[0].stdout)
    for text in (*(run.output for run in previews), up.output, again.output, with_pack.state_file.read_text()):
        assert PLANTED not in text
    assert PLANTED in json.dumps(with_pack.resources()["crm"])  # once decrypted

    log = with_pack.write("up.jsonl", up.stdout).name
    page = with_pack.command("pulumi-chatbotkit", "changes", log)
    assert "Policy no-public-objects (remediate)\n  Secret crm: has changed visibility\n" in page.stdout
    assert PLANTED not in page.output


def test_a_state_is_judged_without_the_program_and_by_a_policy_of_ones_own(with_pack: Project) -> None:
    """`pulumi policy analyze`; the own policy is the one that docs/policies.md shows, configured like the others."""
    with_pack.up()
    page = (REPOSITORY / "docs" / "policies.md").read_text(encoding="utf-8")
    (own,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    with_pack.write("policies/__main__.py", own)
    with_pack.program("raise SystemExit('the program is not run')")

    advisory = with_pack.pulumi("policy", "analyze", *PACK)
    configure(
        with_pack,
        no_promises={"enforcementLevel": "mandatory", "words": ["promise"]},
        no_public_objects={"enforcementLevel": "disabled"},
    )
    mandatory = with_pack.pulumi("policy", "analyze", *PACK)

    assert advisory.exit_code == 0, advisory.output
    assert re.search(r"\[advisory\] +no-public-objects", advisory.stdout)
    assert "Bot support: backstory promises: refund" in advisory.stdout
    assert mandatory.exit_code == 1
    assert re.search(r"\[mandatory\] +no-promises", mandatory.stdout)
    assert "Bot support: backstory promises: promise" in mandatory.stdout
    assert "no-public-objects" not in mandatory.stdout
    for run in (advisory, mandatory):
        assert PLANTED not in run.output
