"""Laws of exports, for generated accounts: adopting what was exported changes nothing but markers."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.api import ApiError
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import ReadBack
from pulumi_chatbotkit.catalog.schema.kind import Strategy
from pulumi_chatbotkit.inputs.tenant_layout import CREATION_ORDER, Section
from pulumi_chatbotkit.inputs.tenants import read_tenants
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.export.export_file import ExportOptions, export_file
from support.adoption import adopted, findings, records
from support.core_harness import CoreHarness, Declared
from support.foreign import make_by_hand
from support.strategies import declarations

MADE_BY_HAND = [section for section in CREATION_ORDER if section.kind.strategy is Strategy.OBJECT]


def fill_account(harness: CoreHarness, data: st.DataObject) -> None:
    """A partner user with some objects of some kinds, made by hand, which refer to one another."""
    values = {**data.draw(declarations(PARTNER_USER)), "alias": None}
    user = make_by_hand(harness, PARTNER_USER, {}, values)
    ids: dict[str, list[tuple[str, JsonObject]]] = {PARTNER_USER.name: [(user, {"runAs": user, "userId": user})]}
    chosen = data.draw(st.sets(st.sampled_from([section.kind.name for section in MADE_BY_HAND]), max_size=6))
    for section in MADE_BY_HAND:
        if section.kind.name in chosen:
            for _ in range(data.draw(st.integers(1, 2))):
                make_object(harness, section, ids, data)


def make_object(
    harness: CoreHarness, section: Section, ids: dict[str, list[tuple[str, JsonObject]]], data: st.DataObject
) -> None:
    """An object, if there is what it needs."""
    kind = section.kind
    parent = PARTNER_USER.name if kind.parent is None else kind.parent.kind
    if parent not in ids or (kind.attached is not None and kind.attached.kind not in ids):
        return
    parent_id, place = data.draw(st.sampled_from(ids[parent]))
    scope = dict(place) if kind.parent is None else {**place, kind.parent.field: parent_id}
    if kind.attached is not None:
        scope[kind.attached.field] = ids[kind.attached.kind][0][0]
    values = {**data.draw(declarations(kind))}
    if kind.attached is not None:
        values["type"] = "source"
    for link in section.links.values():
        if link.kind in ids and link.field in kind.by_name:
            values[link.field] = data.draw(st.none() | st.sampled_from([each for each, _ in ids[link.kind]]))
    try:
        made = make_by_hand(harness, kind, scope, values)
    except ApiError:
        return  # the service has that value already
    ids.setdefault(kind.name, []).append((made, scope))


def assert_complete(it: Declared, declared: JsonObject) -> None:
    """Whatever the service shows and is not the default is declared as it is."""
    for field in it.kind.fields:
        if field.secret or field.is_local or field.read_back is ReadBack.NEVER or field.carries_marker:
            continue
        assert field.canonical(declared.get(field.name)) == field.canonical(field.observed(it.stored.get(field.name)))


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_adopting_what_was_exported_changes_nothing_but_markers(data: st.DataObject) -> None:
    """Every record is as it was, the preview and the check are empty, and a second export is the same file."""
    with CoreHarness() as harness, TemporaryDirectory() as folder:
        for _ in range(data.draw(st.integers(1, 2))):
            fill_account(harness, data)
        first, second = Path(folder, "first.yaml"), Path(folder, "second.yaml")
        before = records(harness)
        harness.run(export_file(harness.client, first, ExportOptions(aliases={})))
        specs = read_tenants(first)
        harness.next_run()

        assert all(each.is_harmless for each in harness.run(findings(harness, specs)))
        resources = [*adopted(harness, specs)]

        assert records(harness) == before
        for it, declared in resources:
            assert_complete(it, declared)
            assert it.preview(declared) == ()
            assert it.refresh()
            assert it.preview(declared) == ()
        harness.run(export_file(harness.client, second, ExportOptions(aliases={})))
        assert second.read_text() == first.read_text()
