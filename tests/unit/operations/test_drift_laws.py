"""Drift laws, for every kind and field: an edit at the service is that field alone, and nothing is ever written."""

from contextlib import suppress

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.field import ABSENT, Field, ReadBack
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.emulator import EditRefusedError
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.drift.check import DriftOptions, check_drift
from pulumi_chatbotkit.operations.drift.report import DriftReport, Sort
from support.core_harness import CoreHarness, Declared
from support.states import entry, exported, reading
from support.strategies import declarations, legal

examples = settings(max_examples=2, deadline=None)
FIELDS = [
    pytest.param(kind, field, id=f"{kind.name}-{field.name}")
    for kind in OBJECT_KINDS.values()
    for field in kind.fields
    if not kind.attached
    and field.references is None
    and not field.is_local
    and field.read_back is not ReadBack.NEVER
    and not field.carries_marker
]


def checked(it: Declared, declared: JsonObject, *, shown: bool) -> DriftReport:
    """The report on a stack with this resource alone."""
    it.harness.emulator.clear_requests()
    with reading(it.harness) as service:
        state = exported(entry(it, declared, shown=shown))
        report = it.harness.run(check_drift(service, [state], DriftOptions(declared_only=True)))
    assert {request.method for request in it.harness.emulator.requests} <= {"GET"}
    return report


@pytest.mark.parametrize("kind", OBJECT_KINDS.values(), ids=OBJECT_KINDS)
@pytest.mark.parametrize("shown", [False, True], ids=["encrypted", "decrypted"])
@examples
@given(data=st.data())
def test_what_nobody_edited_is_not_reported(kind: Kind, shown: bool, data: st.DataObject) -> None:
    """Also links and other values that the service stores in another form."""
    declared = data.draw(declarations(kind))
    with CoreHarness() as harness:
        it, everything = harness.declare(kind.name), {**declared, **harness.place(kind.name)}
        it.up(everything)

        report = checked(it, everything, shown=shown)

    assert (report.findings, report.failures, report.objects) == ([], [], 1)


@pytest.mark.parametrize(("kind", "field"), FIELDS)
@examples
@given(data=st.data(), shown=st.booleans())
def test_an_edit_is_reported_as_that_field_alone(kind: Kind, field: Field, data: st.DataObject, shown: bool) -> None:
    """With its values; those of secrets are neither compared nor shown unless they were decrypted."""
    declared, edited = data.draw(declarations(kind)), data.draw(legal(field))
    before, after = field.canonical(declared.get(field.name)), field.canonical(edited)
    assume(before != after)
    assume(not field.generated or declared.get(field.name))
    assume(field.read_back is not ReadBack.MASKED or ABSENT in (before, after))
    with CoreHarness() as harness:
        it, everything = harness.declare(kind.name), {**declared, **harness.place(kind.name)}
        it.up(everything)
        try:
            harness.emulator.edit(kind.name, it.key, {field.name: edited})
        except EditRefusedError:
            reject()

        report = checked(it, everything, shown=shown)

    is_closed = not shown and field.name in kind.secret_names and ABSENT not in (before, after)
    assert [(each.sort, each.kind, each.name, each.id, each.field) for each in report.findings] == (
        [] if is_closed else [(Sort.FIELD, kind.class_name, it.name, it.id, field.name)]
    )
    assert all(each.updated_at for each in report.findings)
    is_encrypted = not shown and field.name in kind.secret_names and before is not ABSENT
    assert [each.path for each in report.not_compared if each.path == field.name] == [field.name] * is_encrypted


@pytest.mark.parametrize("kind", OBJECT_KINDS.values(), ids=OBJECT_KINDS)
@examples
@given(data=st.data(), shown=st.booleans())
def test_the_same_fields_differ_as_in_a_preview_with_refresh(kind: Kind, data: st.DataObject, shown: bool) -> None:
    """Whatever was edited at once, markers too; of secrets that are encrypted, drift knows less and says which."""
    declared = data.draw(declarations(kind))
    with CoreHarness() as harness:
        it, everything = harness.declare(kind.name), {**declared, **harness.place(kind.name)}
        it.up(everything)
        for field in kind.fields:
            if data.draw(st.booleans()) and field.references is None and not field.is_local:
                with suppress(EditRefusedError):
                    harness.emulator.edit(kind.name, it.key, {field.name: data.draw(legal(field))})

        report = checked(it, everything, shown=shown)

        assert it.refresh()
        previewed = it.preview(everything)
    fields = [each.field for each in report.findings]
    unknown = {each.path.partition(".")[0] for each in report.not_compared}
    assert {each.sort for each in report.findings} <= {Sort.FIELD}
    assert len(fields) == len(set(fields))
    assert set(fields) <= set(previewed)
    assert set(previewed) - set(fields) <= unknown


@pytest.mark.parametrize("kind", OBJECT_KINDS.values(), ids=OBJECT_KINDS)
def test_a_deleted_object_is_reported_as_gone(kind: Kind) -> None:
    """Its proof takes no write either, although the provider's own may send an empty update."""
    with CoreHarness() as harness:
        least = harness.least(kind.name)
        it = harness.declare(kind.name)
        it.up(least)
        harness.emulator.remove(kind.name, it.key)

        report = checked(it, least, shown=False)

    assert [(each.sort, each.id) for each in report.findings] == [(Sort.GONE, it.id)]
    assert KINDS[kind.name].class_name == report.findings[0].kind
