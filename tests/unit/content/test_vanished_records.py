"""Records that vanish while a set is written: what was not found was not written."""

import pytest

from pulumi_chatbotkit.emulator import Fault, StaleRead, Status
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.content.content_store import ContentStore
from pulumi_chatbotkit.reconcile.content.record_set import KeyedRecord, packed
from support.core_harness import CoreHarness


def declared(dataset: JsonObject, texts: list[str]) -> JsonObject:
    """The inputs for records with these texts."""
    wanted = [KeyedRecord(f"k{number}", text, None, {}) for number, text in enumerate(texts)]
    return {**dataset, "contentHash": ContentStore().put(packed(wanted)).hash, "recordCount": len(wanted)}


def stored(harness: CoreHarness) -> dict[str, str]:
    """Texts of the stored records by key."""
    records = harness.emulator.records("dataset_record")
    return {str((as_object(record["meta"]) or {})["pulumiKey"]): str(record["text"]) for record in records}


def test_a_record_that_was_deleted_meanwhile_is_created_again(harness: CoreHarness) -> None:
    """The comparison still saw it; the update then does not find it."""
    it = harness.declare("dataset_records", "kb")
    dataset = harness.place("dataset_record")
    it.up(declared(dataset, ["a", "b"]))
    first = next(record for record in harness.emulator.records("dataset_record") if record["text"] == "a")
    harness.emulator.remove("dataset_record", str(first["id"]))
    harness.emulator.faults.add(Fault(route="dataset_record/list", do=StaleRead(writes=1)))

    it.up(declared(dataset, ["A", "b"]))

    assert stored(harness) == {"k0": "A", "k1": "b"}


@pytest.mark.parametrize("change", [["A", "b"], ["a"]], ids=["update", "delete"])
def test_a_change_that_was_not_found_is_compared_again(harness: CoreHarness, change: list[str]) -> None:
    """A NOT_FOUND for a record that is still there is no proof that it was changed or deleted."""
    it = harness.declare("dataset_records", "kb")
    dataset = harness.place("dataset_record")
    it.up(declared(dataset, ["a", "b"]))
    not_found = Status(status=404, code="NOT_FOUND")
    for action in ("update", "delete"):
        harness.emulator.faults.add(Fault(route=f"dataset_record/{action}", do=not_found))

    it.up(declared(dataset, change))

    assert stored(harness) == {f"k{number}": text for number, text in enumerate(change)}
