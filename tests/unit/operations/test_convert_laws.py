"""Laws of conversions, for generated objects: what a source declares is what the tenants file declares."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_chatbotkit.catalog.blueprint_categories import CATEGORIES
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import Strategy, snake_case
from pulumi_chatbotkit.inputs.tenant_objects import TenantObject, tenant_objects
from pulumi_chatbotkit.inputs.tenants import TenantSpec, read_tenants
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.operations.convert.blueprint import blueprint_file
from pulumi_chatbotkit.operations.convert.conversion import ConversionReport, convert
from pulumi_chatbotkit.operations.convert.solution import KIND_OF_TYPE as SOLUTION_TYPES
from pulumi_chatbotkit.operations.convert.solution import solution_source
from pulumi_chatbotkit.operations.convert.source import Source
from pulumi_chatbotkit.operations.convert.targets import Wishes
from pulumi_chatbotkit.operations.convert.terraform import terraform_source
from pulumi_chatbotkit.operations.convert.terraform_names import KIND_OF_TYPE as TERRAFORM_TYPES
from pulumi_chatbotkit.operations.tenant_entries.remarks import Sort
from support.sources import Thing, drawn_things, export_file, solution_file, terraform_file

USER = "cuserofacme000000000000"


@dataclass(frozen=True)
class Form:
    """One sort of source."""

    kinds: Iterable[str]
    write: Callable[[Path, Iterable[Thing]], Path]
    read: Callable[[Path], Source]
    adopts: bool


FORMS = {
    "terraform": Form(
        {kind.name for kind in TERRAFORM_TYPES.values() if kind.strategy is Strategy.OBJECT and not kind.attached}
        - {"dataset_record"},
        terraform_file,
        lambda path: terraform_source(path, path.parent),
        adopts=True,
    ),
    "solution": Form({kind.name for kind in SOLUTION_TYPES.values()}, solution_file, solution_source, adopts=True),
    "blueprint": Form({kind.name for kind in CATEGORIES.values()}, export_file, blueprint_file, adopts=False),
}


def converted(form: Form, things: list[Thing], folder: Path) -> tuple[ConversionReport, TenantSpec, str]:
    """The report, the tenant of the file or one that has its plan, and the file."""
    path = folder / "tenants.yaml"
    wishes = Wishes(users=[USER], tenants=["acme"]) if form.adopts else Wishes(plans=["shop"])
    report = convert(form.read(form.write(folder, things)), path, wishes, {})
    text = path.read_text()
    if not form.adopts:
        path.write_text(text.replace("tenants: {}", "tenants: {acme: {plan: shop}}"))
    [spec] = read_tenants(path)
    return report, spec, text


def assert_declared(form: Form, thing: Thing, things: list[Thing], found: TenantObject, lost: set[str]) -> None:
    """Every field has the value of the source, every link leads to the same object, and the object is adopted."""
    names = {each.id: each.name for each in things}
    for field in thing.kind.fields:
        value = thing.values.get(field.name)
        if field.is_local or field.secret or field.name in ("alias", *lost):
            continue
        if field.references is not None and isinstance(value, str):
            assert found.references[snake_case(field.name)][1] == names[value]
        elif not (field.references and snake_case(field.name) in found.implied):
            assert same(form, field, cast("JsonValue", found.arguments.get(snake_case(field.name))), value)
    assert found.arguments.get("adopt") == (thing.id if form.adopts else None)


def same(form: Form, field: Field, declared: JsonValue, value: JsonValue) -> bool:
    """Whether a value is that of the source. A pattern puts the tenant's key in front of what may exist once."""
    if not form.adopts and field.unique is not None and field.unique.everywhere:
        return declared == f"acme-{value}"
    if field.carries_marker:
        return (declared or {}) == (value or {})  # an empty one says nothing
    return field.canonical(declared) == field.canonical(value)


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_the_file_declares_what_the_source_declares(name: str, data: st.DataObject) -> None:
    """Whatever the kinds, values and links; what is not in the file is named, and no secret is in it."""
    form = FORMS[name]
    things = drawn_things(data, form.kinds)
    if not things:
        return
    with TemporaryDirectory() as folder:
        report, spec, text = converted(form, things, Path(folder))

    by_key = {each.key.rpartition(".")[2]: each for each in tenant_objects(spec.arguments)}
    remarks = [remark for entry in report.entries for remark in entry.remarks]
    lost = {remark.path.rpartition(" ")[2] for remark in remarks if remark.sort is Sort.NOT_WRITABLE}
    for thing in things:
        assert_declared(form, thing, things, by_key[thing.name], lost)
    assert "hush" not in text
    assert len(spec.secrets) == sum(remark.sort is Sort.SOURCE for remark in remarks)
