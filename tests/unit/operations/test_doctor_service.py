"""The doctor's checks of the service: endpoint, clock, key, account, generation, rate."""

import asyncio
import os
from collections.abc import Iterator

import httpx
import pytest

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.emulator.settings.emulator_settings import Generation
from pulumi_chatbotkit.hosts.configuration import read_configuration
from pulumi_chatbotkit.operations.doctor.key import look_at_key
from pulumi_chatbotkit.operations.doctor.reaching import Reached, reach
from pulumi_chatbotkit.operations.doctor.report import Line, Mark
from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve

SOURCE = "CHATBOTKIT_API_TOKEN"
WRONG = "sk-wrong-0123456789abcdef"
REFUSAL = '{{"message": "No", "code": "{}"}}'


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


def reached(base_url: str) -> Reached:
    return asyncio.run(reach(base_url))


def lines(emulator: EmulatorServer, *in_state: str, **more: str) -> dict[str, Line]:
    """What the checks of the key say, by check."""
    given = {"endpoint": emulator.url, "token": emulator.token, **more}
    settings = read_configuration({f"chatbotkit:{key}": value for key, value in given.items()})
    return {line.check: line for line in asyncio.run(look_at_key(settings, SOURCE, in_state))}


def made(emulator: EmulatorServer, path: str, token: str = "") -> dict[str, str]:
    headers = {"Authorization": f"Token {token or emulator.token}"}
    answer: dict[str, str] = httpx.post(f"{emulator.url}/v1/{path}/create", json={}, headers=headers).json()
    return answer


def marks(found: dict[str, Line]) -> dict[str, str]:
    return {check: line.mark.value for check, line in found.items()}


def test_a_service_that_answers_is_reached_without_a_key(emulator: EmulatorServer) -> None:
    """One call, which it refuses; its date tells that the clock is right."""
    found = reached(f"{emulator.url}/api/v1")

    assert [(line.check, line.mark) for line in found.lines] == [("endpoint", Mark.OK), ("clock", Mark.OK)]
    assert [(each.path, each.status) for each in emulator.requests] == [("/v1/bot/list", 401)]


@pytest.fixture
def nowhere(emulator: EmulatorServer) -> dict[str, str]:
    """Addresses by what is wrong with them."""
    secure = emulator.url.replace("http://", "https://")
    return {"refused": "http://127.0.0.1:9", "DNS": "https://nowhere.invalid", "TLS": secure}


@pytest.mark.parametrize("wrong", ["refused", "DNS", "TLS"])
def test_what_stops_a_call_is_told_apart(nowhere: dict[str, str], wrong: str) -> None:
    """With the address, and what to do."""
    (line,) = reached(f"{nowhere[wrong]}/v1").lines

    assert (line.check, line.mark) == ("endpoint", Mark.PROBLEM)
    assert line.found.startswith(f"{nowhere[wrong]}/v1: ")
    assert wrong in line.found
    assert line.next_step


def test_a_proxy_on_the_way_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens there either."""
    monkeypatch.setenv("HTTPS_PROXY", "http://me:planted@127.0.0.1:9")

    (line,) = reached("https://nowhere.invalid/v1").lines

    assert line.mark is Mark.PROBLEM
    assert "through the proxy http://…@127.0.0.1:9 (HTTPS_PROXY)" in line.found
    assert "planted" not in line.found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "odd://127.0.0.1"),
        ("HTTPS_PROXY", "me:planted@127.0.0.1:9"),
        ("HTTPS_PROXY", "http://me:planted@127.0.0.1:notaport"),
        ("HTTPS_PROXY", "http://me:planted#more@127.0.0.1:9"),
        ("HTTPS_PROXY", "http://me:planted/more@127.0.0.1:9"),
        ("SSL_CERT_FILE", "/nowhere/it.pem"),
    ],
)
def test_settings_of_the_connection_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A line without the password, and no traceback."""
    monkeypatch.setenv(name, value)

    (line,) = reached("https://nowhere.invalid/v1").lines

    assert (line.check, line.mark) == ("endpoint", Mark.PROBLEM)
    assert "planted" not in line.found


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (
            Status(status=404, body="<html>no</html>", headers={"content-type": "text/html"}),
            "not an answer of the serv",
        ),
        (Status(status=302, body="", headers={"location": "https://login.example"}), "redirected to login.example"),
        (Status(status=503, body=REFUSAL.format("SERVICE_UNAVAILABLE")), "HTTP 503"),
    ],
    ids=["page", "redirect", "down"],
)
def test_an_answer_that_is_not_the_services_is_a_problem(emulator: EmulatorServer, answer: Status, says: str) -> None:
    """A page of a proxy does not show that the service is there."""
    emulator.faults.add(Fault(route="bot/list", do=answer, times=1))

    found = reached(f"{emulator.url}/v1")

    assert not found.is_reached
    assert [line.mark for line in found.lines] == [Mark.PROBLEM]
    assert says in found.lines[0].found


