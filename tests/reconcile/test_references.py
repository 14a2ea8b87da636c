"""Links between objects: cleared with null, resolved from ``@alias``, emptied when the other object goes."""

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.kind import Kind
from pulumi_chatbotkit.reconcile import diff
from support.world import Declared, World

LINKS = [
    pytest.param(kind, field.name, field.references, id=f"{kind.name}-{field.name}")
    for kind in KINDS.values()
    for field in kind.fields
    if field.references in KINDS
]


@pytest.fixture
def tenant(world: World) -> Declared:
    """The partner user in whose account everything is."""
    return world.tenant()


def scope(kind: Kind, tenant: Declared) -> dict[str, str]:
    """The argument that puts an object into the tenant."""
    return {kind.scope_key or "": tenant.id}


@pytest.mark.parametrize(("kind", "field", "target_kind"), LINKS)
def test_a_link_is_set_moved_and_cleared(
    world: World, tenant: Declared, kind: Kind, field: str, target_kind: str
) -> None:
    """Each step sends that field alone, and null clears it."""
    targets = [world.declare(target_kind, name) for name in ("one", "two")]
    for target in targets:
        target.up({"runAs": tenant.id})
    it = world.declare(kind.name)
    it.up({**scope(kind, tenant), field: targets[0].id})

    it.up({**scope(kind, tenant), field: targets[1].id})
    it.up({**scope(kind, tenant)})

    assert world.sent("update") == [{field: targets[1].id}, {field: None}]
    it.refresh()
    assert it.preview({**scope(kind, tenant)}) == ()


@pytest.mark.parametrize(("kind", "field", "target_kind"), LINKS)
def test_a_link_emptied_by_a_deletion_is_drift(
    world: World, tenant: Declared, kind: Kind, field: str, target_kind: str
) -> None:
    """The service sets links to null when the other object goes (b.2)."""
    target = world.declare(target_kind, "target")
    target.up({"runAs": tenant.id})
    it = world.declare(kind.name)
    it.up({**scope(kind, tenant), field: target.id})

    world.emulator.remove(target_kind, target.id)
    it.refresh()

    assert it.preview({**scope(kind, tenant), field: target.id}) == (field,)


def test_an_alias_reads_back_as_an_id_and_is_no_difference(world: World, tenant: Declared) -> None:
    """Trap 17. The id that the alias stood for is kept, so that a change of it is seen."""
    first, second = (world.declare("dataset", name) for name in ("one", "two"))
    first.up({"runAs": tenant.id, "alias": "kb"})
    second.up({"runAs": tenant.id})
    declared = {"runAs": tenant.id, "datasetId": "@kb"}
    bot = world.declare("bot")
    bot.up(dict(declared))

    assert bot.state["datasetId"] == first.id
    bot.refresh()
    assert bot.preview(dict(declared)) == ()
    world.emulator.edit("bot", bot.id, {"datasetId": second.id})
    bot.refresh()
    assert bot.preview(dict(declared)) == ("datasetId",)


def test_surrounding_blanks_of_a_reference_are_no_difference(world: World, tenant: Declared) -> None:
    """The service trims references, and only those (a.4)."""
    dataset = world.declare("dataset")
    dataset.up({"runAs": tenant.id})
    bot = world.declare("bot")
    bot.up({"runAs": tenant.id, "datasetId": f" {dataset.id} "})

    bot.refresh()

    assert bot.preview({"runAs": tenant.id, "datasetId": f" {dataset.id} "}) == ()


def test_an_alias_travels_with_every_update(world: World, tenant: Declared) -> None:
    """The service erases an alias that an update leaves out (trap 1)."""
    bot = world.declare("bot")
    bot.up({"runAs": tenant.id, "alias": "ada", "name": "Ada"})

    bot.up({"runAs": tenant.id, "alias": "ada", "name": "Ada Lovelace"})

    assert world.sent("update") == [{"name": "Ada Lovelace", "alias": "ada"}]
    assert bot.stored["alias"] == "ada"


def test_moving_to_another_account_takes_a_replacement(world: World, tenant: Declared) -> None:
    """An object cannot change its account."""
    bot = world.declare("bot")
    bot.up({"runAs": tenant.id})

    other = world.tenant("other")

    assert diff(bot.kind, bot.state, bot.checked({"runAs": other.id}).inputs).replaces == ("runAs",)
