"""The functions of all kinds are derived from the catalog; here each meets the service."""

from typing import get_type_hints

import pytest

import pulumi_chatbotkit as chatbotkit
from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.lookups import shape
from support.core_harness import REQUIRED

from .conftest import Create

CREATABLE = [kind for kind in OBJECT_KINDS.values() if kind.attached is None]


def _made(create: Create, kind: Kind) -> tuple[str, dict[str, str]]:
    """An object of the kind in an account of its own, with the least that it needs, and the arguments of its place."""
    path, place = [*kind.path], dict[str, str]()
    account = create("partner/user") if "runAs" in kind.location_keys else None
    if account:
        place["run_as"] = account
    if kind.parent:
        owner = KINDS[kind.parent.kind]
        place[kind.parent.argument] = create("/".join(owner.path), run_as=account)
        path[path.index(f"{{{kind.parent.field}}}")] = place[kind.parent.argument]
    required = {field.name: REQUIRED[field.name] for field in kind.fields if field.required}
    return create("/".join(path), run_as=account, **required), place


@pytest.mark.parametrize("kind", CREATABLE, ids=lambda kind: kind.name)
def test_an_object_is_found_and_listed_as_the_same(create: Create, kind: Kind) -> None:
    """Fetch and list show a record in the same way, so a program may use either."""
    identifier, place = _made(create, kind)
    get, objects = (getattr(chatbotkit, name(kind)) for name in (shape.get_name, shape.list_name))

    found = get(id=identifier, **place)

    assert found.id == identifier
    assert [*objects(**place)] == [found]


@pytest.mark.parametrize("kind", CREATABLE, ids=lambda kind: kind.name)
def test_values_that_a_type_promises_are_there(create: Create, kind: Kind) -> None:
    """None only where the type says so."""
    identifier, place = _made(create, kind)
    found: object = getattr(chatbotkit, shape.get_name(kind))(id=identifier, **place)

    absent = [name for name, value in vars(found).items() if value is None]

    assert [name for name in absent if "None" not in str(get_type_hints(type(found))[name])] == []


def test_a_file_of_a_dataset_is_listed_below_it(create: Create) -> None:
    """An attachment has the id of the file."""
    dataset, file = create("dataset"), create("file", name="Manual")
    create(f"dataset/{dataset}/file/{file}", action="attach", type="source")

    assert [one.id for one in chatbotkit.list_dataset_files(dataset_id=dataset)] == [file]
    assert chatbotkit.get_dataset_file(dataset_id=dataset, id=file).dataset_id == dataset
