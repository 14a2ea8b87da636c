"""Every kind from create to delete, with every field that can be tried (docs/api/api.md b, kinds)."""

import pytest

from live.objects import Objects, fields, readable, shown
from pulumi_chatbotkit.api import NotFound
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from support.reference import KINDS, REFERENCE, request

each_kind = pytest.mark.parametrize("kind", KINDS)

TOLERATED = {
    "dataset_record": {"meta"},  # the published types have none (d)
    "partner_user": {"description"},  # the public server shows it in lists alone (b.1)
}
"""Fields on which the sources differ: an answer may leave them out."""

UNCHANGEABLE_ALONE = {
    "policy": {"type"},  # another type needs another config (b.15)
    "secret": {"kind"},  # personal secrets have no value (b.12)
    "partner_user": {"meta"},  # without the mark, the object would never be deleted
}


def seen(kind: str, record: JsonObject, names: set[str]) -> JsonObject:
    """The fields of an answer that can be compared."""
    return {name: shown(kind, name, record[name]) for name in names if name in record}


@pytest.mark.fact("b")
@each_kind
def test_a_fetch_shows_what_create_was_given(tenant: Objects, kind: str) -> None:
    """Every field that can be read back, secrets as a mask."""
    given = tenant.everything(kind)
    names = readable(kind, "fetch")

    with tenant.made(kind, given) as identifier:
        record = tenant.read(kind, identifier)

    assert names - record.keys() <= TOLERATED.get(kind, set())
    assert seen(kind, record, names) == {name: shown(kind, name, given[name]) for name in names & record.keys()}


@pytest.mark.fact("b")
@each_kind
def test_a_list_shows_what_create_was_given(tenant: Objects, kind: str) -> None:
    """Fewer fields than a fetch for some kinds, and one more for partner users."""
    given = tenant.everything(kind)
    names = readable(kind, "list")

    with tenant.made(kind, given) as identifier:
        (item,) = [item for item in tenant.listed(kind) if item["id"] == identifier]

    assert names - item.keys() <= TOLERATED.get(kind, set()) - {"description"}
    assert seen(kind, item, names) == {name: shown(kind, name, given[name]) for name in names & item.keys()}


@pytest.mark.fact("b")
@each_kind
def test_each_field_is_changed_and_cleared_in_its_own_way(tenant: Objects, kind: str) -> None:
    """Null, "", {} or the default, as the table of fields says."""
    names = set(fields(kind, "update")) - UNCHANGEABLE_ALONE.get(kind, set())
    wrong: dict[str, tuple[JsonValue, JsonValue]] = {}

    with tenant.made(kind) as identifier:
        for name in sorted(names):
            value = tenant.value(kind, name)
            for sent in (value, *cleared(kind, name)):
                assert tenant.update(kind, identifier, {name: sent}) == {"id": identifier}
                record = tenant.read(kind, identifier)
                if name in record and seen(kind, record, {name})[name] != shown(kind, name, sent):
                    wrong[name] = (sent, record[name])

    assert wrong == {}


def cleared(kind: str, name: str) -> list[JsonValue]:
    """The value that clears a field, read from its description; None where it cannot be cleared."""
    said, created = request(kind, "update")[name], request(kind, "create")[name]
    null, empty = said["onUpdate"]["null"], said["onUpdate"]["empty"]
    if created["required"] or said["required"] or null.startswith(("IGNORED", "unchanged")) or "inferred" in empty:
        return []
    if null in ("cleared to null", "stored as null", "link cleared"):
        return [None]
    if empty.startswith(("stored as", "user keys cleared")):
        return [{} if said["type"] == "object" else ""]
    return [created["default"]]


@pytest.mark.fact("a.6")
@each_kind
def test_a_delete_answers_the_id_and_a_second_one_not_found(tenant: Objects, kind: str) -> None:
    """So a client that lost the first answer may repeat it."""
    identifier = tenant.create(kind)

    assert tenant.delete(kind, identifier)["id"] == identifier

    with pytest.raises(NotFound):
        tenant.delete(kind, identifier)
    if "fetch" in REFERENCE[kind]["actions"]:
        with pytest.raises(NotFound):
            tenant.read(kind, identifier)


@pytest.mark.fact("b.9")
def test_a_file_is_attached_to_a_dataset_and_detached(tenant: Objects) -> None:
    """An attachment has no id of its own, only the two ids."""
    with tenant.made("dataset") as dataset, tenant.made("file") as file:
        base = ("dataset", dataset, "file")
        attached = tenant.service.post((*base, file, "attach"), {"type": "source"}, run_as=tenant.user)
        listed = tenant.service.items((*base, "list"), run_as=tenant.user)
        tenant.service.post((*base, file, "detach"), {}, run_as=tenant.user)

        assert attached["id"] == file
        assert [item["id"] for item in listed] == [file]
        assert tenant.service.items((*base, "list"), run_as=tenant.user) == []
        with pytest.raises(NotFound):
            tenant.service.post((*base, file, "detach"), {}, run_as=tenant.user)


@pytest.mark.fact("b.20")
def test_a_file_of_a_space_is_stored_listed_and_deleted(tenant: Objects) -> None:
    """Its list shows size and time. Deleted before the space, which would leave it behind."""
    with tenant.made("space") as space:
        storage = ("space", space, "storage")
        uploaded = tenant.service.post((*storage, "upload", "a", "b.txt"), {"file": "data:,x"}, run_as=tenant.user)
        listed = tenant.service.get((*storage, "list", "a"), run_as=tenant.user)["items"]
        deleted = tenant.service.post((*storage, "delete", "a", "b.txt"), {}, run_as=tenant.user)

        assert uploaded["path"] == deleted["path"] == "a/b.txt"
        assert isinstance(listed, list)
        (item,) = map(as_object, listed)
        assert item is not None
        assert (item["size"], item["isDirectory"], str(item["path"]).rpartition("/")[2]) == (1, False, "b.txt")
        with pytest.raises(NotFound):
            tenant.service.post((*storage, "delete", "a", "b.txt"), {}, run_as=tenant.user)


@pytest.mark.fact("b.18")
def test_a_slot_of_a_widget_is_filled_and_emptied(tenant: Objects) -> None:
    """The answers are all that there is of it."""
    with tenant.made("integration_widget") as widget, tenant.made("file") as file:
        base = ("integration", "widget", widget, "file", file)
        filled = tenant.service.post((*base, "attach"), {"type": "bar"}, run_as=tenant.user)
        emptied = tenant.service.post((*base, "detach"), {}, run_as=tenant.user)

        assert filled == emptied == {"id": file, "type": "bar", "widgetIntegrationId": widget}
        with pytest.raises(NotFound):
            tenant.service.post((*base, "detach"), {}, run_as=tenant.user)
