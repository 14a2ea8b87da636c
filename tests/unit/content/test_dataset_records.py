"""Record sets: only differences are sent, and the next run continues an interrupted one (b.8: dataset record)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import cast

import pytest

from pulumi_chatbotkit.api import NotFound, RunAs
from pulumi_chatbotkit.emulator import EmptyList, Fault, ResetAfterWrite, Status
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile import MARKER, Gone, Inputs, SearchPolicy
from pulumi_chatbotkit.reconcile.batch import Incomplete
from pulumi_chatbotkit.reconcile.content.content_store import ContentStore
from pulumi_chatbotkit.reconcile.content.record_set import KeyedRecord, hash_of, packed
from support.core_harness import CoreHarness, Declared, opened

REFUSED = Status(status=400, code="BAD_REQUEST")
DATASET_RECORDS = "dataset_records"


def records(count: int, changed: int = 0) -> list[KeyedRecord]:
    """``count`` records of which the first ``changed`` have another text."""
    return [
        KeyedRecord(f"k{number}", f"Fact {number}" + (" again" if number < changed else ""), None, {"n": number})
        for number in range(count)
    ]


@dataclass
class RecordSet:
    """A DatasetRecords resource with its state."""

    declared: Declared
    dataset: JsonObject

    def inputs(self, wanted: list[KeyedRecord]) -> JsonObject:
        """The inputs for these records, as the program declares them."""
        kept = ContentStore().put(packed(wanted))
        return {**self.dataset, "contentHash": kept.hash, "recordCount": len(wanted)}

    def up(self, wanted: list[KeyedRecord]) -> None:
        """Create the resource, or update it if something differs."""
        declared = self.declared
        if not declared.id:
            declared.up(self.inputs(wanted))
            return
        inputs = cast("Inputs", opened(declared.checked(self.inputs(wanted)).inputs))
        declared.state = opened(self.harness.run(declared.provider.update(declared.id, declared.state, inputs)))

    def refresh(self) -> bool:
        """Read the records; False if the dataset is gone."""
        return self.declared.refresh()

    def preview(self, wanted: list[KeyedRecord]) -> tuple[str, ...]:
        """The fields that an update would change."""
        return self.declared.preview(self.inputs(wanted))

    def delete(self) -> None:
        """Delete the records."""
        self.declared.delete()

    @property
    def harness(self) -> CoreHarness:
        return self.declared.harness

    @property
    def state(self) -> JsonObject:
        """The state that Pulumi keeps."""
        return self.declared.state

    @property
    def stored(self) -> dict[str, str]:
        """Texts of the stored records by key, or by id if a record has no key."""
        found: dict[str, str] = {}
        for record in self.harness.emulator.records("dataset_record"):
            meta: Mapping[str, JsonValue] = as_object(record["meta"]) or {}
            found[str(meta.get("pulumiKey", record["id"]))] = str(record["text"])
        return found


@pytest.fixture
def kb(harness: CoreHarness) -> RecordSet:
    """Records of a dataset in a tenant."""
    scope = harness.place("dataset_record")
    harness.emulator.clear_requests()
    return RecordSet(harness.declare(DATASET_RECORDS, "kb"), scope)


def texts(wanted: list[KeyedRecord]) -> dict[str, str]:
    return {record.key: record.text for record in wanted}


def test_of_five_thousand_records_the_changed_one_per_cent_is_sent(harness: CoreHarness, kb: RecordSet) -> None:
    """The state stays as small as that of one record."""
    kb.up(records(5_000))
    harness.emulator.clear_requests()

    kb.up(records(5_000, changed=50))

    assert len(harness.sent("update")) == 50
    assert len(harness.sent("create")) == len(harness.sent("delete")) == 0
    assert len(harness.sent("list")) in {50, 51}
    assert kb.stored == texts(records(5_000, changed=50))
    assert len(json.dumps(kb.state)) < 400


def test_the_state_does_not_grow_with_the_records(kb: RecordSet) -> None:
    """The engine writes the whole state at every step of a run."""
    kb.up(records(1))
    one = len(json.dumps(kb.state))

    kb.up(records(999))

    assert len(json.dumps(kb.state)) == one + 2


def test_nothing_is_left_to_do_after_create_update_and_refresh(kb: RecordSet) -> None:
    """This holds for every kind."""
    kb.up(records(3))
    assert kb.preview(records(3)) == ()
    kb.up([*records(2, changed=1), KeyedRecord("new", "é", "notes", {"a": {"b": [1.0, None]}})])

    kb.refresh()

    assert kb.preview([*records(2, changed=1), KeyedRecord("new", "é", "notes", {"a": {"b": [1, None]}})]) == ()


def test_other_records_are_left_alone(harness: CoreHarness, kb: RecordSet) -> None:
    """Records made by hand, by other resources and by other stacks are not changed."""
    other = RecordSet(harness.declare(DATASET_RECORDS, "other"), kb.dataset)
    other.up([KeyedRecord("k0", "theirs", None, {})])
    path = ("dataset", str(kb.dataset["datasetId"]), "record", "create")
    harness.run(harness.client.post(path, {"text": "by hand"}, run_as=_tenant(kb)))
    kb.up(records(2))

    kb.delete()

    assert sorted(kb.stored.values()) == ["by hand", "theirs"]


def _tenant(kb: RecordSet) -> RunAs:
    return RunAs(user_id=str(kb.dataset["runAs"]))


def _record_id(harness: CoreHarness) -> str:
    return str(harness.emulator.records("dataset_record")[0]["id"])


def _edit(harness: CoreHarness) -> None:
    harness.emulator.edit("dataset_record", _record_id(harness), {"text": "changed"})


def _remove(harness: CoreHarness) -> None:
    harness.emulator.remove("dataset_record", _record_id(harness))


@pytest.mark.parametrize("change", [_edit, _remove])
def test_a_change_elsewhere_is_drift_that_up_repairs(
    harness: CoreHarness, kb: RecordSet, change: Callable[[CoreHarness], None]
) -> None:
    """The repair takes one call."""
    kb.up(records(3))
    change(harness)
    harness.emulator.clear_requests()

    kb.refresh()
    assert "contentHash" in kb.preview(records(3))
    kb.up(records(3))

    assert kb.stored == texts(records(3))
    assert len(harness.sent("create")) + len(harness.sent("update")) == 1


def test_a_failure_half_way_keeps_what_was_done_and_the_next_run_continues(harness: CoreHarness, kb: RecordSet) -> None:
    """The next run compares with the service, so no progress has to be stored."""
    harness.emulator.faults.add(Fault(route="dataset_record/create", do=REFUSED, nth=61))
    with pytest.raises(Incomplete, match=r"\d+ of 100 changes were made.*run `pulumi up` again"):
        kb.up(records(100))
    done = len(kb.stored)
    harness.emulator.clear_requests()

    kb.up(records(100))

    assert 60 <= done < 100
    assert len(harness.sent("create")) == 100 - done
    assert kb.stored == texts(records(100))


def test_a_create_whose_answer_is_lost_makes_no_second_record(harness: CoreHarness, kb: RecordSet) -> None:
    """The API has no idempotency key, so records are compared again after a lost answer."""
    harness.emulator.faults.add(Fault(route="dataset_record/create", do=ResetAfterWrite(), nth=2))

    kb.up(records(5))

    assert len(harness.emulator.records("dataset_record")) == 5
    assert kb.stored == texts(records(5))


def test_a_duplicate_is_deleted(harness: CoreHarness, kb: RecordSet) -> None:
    """A slow create may take effect after the comparison."""
    kb.up(records(1))
    (record,) = harness.emulator.records("dataset_record")
    path = ("dataset", str(kb.dataset["datasetId"]), "record", "create")
    harness.run(harness.client.post(path, {"text": "Fact 0", "meta": record["meta"]}, run_as=_tenant(kb)))
    kb.refresh()
    assert kb.preview(records(1)) == ("contentHash", "recordCount")

    kb.up(records(1))

    assert len(harness.emulator.records("dataset_record")) == 1


def test_a_resource_with_a_new_name_keeps_its_records(harness: CoreHarness, kb: RecordSet) -> None:
    """Only the marker of the records changes."""
    kb.up(records(2))
    before = {str(record["id"]) for record in harness.emulator.records("dataset_record")}
    kb.declared.name = "knowledge"
    assert kb.preview(records(2)) == (MARKER,)

    kb.up(records(2))

    assert {str(record["id"]) for record in harness.emulator.records("dataset_record")} == before
    kb.refresh()
    assert kb.preview(records(2)) == ()


def test_a_deleted_dataset_is_gone_with_its_records(harness: CoreHarness, kb: RecordSet) -> None:
    """Proven by the dataset's own fetch; deleting what is gone succeeds."""
    kb.up(records(2))
    harness.emulator.remove("dataset", str(kb.dataset["datasetId"]))

    assert not kb.refresh()
    kb.delete()


