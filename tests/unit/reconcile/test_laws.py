"""Property tests of the reconciling rules (docs/design.md, section 4), for every kind, field and legal value."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.field import ABSENT, Field, Omit, ReadBack
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.emulator import EditRefusedError
from pulumi_chatbotkit.json_values import JsonObject
from support.core_harness import CoreHarness, Declared, opened
from support.strategies import coherent, declarations, legal

each_kind = pytest.mark.parametrize("kind", OBJECT_KINDS.values(), ids=OBJECT_KINDS)
# Each example opens an emulator of its own, which takes longer than hypothesis expects of an example.
examples = settings(max_examples=15, deadline=None)
examples_of_a_field = settings(max_examples=4, deadline=None)


@contextmanager
def resource(kind: Kind) -> Generator[tuple[Declared, JsonObject]]:
    """A resource of the kind in a fresh harness, and the scope arguments that it needs."""
    with CoreHarness() as harness:
        scope = harness.place(kind.name)
        harness.emulator.clear_requests()
        yield harness.declare(kind.name), scope


def plain_fields(kind: Kind) -> list[Field]:
    """Fields that the service stores and that are not links to other objects."""
    return [field for field in kind.fields if field.references is None and not field.is_local]


def of_each_field(choose: Callable[[Field], bool]) -> pytest.MarkDecorator:
    """Parametrize a test with the plain fields of every kind for which ``choose`` returns True."""
    rows = [
        pytest.param(kind, field, id=f"{kind.name}-{field.name}")
        for kind in OBJECT_KINDS.values()
        for field in plain_fields(kind)
        if not kind.attached and choose(field)  # an attachment has nothing that could be cleared or edited
    ]
    return pytest.mark.parametrize(("kind", "field"), rows)


def is_default(field: Field, value: object) -> bool:
    """True if ``value`` is the same as no value for the service: null and {} in JSON columns (trap 11)."""
    return value == field.default or (field.default is None and value in ({}, None))


@each_kind
@examples
@given(data=st.data())
def test_nothing_is_left_to_do_after_create(kind: Kind, data: st.DataObject) -> None:
    """A preview after create is empty, with and without a refresh."""
    declared = data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        it.up({**declared, **scope})

        assert it.preview({**declared, **scope}) == ()
        assert it.refresh()
        assert it.preview({**declared, **scope}) == ()


@each_kind
@examples
@given(data=st.data())
def test_a_refresh_of_an_unchanged_object_changes_nothing(kind: Kind, data: st.DataObject) -> None:
    """State and inputs after a refresh equal those of the create, otherwise every refresh would show drift."""
    declared = data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        it.up({**declared, **scope})
        before = dict(it.state)

        it.refresh()

        assert it.state == before
        assert it.inputs == opened(it.checked({**declared, **scope}).inputs)


@each_kind
@examples
@given(data=st.data())
def test_nothing_is_left_to_do_after_update(kind: Kind, data: st.DataObject) -> None:
    """A preview after any update is empty."""
    before, after = data.draw(declarations(kind)), data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        it.up({**before, **scope})

        it.up({**after, **scope})

        assert it.preview({**after, **scope}) == ()
        it.refresh()
        assert it.preview({**after, **scope}) == ()


@each_kind
@examples
@given(data=st.data())
def test_an_update_sends_what_differs_and_what_the_api_would_reset(kind: Kind, data: st.DataObject) -> None:
    """Unchanged fields are not sent, so that edits of them made elsewhere are kept."""
    before, after = data.draw(declarations(kind)), data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        it.up({**before, **scope})
        difference = it.up({**after, **scope})
        bodies = it.harness.sent("update")

    assert difference is not None
    resent = {
        field.name
        for field in kind.fields
        if field.omit is Omit.RESETS and field.canonical(after.get(field.name)) is not ABSENT
    }
    local = {field.name for field in kind.fields if field.is_local}
    rebuilt = {field.name for field in kind.fields if field.rebuilt_on_update}
    changed = set(difference.changed) - local
    expected = changed | resent | rebuilt if changed else set[str]()
    assert set().union(*bodies) == expected
    assert len(bodies) <= (2 if any(field.update_after for field in kind.fields) else 1)


@of_each_field(lambda field: not field.required and not field.generated)
@examples_of_a_field
@given(data=st.data())
def test_removing_an_argument_clears_the_field(kind: Kind, field: Field, data: st.DataObject) -> None:
    """An absent argument means the default: the service has it again, and the preview is empty."""
    declared = coherent(kind, {**data.draw(declarations(kind)), field.name: data.draw(legal(field))})
    without = coherent(kind, {name: value for name, value in declared.items() if name != field.name})
    assume(
        all(
            each.holds(got.get(each.field), got.get(each.other))
            for got in (declared, without)
            for each in kind.conditions
        )
    )
    with resource(kind) as (it, scope):
        it.up({**declared, **scope})

        it.up({**without, **scope})

        stored = it.stored[field.name]
        if field.carries_marker:
            assert isinstance(stored, dict)
            assert all(key.startswith(("pulumi", "_")) for key in stored)
        else:
            assert is_default(field, stored)
        assert it.preview({**without, **scope}) == ()


@of_each_field(lambda field: field.read_back is not ReadBack.NEVER and not field.carries_marker)
@examples_of_a_field
@given(data=st.data())
def test_an_edit_in_the_console_shows_as_that_field_alone(kind: Kind, field: Field, data: st.DataObject) -> None:
    """The diff has only that field, and an update sends only that field."""
    declared, edited = data.draw(declarations(kind)), data.draw(legal(field))
    if field.generated:  # what the service has made is nobody's declaration
        declared[field.name] = data.draw(legal(field).filter(bool))
    before, after = field.canonical(declared.get(field.name)), field.canonical(edited)
    assume(before != after)
    # All secrets look the same when masked.
    assume(field.read_back is not ReadBack.MASKED or ABSENT in (before, after))
    with resource(kind) as (it, scope):
        it.up({**declared, **scope})
        had = it.stored
        try:
            it.harness.emulator.edit(kind.name, it.key, {field.name: edited})
        except EditRefusedError:
            reject()  # a policy's type and config, or a personal secret's value, change together or not at all
        # The service may keep what it had: it empties no generated secret, and writes phone numbers in one form.
        assume({name for name, value in it.stored.items() if had.get(name) != value} - {"updatedAt"})
        it.refresh()

        assert it.preview({**declared, **scope}) == (field.name,)
        it.up({**declared, **scope})
        it.refresh()
        assert it.preview({**declared, **scope}) == ()


@each_kind
@examples
@given(data=st.data())
def test_replace_on_changes_replaces_for_each_field_that_differs(kind: Kind, data: st.DataObject) -> None:
    """As the engine decides for itself, which is told of the fields that differ."""
    before, after = data.draw(declarations(kind)), data.draw(declarations(kind))
    names = [field.name for field in kind.state_fields]
    with resource(kind) as (it, scope):
        it.up({**before, **scope})

        found = it.compare({**after, **scope}, replacing=[(name,) for name in names])

        assert {*found.changed} & {*names} <= {*found.replaces}


@each_kind
@examples
@given(data=st.data())
def test_an_object_deleted_elsewhere_is_gone(kind: Kind, data: st.DataObject) -> None:
    """A refresh reports it as gone, and deleting it again succeeds."""
    declared = data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        it.up({**declared, **scope})
        it.harness.emulator.remove(kind.name, it.key)

        assert not it.refresh()
        it.delete()


@each_kind
@examples
@given(data=st.data())
def test_checked_inputs_check_to_themselves(kind: Kind, data: st.DataObject) -> None:
    """The engine stores the checked inputs and passes them to check again in the next run."""
    declared = data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        once = opened(it.checked({**declared, **scope}).inputs)
        assert opened(it.checked(once).inputs) == once
