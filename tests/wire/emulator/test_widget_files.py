"""Slots of widgets that files fill (docs/api/api.md b.18 Widget, trap 29)."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator

BASE = "/v1/integration/widget"


def create(api: httpx.Client, path: str, **body: str) -> str:
    return api.post(f"/v1/{path}/create", json=body).json()["id"]


@pytest.fixture
def widget(api: httpx.Client) -> str:
    return create(api, "integration/widget", alias="chat")


@pytest.fixture
def file(api: httpx.Client) -> str:
    return create(api, "file", alias="logo")


def attach(api: httpx.Client, widget: str, file: str, slot: object) -> httpx.Response:
    return api.post(f"{BASE}/{widget}/file/{file}/attach", json={"type": slot})


def detach(api: httpx.Client, widget: str, file: str) -> httpx.Response:
    return api.post(f"{BASE}/{widget}/file/{file}/detach", json={})


def slots(local: Emulator) -> dict[object, object]:
    """The file in each filled slot."""
    return {record["type"]: record["fileId"] for record in local.records("widget_file")}


def test_trap_29_a_slot_is_filled_and_never_shown(api: httpx.Client, local: Emulator, widget: str, file: str) -> None:
    """Neither the widget nor the file tells."""
    shown = [f"{BASE}/{widget}/fetch", f"/v1/file/{file}/fetch"]
    before = [api.get(path).json() for path in shown]

    answer = attach(api, widget, file, "bar")

    assert answer.json() == {"id": file, "type": "bar", "widgetIntegrationId": widget}
    assert [api.get(path).json() for path in shown] == before
    assert slots(local) == {"bar": file}
    assert api.get(f"{BASE}/{widget}/file/list").status_code == 404


@pytest.mark.parametrize("slot", [None, "", "logo", 5])
def test_a_slot_is_one_of_four(api: httpx.Client, widget: str, file: str, slot: object) -> None:
    """And must be named."""
    assert attach(api, widget, file, slot).json()["code"] == "BAD_REQUEST"
    assert api.post(f"{BASE}/{widget}/file/{file}/attach", json={}).json()["code"] == "BAD_REQUEST"


def test_a_filled_slot_takes_the_next_file(api: httpx.Client, local: Emulator, widget: str, file: str) -> None:
    """One file per slot; the first one then fills none."""
    other = create(api, "file")
    attach(api, widget, file, "bar")

    attach(api, widget, other, "bar")

    assert slots(local) == {"bar": other}
    assert detach(api, widget, file).json()["code"] == "NOT_FOUND"


def test_a_detach_frees_one_of_several_slots(api: httpx.Client, local: Emulator, widget: str, file: str) -> None:
    """Which one is not defined: the answer tells."""
    for slot in ("user", "bot"):
        attach(api, widget, file, slot)

    first = detach(api, widget, file).json()
    left = slots(local)
    second = detach(api, widget, file).json()

    assert left == {second["type"]: file}
    assert {first["type"], second["type"]} == {"user", "bot"}
    assert detach(api, widget, file).json()["code"] == "NOT_FOUND"


def test_aliases_are_for_attach_alone(api: httpx.Client, widget: str, file: str) -> None:
    """A detach takes raw ids."""
    assert attach(api, "@chat", "@logo", "bar").json()["id"] == file

    wrong = [detach(api, "@chat", file).status_code, detach(api, widget, "@logo").status_code]

    assert (wrong, detach(api, widget, file).json()["type"]) == ([404, 404], "bar")


@pytest.mark.parametrize("of", ["widget", "file"])
def test_what_is_another_accounts_is_refused(
    api: httpx.Client, as_tenant: httpx.Client, widget: str, file: str, of: str
) -> None:
    """The widget is looked at before the file."""
    path = "file" if of == "file" else "integration/widget"
    theirs = create(as_tenant, path)

    def at(identifier: str) -> httpx.Response:
        return attach(api, *((widget, identifier) if of == "file" else (identifier, file)), "bar")

    assert [at(each).json()["code"] for each in (theirs, "nowhere")] == ["NOT_AUTHORIZED", "NOT_FOUND"]


@pytest.mark.parametrize("of", ["widget", "file"])
def test_deleting_the_file_or_the_widget_empties_the_slot(
    api: httpx.Client, local: Emulator, widget: str, file: str, of: str
) -> None:
    attach(api, widget, file, "bar")

    path = f"/v1/file/{file}/delete" if of == "file" else f"{BASE}/{widget}/delete"
    api.post(path, json={})

    assert slots(local) == {}
