"""``list_blueprint_resources`` and ``export_blueprint``: what is in a blueprint, without what is secret."""

from collections.abc import Callable

import pulumi
import pytest

import pulumi_chatbotkit as chatbotkit
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.testing import EmulatorServer

from .conftest import Create, RunProgram


def test_a_list_has_what_is_in_the_blueprint_and_how_it_is_linked(create: Create) -> None:
    """One call for every category; what refers to no blueprint, or to another one, is not in it."""
    acme = create("partner/user")
    plan = create("blueprint", run_as=acme, name="Plan")
    dataset = create("dataset", run_as=acme, name="Facts", blueprintId=plan)
    create("bot", run_as=acme, name="Ada", blueprintId=plan, datasetId=dataset, meta={"tier": 2})
    skillset = create("skillset", run_as=acme, name="Tools", blueprintId=plan)
    bot = create("bot", run_as=acme, name="Elsewhere")
    create(f"skillset/{skillset}/ability", run_as=acme, name="Ask", blueprintId=plan, linkedBotId=bot)

    found = {one.name: one for one in chatbotkit.list_blueprint_resources(plan, run_as=acme)}

    assert {one.category for one in found.values()} == {"dataset", "bot", "skillset", "ability"}
    assert found["Ada"].links == {"blueprintId": plan, "datasetId": dataset}
    assert (found["Ada"].meta, found["Ada"].state, found["Tools"].state) == ({"tier": 2}, None, "enabled")
    assert found["Ask"].links["linkedBotId"] == bot
    assert found["Facts"].id == dataset


def test_an_export_shows_what_no_fetch_does_and_no_secret(create: Create) -> None:
    """The service itself leaves most credentials out, and not all (docs/api/api.md b.6)."""
    plan = create("blueprint")
    create("bot", name="Ada", blueprintId=plan, privacy=True)
    create("secret", name="Key", kind="shared", value="hush", config={"clientSecret": "hush"}, blueprintId=plan)
    create("integration/discord", name="Chat", publicKey="hush", botToken="hush", blueprintId=plan)

    export = chatbotkit.export_blueprint(plan)

    assert export.id == plan
    assert export.contents["bot"][0]["privacy"] is True
    assert [one["name"] for one in export.contents["discordIntegration"]] == ["Chat"]
    assert "hush" not in repr(export)


def test_trap_31_an_export_leaves_out_what_its_page_says(create: Create) -> None:
    """So that nobody takes it for a backup: the tuning of datasets, records, and what is not in the blueprint."""
    plan = create("blueprint")
    dataset = create("dataset", name="Facts", blueprintId=plan, recordMaxTokens=7, matchInstruction="Say it.")
    create(f"dataset/{dataset}/record", text="A fact.")
    contact = create("contact", name="Ann")
    create("task", name="Daily", blueprintId=plan, contactId=contact, expiresAt=1_900_000_000_000)

    contents = chatbotkit.export_blueprint(plan).contents

    assert {"recordMaxTokens", "matchInstruction"}.isdisjoint(contents["dataset"][0])
    assert {"contactId", "expiresAt"}.isdisjoint(contents["task"][0])
    assert "A fact." not in repr(contents)


@pytest.mark.parametrize("function", [chatbotkit.list_blueprint_resources, chatbotkit.export_blueprint])
def test_a_blueprint_that_is_not_there_is_named(function: Callable[[str], object]) -> None:
    """In one line that begins with the function."""
    with pytest.raises(
        pulumi.RunError, match=r"^(list|export)_blueprint\w*: GET /blueprint/c1/resource/\w+: .*NOT_FOUND"
    ):
        function("c1")


def test_these_routes_take_no_alias(emulator: EmulatorServer) -> None:
    """The service takes raw ids there (docs/api/api.md a.11)."""
    with pytest.raises(pulumi.RunError, match="export_blueprint: blueprint is '@plan', but must be an id"):
        chatbotkit.export_blueprint("@plan")

    assert emulator.requests == []


@pytest.mark.parametrize("body", ["{}", '{"resources": []}', '{"resources": {"bot": 1}}'])
def test_an_answer_of_another_form_is_no_empty_blueprint(create: Create, emulator: EmulatorServer, body: str) -> None:
    """A page of something else says nothing about the blueprint."""
    plan = create("blueprint")
    emulator.faults.add(Fault(route="*/resource/list", do=Status(status=200, body=body)))

    with pytest.raises(pulumi.RunError, match="the service answered without resources"):
        chatbotkit.list_blueprint_resources(plan)


def test_outputs_are_waited_for(create: Create, run_program: RunProgram) -> None:
    """Both forms read, so a preview reads as well."""
    plan = create("blueprint")
    create("bot", name="Ada", blueprintId=plan)
    program = (
        f"plan = pulumi.Output.from_input('{plan}')\n"
        "chatbotkit.list_blueprint_resources_output(plan).apply(lambda some: print([one.name for one in some]))\n"
        "chatbotkit.export_blueprint_output(plan).contents['bot'][0]['name'].apply(print)"
    )

    for mode in ("update", "preview"):
        ran = run_program(program, mode)
        assert sorted(ran.stdout.split()) == ["Ada", "['Ada']"], ran.stderr


def test_names_of_the_older_generation_are_translated(create: Create, emulator: EmulatorServer) -> None:
    """``secretId`` is ``linkedSecretId`` to programs (docs/api/api.md d: generation as a whole)."""
    plan = create("blueprint")
    body = '{"id": "c1", "resources": {"ability": [{"id": "c2", "secretId": "c3", "name": "Ask"}]}}'
    emulator.faults.add(Fault(route="*/resource/*", times=None, do=Status(status=200, body=body)))

    assert chatbotkit.list_blueprint_resources(plan)[0].links == {"linkedSecretId": "c3"}
    assert chatbotkit.export_blueprint(plan).contents["ability"][0]["linkedSecretId"] == "c3"
