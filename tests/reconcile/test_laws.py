"""The rules of reconciling (docs/design.md, section 4), as laws over every kind, every field and any legal value."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.field import ABSENT, Field, Omit, ReadBack
from pulumi_chatbotkit.catalog.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject
from support.strategies import declarations, legal
from support.world import Declared, World

pytestmark = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)

# Each example opens an emulator of its own, which takes longer than hypothesis expects of an example.
examples = settings(max_examples=25, deadline=None)


@contextmanager
def resource(kind: Kind) -> Generator[tuple[Declared, JsonObject]]:
    """A resource of the kind in a fresh world, and the scope arguments that it needs."""
    with World() as world:
        scope: JsonObject = {kind.scope_key: world.tenant().id} if kind.scope_key else {}
        yield world.declare(kind.name), scope


def plain_fields(kind: Kind) -> list[Field]:
    """Fields that need no other object to point to."""
    return [field for field in kind.fields if field.references is None]


def is_default(field: Field, value: object) -> bool:
    """Whether the service treats ``value`` as nothing: null and {} alike in JSON columns (trap 11)."""
    return value == field.default or (field.default is None and value in ({}, None))


@examples
@given(data=st.data())
def test_nothing_is_left_to_do_after_create(kind: Kind, data: st.DataObject) -> None:
    """Create, then preview: empty, from the state alone and after a refresh."""
    declared = data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        it.up({**declared, **scope})

        assert it.preview({**declared, **scope}) == ()
        assert it.refresh()
        assert it.preview({**declared, **scope}) == ()


@examples
@given(data=st.data())
def test_a_refresh_changes_nothing_that_nobody_changed(kind: Kind, data: st.DataObject) -> None:
    """State and inputs after a refresh are those of the create, or every refresh would look like drift."""
    declared = data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        it.up({**declared, **scope})
        before = dict(it.state)

        it.refresh()

        assert it.state == before
        assert it.inputs == it.checked({**declared, **scope}).inputs


@examples
@given(data=st.data())
def test_nothing_is_left_to_do_after_update(kind: Kind, data: st.DataObject) -> None:
    """Update from anything to anything, then preview: empty."""
    before, after = data.draw(declarations(kind)), data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        it.up({**before, **scope})

        it.up({**after, **scope})

        assert it.preview({**after, **scope}) == ()
        it.refresh()
        assert it.preview({**after, **scope}) == ()


@examples
@given(data=st.data())
def test_an_update_sends_what_differs_and_what_the_api_would_reset(kind: Kind, data: st.DataObject) -> None:
    """Fields that did not change stay out of the body, so that concurrent edits of them survive."""
    before, after = data.draw(declarations(kind)), data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        it.up({**before, **scope})
        difference = it.up({**after, **scope})
        bodies = it.world.sent("update")

    assert difference is not None
    resent = {
        field.name
        for field in kind.fields
        if field.omit is Omit.RESETS and field.canonical(after.get(field.name)) is not ABSENT
    }
    expected = set(difference.changed) | resent if difference.changed else set[str]()
    assert [set(body) for body in bodies] == ([expected] if expected else [])


@examples
@given(data=st.data())
def test_removing_an_argument_clears_the_field(kind: Kind, data: st.DataObject) -> None:
    """Absent means the default: the service holds it again, and the preview is empty."""
    field = data.draw(st.sampled_from(plain_fields(kind)))
    declared = {**data.draw(declarations(kind)), field.name: data.draw(legal(field))}
    without = {name: value for name, value in declared.items() if name != field.name}
    with resource(kind) as (it, scope):
        it.up({**declared, **scope})

        it.up({**without, **scope})

        stored = it.stored[field.name]
        if field.carries_marker:
            assert isinstance(stored, dict)
            assert all(key.startswith("pulumi") for key in stored)
        else:
            assert is_default(field, stored)
        assert it.preview({**without, **scope}) == ()


@examples
@given(data=st.data())
def test_an_edit_in_the_console_shows_as_that_field_alone(kind: Kind, data: st.DataObject) -> None:
    """Drift names the field, and an update repairs it and nothing else."""
    readable = [
        field for field in plain_fields(kind) if field.read_back is not ReadBack.NEVER and not field.carries_marker
    ]
    field = data.draw(st.sampled_from(readable))
    declared, edited = data.draw(declarations(kind)), data.draw(legal(field))
    assume(field.canonical(edited) != field.canonical(declared.get(field.name)))
    with resource(kind) as (it, scope):
        it.up({**declared, **scope})
        it.world.emulator.edit(kind.name, it.id, {field.name: edited})
        it.refresh()

        assert it.preview({**declared, **scope}) == (field.name,)
        it.up({**declared, **scope})
        it.refresh()
        assert it.preview({**declared, **scope}) == ()


@examples
@given(data=st.data())
def test_an_object_deleted_elsewhere_is_gone(kind: Kind, data: st.DataObject) -> None:
    """A refresh says so, and deleting it again succeeds."""
    declared = data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        it.up({**declared, **scope})
        it.world.emulator.remove(kind.name, it.id)

        assert not it.refresh()
        it.delete()


@examples
@given(data=st.data())
def test_checked_inputs_check_to_themselves(kind: Kind, data: st.DataObject) -> None:
    """The engine stores what check returned and checks it again on the next run."""
    declared = data.draw(declarations(kind))
    with resource(kind) as (it, scope):
        once = it.checked({**declared, **scope})
        assert it.checked(dict(once.inputs)).inputs == once.inputs  # pyright: ignore[reportArgumentType] - all known