def test_an_update_of_records_whose_dataset_was_deleted_says_so(harness: CoreHarness, kb: RecordSet) -> None:
    """With the command that makes both again."""
    kb.up(records(2))
    harness.emulator.remove("dataset", str(kb.dataset["datasetId"]))

    with pytest.raises(Gone, match=r"The dataset was deleted elsewhere: run `pulumi up --refresh`\.$"):
        kb.up(records(3))


@pytest.mark.parametrize("verb", ["read", "update", "delete"])
def test_records_that_are_not_found_in_a_dataset_that_exists_are_in_doubt(
    harness: CoreHarness, kb: RecordSet, verb: str
) -> None:
    """Only the dataset's own fetch proves that it is gone."""
    kb.up(records(2))
    harness.emulator.faults.add(Fault(route="dataset_record/list", do=Status(status=404, code="NOT_FOUND"), times=None))
    verbs: dict[str, Callable[[], object]] = {
        "read": kb.refresh,
        "update": lambda: kb.up(records(3)),
        "delete": kb.delete,
    }

    with pytest.raises(NotFound):
        verbs[verb]()

    assert kb.stored == texts(records(2))


def test_a_list_that_lacks_most_records_is_read_again_after_a_while(harness: CoreHarness, kb: RecordSet) -> None:
    """A stale copy needs time to catch up; from it all records would be created once more."""
    kb.up(records(8))
    harness.next_run()
    harness.context = replace(harness.context, gone_limit=0, search_policy=SearchPolicy(waits_s=(2.0, 5.0)))
    harness.emulator.faults.add(Fault(route="dataset_record/list", do=EmptyList(), times=2))

    kb.up(records(8, changed=1))

    assert harness.waited_s == [2.0, 5.0]
    assert len(harness.emulator.records("dataset_record")) == 8
    assert kb.stored == texts(records(8, changed=1))


def test_progress_is_reported_every_few_seconds(harness: CoreHarness, kb: RecordSet) -> None:
    """The clock of this test advances with each record."""
    ticks = count()
    harness.context = replace(harness.context, monotonic=lambda: float(next(ticks)))

    kb.up(records(9))

    assert harness.reported == ["3 of 9 changes made", "6 of 9 changes made", "9 of 9 changes made"]


def test_the_hash_does_not_depend_on_the_order() -> None:
    """A source whose records are in another order has not changed."""
    assert hash_of(records(5)) == hash_of(reversed(records(5)))
