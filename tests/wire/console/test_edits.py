"""What the forms change, and that they change nothing else."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.testing import EmulatorServer

FormOf = Callable[[str], dict[str, str]]


@pytest.fixture
def before(served: EmulatorServer, bot: str) -> JsonObject:
    """The bot as it was created."""
    record = served.record("bot", bot)
    assert record is not None
    return record


def test_saving_an_unchanged_form_changes_nothing(
    pages: httpx.Client, served: EmulatorServer, before: JsonObject, form_of: FormOf
) -> None:
    """Although a browser drops the first line break of a text and rewrites the others."""
    path = f"/console/record/bot/{before['id']}"
    answer = pages.post(path, data=form_of(path))

    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?note=unchanged")
    assert served.record("bot", str(before["id"])) == before


@pytest.mark.parametrize(
    ("typed", "field", "stored"),
    [
        ({"field.name": "Grace"}, "name", "Grace"),
        ({"field.name": "null"}, "name", "null"),
        ({"field.name": ""}, "name", ""),
        ({"field.alias": ""}, "alias", None),
        ({"field.backstory": "a\r\nb"}, "backstory", "a\nb"),
        ({"field.privacy": "true"}, "privacy", True),
        ({"field.visibility": "public"}, "visibility", "public"),
        ({"field.meta": '{"b": [1.5]}'}, "meta", {"b": [1.5]}),
    ],
)
def test_a_form_changes_only_the_changed_field(
    pages: httpx.Client,
    served: EmulatorServer,
    before: JsonObject,
    form_of: FormOf,
    typed: dict[str, str],
    field: str,
    stored: JsonValue,
) -> None:
    """No request is logged, as for an edit in the service's own console."""
    path = f"/console/record/bot/{before['id']}"

    answer = pages.post(path, data=form_of(path) | typed)

    after = served.record("bot", str(before["id"])) or {}
    assert answer.headers["location"] == f"{path}?note=saved"
    assert after == {**before, field: stored, "updatedAt": after["updatedAt"]} != before
    assert [request.path for request in served.requests] == ["/v1/bot/create"]


def test_a_form_does_not_undo_changes_made_meanwhile(
    pages: httpx.Client, served: EmulatorServer, bot: str, form_of: FormOf
) -> None:
    """The form contains the old value of every field."""
    path = f"/console/record/bot/{bot}"
    form = form_of(path)
    served.edit("bot", bot, {"description": "Changed elsewhere"})

    pages.post(path, data=form | {"field.name": "Grace"})

    record = served.record("bot", bot) or {}
    assert (record["name"], record["description"]) == ("Grace", "Changed elsewhere")


def test_the_checkbox_beside_a_field_selects_empty_or_null(
    pages: httpx.Client, served: EmulatorServer, api: httpx.Client, form_of: FormOf
) -> None:
    """The API distinguishes the two."""
    user = api.post("/v1/partner/user/create", json={"description": None}).json()["id"]
    path = f"/console/record/partner_user/{user}"

    unticked = {name: value for name, value in form_of(path).items() if name != "null.description"}
    pages.post(path, data=unticked)
    emptied = served.record("partner_user", user) or {}
    pages.post(path, data=form_of(path) | {"null.description": "on"})
    cleared = served.record("partner_user", user) or {}

    assert (emptied["description"], cleared["description"]) == ("", None)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"field.visibility": "secret"}, "&#34;visibility&#34; must be one of"),
        ({"field.botId": "x", "field.blueprintId": "nobody"}, "(blueprintId)"),
        ({"field.meta": "{"}, "meta is not JSON"),
        ({"field.meta": '{"a": NaN}'}, "meta is not JSON"),
        ({"field.name": "x" * 192}, "&#34;name&#34;"),
    ],
)
def test_a_refused_edit_keeps_what_was_typed(
    pages: httpx.Client,
    served: EmulatorServer,
    before: JsonObject,
    form_of: FormOf,
    typed: dict[str, str],
    message: str,
) -> None:
    """The page shows the reason and the form as it was sent."""
    path = f"/console/record/bot/{before['id']}"

    answer = pages.post(path, data=form_of(path) | {"field.description": "Typed for long"} | typed)

    assert (answer.status_code, message in answer.text, "Typed for long" in answer.text) == (400, True, True)
    assert served.record("bot", str(before["id"])) == before


def test_a_secret_can_be_set_and_is_never_shown(
    pages: httpx.Client, served: EmulatorServer, api: httpx.Client, form_of: FormOf
) -> None:
    """An empty control keeps it."""
    secret = api.post("/v1/secret/create", json={"kind": "shared", "value": "planted-1"}).json()["id"]
    path = f"/console/record/secret/{secret}"

    pages.post(path, data=form_of(path) | {"field.name": "Renamed"})
    kept = served.record("secret", secret) or {}
    pages.post(path, data=form_of(path) | {"field.value": "planted-2"})
    replaced = served.record("secret", secret) or {}
    texts = [pages.get(page).text for page in (path, "/console/kind/secret", "/console/requests")]
    refused = pages.post(path, data=form_of(path) | {"field.value": "planted-3", "field.meta": "{"})

    assert (kept["name"], kept["value"], replaced["value"]) == ("Renamed", "planted-1", "planted-2")
    assert refused.status_code == 400
    assert not any("planted" in text for text in [*texts, refused.text])


