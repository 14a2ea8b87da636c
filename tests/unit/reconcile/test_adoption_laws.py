"""Property tests of adoption (docs/design.md, section 5 d), for every kind and legal value: what was made by hand keeps
everything that the program does not declare."""

from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.field import Field, Omit, ReadBack
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.emulator import EditRefusedError
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.reconcile.desired import REWRITTEN
from pulumi_chatbotkit.reconcile.errors import AdoptionRefused
from support.core_harness import CoreHarness, Declared
from support.foreign import make_by_hand
from support.strategies import coherent, declarations, holds, legal

ADOPTABLE = {name: kind for name, kind in OBJECT_KINDS.items() if not kind.create_only_outputs and not kind.attached}
each_kind = pytest.mark.parametrize("kind", ADOPTABLE.values(), ids=ADOPTABLE)
# Each example opens an emulator of its own, which takes longer than hypothesis expects of an example.
examples = settings(max_examples=20, deadline=None)


def stored_fields(kind: Kind) -> Iterator[Field]:
    """Fields that the service stores."""
    return (field for field in kind.fields if not field.is_local)


def values_of(kind: Kind, record: JsonObject) -> JsonObject:
    """What the service stores, without what the provider and the service themselves put into ``meta``."""
    found = {field.name: record.get(field.name) for field in stored_fields(kind)}
    if kind.meta is not None:
        meta = as_object(found[kind.meta.name]) or {}
        found[kind.meta.name] = {key: value for key, value in meta.items() if not key.startswith(("pulumi", "_"))}
    return found


def least_to_declare(kind: Kind, found: JsonObject) -> JsonObject:
    """What a program has to declare: what the API requires, and what it erases and never shows."""
    blind = {each.name for each in kind.fields if each.omit is Omit.RESETS and each.read_back is ReadBack.NEVER}
    required = {field.name: found[field.name] for field in kind.fields if field.required}
    return {**required, **{name: found.get(name) or "" for name in blind}}


def declare_some(kind: Kind, data: st.DataObject) -> JsonObject:
    """Values for some fields; those that belong together, together."""
    declared: JsonObject = {name: value for name, value in data.draw(declarations(kind)).items() if value is not None}
    together = {"type", "config"} if kind.name == "policy" else set[str]()
    chosen = data.draw(st.sets(st.sampled_from(sorted(declared)))) if declared else set[str]()
    chosen |= together if chosen & together else set()
    return {name: value for name, value in coherent(kind, declared).items() if name in chosen}


def lost_with(kind: Kind, declared: JsonObject) -> set[str]:
    """Fields that the service itself resets when one that is declared changes (trap 3: secrets)."""
    return {field.name for field in kind.fields if field.update_after in declared}


@each_kind
@examples
@given(data=st.data())
def test_adopting_changes_the_marker_and_what_is_declared(kind: Kind, data: st.DataObject) -> None:
    """And nothing at all if the declaration would empty something. The preview afterwards is empty."""
    made = data.draw(declarations(kind))
    with CoreHarness() as harness:
        scope = harness.place(kind.name)
        identifier = make_by_hand(harness, kind, scope, made)
        harness.next_run()
        before = harness.emulator.record(kind.name, identifier) or {}
        declared = {**least_to_declare(kind, before), **declare_some(kind, data), **scope, "adopt": identifier}
        it = harness.declare(kind.name)
        try:
            it.up(declared)
        except AdoptionRefused:
            assert harness.emulator.record(kind.name, identifier) == before
            return

        assert it.id == identifier
        expected = values_of(kind, before)
        found = values_of(kind, it.stored)
        unchanged = expected.keys() - declared.keys() - lost_with(kind, declared)
        assert {name: found[name] for name in unchanged} == {name: expected[name] for name in unchanged}
        by_name = kind.by_name
        rewritten = as_object(it.state.get(REWRITTEN)) or {}
        for name in by_name.keys() & declared.keys() & expected.keys() - rewritten.keys():
            field = by_name[name]
            left_to_the_service = field.generated and not declared[name]
            canonical = field.canonical(found[name])
            assert field.references or left_to_the_service or canonical == field.canonical(declared[name])
        assert_settled(it, declared)


def assert_settled(it: Declared, declared: JsonObject) -> None:
    """Nothing is left to do, in this run and the next ones, refreshed or not."""
    assert it.preview(declared) == ()
    assert it.refresh()
    assert it.preview(declared) == ()
    it.harness.next_run()
    assert it.preview(declared) == ()


EACH_FIELD = [
    pytest.param(kind, field, id=f"{kind.name}-{field.name}")
    for kind in ADOPTABLE.values()
    for field in stored_fields(kind)
    if field.references is None and not field.required and not field.carries_marker
    if not (field.omit is Omit.RESETS and field.read_back is ReadBack.NEVER)
]


@pytest.mark.parametrize(("kind", "field"), EACH_FIELD)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_a_kept_field_belongs_to_others_until_the_program_declares_it(
    kind: Kind, field: Field, data: st.DataObject
) -> None:
    """An edit elsewhere is no drift and is not overwritten; declared, it is managed; removed then, it is cleared."""
    made = coherent(kind, {**data.draw(declarations(kind)), field.name: data.draw(legal(field))})
    assume(holds(kind, made))
    edited, wanted = data.draw(legal(field)), data.draw(legal(field))
    assume(wanted or not field.generated)  # empty, such a field is as good as left out
    with CoreHarness() as harness:
        scope = harness.place(kind.name)
        identifier = make_by_hand(harness, kind, scope, made)
        harness.next_run()
        least = {**least_to_declare(kind, harness.emulator.record(kind.name, identifier) or {}), **scope}
        it = harness.declare(kind.name)
        it.up({**least, "adopt": identifier})
        if field.name not in kept(it):
            return  # it held nothing, so there was nothing to keep
        if field.read_back is not ReadBack.NEVER:
            edit(it, {field.name: edited})
        assert it.refresh()
        assert it.preview(least) == ()
        other = next(name for name in ("name", "description", "text") if name in kind.by_name and name != field.name)
        before = it.stored[field.name]

        it.up({**least, other: "another"})
        assert it.stored[field.name] == before
        assert it.stored[other] == "another"

        declared = coherent(kind, {**least, other: "another", field.name: wanted})
        if kind.name == "policy" or not holds(kind, declared):
            return  # its fields depend on one another
        it.up(declared)
        assert field.name not in kept(it)
        if field.name not in (as_object(it.state.get(REWRITTEN)) or {}):
            assert field.canonical(it.stored[field.name]) == field.canonical(wanted)
        assert_settled(it, declared)
        if field.generated:
            return  # it cannot be cleared

        it.up({**least, other: "another"})
        assert field.name not in kept(it)
        assert_settled(it, {**least, other: "another"})


def kept(it: Declared) -> list[str]:
    """The names of the fields that the resource has kept."""
    names = it.state["kept"]
    assert isinstance(names, list)
    return [str(name) for name in names]


def edit(it: Declared, values: JsonObject) -> None:
    """Edit the object in the console, if it lets one."""
    try:
        it.harness.emulator.edit(it.kind.name, it.key, values)
    except EditRefusedError:
        return  # a policy's type and config, or a personal secret's value, change together or not at all
