"""Objects that exist already, and deletions that would lose what others made, through the real CLI."""

import httpx

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.accounts import served
from support.project import Project

TENANT = """
acme = chatbotkit.PartnerUser("acme", name="Acme"{more})
chatbotkit.Bot("bot", run_as=acme, name="B")
chatbotkit.PartnerUserToken("key", user=acme)
"""


def tenant(more: str = "") -> str:
    """A tenant with a bot and a key."""
    return TENANT.format(more=more)


def call(emulator: EmulatorServer, path: str, body: JsonObject, run_as: str = "") -> str:
    """Create an object as another program would; returns its id."""
    headers = {"Authorization": f"Token {emulator.token}", **({"X-RunAs-UserId": run_as} if run_as else {})}
    answer = httpx.post(f"{emulator.url}{path}", json=body, headers=headers).raise_for_status()
    return str(answer.json()["id"])


def forget(project: Project, name: str) -> None:
    """Remove a resource from the state, as a crash may do."""
    urn = str(project.resources()[name]["urn"])
    assert project.pulumi("state", "delete", urn, "--yes", "--target-dependents").exit_code == 0


def test_an_object_missing_in_the_state_is_adopted_and_up_reports_it(
    project: Project, emulator: EmulatorServer
) -> None:
    """The line has object and reason; the summary has the number of adopted objects."""
    project.program(tenant())
    project.up()
    before = project.resources()
    forget(project, "bot")

    run = project.up()

    adopted = f"Bot 'bot' ({before['bot']['id']}) was adopted, not created: it carries the marker of this resource"
    assert adopted in run.stdout
    assert "1 adopted" in run.stdout
    assert project.resources()["bot"]["id"] == before["bot"]["id"]
    project.preview("--expect-no-changes")
    assert len(emulator.records("bot")) == 1


def test_match_for_the_whole_stack_adopts_objects_made_by_hand(project: Project, emulator: EmulatorServer) -> None:
    """A partner user is found by e-mail, a bot in it by name; a preview makes no calls."""
    user = call(emulator, f"{emulator.partner_path}/create", {"name": "old", "email": "ops@acme.example"})
    bot = call(emulator, "/v1/bot/create", {"name": "B", "backstory": "by hand"}, user)
    project.configure({"chatbotkit:endpoint": emulator.url, "chatbotkit:adopt": "match"})
    project.program(tenant(', email="ops@acme.example", alias=""'))
    emulator.clear_requests()

    project.preview()
    asked = list(emulator.requests)
    run = project.up()

    assert asked == []
    assert f"PartnerUser 'acme' ({user}) was adopted, not created: it has the email 'ops@acme.example'" in run.stdout
    assert f"Bot 'bot' ({bot}) was adopted, not created: it has the name 'B'; kept: backstory" in run.stdout
    (stored,) = emulator.records("bot")
    assert stored["backstory"] == "by hand"
    assert {name: resource["id"] for name, resource in project.resources().items() if name != "key"} == {
        "acme": user,
        "bot": bot,
    }
    project.preview("--expect-no-changes")


def test_a_replacement_requested_by_name_keeps_the_object_unless_adopt_is_never(
    project: Project, emulator: EmulatorServer
) -> None:
    """The engine calls neither check nor diff with the old object, so it looks like an orphan and is adopted."""
    project.program(tenant())
    project.up()
    before = project.resources()["bot"]

    run = project.up("--replace", str(before["urn"]))
    assert "ask for that once more with chatbotkit:adopt set to never" in run.stdout
    kept = project.resources()["bot"]["id"]
    project.configure({"chatbotkit:endpoint": emulator.url, "chatbotkit:adopt": "never"})
    project.up("--replace", str(before["urn"]))

    after = project.resources()["bot"]["id"]
    assert kept == before["id"] != after
    assert [record["id"] for record in emulator.records("bot")] == [after]


