"""Links between objects: cleared with null, resolved from ``@alias``, emptied when the target is deleted."""

import pytest

from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.field import Clear, Field
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from support.core_harness import CoreHarness, Declared

_LINKS = [(kind, field) for kind in OBJECT_KINDS.values() for field in kind.fields if field.references in KINDS]


def _each(links: list[tuple[Kind, Field]]) -> pytest.MarkDecorator:
    parameters = [
        pytest.param(kind, field.name, field.references, id=f"{kind.name}-{field.name}") for kind, field in links
    ]
    return pytest.mark.parametrize(("kind", "field", "target_kind"), parameters)


each_link = _each(_LINKS)
each_clearable_link = _each([each for each in _LINKS if each[1].clear is not Clear.IMPOSSIBLE])
DELETED_TOO = {
    ("policy", "botId"),
    ("task", "contactId"),
    ("memory", "botId"),
    ("memory", "contactId"),
    ("partner_user_context", "contactId"),
}
"""Objects that are deleted with what they refer to (b.2, b.15, b.21, b.23)."""


@pytest.fixture
def tenant(harness: CoreHarness) -> Declared:
    """The partner user of all objects of a test."""
    return harness.tenant()


def inside(harness: CoreHarness, least: JsonObject, kind: str, name: str) -> Declared:
    """An object of the kind in the same tenant."""
    target = harness.declare(kind, name)
    target.up({"runAs": least.get("runAs", least.get("userId"))})
    return target


@each_clearable_link
def test_a_link_is_set_moved_and_cleared(harness: CoreHarness, kind: Kind, field: str, target_kind: str) -> None:
    """Each step sends only that field, and null clears it."""
    least = harness.least(kind.name)
    one, two = (inside(harness, least, target_kind, name) for name in ("one", "two"))
    it = harness.declare(kind.name)
    it.up({**least, field: one.id})

    it.up({**least, field: two.id})
    it.up(least)

    always = {name: least[name] for name in ("slug",) if name in least}
    bodies = [{name: value for name, value in body.items() if name != "meta"} for body in harness.sent("update")]
    assert bodies == [{field: two.id, **always}, {field: None, **always}]
    it.refresh()
    assert it.preview(least) == ()


@each_link
def test_a_link_emptied_by_a_deletion_is_drift(harness: CoreHarness, kind: Kind, field: str, target_kind: str) -> None:
    """The service sets links to null when their target is deleted (b.2: partner user context)."""
    least = harness.least(kind.name)
    target = inside(harness, least, target_kind, "target")
    it = harness.declare(kind.name)
    it.up({**least, field: target.id})

    harness.emulator.remove(target_kind, target.id)

    if it.refresh():
        assert it.preview({**least, field: target.id}) == (field,)
    else:
        assert (kind.name, field) in DELETED_TOO


def test_trap_17_an_alias_reads_back_as_an_id_and_is_no_difference(harness: CoreHarness, tenant: Declared) -> None:
    """Trap 17 (read-back of aliases): the state has the resolved id, so that a change of it is noticed."""
    first, second = (harness.declare("dataset", name) for name in ("one", "two"))
    first.up({"runAs": tenant.id, "alias": "kb"})
    second.up({"runAs": tenant.id})
    declared = {"runAs": tenant.id, "datasetId": "@kb"}
    bot = harness.declare("bot")
    bot.up(dict(declared))

    assert bot.state["datasetId"] == first.id
    bot.refresh()
    assert bot.preview(dict(declared)) == ()
    harness.emulator.edit("bot", bot.id, {"datasetId": second.id})
    bot.refresh()
    assert bot.preview(dict(declared)) == ("datasetId",)


def test_surrounding_blanks_of_a_reference_are_no_difference(harness: CoreHarness, tenant: Declared) -> None:
    """The service trims references, and no other values (a.4: request rules)."""
    dataset = harness.declare("dataset")
    dataset.up({"runAs": tenant.id})
    bot = harness.declare("bot")
    bot.up({"runAs": tenant.id, "datasetId": f" {dataset.id} "})

    bot.refresh()

    assert bot.preview({"runAs": tenant.id, "datasetId": f" {dataset.id} "}) == ()


def test_trap_01_an_alias_is_sent_with_every_update(harness: CoreHarness, tenant: Declared) -> None:
    """The service removes an alias that an update leaves out (trap 1)."""
    bot = harness.declare("bot")
    bot.up({"runAs": tenant.id, "alias": "ada", "name": "Ada"})

    bot.up({"runAs": tenant.id, "alias": "ada", "name": "Ada Lovelace"})

    assert harness.sent("update") == [{"name": "Ada Lovelace", "alias": "ada"}]
    assert bot.stored["alias"] == "ada"


def test_moving_to_another_account_takes_a_replacement(harness: CoreHarness, tenant: Declared) -> None:
    """An object cannot be moved to another account."""
    bot = harness.declare("bot")
    bot.up({"runAs": tenant.id})

    other = harness.tenant("other")

    assert bot.compare({"runAs": other.id}).replaces == ("runAs",)
