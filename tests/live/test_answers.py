"""Answers and errors (docs/api/api.md a.6, answers; a.7, errors)."""

import re
from collections.abc import Callable

import pytest

from live.objects import Objects
from pulumi_chatbotkit.api import Conflict
from pulumi_chatbotkit.json_values import as_object
from support.reference import KINDS

Record = Callable[[str, object], None]


@pytest.mark.fact("a.6")
def test_a_write_answers_the_id_alone(tenant: Objects) -> None:
    """The canonical one, although the path said an alias."""
    alias = str(tenant.value("bot", "alias"))
    with tenant.made("bot", {"alias": alias}) as bot:
        assert tenant.update("bot", f"@{alias}", {"alias": alias}) == {"id": bot}
        assert tenant.read("bot", f"@{alias}")["id"] == bot
        assert tenant.delete("bot", f"@{alias}") == {"id": bot}


@pytest.mark.fact("b.2")
def test_the_create_of_a_context_answers_the_whole_record(tenant: Objects) -> None:
    """The only one that does; links that are not set are null."""
    made = tenant.service.post(tenant.path("partner_user_context", "create"), {"payload": {"a": 1}})

    assert made == tenant.read("partner_user_context", str(made["id"]))
    assert (made["botId"], made["payload"]) == (None, {"a": 1})


@pytest.mark.fact("a.6")
def test_times_are_epoch_milliseconds_and_move_with_every_update(tenant: Objects) -> None:
    """Also with one that changes nothing."""
    with tenant.made("bot") as bot:
        before = tenant.read("bot", bot)
        tenant.update("bot", bot, {"name": before["name"]})
        after = tenant.read("bot", bot)

    assert isinstance(before["createdAt"], int)
    assert before["createdAt"] > 1_600_000_000_000
    assert after["createdAt"] == before["createdAt"]
    assert int(str(after["updatedAt"])) >= int(str(before["updatedAt"]))


@pytest.mark.fact("a.6")
def test_a_field_that_is_not_set_is_null_and_not_absent(tenant: Objects) -> None:
    """So an absent field means that the answer does not show it."""
    with tenant.made("bot") as bot:
        record = tenant.read("bot", bot)

    assert {name: record[name] for name in ("alias", "blueprintId", "datasetId", "skillsetId")} == {
        "alias": None,
        "blueprintId": None,
        "datasetId": None,
        "skillsetId": None,
    }


@pytest.mark.fact("a.6")
@pytest.mark.parametrize("kind", KINDS)
def test_ids_have_one_form(tenant: Objects, kind: str) -> None:
    """24 characters for partner users, 25 that begin with c for everything else."""
    with tenant.made(kind) as identifier:
        pattern = "[a-z][a-z0-9]{23}" if kind == "partner_user" else "c[a-z0-9]{24}"
        assert re.fullmatch(pattern, identifier)


@pytest.mark.fact("a.6")
def test_keys_with_a_hash_are_not_shown_at_any_depth(tenant: Objects) -> None:
    """The encoder of answers drops them (trap 9, dropped keys)."""
    with tenant.made("partner_user_context", {"payload": {"#a": 1, "b": {"#c": 2, "d": 3}}}) as context:
        assert tenant.read("partner_user_context", context)["payload"] == {"b": {"d": 3}}


@pytest.mark.fact("a.7")
def test_an_error_has_a_message_and_a_code(tenant: Objects, record_property: Record) -> None:
    """Clients use the code; the message may name the kind."""
    answer = tenant.service.ask("GET", ("bot", "nowhere", "fetch"))

    assert answer.headers["content-type"].startswith("application/json")
    record_property("message", answer.json()["message"])
    assert (answer.status_code, answer.json()["code"]) == (404, "NOT_FOUND")
    assert answer.json().keys() == {"message", "code"}


@pytest.mark.fact("a.7")
@pytest.mark.parametrize(("kind", "name"), [("bot", "alias"), ("partner_user", "alias"), ("partner_user", "email")])
def test_a_value_that_is_taken_is_a_conflict(tenant: Objects, kind: str, name: str) -> None:
    """The message does not say which field it was."""
    value = tenant.value(kind, name)
    with tenant.made(kind, {name: value}), pytest.raises(Conflict, match="Unique constraint violation"):
        tenant.create(kind, {name: value})


@pytest.mark.fact("a.7")
@pytest.mark.parametrize("name", ["datasetId", "skillsetId", "blueprintId"])
def test_a_reference_to_nothing_is_a_bad_request_that_names_the_field(
    tenant: Objects, name: str, record_property: Record
) -> None:
    """Not a 404: the object that is missing is not the one in the path."""
    answer = tenant.service.ask(
        "POST", ("bot", "create"), body={name: "nowhere"}, headers={"X-RunAs-UserId": tenant.user}
    )

    record_property("message", answer.json()["message"])
    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")
    assert name in answer.json()["message"]


@pytest.mark.fact("a.12")
def test_a_name_of_more_than_191_bytes_is_refused(tenant: Objects, record_property: Record) -> None:
    """Deduced from the column's size (e.4, open questions), so the answer is recorded."""
    answer = tenant.service.ask(
        "POST", ("bot", "create"), body={"name": "n" * 192}, headers={"X-RunAs-UserId": tenant.user}
    )

    record_property("message", str((as_object(answer.json()) or {}).get("message")))
    assert (answer.status_code, answer.json()["code"]) == (400, "BAD_REQUEST")
