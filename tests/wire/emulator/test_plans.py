"""Quotas of a plan, partner users' limits under it (docs/api/api.md a.8 limits, b.1 partner user), and plan files."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings, Plan, PlanError, RequestRate, read_plan
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.settings.plan import Quota

ClientOf = Callable[..., httpx.Client]
Planned = Callable[..., tuple[Emulator, httpx.Client]]

NOT_COUNTED = {
    *("partner_user_context", "partner_user_token", "partner_user_session", "blueprint", "secret", "space", "team"),
    *("contact", "conversation", "task", "memory", "dataset_file", "space_site", "space_storage_file", "widget_file"),
}


@pytest.fixture
def planned(client_of: ClientOf, request: pytest.FixtureRequest) -> Planned:
    """Makes an emulator with a plan, and the parent account's client."""

    def make(plan: Plan | None, profile: str = "seed") -> tuple[Emulator, httpx.Client]:
        emulator = Emulator(EmulatorSettings(plan=plan, profile="server" if profile == "server" else "seed"))
        request.addfinalizer(emulator.close)
        return emulator, client_of(emulator)

    return make


def create(client: httpx.Client, kind: str, body: dict[str, object] | None = None) -> httpx.Response:
    return client.post(f"/v1/{kind}/create", json=body or {})


def code(answer: httpx.Response) -> object:
    return answer.json().get("code", answer.status_code)


def test_a8_the_kinds_that_count_are_those_of_the_list() -> None:
    """Every quota has a kind, and other kinds are never counted."""
    counted = {kind.quota for kind in KINDS.values() if kind.quota is not None}

    assert counted == set(get_args(Quota))
    assert {name for name, kind in KINDS.items() if kind.quota is None} == NOT_COUNTED


def test_without_a_plan_nothing_is_limited(planned: Planned, client_of: ClientOf) -> None:
    """A deployment without plans is unlimited (a.8); that this includes partner users' limits is assumed."""
    emulator, api = planned(None)
    user = create(api, "partner/user", {"limits": {"database": {"datasets": 0}}}).json()["id"]

    assert create(client_of(emulator, run_as=user), "dataset").status_code == 200


@pytest.mark.parametrize("quota", ["bot", "dataset", "skillset", "file", "portal", "policy"])
def test_a8_a_create_beyond_a_quota_is_refused_with_the_quotas_name(planned: Planned, quota: Quota) -> None:
    """Only the message differs from that of a rate (c.22)."""
    body: dict[str, object] = {"slug": "ada", "type": "retention", "config": {"default": 1}}
    _, api = planned(Plan(quotas={quota: 0}))

    answer = create(api, quota, body)

    assert (answer.status_code, answer.json()) == (
        429,
        {"message": f"You have exceeded your allocated database limits: database/{quota}", "code": "LIMITS_REACHED"},
    )


def test_a_quota_allows_its_number_of_records(planned: Planned) -> None:
    """After a delete, another create is allowed."""
    _, api = planned(Plan(quotas={"bot": 2}))
    bots = [create(api, "bot").json()["id"] for _ in range(2)]

    full = create(api, "bot")
    api.post(f"/v1/bot/{bots[0]}/delete", json={})
    after = create(api, "bot")

    assert (code(full), code(after)) == ("LIMITS_REACHED", 200)


def test_integrations_are_never_counted(planned: Planned) -> None:
    """Only a quota of 0 refuses them (a.8)."""
    _, api = planned(Plan(quotas={"integration": 1}))
    _, closed = planned(Plan(quotas={"integration": 0}))

    assert [code(create(api, f"integration/{name}")) for name in ("slack", "slack", "widget")] == [200] * 3
    assert code(create(closed, "integration/slack")) == "LIMITS_REACHED"