def test_a_secret_inside_an_object_is_masked_and_kept(
    pages: httpx.Client, served: EmulatorServer, api: httpx.Client, form_of: FormOf
) -> None:
    """The mask keeps the stored value, so that the rest of the object can be edited."""
    config = {"user": "planted-1", "clientSecret": "planted-2", "pass": "planted-3", "scope": ""}
    secret = api.post("/v1/secret/create", json={"type": "oauth", "config": config}).json()["id"]
    path = f"/console/record/secret/{secret}"

    form = form_of(path)
    pages.post(path, data=form | {"field.config": form["field.config"].replace('"scope": ""', '"scope": "all"')})

    record = served.record("secret", secret) or {}
    assert "planted" not in form["field.config"]
    assert record["config"] == {**config, "scope": "all"}


def test_a_masked_secret_is_cleared_by_its_checkbox(
    pages: httpx.Client, served: EmulatorServer, api: httpx.Client, form_of: FormOf
) -> None:
    """An empty control keeps it."""
    slack = api.post("/v1/integration/slack/create", json={"botToken": "planted", "signingSecret": "s"}).json()["id"]
    path = f"/console/record/integration_slack/{slack}"

    pages.post(path, data=form_of(path) | {"null.botToken": "on"})

    record = served.record("integration_slack", slack) or {}
    assert (record["botToken"], record["signingSecret"]) == (None, "s")


def test_a_key_that_the_service_made_is_masked(pages: httpx.Client, served: EmulatorServer, api: httpx.Client) -> None:
    """It gives access to a webhook."""
    whatsapp = api.post("/v1/integration/whatsapp/create", json={}).json()["id"]
    key = str((served.record("integration_whatsapp", whatsapp) or {})["verifyToken"])

    text = pages.get(f"/console/record/integration_whatsapp/{whatsapp}").text

    assert key not in text
    assert "<dt>verifyToken</dt><dd>********</dd>" in text


@pytest.mark.parametrize("kind", ["dataset_record", "dataset_file", "skillset_ability"])
def test_child_records_have_forms(
    pages: httpx.Client, served: EmulatorServer, api: httpx.Client, form_of: FormOf, kind: str
) -> None:
    """The id of an attachment contains a slash."""
    dataset = api.post("/v1/dataset/create", json={}).json()["id"]
    file = api.post("/v1/file/create", json={}).json()["id"]
    skillset = api.post("/v1/skillset/create", json={}).json()["id"]
    api.post(f"/v1/dataset/{dataset}/record/create", json={"text": "One"})
    api.post(f"/v1/dataset/{dataset}/file/{file}/attach", json={"type": "source"})
    api.post(f"/v1/skillset/{skillset}/ability/create", json={"name": "n", "description": "d", "instruction": "i"})
    path = f"/console/record/{kind}/{served.records(kind)[0]['id']}"

    answer = pages.post(path, data=form_of(path))

    assert answer.headers["location"] == f"{path}?note=unchanged"


def test_deleting_asks_for_confirmation(pages: httpx.Client, served: EmulatorServer, api: httpx.Client) -> None:
    """The page lists what is deleted with the record."""
    user = api.post("/v1/partner/user/create", json={}).json()["id"]
    api.post("/v1/bot/create", json={}, headers={"X-RunAs-UserId": user})
    path = f"/console/delete/partner_user/{user}"

    question = pages.get(path).text
    still_there = served.record("partner_user", user)
    answer = pages.post(path)

    assert "1 bot" in question
    assert still_there is not None
    assert answer.headers["location"] == "/console/kind/partner_user?note=deleted"
    assert (served.records("partner_user"), served.records("bot")) == ([], [])


def test_a_reset_asks_for_confirmation(pages: httpx.Client, served: EmulatorServer, bot: str) -> None:
    """It cannot be undone."""
    question = pages.get("/console/reset").text
    still_there = served.record("bot", bot)
    answer = pages.post("/console/reset")

    assert "1 objects of all accounts, 1 logged requests" in question
    assert still_there is not None
    assert answer.headers["location"] == "/console?note=reset"
    assert (served.records("bot"), served.requests) == ([], [])


def test_the_log_can_be_emptied(pages: httpx.Client, served: EmulatorServer, bot: str) -> None:
    """The records stay."""
    answer = pages.post("/console/requests/clear")

    assert (answer.headers["location"], served.requests) == ("/console/requests?note=cleared", [])
    assert served.record("bot", bot) is not None
