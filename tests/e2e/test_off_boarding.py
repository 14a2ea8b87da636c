"""Removing customers: a refusal leaves the state whole, nothing undeclared is lost, what is retained is said truly."""

from typing import cast

import httpx

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.testing import EmulatorServer
from support.accounts import live, post, served, users
from support.project import Project, Run

TENANT = """
acme = chatbotkit.Tenant(
    "acme", bots={"support": {"name": "Ada"}, "sales": {}}, dataset={}, skillset={}, name="Acme"
)
chatbotkit.SkillsetAbility("ability", run_as=acme.user, skillset_id=acme.skillsets["skillset"].id, instruction="Look.")
chatbotkit.PartnerUserToken("second-key", user=acme.user.id)
acme.user.id.apply(lambda _: chatbotkit.Secret("late", run_as=acme.user, name="late"))
pulumi.export("key", acme.tokens["token"].token)
"""
NOTHING = "pulumi.log.info('nothing is declared')\n"
BUSINESS = "\n".join(
    f'user{n} = chatbotkit.PartnerUser("user{n}", name="user{n}")\n'
    f'chatbotkit.Bot("bot{n}", run_as=user{n})\nchatbotkit.PartnerUserToken("key{n}", user=user{n})'
    for n in range(4)
)


def writes(emulator: EmulatorServer) -> list[str]:
    """The paths of the writing calls since the last time."""
    found = [request.path for request in served(emulator) if request.method == "POST"]
    emulator.clear_requests()
    return found


def deleted(run: Run) -> set[str]:
    """Names of the resources that a run or a preview shows as deleted."""
    lines = (line.split() for line in run.stdout.splitlines())
    return {words[2] for words in lines if words[:1] == ["-"] and "dynamic/" in words[1]}


def entries(project: Project) -> dict[str, tuple[str, object]]:
    """Id and outputs of everything in the state. The order of dependencies differs from run to run."""
    return {name: (str(each["id"]), each["outputs"]) for name, each in project.everything().items()}


def guarded(project: Project) -> set[str]:
    """Names of the resources before which the guard of ``user`` is deleted."""
    dependencies = cast("list[str]", project.everything()["user.guard"]["dependencies"])
    return {urn.rpartition("::")[2] for urn in dependencies}


def test_a_refused_off_boarding_leaves_the_state_whole(project: Project, emulator: EmulatorServer) -> None:
    """Nothing is forgotten, no key is lost, and the error counts by kind; once it is put right, one call removes it."""
    project.program(TENANT)
    project.up()
    project.preview("--expect-no-changes")
    before = entries(project)
    key = str(project.outputs()["key"])
    (user,) = users(emulator).values()
    for path in ("conversation", "conversation", "conversation", "dataset", "contact", "contact"):
        post(emulator, path, {}, user=user)
    emulator.clear_requests()
    project.program(NOTHING)

    announced = project.preview("--diff")
    assert "onDelete" in announced.stdout
    assert "refused while the partner user holds anything that this stack does not manage" in announced.stdout
    assert emulator.requests == []
    for program, command in ((NOTHING, "up"), (TENANT, "destroy")):
        project.program(program)
        refused = project.pulumi(command, "--yes", "--skip-preview", "--continue-on-error")
        assert refused.exit_code != 0
        assert "1 dataset, 2 contacts and 3 conversations that this stack does not manage" in refused.output
        assert entries(project) == before
        assert writes(emulator) == []
    project.program(NOTHING)
    assert deleted(project.preview()) == before.keys()
    bots = httpx.get(f"{emulator.url}/v1/bot/list", headers={"Authorization": f"Token {key}"})
    assert bots.status_code == httpx.codes.OK

    project.program(TENANT)
    project.preview("--expect-no-changes")

    for kind in ("conversation", "contact", "dataset"):
        for record in emulator.records(kind):
            if str(record["id"]) not in {identifier for identifier, _ in before.values()}:
                emulator.remove(kind, str(record["id"]))
    emulator.clear_requests()
    project.program(NOTHING)
    project.up()
    # The second key is declared by the partner user's id, so Pulumi cannot be told that it goes with it.
    removed = [path for path in writes(emulator) if "/token/" not in path]
    assert removed == [f"/v1/partner/user/{user}/delete"]
    assert project.everything() == {}


