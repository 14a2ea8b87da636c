"""Monthly use and rates of conversations and messages (docs/api/api.md a.8 limits, b.1 partner user)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings, Plan
from wire.emulator.clock import Clock

ClientOf = Callable[..., httpx.Client]
Family = Callable[..., tuple[httpx.Client, httpx.Client]]
MESSAGE = {"type": "user", "text": "Hello"}
MONTH_MS = 32 * 24 * 3_600_000


@pytest.fixture
def family(client_of: ClientOf, clock: Clock, request: pytest.FixtureRequest) -> Family:
    """Makes an emulator, and clients of the parent account and of a partner user with these limits."""

    def make(limits: object = None, plan: Plan | None = None) -> tuple[httpx.Client, httpx.Client]:
        emulator = Emulator(EmulatorSettings(plan=plan, clock=clock))
        request.addfinalizer(emulator.close)
        api = client_of(emulator)
        body = {} if limits is None else {"limits": limits}
        user = api.post("/v1/partner/user/create", json=body).json()["id"]
        return api, client_of(emulator, run_as=user)

    return make


def converse(client: httpx.Client, messages: int = 0) -> httpx.Response:
    body = {"messages": [MESSAGE] * messages} if messages else {}
    return client.post("/v1/conversation/create", json=body)


def complete(client: httpx.Client) -> httpx.Response:
    return client.post("/v1/conversation/complete", json={"messages": [MESSAGE]})


def text(answer: httpx.Response) -> str:
    return answer.json().get("message", "")


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"conversations": 0}, "You have exceeded your allocated account limits: conversation"),
        ({"messages": 0}, "You have exceeded your allocated account limits: message"),
        ({"conversations": 0, "messages": 0}, "You have exceeded your allocated account limits: conversation, message"),
        ({"tokens": 0}, ""),
        ({"conversations": 1}, ""),
        (None, ""),
    ],
)
def test_a_partner_users_own_limits_hold_without_a_plan(family: Family, limits: object, message: str) -> None:
    """Of conversations and messages, when one is created."""
    _, tenant = family(limits)

    answer = converse(tenant)

    assert text(answer) == message
    assert answer.status_code == (429 if message else 200)


def test_a_completion_is_checked_for_messages_and_tokens(family: Family) -> None:
    """Not for conversations."""
    _, without_tokens = family({"tokens": 0, "conversations": 0})
    _, without_conversations = family({"conversations": 0})

    assert text(complete(without_tokens)) == "You have exceeded your allocated account limits: token"
    assert complete(without_conversations).status_code == 200


def test_trap_27_a_limit_is_compared_with_the_use_of_the_whole_family(family: Family) -> None:
    """A fresh partner user can be blocked at once by what its parent has used."""
    api, tenant = family({"conversations": 1})
    converse(api)

    assert text(converse(tenant)).endswith("account limits: conversation")
    assert converse(api).status_code == 200


def test_the_use_of_a_partner_user_counts_for_its_parent(family: Family) -> None:
    """Used is reached when it equals what is allowed."""
    api, tenant = family(plan=Plan(usage={"conversation": 2}))

    assert [converse(client).status_code for client in (tenant, api, tenant, api)] == [200, 200, 429, 429]


def test_the_smaller_of_a_partner_users_limit_and_the_plans_holds(family: Family) -> None:
    """Compared with the parent's counter."""
    api, tenant = family({"messages": 2}, Plan(usage={"message": 5}))
    converse(api, messages=3)

    assert [converse(client).status_code for client in (tenant, api)] == [429, 200]


def test_counters_begin_again_each_month(family: Family, clock: Clock) -> None:
    """They are monthly."""
    _, tenant = family({"conversations": 1})
    converse(tenant)
    full = converse(tenant).status_code
    clock.pass_ms(MONTH_MS)

    assert (full, converse(tenant).status_code) == (429, 200)


def test_tokens_are_counted_by_answers(family: Family) -> None:
    """The first answer is given, whatever it takes."""
    _, tenant = family({"tokens": 1})

    assert [complete(tenant).status_code for _ in range(2)] == [200, 429]


def test_rates_of_conversations_come_first(family: Family, clock: Clock) -> None:
    """A window of 60 seconds for the whole family."""
    api, tenant = family(plan=Plan(rates={"conversation": 1, "message": 1}, usage={"conversation": 1}))
    converse(tenant)

    assert text(converse(api)) == "You have exceeded your allocated rate limits: rate/conversation, rate/message"
    clock.pass_ms(60_001)
    assert text(converse(api)) == "You have exceeded your allocated account limits: conversation"


def test_a_partner_users_own_rate_is_compared_too(family: Family) -> None:
    """If it was sent (a.8)."""
    api, tenant = family({"rate": {"polls": 0}}, Plan(rates={"poll": 9}))

    assert text(tenant.get("/v1/bot/list")) == "You have exceeded your allocated rate limits: rate/poll"
    assert api.get("/v1/bot/list").status_code == 200


def test_the_table_of_plans_needs_no_key(family: Family) -> None:
    """And is empty without plans (a.8)."""
    unlimited, _ = family()
    limited, _ = family(plan=Plan(quotas={"bot": 5}, rates={"poll": 9}, usage={"token": 100}))

    answers = [client.get("/v1/platform/limit/list", headers={"Authorization": ""}) for client in (unlimited, limited)]

    assert [answer.json() for answer in answers] == [
        {},
        {"emulator": {"tokens": 100, "database": {"bots": 5}, "rate": {"polls": 9}}},
    ]


@pytest.mark.parametrize("kind", ["blueprint", "secret", "space", "contact", "memory", "task"])
def test_some_kinds_are_never_checked(family: Family, kind: str) -> None:
    """a.8."""
    api, _ = family(plan=Plan(quotas={"bot": 0, "dataset": 0, "record": 0, "file": 0}))
    body = {"text": "x"} if kind == "memory" else {}

    assert api.post(f"/v1/{kind}/create", json=body).status_code == 200