@pytest.mark.parametrize(
    ("date", "mark"),
    [
        ("Sun, 01 Nov 2026 00:00:00 GMT", Mark.PROBLEM),
        ("yesterday", Mark.NOT_CHECKED),
        ("Sun, 01 Nov 99999999999 00:00:00 GMT", Mark.NOT_CHECKED),
    ],
)
def test_a_clock_that_is_wrong_or_cannot_be_compared(emulator: EmulatorServer, date: str, mark: Mark) -> None:
    """The service's date is the measure."""
    refusal = Status(status=401, body=REFUSAL.format("NOT_AUTHENTICATED"), headers={"date": date})
    emulator.faults.add(Fault(route="bot/list", do=refusal, times=1))

    _, clock = reached(f"{emulator.url}/v1").lines

    assert (clock.check, clock.mark) == ("clock", mark)


def test_the_parent_accounts_key_is_known_by_its_partner_users(emulator: EmulatorServer) -> None:
    """And by those that the stack has; only reads are sent."""
    user = made(emulator, "partner/user")["id"]
    emulator.clear_requests()

    found = lines(emulator, user)

    assert marks(found) == dict.fromkeys(("key", "account", "generation", "rate"), "ok")
    assert found["account"].found == "a parent account with 1 partner user"
    assert found["key"].found == f"that of {SOURCE} is accepted"
    assert {each.method for each in emulator.requests} == {"GET"}


def test_a_partner_users_key_is_not_that_of_the_stack(emulator: EmulatorServer) -> None:
    """It is accepted, sees no partner user, and one of the stack's is another account's."""
    user = made(emulator, "partner/user")["id"]
    key = made(emulator, f"partner/user/{user}/token")["token"]

    by_itself, with_stack = lines(emulator, token=key), lines(emulator, user, token=key)

    assert (by_itself["key"].mark, by_itself["account"].mark) == (Mark.OK, Mark.OK)
    assert "or a partner user's (the API does not tell)" in by_itself["account"].found
    assert with_stack["account"].mark is Mark.PROBLEM
    assert f"partner user {user} of the stack belongs to another account" in with_stack["account"].found


def test_a_partner_user_of_the_stack_that_is_gone_is_a_warning(emulator: EmulatorServer) -> None:
    """Perhaps somebody deleted it."""
    found = lines(emulator, "gone")["account"]

    assert found.mark is Mark.WARNING
    assert found.next_step.startswith("pulumi-chatbotkit drift")


def test_a_wrong_key_is_a_problem_and_hides_the_rest(emulator: EmulatorServer) -> None:
    """Without showing it; the variable to change is named."""
    found = lines(emulator, token=WRONG)

    assert marks(found) == {"key": "problem", "account": "not-checked", "generation": "not-checked", "rate": "ok"}
    assert found["key"].next_step == f"put a key that works into {SOURCE}"
    assert WRONG not in str(found)


@pytest.fixture(params=["partner", "user"])
def deployment(request: pytest.FixtureRequest) -> Iterator[tuple[Generation, EmulatorServer]]:
    """A service of each generation."""
    generation: Generation = request.param
    with serve(EmulatorSettings(generation=generation)) as server:
        yield generation, server


def test_the_generation_is_found_or_said_to_be_wrong(deployment: tuple[Generation, EmulatorServer]) -> None:
    """As decision 0019 asks for it."""
    generation, server = deployment
    other = "user" if generation == "partner" else "partner"

    asked, said = lines(server)["generation"], lines(server, generation=generation)["generation"]
    wrong = lines(server, generation=other)["generation"]

    assert (asked.mark, asked.found) == (Mark.OK, f"{generation}: partner users are at {said.found.split()[5]} (asked)")
    assert said.found.endswith("(as chatbotkit:generation says)")
    assert (wrong.mark, wrong.next_step) == (Mark.PROBLEM, "pulumi config set chatbotkit:generation auto")


def test_a_service_that_refuses_for_the_rate_is_a_problem(emulator: EmulatorServer) -> None:
    """The key is not judged by it."""
    throttled = Status(status=429, body=REFUSAL.format("TOO_MANY_REQUESTS"))
    emulator.faults.add(Fault(route="bot/list", do=throttled, times=1))

    found = lines(emulator)

    assert marks(found) == {
        "key": "not-checked",
        "account": "not-checked",
        "generation": "not-checked",
        "rate": "problem",
    }
    assert "chatbotkit:requestsPerSecond" in found["rate"].next_step


def test_limits_that_the_service_names_are_shown(emulator: EmulatorServer) -> None:
    """Headers, should a gateway set some; the API itself sets none (docs/api/api.md a.8)."""
    refusal = Status(
        status=401, body=REFUSAL.format("NOT_AUTHENTICATED"), headers={"x-ratelimit-limit": "600"}
    )  # fmt: skip
    emulator.faults.add(Fault(route="bot/list", do=refusal, times=1))
    limits = reached(f"{emulator.url}/v1").limits
    settings = read_configuration({"chatbotkit:endpoint": emulator.url, "chatbotkit:token": emulator.token})

    rate = asyncio.run(look_at_key(settings, SOURCE, (), limits))[-1]

    assert "x-ratelimit-limit 600" in rate.found
    assert "no ceiling, 32 at a time" in rate.found