def test_refused_tenants_do_not_stop_the_others(project: Project, emulator: EmulatorServer) -> None:
    """With --continue-on-error: exit code, state and service agree about each, and each costs one delete."""
    project.program(BUSINESS)
    project.up()
    ids = users(emulator)
    post(emulator, "conversation", {}, user=ids["user1"])
    post(emulator, "memory", {"text": "Likes tea."}, user=ids["user3"])
    emulator.clear_requests()

    run = project.pulumi("destroy", "--yes", "--skip-preview", "--continue-on-error")

    assert run.exit_code != 0
    assert "1 conversation that" in run.output
    assert "1 memory that" in run.output
    assert sorted(writes(emulator)) == sorted(f"/v1/partner/user/{ids[name]}/delete" for name in ("user0", "user2"))
    kept = {f"{name}{n}" for name in ("user", "bot", "key") for n in (1, 3)} | {"user1.guard", "user3.guard"}
    assert project.everything().keys() == kept
    assert users(emulator).keys() == {"user1", "user3"}
    assert live(emulator, ("bot", "partner_user_token")) == {"bot": 2, "partner_user_token": 2}


def test_what_cannot_be_counted_is_not_deleted(project: Project, emulator: EmulatorServer) -> None:
    """One broken list of one tenant keeps that tenant; every list broken keeps all."""
    project.program(BUSINESS)
    project.up()
    before, ids = entries(project), users(emulator)
    gone = Status(status=404, code="NOT_FOUND", message="Not found")
    emulator.faults.add(Fault(route="*/list", do=gone, times=None))

    refused = project.pulumi("destroy", "--yes", "--skip-preview", "--continue-on-error")

    assert refused.exit_code != 0
    assert "could not be counted" in refused.output or "could not be looked up" in refused.output
    assert entries(project) == before
    assert users(emulator) == ids

    emulator.faults.clear()
    emulator.faults.add(Fault(route="contact/list", do=gone, times=None, tenant=ids["user2"]))
    refused = project.pulumi("destroy", "--yes", "--skip-preview", "--continue-on-error")

    assert refused.exit_code != 0
    assert "listing its contacts failed" in refused.output
    assert project.everything().keys() == {"user2", "bot2", "key2", "user2.guard"}
    assert users(emulator).keys() == {"user2"}


def test_a_renamed_key_of_a_tenant_loses_nothing_that_nobody_declared(
    project: Project, emulator: EmulatorServer
) -> None:
    """Without an e-mail it is a new tenant, and the old one is to be deleted, with what others have put into it."""
    project.program('chatbotkit.Tenant("acme", bots={"support": {}}, name="Acme")')
    project.up()
    (old,) = users(emulator).values()
    for path in ("dataset", "integration/widget", "file", "contact"):
        post(emulator, path, {}, user=old)
    project.program('chatbotkit.Tenant("acme-corp", bots={"support": {}}, name="Acme Corp")')

    for _ in range(2):
        run = project.attempt_up()
        assert run.exit_code != 0
        assert all(lost in run.output for lost in ("1 dataset", "1 file", "1 widget integration", "1 contact"))

    assert users(emulator).keys() == {"Acme", "Acme Corp"}
    kinds = ("dataset", "integration_widget", "file", "contact")
    assert live(emulator, kinds) == dict.fromkeys(kinds, 1)
    assert {"acme", "acme.support", "acme.token", "acme.context", "acme.guard"} <= project.everything().keys()


def test_force_destroy_costs_one_call(project: Project, emulator: EmulatorServer) -> None:
    project.program('chatbotkit.Tenant("acme", bots={"support": {}}, name="Acme", force_destroy=True)')
    project.up()
    (user,) = users(emulator).values()
    post(emulator, "conversation", {}, user=user)
    emulator.clear_requests()

    assert (
        "nothing is counted, because force_destroy is set"
        in project.pulumi("destroy", "--preview-only", "--diff").stdout
    )
    project.destroy()

    assert writes(emulator) == [f"/v1/partner/user/{user}/delete"]


def test_protect_on_the_partner_user_alone_leaves_the_state_whole(project: Project, emulator: EmulatorServer) -> None:
    """The guard inherits it, so that Pulumi refuses before it forgets anything."""
    project.program("""
user = chatbotkit.PartnerUser("user", pulumi.ResourceOptions(protect=True), name="user")
chatbotkit.Bot("bot", run_as=user)
""")
    project.up()
    before = entries(project)

    assert project.pulumi("destroy", "--yes", "--skip-preview").exit_code != 0

    assert entries(project) == before
    assert live(emulator, ("bot",)) == {"bot": 1}