@pytest.mark.parametrize(
    ("quota", "parent", "kind"), [("record", "dataset", "record"), ("ability", "skillset", "ability")]
)
def test_children_are_counted_for_the_account(planned: Planned, quota: Quota, parent: str, kind: str) -> None:
    """Not per dataset or skillset."""
    _, api = planned(Plan(quotas={quota: 1}))
    body = {"text": "x"} if quota == "record" else {"name": "x", "description": "x", "instruction": "x"}
    first, second = (create(api, parent).json()["id"] for _ in range(2))

    codes = [code(api.post(f"/v1/{parent}/{above}/{kind}/create", json=body)) for above in (first, second)]

    assert codes == [200, "LIMITS_REACHED"]


def test_a8_a_partner_user_counts_for_its_parent(planned: Planned, client_of: ClientOf) -> None:
    """A parent and its partner users share the limits; another account has its own."""
    emulator, api = planned(Plan(quotas={"bot": 2, "user": 2}))
    users = [create(api, "partner/user").json()["id"] for _ in range(2)]
    emulator.add_account("foreign", "sk-foreign")
    clients = [client_of(emulator, run_as=user) for user in users]

    made = [create(client, "bot") for client in (*clients, api, clients[0], client_of(emulator, "sk-foreign"))]

    assert [code(one) for one in made] == [200, 200, "LIMITS_REACHED", "LIMITS_REACHED", 200]
    assert create(api, "partner/user").json()["message"].endswith("database/user")


def test_trap_27_a_partner_users_database_limits_are_stored_and_not_enforced(
    planned: Planned, client_of: ClientOf
) -> None:
    """Nor is its file size; the plan's quota is, for the whole family (a.8)."""
    limits = {"database": {"datasets": 0, "bots": 0}, "file": {"maxFileSize": 0}}
    emulator, api = planned(Plan(quotas={"dataset": 1}))
    user = create(api, "partner/user", {"limits": limits}).json()["id"]
    tenant = client_of(emulator, run_as=user)
    file = create(tenant, "file").json()["id"]

    assert [code(create(tenant, kind)) for kind in ("bot", "dataset", "dataset")] == [200, 200, "LIMITS_REACHED"]
    assert tenant.post(f"/v1/file/{file}/upload", json={"file": "data:,text"}).status_code == 200
    assert api.get(f"/v1/partner/user/{user}/fetch").json()["limits"] == limits


@pytest.mark.parametrize("limits", [None, {}, {"database": {}}, {"database": {"robots": 0}}, {"tokens": 0}])
def test_b1_limits_with_unknown_keys_are_ignored(planned: Planned, client_of: ClientOf, limits: object) -> None:
    """They are stored all the same."""
    emulator, api = planned(Plan())
    user = create(api, "partner/user", {} if limits is None else {"limits": limits}).json()["id"]

    assert create(client_of(emulator, run_as=user), "bot").status_code == 200


def test_a5_a_quota_is_checked_after_the_key_and_before_the_body(planned: Planned, client_of: ClientOf) -> None:
    """Order: content type, key, quota, body."""
    emulator, api = planned(Plan(quotas={"bot": 0}))

    plain = api.post("/v1/bot/create", content=b"{}", headers={"content-type": "text/plain"})
    unknown = create(client_of(emulator, "sk-unknown"), "bot")

    assert [code(one) for one in (plain, unknown)] == ["BAD_REQUEST", "NOT_AUTHENTICATED"]
    assert code(create(api, "bot", {"nme": 1})) == "LIMITS_REACHED"


def test_a_full_account_can_still_read_change_and_delete(planned: Planned) -> None:
    """Only creates are checked."""
    emulator, api = planned(Plan(quotas={"bot": 1}))
    bot = create(api, "bot").json()["id"]

    answers = [
        api.get(f"/v1/bot/{bot}/fetch"),
        api.get("/v1/bot/list"),
        api.post(f"/v1/bot/{bot}/update", json={"name": "Ada"}),
        api.post(f"/v1/bot/{bot}/delete", json={}),
    ]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert emulator.records("bot") == []


def test_a7_the_server_repeats_the_code_of_a_quota(planned: Planned) -> None:
    """In the header X-Failure-Code."""
    _, api = planned(Plan(quotas={"bot": 0}), profile="server")

    assert create(api, "bot").headers["x-failure-code"] == "LIMITS_REACHED"