def test_another_replacement_trigger_makes_a_new_object(project: Project, emulator: EmulatorServer) -> None:
    """The engine's check has the old inputs then, which tells that the object found is the one to replace."""
    program = 'chatbotkit.Bot("bot", pulumi.ResourceOptions(replacement_trigger="{}"), name="B")'
    project.program(program.format("one"))
    project.up()
    (old,) = emulator.records("bot")

    project.program(program.format("two"))
    project.up()

    (new,) = emulator.records("bot")
    assert new["id"] != old["id"]
    assert project.resources()["bot"]["id"] == new["id"]


def test_what_a_triggered_replacement_left_is_adopted_after_a_refresh(
    project: Project, emulator: EmulatorServer
) -> None:
    """The run that made it was killed before it wrote its state, as the state of before it shows. No diff tells which
    object is to be replaced, but the refresh has read it."""
    program = (
        'chatbotkit.Dataset("seen", name="shows which state this is")\n'
        'chatbotkit.Bot("bot", pulumi.ResourceOptions(replacement_trigger="{}"), name="B")'
    )
    project.environment["PULUMI_RUN_PROGRAM"] = "false"  # with it, Pulumi forgets the other trigger while it refreshes
    project.program(program.format("one"))
    project.up()
    (old,) = emulator.records("bot")
    before = project.folder / "before.json"
    project.stack("export", "--file", str(before))
    emulator.faults.add(Fault(route="bot/delete", do=Status(status=403, code="NOT_AUTHORIZED")))
    project.program(program.format("two"))
    assert project.attempt_up().exit_code != 0
    (left,) = [record["id"] for record in emulator.records("bot") if record["id"] != old["id"]]
    project.stack("import", "--file", str(before))
    emulator.faults.clear()

    run = project.up("--refresh")

    assert f"Bot 'bot' ({left}) was adopted, not created" in run.stdout
    assert [record["id"] for record in emulator.records("bot")] == [left]
    assert project.resources()["bot"]["id"] == left
    project.preview("--expect-no-changes")


def test_a_tenant_with_objects_of_others_is_not_deleted(project: Project, emulator: EmulatorServer) -> None:
    """Its guard refuses before Pulumi forgets anything, so the next run has nothing to adopt."""
    project.program(tenant())
    project.up()
    user = str(project.resources()["acme"]["id"])
    bot = project.resources()["bot"]["id"]
    call(emulator, "/v1/conversation/create", {}, user)

    refused = project.pulumi("destroy", "--yes", "--skip-preview")
    project.up()

    assert refused.exit_code != 0
    assert "delete of DeletionGuard 'acme.guard' failed" in refused.output
    assert "It still has 1 conversation that this stack does not manage" in refused.output
    assert project.resources()["bot"]["id"] == bot
    assert len(emulator.records("bot")) == len(emulator.records("partner_user_token")) == 1


def test_force_destroy_deletes_it_in_one_call(project: Project, emulator: EmulatorServer) -> None:
    """Set, applied, then destroyed; children cost no calls. An older service is asked for its generation, too."""
    project.program(tenant(", force_destroy=True"))
    project.up()
    call(emulator, "/v1/conversation/create", {}, str(project.resources()["acme"]["id"]))
    emulator.clear_requests()

    project.destroy()

    assert all(request.path.startswith("/v1/partner/user/") for request in served(emulator))
    assert [request.method for request in served(emulator)].count("POST") == 1
    assert emulator.records("partner_user") == []


def test_a_retained_object_is_adopted_again(project: Project, emulator: EmulatorServer) -> None:
    """``retain_on_delete`` keeps the object, and a new resource of the same name adopts it.

    The stack has something else meanwhile, which shows that the object was made with its state.
    """
    other = 'chatbotkit.Dataset("other")\n'
    bot = 'chatbotkit.Bot("bot", pulumi.ResourceOptions(retain_on_delete=True), name="B")'
    project.program(other + bot)
    project.up()
    (kept,) = emulator.records("bot")

    project.program(other)
    project.up()
    project.program(other + bot)
    project.up()

    assert [record["id"] for record in emulator.records("bot")] == [kept["id"]]
    assert project.resources()["bot"]["id"] == kept["id"]
