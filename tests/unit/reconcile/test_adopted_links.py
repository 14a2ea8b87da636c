"""Links of adopted objects (design, section 5 d): kept, if nobody but a component declares them."""

from collections.abc import Iterator
from typing import cast

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import AdoptMode, Inputs
from support.core_harness import CoreHarness, Declared
from support.foreign import make_by_hand


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """A service in memory."""
    with CoreHarness() as made:
        yield made


def by_hand(harness: CoreHarness, kind: str, values: JsonObject) -> str:
    return make_by_hand(harness, KINDS[kind], {}, values)


@pytest.fixture
def theirs(harness: CoreHarness) -> str:
    """A dataset made by hand."""
    return by_hand(harness, "dataset", {"name": "Theirs"})


@pytest.fixture
def bot(harness: CoreHarness, theirs: str) -> str:
    """A bot made by hand that uses it."""
    return by_hand(harness, "bot", {"name": "Ada", "datasetId": theirs})


@pytest.fixture
def ours(harness: CoreHarness) -> JsonObject:
    """Links to a dataset and a skillset of the stack."""
    dataset, skillset = harness.declare("dataset", "kb"), harness.declare("skillset", "tools")
    dataset.up({"name": "Ours"})
    skillset.up({"name": "Ours"})
    return {"datasetId": dataset.id, "skillsetId": skillset.id}


def links(it: Declared) -> JsonObject:
    return {name: it.stored.get(name) for name in ("datasetId", "skillsetId")}


def assert_settled(it: Declared, declared: JsonObject) -> None:
    """Nothing is left to do, in this run and later ones, whether a refresh compares before or after the program."""
    assert it.preview(declared) == ()
    inputs = cast("Inputs", it.checked(declared).inputs)
    for _ in range(2):
        it.harness.next_run()
        assert it.provider.diff(it.id, it.state, inputs).changed == ()
        assert it.refresh()
        assert it.provider.diff(it.id, it.state, inputs).changed == ()
        assert it.preview(declared) == ()


def test_a_link_that_is_not_declared_is_kept(harness: CoreHarness, bot: str, theirs: str, ours: JsonObject) -> None:
    """Until it is declared; removed after that, it is cleared."""
    it = harness.declare("bot")
    it.up({"name": "Ada", "adopt": "match"})

    assert it.id == bot
    assert "kept: dataset_id" in harness.reported[-1]
    assert_settled(it, {"name": "Ada"})
    it.up({"name": "Grace"})
    assert links(it) == {"datasetId": theirs, "skillsetId": None}
    it.up({"name": "Grace", "datasetId": ours["datasetId"]})
    assert links(it) == {"datasetId": ours["datasetId"], "skillsetId": None}
    it.up({"name": "Grace"})
    assert links(it) == {"datasetId": None, "skillsetId": None}


def test_a_declared_link_is_changed_and_reported(harness: CoreHarness, bot: str, ours: JsonObject) -> None:
    it = harness.declare("bot")
    it.up({"name": "Ada", **ours, "adopt": bot})

    assert links(it) == ours
    assert "changed: dataset_id, skillset_id" in harness.reported[-1]


def test_a_link_that_a_component_adds_does_not_change_an_adopted_object(
    harness: CoreHarness, bot: str, theirs: str, ours: JsonObject
) -> None:
    """A live customer's bot keeps its dataset, and gets no skillset, until the program itself declares them."""
    declared: JsonObject = {"name": "Ada", **ours}
    it = harness.declare("bot")
    it.implied = frozenset(ours)
    it.up({**declared, "adopt": "match"})

    assert it.id == bot
    kept = {"datasetId": theirs, "skillsetId": None}
    assert links(it) == kept
    assert "; kept: dataset_id; " in harness.reported[-1]
    assert "not linked, as the program does not declare it itself: skillset_id" in harness.reported[-1]
    assert_settled(it, declared)
    it.up({**declared, "description": "more"})
    assert (links(it), it.stored["description"]) == (kept, "more")
    assert_settled(it, {**declared, "description": "more"})

    it.implied = frozenset()
    assert set(it.preview(declared)) == {"datasetId", "skillsetId", "description"}
    it.up(declared)
    assert links(it) == ours
    assert_settled(it, declared)


def test_a_link_that_a_component_adds_is_set_on_a_new_object(harness: CoreHarness, ours: JsonObject) -> None:
    it = harness.declare("bot")
    it.implied = frozenset(ours)
    it.up({"name": "Ada", **ours, "adopt": "match"})

    assert links(it) == ours
    assert_settled(it, {"name": "Ada", **ours})
    it.up({"name": "Ada"})
    assert links(it) == {"datasetId": None, "skillsetId": None}


def test_a_link_that_is_there_already_is_managed(harness: CoreHarness, ours: JsonObject) -> None:
    """What the component adds is what the object has, so the component may take it away again."""
    bot = by_hand(harness, "bot", {"name": "Ada", **ours})
    it = harness.declare("bot")
    it.implied = frozenset(ours)
    it.up({"name": "Ada", **ours, "adopt": bot})
    assert_settled(it, {"name": "Ada", **ours})

    it.up({"name": "Ada"})

    assert links(it) == {"datasetId": None, "skillsetId": None}


def test_a_kept_link_survives_a_killed_run_and_a_lost_state(
    harness: CoreHarness, bot: str, theirs: str, ours: JsonObject
) -> None:
    """The object itself says what was kept."""
    implied = frozenset(ours)
    it = harness.declare("bot")
    it.implied = implied
    it.up({"name": "Ada", **ours, "adopt": "match"})

    modes: list[tuple[AdoptMode, str]] = [("own", "harness"), ("marked", "another")]
    for mode, state_id in modes:
        harness.next_run(mode, state_id=state_id)
        again = harness.declare("bot")
        again.implied = implied
        again.up({"name": "Ada", **ours})

        assert again.id == bot
        assert links(again) == {"datasetId": theirs, "skillsetId": None}
        assert again.preview({"name": "Ada", **ours}) == ()