def test_the_plan_in_the_documentation_is_valid(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "emulator.md").read_text()
    (tmp_path / "plan.yaml").write_text(page.split("```yaml\n")[1].split("```")[0])

    plan = read_plan(tmp_path / "plan.yaml")

    assert plan.quotas == {"user": 100, "bot": 500, "record": 10000, "ability": 200, "integration": 50}
    assert plan.rates == {"poll": 600, "record": 120, "ability": 60, "conversation": 30, "message": 300}
    assert plan.usage == {"conversation": 1000, "message": 20000, "token": 5000000}
    assert plan.requests == RequestRate(per_second=50, burst=100, retry_after=True)


def test_a_plan_may_be_json(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps({"quotas": {"bot": 2}, "rates": {}, "requests": None}))

    assert read_plan(tmp_path / "plan.json") == Plan(quotas={"bot": 2})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("quotas: {bots: 3}", "quotas.bots: Input should be 'user', 'bot', "),
        ("quotas: {bot: -1}", "quotas.bot is -1: Input should be greater than or equal to 0"),
        ('quotas: {bot: "5"}', 'quotas.bot is "5": Input should be a valid integer'),
        ("rates: {poll: 1.5}", "rates.poll is 1.5: Input should be a valid integer"),
        ("rates: 5", "rates is 5: Input should be a valid dictionary"),
        ("requests: {per_second: 0}", "requests.per_second is 0: Input should be greater than 0"),
        ("requests: {per_second: 1, brust: 4}", "requests.brust: a plan has no such key"),
        ("limits: {}", "limits: a plan has no such key"),
        ("[1]", "the plan is [1]: Input should be a dictionary"),
        ("quotas: [", "is no YAML in line 1: "),
        ("", "is empty: write {} for a plan without limits"),
    ],
)
def test_a_wrong_plan_is_refused_with_key_value_and_rule(tmp_path: Path, text: str, message: str) -> None:
    """A misspelt quota would limit nothing."""
    file = tmp_path / "plan.yaml"
    file.write_text(text)

    with pytest.raises(PlanError) as refused:
        read_plan(file)

    assert str(refused.value).startswith(f"plan {file}: {message}")


@pytest.mark.parametrize(("content", "message"), [(None, "cannot be read"), (b"\xff", "is not UTF-8")])
def test_a_plan_that_cannot_be_read_is_refused_with_the_reason(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    """The message has the file's name."""
    file = tmp_path / "plan.yaml"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(PlanError, match=message):
        read_plan(file)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("quotas: &q {bot: 1}\nrates: *q\n", "has an alias, which such a file cannot have, in line 2"),
        ("quotas: &q [*q]\n", "has an alias, which such a file cannot have, in line 1"),
        ("[" * 100_000, "is nested deeper than 20 levels, in line 1"),
        (f"quotas: [{'1,' * 10_001}]", "has more than 10,000 values, once its aliases are filled in, in line 1"),
        ("quotas: {bot: " + "x" * 1_000 + "}", 'quotas.bot is "' + "x" * 98 + "…: "),
        ("2020-01-01: 1", "2020-01-01"),
        ("!!binary aGk=: 1", ""),
        ("quotas: {? [1] : 1}", "is no YAML in line 1"),
    ],
)
def test_a_hostile_plan_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """It neither hangs nor crashes, and the message is short."""
    file = tmp_path / "plan.yaml"
    file.write_text(text)

    with pytest.raises(PlanError) as refused:
        read_plan(file)

    assert message in str(refused.value)
    assert len(str(refused.value)) < 1_000


def test_a_plan_is_a_regular_file_of_a_bounded_size(tmp_path: Path) -> None:
    """A FIFO would wait for a writer for ever."""
    os.mkfifo(tmp_path / "fifo.yaml")
    (tmp_path / "large.yaml").write_bytes(b" " * 1_000_001)

    with pytest.raises(PlanError, match="is a FIFO, but must be a regular file"):
        read_plan(tmp_path / "fifo.yaml")
    with pytest.raises(PlanError, match="has 1,000,001 bytes, but at most 1,000,000 are read"):
        read_plan(tmp_path / "large.yaml")
