"""Addresses, keys and requests (docs/api/api.md a.1, addresses; a.2, authentication; a.4, requests)."""

from collections.abc import Callable

import httpx
import pytest

from live.service import Service

BOTS = ("bot", "list")
CREATE = ("bot", "create")


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """Status and code."""
    return answer.status_code, answer.json()["code"]


@pytest.mark.fact("a.1")
def test_a_trailing_slash_is_redirected(service: Service) -> None:
    """With 308, which keeps method and body."""
    answer = service.ask("GET", BOTS, slash="/")

    assert answer.status_code == 308
    assert answer.headers["location"].endswith("/bot/list")


@pytest.mark.fact("a.1")
@pytest.mark.parametrize(("method", "body"), [("HEAD", b""), ("OPTIONS", b"{}")])
def test_head_and_options_need_no_key(service: Service, method: str, body: bytes) -> None:
    """Every route answers them with 200."""
    answer = service.ask(method, BOTS, headers={"Authorization": ""})

    assert (answer.status_code, answer.content) == (200, body)


@pytest.mark.fact("a.2")
@pytest.mark.parametrize("scheme", ["Token", "Bearer"])
def test_both_scheme_words_are_accepted(service: Service, scheme: str) -> None:
    """The documents name both."""
    answer = service.ask("GET", BOTS, headers={"Authorization": f"{scheme} {service.settings.token}"})

    assert answer.status_code == 200


@pytest.mark.fact("a.2")
@pytest.mark.parametrize("authorization", ["", "Token", "Token sk-of-nobody"], ids=["none", "no key", "unknown"])
def test_a_read_without_a_key_is_not_authenticated(service: Service, authorization: str) -> None:
    """Header, scheme or key."""
    answer = service.ask("GET", BOTS, headers={"Authorization": authorization})

    assert refusal(answer) == (401, "NOT_AUTHENTICATED")


@pytest.mark.fact("a.4")
def test_a_body_of_another_content_type_is_refused_before_the_key_is_checked(service: Service) -> None:
    """400, although the key is wrong too."""
    answer = service.ask("POST", CREATE, body=b"{}", headers={"Content-Type": "text/plain"}, token="sk-of-nobody")

    assert refusal(answer) == (400, "BAD_REQUEST")


@pytest.mark.fact("a.4")
@pytest.mark.parametrize(("method", "path"), [("GET", CREATE), ("POST", BOTS)])
def test_a_wrong_verb_is_refused(service: Service, method: str, path: tuple[str, ...]) -> None:
    """There is one verb for each route."""
    answer = service.ask(method, path, body={} if method == "POST" else None)

    assert refusal(answer) == (405, "METHOD_NOT_ALLOWED")


@pytest.mark.fact("a.4")
@pytest.mark.parametrize("name", ["id", "colour"])
def test_an_unknown_field_is_refused_by_name(service: Service, name: str) -> None:
    """An id is refused too; nothing is created."""
    answer = service.ask("POST", CREATE, body={name: "x"})

    assert refusal(answer) == (400, "BAD_REQUEST")
    assert answer.json()["message"] == f'"{name}" is not allowed'


@pytest.mark.fact("e.9")
def test_malformed_json_is_refused(service: Service, record_property: Callable[[str, object], None]) -> None:
    """The body of the answer is not known, so it is recorded."""
    answer = service.ask("POST", CREATE, body=b'{"name": ', headers={"Content-Type": "application/json"})

    record_property("body", answer.text[:200])
    assert answer.status_code == 400


@pytest.mark.fact("d")
def test_the_deployment_serves_partner_users_by_one_path_at_least(
    service: Service, record_property: Callable[[str, object], None]
) -> None:
    """Which generation it is of was not established (e.1); the other path is no route of the API."""
    paths = {"partner": ("partner", "user", "list"), "user": ("user", "list")}
    answers = {name: service.ask("GET", path, literal=True) for name, path in paths.items()}
    served = [name for name, answer in answers.items() if answer.status_code == 200]

    record_property("generations by path", served)
    assert served
    assert {answers[name].status_code for name in answers.keys() - served} <= {404}