def test_single_objects_and_targets(project: Project, emulator: EmulatorServer) -> None:
    """A bot that leaves the program asks no guard; one that is targeted takes the guard along, which comes back."""
    project.program('chatbotkit.Tenant("acme", bots={"a": {}, "b": {}, "c": {}}, name="Acme")')
    project.up()
    (user,) = users(emulator).values()
    emulator.clear_requests()

    project.program('chatbotkit.Tenant("acme", bots={"a": {}, "b": {}}, name="Acme")')
    project.up()
    assert len(writes(emulator)) == 1
    assert "acme.guard" in project.everything()

    target = ("--target", str(project.everything()["acme.b"]["urn"]), "--target-dependents")
    gone = project.pulumi("destroy", "--yes", "--skip-preview", *target)
    assert gone.exit_code == 0, gone.output
    assert live(emulator, ("partner_user", "bot")) == {"partner_user": 1, "bot": 1}
    project.up()
    assert {"acme.b", "acme.guard"} <= project.everything().keys()
    project.preview("--expect-no-changes")

    emulator.clear_requests()
    target = ("--target", str(project.everything()["acme"]["urn"]), "--target-dependents")
    gone = project.pulumi("destroy", "--yes", "--skip-preview", *target)
    assert gone.exit_code == 0, gone.output
    assert writes(emulator) == [f"/v1/partner/user/{user}/delete"]
    assert project.everything() == {}


def test_a_program_that_fails_leaves_the_guard_as_it_was(project: Project) -> None:
    """It would depend on what the program had declared by then, and no longer be deleted before the rest."""
    whole = 'user = chatbotkit.PartnerUser("user", name="user")\nchatbotkit.Bot("bot", run_as=user)\n'
    project.program(whole)
    project.up()
    before = guarded(project)
    project.program(whole.replace("chatbotkit.Bot", "raise SystemExit(3)\nchatbotkit.Bot"))

    assert project.attempt_up().exit_code != 0
    assert guarded(project) == before


def test_a_program_that_waits_for_its_registrations_does_not_hang(project: Project) -> None:
    """The guard is registered after everything else, so nothing can wait for it."""
    whole = 'user = chatbotkit.PartnerUser("user", name="user")\nchatbotkit.Bot("bot", run_as=user)\n'
    project.program(f"{whole}pulumi.runtime.register_resource_transform(lambda each: None)\n")

    project.up()

    assert guarded(project) == {"user", "bot"}


def test_a_tenant_that_fails_does_not_stop_the_guards_of_others(project: Project, emulator: EmulatorServer) -> None:
    """With --continue-on-error: the guard of a partner user that was not created, or not updated, is left as it is."""
    project.program(BUSINESS)
    project.up()
    emulator.faults.add(Fault(route="partner_user/update", do=Status(status=400, code="BAD_REQUEST"), times=None))
    emulator.faults.add(Fault(route="partner_user/create", do=Status(status=400, code="BAD_REQUEST"), times=1))
    program = BUSINESS.replace('name="user2"', 'name="changed"')
    project.program(f'new = chatbotkit.PartnerUser("new", name="new")\nchatbotkit.Bot("late", run_as=new)\n{program}')

    run = project.attempt_up("--continue-on-error")

    assert run.exit_code != 0
    assert "is missing" not in run.output
    assert project.everything().keys() == {
        f"{name}{n}{end}"
        for n in range(4)
        for name, end in (("user", ""), ("user", ".guard"), ("bot", ""), ("key", ""))
    }
    assert live(emulator, ("partner_user", "bot")) == {"partner_user": 4, "bot": 4}


def test_the_guard_goes_along_with_its_partner_user(project: Project, emulator: EmulatorServer) -> None:
    """A new name with an alias, a refresh, and a replacement that deletes first."""
    tenant = 'chatbotkit.Tenant("{}", pulumi.ResourceOptions({}), bots={{"a": {{}}}}, name="Acme")'
    project.program(tenant.format("acme", ""))
    project.up()
    (user,) = users(emulator).values()
    project.program(tenant.format("renamed", 'aliases=[pulumi.Alias(name="acme")]'))
    project.up()
    assert project.everything()["renamed.guard"]["id"] == user
    assert "acme.guard" not in project.everything()

    emulator.clear_requests()
    project.refresh()
    assert len(served(emulator)) == len(project.resources())
    project.preview("--expect-no-changes")

    post(emulator, "conversation", {}, user=user)
    replaced = """
user = chatbotkit.PartnerUser("user", pulumi.ResourceOptions(delete_before_replace=True, replacement_trigger="{}"))
chatbotkit.Bot("bot", run_as=user)
"""
    project.program(f"{tenant.format('renamed', '')}\n{replaced.format(1)}")
    project.up()
    before = entries(project)
    post(emulator, "contact", {}, user=before["user"][0])
    project.program(f"{tenant.format('renamed', '')}\n{replaced.format(2)}")
    refused = project.attempt_up()
    assert refused.exit_code != 0
    assert "1 contact that" in refused.output
    assert entries(project) == before
