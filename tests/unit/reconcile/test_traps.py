"""Traps of docs/api/api.md (c) that concern single kinds; each test has the trap's number in its name."""

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.field import MASK, ReadBack
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.desired import SET_ELSEWHERE
from support.core import check
from support.core_harness import CoreHarness

MASKED = [
    pytest.param(kind.name, field.name, id=f"{kind.name}-{field.name}")
    for kind in KINDS.values()
    for field in kind.fields
    if field.read_back is ReadBack.MASKED
]


def test_trap_01_omitting_javascript_would_reset_it(harness: CoreHarness) -> None:
    """It is sent with every update of a sitemap."""
    it = harness.declare("integration_sitemap")
    least = harness.least("integration_sitemap")
    it.up({**least, "javascript": True})

    it.up({**least, "javascript": True, "glob": "/docs/*"})

    assert harness.sent("update") == [{"glob": "/docs/*", "javascript": True}]
    assert it.stored["javascript"] is True


def test_trap_03_a_secret_is_created_with_its_kind_and_keeps_its_value(harness: CoreHarness) -> None:
    """Without kind, the service drops the value silently."""
    it = harness.declare("secret")
    it.up({**harness.least("secret"), "value": "s3cret"})

    assert harness.sent("create")[-1]["kind"] == "shared"
    assert it.stored["value"] == "s3cret"


def test_trap_03_a_change_to_shared_takes_two_updates(harness: CoreHarness) -> None:
    """The service handles the value according to the stored kind, so kind is changed first."""
    it = harness.declare("secret")
    least = harness.least("secret")
    it.up({**least, "kind": "personal"})

    it.up({**least, "value": "s3cret"})

    assert [set(body) for body in harness.sent("update")] == [{"kind"}, {"value"}]
    assert (it.stored["kind"], it.stored["value"]) == ("shared", "s3cret")


def test_trap_03_a_change_to_personal_leaves_no_value_behind(harness: CoreHarness) -> None:
    """The value is cleared first, because it would stay stored otherwise."""
    it = harness.declare("secret")
    least = harness.least("secret")
    it.up({**least, "value": "s3cret"})

    it.up({**least, "kind": "personal"})

    assert (it.stored["kind"], it.stored["value"]) == ("personal", None)


def test_trap_03_a_personal_secret_with_a_value_is_refused_before_anything_is_sent() -> None:
    """The service answers such a secret with 409."""
    (failure,) = check(KINDS["secret"], {"kind": "personal", "value": "s3cret"}).failures

    assert failure.field == "value"
    assert "must be left out while kind is personal" in failure.reason


def test_trap_04_an_ability_update_sends_meta_and_instruction(harness: CoreHarness) -> None:
    """The service rebuilds meta if they are left out, so keys of others are read first and sent with the update."""
    it = harness.declare("skillset_ability")
    least = harness.least("skillset_ability")
    it.up({**least, "instruction": "look it up"})
    edited: JsonObject = {"meta": {**own_keys(it.stored["meta"]), "seen": 5}, "instruction": "look it up"}
    harness.emulator.edit("skillset_ability", it.id, edited)

    it.up({**least, "instruction": "look it up", "name": "Bea"})

    assert set(harness.sent("update")[-1]) == {"name", "instruction", "meta"}
    meta = as_object(it.stored["meta"]) or {}
    assert (meta["seen"], meta["pulumiName"], "_instruction" in meta) == (5, "it", True)


def own_keys(meta: JsonValue) -> JsonObject:
    """A map without the keys that the service derives."""
    return {key: value for key, value in (as_object(meta) or {}).items() if not key.startswith("_")}


def test_trap_05_a_slug_is_sent_with_each_update_and_compared_as_normalised(harness: CoreHarness) -> None:
    """A portal's update without it is refused, and the service rewrites it."""
    it = harness.declare("portal")
    least = {**harness.least("portal"), "slug": "Ada Lovelace Shop"}
    it.up(least)
    assert it.state["slug"] == it.stored["slug"] != "Ada Lovelace Shop"
    it.refresh()
    assert it.preview(least) == ()

    it.up({**least, "name": "Bea"})

    assert harness.sent("update") == [{"name": "Bea", "slug": "Ada Lovelace Shop"}]


@pytest.mark.parametrize("slug", ["abcd", "x" * 129, "my-mcp-shop", "The Portals"])
def test_trap_05_a_forbidden_slug_is_refused_before_anything_is_sent(slug: str) -> None:
    """Length and reserved words are known, so check can refuse it."""
    assert [failure.field for failure in check(KINDS["portal"], {"slug": slug}).failures] == ["slug"]


def test_trap_06_a_contact_cannot_be_removed_from_a_space() -> None:
    """The service accepts null and ignores it, so the diff would never be empty."""
    (failure,) = check(KINDS["space"], {"name": "Ada"}, {"contactId": "c1"}).failures

    assert failure.field == "contactId"
    assert "cannot be removed" in failure.reason


