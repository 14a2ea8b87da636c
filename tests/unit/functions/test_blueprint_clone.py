"""``clone_blueprint``: one copy, however often a program runs and whatever is lost; and nobody's marker on it."""

import pytest

from pulumi_chatbotkit.emulator import Fault, LateWrite, ResetAfterWrite, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.marker import without_marker
from pulumi_chatbotkit.testing import EmulatorServer

from .conftest import Create, RunProgram

MARKER: JsonObject = {"pulumiStack": "shop/prod", "pulumiName": "x", "pulumiCreation": "x1"}


def cloning(blueprint: str, arguments: str = "", alias: str = "copy") -> str:
    """A program that clones, and prints the copy's id and what is in it."""
    return (
        f"made = chatbotkit.clone_blueprint('{blueprint}', alias='{alias}', {arguments})\n"
        "made.apply(lambda made: print(made.id, sorted(f'{one.category} {one.name}' for one in made.contents)))"
    )


def clones(emulator: EmulatorServer) -> int:
    """How many clones have reached the service."""
    return sum(request.path.endswith("/clone") for request in emulator.requests)


@pytest.fixture
def plan(create: Create) -> str:
    """A blueprint with a bot and an ability, all managed by a stack."""
    plan = create("blueprint", name="Plan", alias="plan", description="A plan", meta=MARKER)
    create("bot", name="Ada", alias="ada", blueprintId=plan, meta={"team": "sales", **MARKER})
    skillset = create("skillset", name="Tools", blueprintId=plan, meta=MARKER)
    create(f"skillset/{skillset}/ability", name="Ask", instruction="Ask.", blueprintId=plan, meta={"a": 1, **MARKER})
    create("portal", name="Door", slug="front-door", blueprintId=plan, meta=MARKER)
    create("integration/sitemap", name="Site", javascript=True, blueprintId=plan, meta=MARKER)
    return plan


