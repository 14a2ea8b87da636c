"""``import_blueprint``: repeated without harm, over nothing that others manage, and never in a preview."""

import json
from typing import Literal

import httpx
import pytest

from pulumi_chatbotkit.emulator import Fault, LateWrite, ResetAfterWrite
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve

from .conftest import Create, RunProgram

MARKER: JsonObject = {"pulumiStack": "shop/prod", "pulumiKind": "bot", "pulumiName": "ada", "pulumiCreation": "x1"}
ITEMS: JsonObject = {
    "bot": [{"id": "b", "alias": "ada", "name": "Ada", "datasetId": "d"}],
    "dataset": [{"id": "d", "alias": "facts", "name": "Facts"}],
}


def importing(blueprint: str, contents: JsonObject, arguments: str = "") -> str:
    """A program that imports, and prints what the result has."""
    return (
        f"import json\nmade = chatbotkit.import_blueprint('{blueprint}', json.loads({json.dumps(contents)!r}), "
        f"{arguments})\nmade.contents.apply(lambda some: print([f'{{one.category}} {{one.name}}' for one in some]))"
    )


def imports(emulator: EmulatorServer) -> int:
    """How many imports have reached the service."""
    return sum(request.path.endswith("/resource/import") for request in emulator.requests)


def test_an_import_creates_and_wires(create: Create, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """Links between items become links between objects, in the partner user's account."""
    acme = create("partner/user")
    plan = create("blueprint", run_as=acme)

    ran = run_program(importing(plan, ITEMS, f"run_as='{acme}'"))

    assert ran.stdout.strip() == "['bot Ada', 'dataset Facts']", ran.stderr
    [bot], [dataset] = emulator.records("bot", account=acme), emulator.records("dataset", account=acme)
    assert (bot["datasetId"], bot["blueprintId"]) == (dataset["id"], plan)


def test_a_preview_imports_nothing(create: Create, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """Not even a look: nothing is sent."""
    plan = create("blueprint")
    emulator.clear_requests()

    ran = run_program(importing(plan, ITEMS), "preview")

    assert (ran.stdout, ran.returncode, emulator.requests) == ("", 0, []), ran.stderr


def test_the_next_run_makes_nothing_anew(create: Create, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """Each run imports; what has an alias is found again, and equal data is not written."""
    plan = create("blueprint")
    run_program(importing(plan, ITEMS))
    before = emulator.records("bot")

    ran = run_program(importing(plan, ITEMS))

    assert ran.returncode == 0, ran.stderr
    assert emulator.records("bot") == before


@pytest.mark.parametrize("fault", [ResetAfterWrite(), LateWrite(calls=1)])
def test_a_lost_answer_makes_no_second_object(
    create: Create, run_program: RunProgram, emulator: EmulatorServer, fault: ResetAfterWrite | LateWrite
) -> None:
    """The import is sent again, and finds what the first one made; or the first one arrives after the second."""
    plan = create("blueprint")
    emulator.faults.add(Fault(route="*/resource/import", do=fault))

    ran = run_program(importing(plan, ITEMS))
    emulator.faults.perform_late_writes()

    assert ran.returncode == 0, ran.stderr
    assert imports(emulator) == 2
    assert (len(emulator.records("bot")), len(emulator.records("dataset"))) == (1, 1)


@pytest.mark.parametrize(
    "items",
    [
        {"bot": [{"id": "b", "name": "Ada"}]},
        {"task": [{"id": "t", "name": "Daily"}]},
        {"bot": [{"id": "b", "alias": ""}]},
    ],
)
def test_an_item_without_an_alias_is_refused(
    create: Create, run_program: RunProgram, emulator: EmulatorServer, items: JsonObject
) -> None:
    """Every `pulumi up` would make it anew (docs/api/api.md b.6, import matching)."""
    plan = create("blueprint")

    ran = run_program(importing(plan, items))

    assert "import_blueprint: without an alias every run would create them anew" in ran.stderr
    assert imports(emulator) == 0


def test_what_may_be_doubled_is_sent_once(create: Create, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """With ``allow_duplicates``; after a lost answer a person has to look."""
    plan = create("blueprint")
    emulator.faults.add(Fault(route="*/resource/import", do=ResetAfterWrite()))

    ran = run_program(importing(plan, {"bot": [{"id": "b", "name": "Ada"}]}, "allow_duplicates=True"))

    assert "were not sent again, as that could make two of each" in ran.stderr
    assert (imports(emulator), len(emulator.records("bot"))) == (1, 1)


def test_no_marker_comes_along(create: Create, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """An export has the marker of the stack that manages the objects; a copy with it would be taken for them."""
    plan = create("blueprint")
    meta: JsonObject = {"team": "sales", **MARKER}
    bots: JsonObject = {
        "bot": [{"id": "a", "alias": "a", "meta": meta}, {"id": "b", "alias": "b", "meta": {"$default": meta}}]
    }

    ran = run_program(importing(plan, bots))

    assert ran.returncode == 0, ran.stderr
    assert [bot["meta"] for bot in emulator.records("bot")] == [{"team": "sales"}] * 2


def test_what_the_service_derives_for_an_ability_comes_along(
    create: Create, run_program: RunProgram, emulator: EmulatorServer
) -> None:
    """An import does not derive it again (docs/api/api.md b.6)."""
    plan = create("blueprint")
    items: JsonObject = {
        "skillset": [{"id": "s", "alias": "tools"}],
        "ability": [{"id": "a", "alias": "ask", "skillsetId": "s", "meta": {"_instruction": "Ask."}}],
    }

    ran = run_program(importing(plan, items))

    assert ran.returncode == 0, ran.stderr
    assert [one["meta"] for one in emulator.records("skillset_ability")] == [{"_instruction": "Ask."}]


@pytest.mark.parametrize("where", ["managed", "no blueprint", "another blueprint"])
def test_what_others_have_is_not_touched(
    create: Create, run_program: RunProgram, emulator: EmulatorServer, where: str
) -> None:
    """An alias is enough for the service to change an object and move it (trap 31: blueprints)."""
    plan = create("blueprint")
    link = {"managed": plan, "no blueprint": None, "another blueprint": create("blueprint")}[where]
    bot = create("bot", alias="ada", name="Live", blueprintId=link, meta=MARKER if where == "managed" else {"a": 1})
    before = emulator.record("bot", bot)

    ran = run_program(importing(plan, ITEMS))

    says = {"managed": "which resource 'ada' of stack shop/prod manages", "no blueprint": "which is in no blueprint"}
    assert f"bot 'b' is {bot}, {says.get(where, f'which is in blueprint {link}')}" in ran.stderr
    assert imports(emulator) == 0
    assert emulator.record("bot", bot) == before


def test_an_ability_of_another_skillset_is_found(create: Create, run_program: RunProgram) -> None:
    """Abilities are listed below each skillset of the account."""
    plan = create("blueprint")
    ability = create(f"skillset/{create('skillset')}/ability", alias="ask")
    items: JsonObject = {
        "skillset": [{"id": "s", "alias": "tools"}],
        "ability": [{"id": "a", "alias": "ask", "skillsetId": "s"}],
    }

    ran = run_program(importing(plan, items))

    assert f"ability 'a' is {ability}, which is in no blueprint" in ran.stderr


def test_overwriting_keeps_the_marker(create: Create, run_program: RunProgram, emulator: EmulatorServer) -> None:
    """The stack that manages the object still knows it, and sees the change as drift."""
    bot = create("bot", alias="ada", name="Live", meta={"old": 1, **MARKER})
    items: JsonObject = {"bot": [{"id": "b", "alias": "ada", "name": "New", "meta": {"new": 1}}]}

    ran = run_program(importing(create("blueprint"), items, "overwrite=True"))

    assert ran.returncode == 0, ran.stderr
    [record] = emulator.records("bot")
    assert (record["id"], record["name"], record["meta"]) == (bot, "New", {"new": 1, **MARKER})


@pytest.mark.parametrize("generation", ["partner", "user"])
def test_links_of_abilities_come_along_in_both_generations(
    run_program: RunProgram, monkeypatch: pytest.MonkeyPatch, generation: Literal["partner", "user"]
) -> None:
    """An import drops the name that the deployment does not know, without an error: so both are sent."""
    items: JsonObject = {
        "secret": [{"id": "k", "alias": "key"}],
        "skillset": [{"id": "s", "alias": "tools"}],
        "ability": [{"id": "a", "alias": "ask", "skillsetId": "s", "linkedSecretId": "k"}],
    }
    with serve(EmulatorSettings(generation=generation)) as server:
        monkeypatch.setenv("CHATBOTKIT_ENDPOINT", server.url)
        headers = {"Authorization": f"Token {server.token}"}
        plan = httpx.post(f"{server.url}/v1/blueprint/create", json={}, headers=headers).json()["id"]

        ran = run_program(importing(plan, items))
        read = run_program(f"print(chatbotkit.export_blueprint('{plan}').contents['ability'][0]['linkedSecretId'])")

        assert ran.returncode == 0, ran.stderr
        [ability], [secret] = server.records("skillset_ability"), server.records("secret")
        assert ability["linkedSecretId"] == secret["id"] == read.stdout.strip()


def test_a_refusal_of_the_service_has_its_issues_and_no_secret(create: Create, run_program: RunProgram) -> None:
    """All or nothing; the message says which item it was."""
    plan = create("blueprint")
    items: JsonObject = {"secret": [{"id": "k", "alias": "key", "kind": "shared", "value": "hush-hush", "name": 7}]}

    ran = run_program(importing(plan, items))

    assert "Failed" in ran.stderr or "Invalid resource payload: resource_validation_failed secret k name" in ran.stderr
    assert "hush-hush" not in ran.stderr
    assert "Traceback" not in ran.stderr.split("import_blueprint:")[-1]


@pytest.mark.parametrize(
    ("items", "says"),
    [
        ({}, "contents has no items"),
        ([], "contents is list, but must be a map of lists by category"),
        ({"bots": [{"id": "b"}]}, "there is no category 'bots'; there are bot, dataset"),
        ({"bot": {"id": "b"}}, "contents.bot must be a list of items"),
        ({"bot": [{"alias": "b"}]}, "contents.bot has an item without `id`"),
        (
            {"bot": [{"id": "x", "alias": "b"}], "dataset": [{"id": "x", "alias": "d"}]},
            "several items have the same id",
        ),
    ],
)
def test_a_wrong_payload_is_refused_before_anything_is_sent(
    create: Create, run_program: RunProgram, emulator: EmulatorServer, items: JsonObject, says: str
) -> None:
    """The service drops and doubles without a word."""
    plan = create("blueprint")
    emulator.clear_requests()

    ran = run_program(importing(plan, items))

    assert f"import_blueprint: {says}" in ran.stderr
    assert emulator.requests == []