def test_trap_07_abilities_are_deleted_one_by_one(harness: CoreHarness) -> None:
    """Deleting only the skillset would leave them in the account, where no route reaches them."""
    it = harness.declare("skillset_ability")
    it.up(harness.least("skillset_ability"))

    it.delete()

    assert harness.emulator.record("skillset_ability", it.id) is None


ALLOW_FROM = [name for name, kind in KINDS.items() if "allowFrom" in kind.by_name]


@pytest.mark.parametrize("kind", ALLOW_FROM)
def test_trap_13_absent_means_everybody_and_empty_means_nobody(harness: CoreHarness, kind: str) -> None:
    """Confusing the two would block every sender, or admit everybody."""
    it = harness.declare(kind)
    least = harness.least(kind)
    it.up(least)
    assert it.stored["allowFrom"] == KINDS[kind].by_name["allowFrom"].default  # "*", or GitHub's @collaborators

    it.up({**least, "allowFrom": ""})
    assert it.stored["allowFrom"] == ""
    it.refresh()
    assert it.preview({**least, "allowFrom": ""}) == ()

    it.up(least)
    assert it.stored["allowFrom"] == KINDS[kind].by_name["allowFrom"].default  # "*", or GitHub's @collaborators


@pytest.mark.parametrize(("kind", "field"), MASKED)
def test_trap_14_a_mask_is_neither_stored_nor_sent(harness: CoreHarness, kind: str, field: str) -> None:
    """The state keeps the declared value; a secret set in the console shows as drift and is cleared."""
    it = harness.declare(kind)
    least = harness.least(kind)
    it.up({**least, field: "s3cret"})
    it.refresh()
    assert it.state[field] == "s3cret"

    it.up(least)
    assert it.stored[field] is None
    harness.emulator.edit(kind, it.id, {field: "theirs"})
    it.refresh()
    assert (it.state[field], it.preview(least)) == (SET_ELSEWHERE, (field,))


def test_trap_14_a_masked_key_inside_a_map_is_kept_from_the_state(harness: CoreHarness) -> None:
    """The service returns the clientSecret in secret.config as a mask."""
    it = harness.declare("secret")
    declared: JsonObject = {
        **harness.least("secret"),
        "type": "oauth",
        "config": {"clientId": "a", "clientSecret": "s3cret"},
    }
    it.up(declared)

    it.refresh()

    assert it.state["config"] == {"clientId": "a", "clientSecret": "s3cret"}
    assert it.preview(declared) == ()


@pytest.mark.parametrize(
    ("kind", "value"), [("integration_slack", MASK), ("secret", MASK)], ids=["masked", "never read"]
)
def test_trap_14_the_mask_is_refused_as_a_value(kind: str, value: str) -> None:
    """If it were sent, the service would keep the old value, or store the mask as the new one."""
    field = "botToken" if kind == "integration_slack" else "value"
    (failure,) = check(KINDS[kind], {field: value}).failures

    assert "is the mask" in failure.reason


@pytest.mark.parametrize(
    ("kind", "output"),
    [
        ("integration_trigger", "secret"),
        ("integration_whatsapp", "verifyToken"),
        ("integration_messenger", "verifyToken"),
    ],
)
def test_trap_15_secrets_made_by_the_service_are_outputs(harness: CoreHarness, kind: str, output: str) -> None:
    """Users have to enter them at the integration's vendor."""
    it = harness.declare(kind)
    least = harness.least(kind)
    it.up(least)

    assert it.state[output] == it.stored[output]
    it.up({**least, "name": "Bea"})
    assert it.state[output] == it.stored[output]


def test_trap_16_an_upload_is_no_drift(harness: CoreHarness) -> None:
    """An upload adds contentType to the file's meta, and an update must not remove it."""
    it = harness.declare("file")
    declared: JsonObject = {**harness.least("file"), "meta": {"a": 1}}
    it.up(declared)
    harness.emulator.edit("file", it.id, {"meta": {**own_keys(it.stored["meta"]), "contentType": "text/plain"}})
    it.refresh()
    assert it.preview(declared) == ()

    it.up({**declared, "meta": {"a": 2}})

    assert (as_object(it.stored["meta"]) or {})["contentType"] == "text/plain"


def test_trap_19_a_child_of_a_deleted_owner_is_gone(harness: CoreHarness) -> None:
    """If a record's dataset or an ability's skillset is deleted, the whole collection answers NOT_FOUND."""
    it = harness.declare("dataset_record")
    it.up(harness.least("dataset_record"))
    harness.emulator.remove("dataset", str(it.state["datasetId"]))

    assert not it.refresh()
    it.delete()