def test_a_clone_is_found_again_by_the_next_run(plan: str, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """Every `pulumi up` runs the program; the copy is made once."""
    first = run_program(cloning(plan))
    second = run_program(cloning(plan))

    assert first.stdout == second.stdout != "", first.stderr + second.stderr
    names = "['ability Ask', 'bot Ada', 'portals Door', 'sitemapIntegration Site', 'skillset Tools']"
    assert first.stdout.strip().endswith(names)
    assert clones(emulator) == 1
    [copy] = [one for one in emulator.records("blueprint") if one["id"] != plan]
    assert (copy["alias"], copy["name"], copy["meta"]) == ("copy", "Plan", {"clonedFrom": plan})


def test_a_preview_clones_nothing(plan: str, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """Not even a look: nothing is sent."""
    emulator.clear_requests()

    ran = run_program(cloning(plan), "preview")

    assert (ran.stdout, ran.returncode, emulator.requests) == ("", 0, []), ran.stderr


def test_no_marker_stays_on_the_copies(plan: str, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """A stack adopts what carries its marker, and takes two objects of one create for duplicates. Nothing else is lost:
    neither the slug, nor an ability's instruction, nor a switch that an update resets."""
    kinds = ("blueprint", "bot", "skillset", "skillset_ability", "portal", "integration_sitemap")
    originals = {str(record["id"]) for kind in kinds for record in emulator.records(kind)}

    ran = run_program(cloning(plan))

    assert ran.returncode == 0, ran.stderr
    records = {kind: emulator.records(kind) for kind in kinds}
    copies = {kind: one for kind in kinds for one in records[kind] if one["id"] not in originals}
    kept = {kind: without_marker(one["meta"]) for kind, one in copies.items()}
    assert kept == {"blueprint": {"clonedFrom": plan}, "bot": {"team": "sales"}, "skillset_ability": {"a": 1}} | {
        kind: {} for kind in ("skillset", "portal", "integration_sitemap")
    }
    assert all("pulumi" not in str(one["meta"]) for one in copies.values())
    assert "_instruction" in str(copies["skillset_ability"]["meta"])
    assert copies["skillset_ability"]["instruction"] == "Ask."
    assert copies["integration_sitemap"]["javascript"] is True
    assert str(copies["portal"]["slug"]).startswith("front-door-")
    assert all("pulumiStack" in str(one["meta"]) for kind in kinds for one in records[kind] if one["id"] in originals)


@pytest.mark.parametrize("fault", [ResetAfterWrite(), LateWrite(calls=1), LateWrite()])
def test_a_lost_answer_makes_no_second_copy(
    plan: str, run_program: RunProgram, emulator: EmulatorServer, fault: ResetAfterWrite | LateWrite
) -> None:
    """Neither this run nor the next one asks again; the second one names what may be the copy, also if it came late."""
    emulator.faults.add(Fault(route="*/clone", do=fault))

    first = run_program(cloning(plan))
    emulator.faults.perform_late_writes()
    second = run_program(cloning(plan))

    [copy] = [one for one in emulator.records("blueprint") if one["id"] != plan]
    assert "clone_blueprint: " in first.stderr
    assert "was not asked for again, as that could make two" in first.stderr
    assert f"nothing was copied: {copy['id']} may be a copy of {plan}" in second.stderr
    assert clones(emulator) == 1


def test_a_run_that_ends_in_between_makes_no_second_copy(
    plan: str, run_program: RunProgram, emulator: EmulatorServer
) -> None:
    """The alias comes last, so a copy that has it is whole."""
    refused = Status(status=400, code="BAD_REQUEST", message="Not now")
    emulator.faults.add(Fault(route="blueprint/update", do=refused))

    first = run_program(cloning(plan))
    second = run_program(cloning(plan))

    [copy] = [one for one in emulator.records("blueprint") if one["id"] != plan]
    assert f"{copy['id']} is a copy of {plan} and was not finished" in first.stderr
    assert f"{copy['id']} may be a copy" in second.stderr
    assert clones(emulator) == 1


def test_several_copies_have_several_aliases(plan: str, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """One for each customer, in one program: none is taken for another one's remains."""
    ran = run_program("\n".join(cloning(plan, alias=f"copy-{number}") for number in range(3)))

    assert ran.returncode == 0, ran.stderr
    aliases = {str(one["alias"]) for one in emulator.records("blueprint")}
    assert aliases == {"plan", "copy-0", "copy-1", "copy-2"}


def test_an_alias_of_another_blueprint_is_refused(
    create: Create, plan: str, run_program: RunProgram, emulator: EmulatorServer
) -> None:
    """What this function has not copied, it does not pass off as a copy."""
    other = create("blueprint", alias="copy")

    ran = run_program(cloning(plan))

    assert f"clone_blueprint: blueprint {other} has the alias 'copy', and is no copy of {plan}" in ran.stderr
    assert clones(emulator) == 0


def test_a_blueprint_of_the_same_name_that_a_stack_manages_is_no_copy(
    create: Create, plan: str, run_program: RunProgram, emulator: EmulatorServer
) -> None:
    """It has a marker of its own; only one without, or with the original's, may be a copy."""
    create("blueprint", name="Plan", description="A plan", meta={**MARKER, "pulumiName": "other"})

    ran = run_program(cloning(plan))

    assert ran.returncode == 0, ran.stderr
    assert clones(emulator) == 1


def test_a_copy_is_made_in_the_partner_users_account(
    create: Create, run_program: RunProgram, emulator: EmulatorServer
) -> None:
    """Where the original is."""
    acme = create("partner/user")
    plan = create("blueprint", run_as=acme, name="Plan")

    ran = run_program(cloning(plan, f"run_as='{acme}'"))

    assert ran.returncode == 0, ran.stderr
    assert [one["alias"] for one in emulator.records("blueprint", account=acme)] == [None, "copy"]


@pytest.mark.parametrize("alias", ["", "With Capitals", "a" * 129])
def test_a_wrong_alias_is_refused_before_anything_is_sent(
    run_program: RunProgram, emulator: EmulatorServer, alias: str
) -> None:
    """A copy without an alias would be found by nobody."""
    ran = run_program(cloning("c1", alias=alias))

    assert "clone_blueprint: alias" in ran.stderr
    assert emulator.requests == []
