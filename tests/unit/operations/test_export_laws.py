"""Laws of exports, for generated accounts: adopting what was exported changes nothing but markers."""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.api import ApiError
from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import ReadBack
from pulumi_chatbotkit.catalog.schema.kind import Kind, Strategy
from pulumi_chatbotkit.inputs.tenant_layout import CREATION_ORDER, Section
from pulumi_chatbotkit.inputs.tenants import read_tenants
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.export.export_file import ExportOptions, export_file
from pulumi_chatbotkit.operations.tenant_entries.writable import unwritable
from support.adoption import adopted, findings, records
from support.core_harness import CoreHarness, Declared
from support.foreign import make_by_hand
from support.strategies import declarations
from support.tenants import explanation

MADE_BY_HAND = [section for section in CREATION_ORDER if section.kind.strategy is Strategy.OBJECT]


@dataclass(frozen=True)
class Made:
    """An object that was made by hand."""

    kind: Kind
    scope: JsonObject
    values: JsonObject
    id: str


def fill_account(harness: CoreHarness, data: st.DataObject) -> list[Made]:
    """A partner user with some objects of some kinds, made by hand, which refer to one another."""
    values = {**data.draw(declarations(PARTNER_USER)), "alias": None}
    user = make_by_hand(harness, PARTNER_USER, {}, values)
    made = [Made(PARTNER_USER, {"runAs": user, "userId": user}, values, user)]
    chosen = data.draw(st.sets(st.sampled_from([section.kind.name for section in MADE_BY_HAND]), max_size=6))
    for section in MADE_BY_HAND:
        if section.kind.name in chosen:
            for _ in range(data.draw(st.integers(1, 2))):
                make_object(harness, section, made, data)
    return made


def make_object(harness: CoreHarness, section: Section, made: list[Made], data: st.DataObject) -> None:
    """An object, if there is what it needs."""
    kind = section.kind
    parents = [each for each in made if each.kind.name == (kind.parent.kind if kind.parent else PARTNER_USER.name)]
    attached = [each for each in made if kind.attached is not None and each.kind.name == kind.attached.kind]
    if not parents or (kind.attached is not None and not attached):
        return
    parent = data.draw(st.sampled_from(parents))
    scope = dict(parent.scope) if kind.parent is None else {**parent.scope, kind.parent.field: parent.id}
    if kind.attached is not None:
        scope[kind.attached.field] = attached[0].id
    values = {**data.draw(declarations(kind))}
    if kind.attached is not None:
        values["type"] = "source"
    for link in section.links.values():
        others = [each.id for each in made if each.kind.name == link.kind]
        if others and link.field in kind.by_name:
            values[link.field] = data.draw(st.none() | st.sampled_from(others))
    make(harness, Made(kind, scope, values, ""), made)


def make(harness: CoreHarness, wanted: Made, made: list[Made]) -> None:
    """Make it, unless the service has its value already."""
    with suppress(ApiError):
        made.append(replace(wanted, id=make_by_hand(harness, wanted.kind, wanted.scope, wanted.values)))


def copy_account(harness: CoreHarness, original: list[Made], number: int, data: st.DataObject) -> None:
    """Another partner user with most of what the first has: some of it is left out, or named after the customer."""
    name = f"Customer {number}"
    user = make_by_hand(harness, PARTNER_USER, {}, {**original[0].values, "name": name, "email": None})
    made = [replace(original[0], id=user)]
    copies: dict[str, str] = {original[0].id: user}
    for each in original[1:]:
        links = {str(each.scope[key]) for key in each.scope} | {str(value) for value in each.values.values()}
        lost = {other.id for other in original} & links - copies.keys()
        if lost or not data.draw(st.integers(0, 5)):
            continue
        scope = {key: copies.get(str(value), value) for key, value in each.scope.items()}
        values = {key: copies.get(str(value), value) for key, value in each.values.items()}
        for field in data.draw(st.sets(st.sampled_from([*values]), max_size=2)) if values else ():
            values[field] = f"{name} {field}" if field in ("name", "description") else None
        before = len(made)
        make(harness, replace(each, scope=scope, values=values), made)
        if len(made) > before:
            copies[each.id] = made[-1].id


def assert_complete(it: Declared, declared: JsonObject) -> None:
    """Whatever the service shows and is not the default is declared as it is."""
    for field in it.kind.fields:
        if field.secret or field.is_local or field.read_back is ReadBack.NEVER or field.carries_marker:
            continue
        if unwritable(it.stored.get(field.name)):
            continue  # a remark
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


@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_a_file_with_plans_declares_what_one_without_them_does(data: st.DataObject) -> None:
    """Every object and value of accounts that are alike, adoption is as harmless, and a second export is the same."""
    with CoreHarness() as harness, TemporaryDirectory() as folder:
        original = fill_account(harness, data)
        for number in range(data.draw(st.integers(1, 3))):
            copy_account(harness, original, number, data)
        paths = [Path(folder, name) for name in ("plain.yaml", "plans.yaml", "again.yaml")]
        for path in paths:
            harness.run(export_file(harness.client, path, ExportOptions(aliases={}, plans=path is not paths[0])))
        plain, planned = read_tenants(paths[0]), read_tenants(paths[1])
        harness.next_run()

        assert [*map(explanation, planned)] == [*map(explanation, plain)]
        assert all(each.is_harmless for each in harness.run(findings(harness, planned)))
        assert paths[2].read_text() == paths[1].read_text()
