"""The account that a call acts in, and answers about objects of other accounts (docs/api/api.md a.3, run-as; a.5, order
of checks; b.1 to b.4, partner users)."""

from collections.abc import Callable

import pytest

from live.guard import NAME_PREFIX, mark
from live.objects import Objects
from live.service import Service
from pulumi_chatbotkit.api import BadRequest, NotAuthenticated, NotAuthorized, NotFound
from pulumi_chatbotkit.json_values import JsonObject

NOBODY = "c" + "0" * 24
Record = Callable[[str, object], None]


@pytest.mark.fact("a.3")
@pytest.mark.parametrize("header", ["X-RunAs-UserId", "X-RunAs-User-Id"])
def test_a_header_selects_the_partner_user(tenant: Objects, header: str) -> None:
    """In both spellings that documents and clients use."""
    with tenant.made("bot") as bot:
        listed = tenant.service.ask("GET", ("bot", "list"), headers={header: tenant.user}).json()["items"]

    assert [item["id"] for item in listed] == [bot]


@pytest.mark.fact("a.3")
def test_the_partner_user_is_selected_by_email_too(tenant: Objects) -> None:
    """By its contact address."""
    email = str(tenant.value("partner_user", "email"))
    with tenant.made("bot") as bot, tenant.made("partner_user", {"email": email}):
        asked = {"X-RunAs-Child-User-Email": email}

        assert tenant.service.ask("GET", ("bot", "list"), headers=asked).json()["items"] == []
        assert tenant.service.ask("GET", ("bot", bot, "fetch"), headers=asked).json()["code"] == "NOT_AUTHORIZED"


@pytest.mark.fact("a.3")
def test_acting_as_an_unknown_user_is_not_authenticated(service: Service) -> None:
    """The same as a wrong key, so a client cannot tell the two apart (trap 19, wrong run-as id)."""
    with pytest.raises(NotAuthenticated):
        service.get(("bot", "list"), run_as=NOBODY)


@pytest.mark.fact("a.3")
def test_partner_routes_refuse_a_run_as_header(tenant: Objects, record_property: Record) -> None:
    """They compare the parents, and a sub-account has none of its own (trap 18, NOT_AUTHORIZED)."""
    answer = tenant.service.ask(
        "GET", ("partner", "user", tenant.user, "fetch"), headers={"X-RunAs-UserId": tenant.user}
    )

    record_property("status", answer.status_code)
    assert answer.json()["code"] == "NOT_AUTHORIZED"


@pytest.mark.fact("b.3")
def test_a_key_acts_as_its_partner_user_and_is_shown_once(tenant: Objects) -> None:
    """Neither the list nor an update shows it again."""
    body: JsonObject = {"name": f"{NAME_PREFIX}key", "meta": mark(tenant.run)}
    made = tenant.service.post(tenant.path("partner_user_token", "create"), body)
    with tenant.made("bot") as bot:
        listed = tenant.service.ask("GET", ("bot", "list"), token=str(made["token"])).json()["items"]

    assert [item["id"] for item in listed] == [bot]
    assert str(made["token"]) not in str(tenant.listed("partner_user_token"))
    tenant.delete("partner_user_token", str(made["id"]))
    assert tenant.service.ask("GET", ("bot", "list"), token=str(made["token"])).status_code == 401


@pytest.mark.fact("b.4")
def test_a_session_acts_as_its_partner_user_for_a_while(tenant: Objects) -> None:
    """Its answer holds the end of the session, in epoch milliseconds."""
    made = tenant.service.post(("partner", "user", tenant.user, "session", "create"), {"durationInSeconds": 60})

    assert made.keys() == {"id", "token", "expiresAt"}
    assert isinstance(made["expiresAt"], int)
    assert tenant.service.ask("GET", ("bot", "list"), token=str(made["token"])).status_code == 200


@pytest.mark.fact("a.5")
def test_a_foreign_object_is_not_authorized_and_an_unknown_one_not_found(
    tenant: Objects, record_property: Record
) -> None:
    """Only the second means gone (trap 18, NOT_AUTHORIZED). For the first, the sources say 401 or 403 (d)."""
    with tenant.made("bot") as bot:
        foreign = tenant.service.ask("GET", ("bot", bot, "fetch"))
        with pytest.raises(NotAuthorized):
            tenant.service.post(("bot", bot, "delete"), {})

    record_property("status of NOT_AUTHORIZED", foreign.status_code)
    assert (foreign.status_code in {401, 403}, foreign.json()["code"]) == (True, "NOT_AUTHORIZED")
    with pytest.raises(NotFound):
        tenant.service.get(("bot", NOBODY, "fetch"))


@pytest.mark.fact("a.5")
def test_an_update_checks_the_body_before_the_object(service: Service) -> None:
    """So an error in the body is reported even if the object does not exist."""
    with pytest.raises(BadRequest):
        service.post(("bot", NOBODY, "update"), {"colour": "red"})
    with pytest.raises(NotFound):
        service.post(("bot", NOBODY, "update"), {})


@pytest.mark.fact("a.5")
def test_a_context_checks_the_partner_user_before_the_body(service: Service) -> None:
    """Sub-account, body, context: in this order."""
    with pytest.raises(NotFound):
        service.post(("partner", "user", NOBODY[:24], "context", "create"), {"colour": "red"})


@pytest.mark.fact("b.1")
def test_a_deleted_partner_user_takes_everything_along(service: Service, run_id: str) -> None:
    """Its objects are deleted, not only out of reach."""
    with Objects.in_new_tenant(service, run_id) as other:
        bot = other.create("bot")
        with pytest.raises(NotAuthorized):
            service.get(("bot", bot, "fetch"))

    with pytest.raises(NotFound):
        service.get(("bot", bot, "fetch"))
    with pytest.raises(NotFound):
        service.get(("partner", "user", other.user, "fetch"))
