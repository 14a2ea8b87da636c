"""Paging, order, filters and streams (docs/api/api.md a.9 pagination and filters, a.10 streaming)."""

import csv
import json
from typing import Any

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator


def fill(api: httpx.Client, count: int) -> list[str]:
    """Ids of ``count`` new bots, oldest first."""
    return [api.post("/v1/bot/create", json={"name": f"bot {number}"}).json()["id"] for number in range(count)]


def listed(api: httpx.Client, query: str = "") -> Any:  # noqa: ANN401 - an answer's JSON
    return api.get(f"/v1/bot/list{query}").json()


def ids(answer: Any) -> list[str]:  # noqa: ANN401 - an answer's JSON
    return [item["id"] for item in answer["items"]]


def streamed(answer: httpx.Response) -> list[str]:
    return [json.loads(line)["data"]["id"] for line in answer.iter_lines()]


@pytest.mark.parametrize(("query", "newest_first"), [("", True), ("?order=asc", False), ("?order=odd", True)])
def test_lists_are_newest_first_by_default(api: httpx.Client, query: str, newest_first: bool) -> None:
    """Any other value than asc means desc."""
    made = fill(api, 3)

    assert ids(listed(api, query)) == (made[::-1] if newest_first else made)


@pytest.mark.parametrize(
    ("take", "count"), [("2", 2), ("100", 100), ("0", 100), ("101", 100), ("x", 100), ("", 100), ("-5", 1)]
)
def test_take_is_at_most_a_hundred(api: httpx.Client, take: str, count: int) -> None:
    """0 and values that are not a number mean a hundred."""
    fill(api, 101)

    assert len(listed(api, f"?take={take}")["items"]) == count


@pytest.mark.parametrize("order", ["asc", "desc"])
def test_pages_follow_each_other_without_gap_or_overlap(api: httpx.Client, order: str) -> None:
    """The cursor is the id of the last item of a page."""
    made = fill(api, 5)
    seen: list[str] = []
    cursor = ""
    for _ in range(3):
        answer = listed(api, f"?take=2&order={order}&cursor={cursor}")
        seen += ids(answer)
        cursor = answer["cursor"]

    assert cursor == ""
    assert seen == (made if order == "asc" else made[::-1])


def test_the_last_page_has_an_empty_cursor_even_when_it_is_full(api: httpx.Client) -> None:
    """As the product documents say."""
    made = fill(api, 2)

    assert listed(api, "?take=2")["cursor"] == ""
    assert listed(api, "?take=1")["cursor"] == made[1]
    assert api.get("/v1/dataset/list").json() == {"items": [], "cursor": ""}


def test_a_create_between_two_pages_hides_no_record(api: httpx.Client) -> None:
    """The newest come first, so a new record belongs before the first page."""
    made = fill(api, 4)
    first = listed(api, "?take=2")
    fill(api, 3)
    api.post(f"/v1/bot/{made[3]}/delete", json={})

    second = listed(api, f"?take=2&cursor={first['cursor']}")

    assert ids(first) + ids(second) == made[::-1]


def test_a_cursor_whose_record_is_gone_leads_to_an_empty_page(api: httpx.Client) -> None:
    """Inferred. A reader that trusts it loses the rest of the list without an error."""
    made = fill(api, 4)
    cursor = listed(api, "?take=2")["cursor"]
    api.post(f"/v1/bot/{cursor}/delete", json={})

    assert listed(api, f"?cursor={cursor}") == {"items": [], "cursor": ""}
    assert made[2] == cursor


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("meta[env]=prod", ["a", "b"]),
        ("meta.env=prod", ["a", "b"]),
        ("meta[env]=prod&meta[live]=true", ["a"]),
        ("meta[live]=false", ["b"]),
        ("meta[owner.team]=x", ["c"]),
        ("meta.owner.team=x", ["c"]),
        ("meta[n]=1", []),
        ("meta[text]=true", []),
        ('meta[a"b]=1', []),
        ("unknown=1", ["a", "b", "c"]),
    ],
)
def test_meta_filters_compare_text_and_booleans(api: httpx.Client, query: str, names: list[str]) -> None:
    """Numbers never match, several keys must all match, dots separate nested keys."""
    metas = {
        "a": {"env": "prod", "live": True, "n": 1},
        "b": {"env": "prod", "live": False, "text": "true"},
        "c": {"owner": {"team": "x"}},
    }
    for name, meta in metas.items():
        api.post("/v1/bot/create", json={"name": name, "meta": meta})

    assert [item["name"] for item in listed(api, f"?order=asc&{query}")["items"]] == names


def test_partner_users_are_found_by_email(api: httpx.Client) -> None:
    """By the exact address. A client uses it to find a partner user whose create was not answered."""
    api.post("/v1/partner/user/create", json={"email": "grace@example.com"})
    ada = api.post("/v1/partner/user/create", json={"email": "ada@example.com"}).json()["id"]

    assert ids(api.get("/v1/partner/user/list", params={"email": "ada@example.com"}).json()) == [ada]
    assert ids(api.get("/v1/partner/user/list", params={"email": "ada"}).json()) == []


def test_contexts_are_found_by_any_of_several_links(api: httpx.Client, as_tenant: httpx.Client, tenant: str) -> None:
    """A comma separates alternatives."""
    base = f"/v1/partner/user/{tenant}/context"
    bots = [as_tenant.post("/v1/bot/create", json={}).json()["id"] for _ in range(3)]
    made = [api.post(f"{base}/create", json={"botId": bot}).json()["id"] for bot in bots]

    found = api.get(f"{base}/list", params={"botId": f"{bots[0]},{bots[2]}", "order": "asc"}).json()

    assert ids(found) == [made[0], made[2]]


def test_a_stream_runs_to_the_end(api: httpx.Client) -> None:
    """It has all pages, one object per line, and no closing line."""
    made = fill(api, 101)

    answer = api.get("/v1/bot/list?order=asc", headers={"Accept": "application/jsonl, application/json"})

    assert answer.headers["content-type"] == "application/jsonl"
    assert streamed(answer) == made


@pytest.mark.parametrize(("take", "count"), [(2, 2), (100, 100), (101, 200)])
def test_a_stream_with_take_is_rounded_up_to_whole_pages(api: httpx.Client, take: int, count: int) -> None:
    """Up to a hundred, take is the size of the only page."""
    fill(api, 205)

    answer = api.get(f"/v1/bot/list?take={take}", headers={"Accept": "application/jsonl"})

    assert len(streamed(answer)) == count


def test_an_empty_list_is_an_empty_stream(api: httpx.Client) -> None:
    """200 with an empty body."""
    answer = api.get("/v1/bot/list", headers={"Accept": "application/jsonl"})

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("accept", "status"),
    [("application/json", 200), ("*/*", 200), ("application/json;q=0.9, text/html", 200), ("text/html", 400)],
)
def test_only_the_first_accepted_type_counts(api: httpx.Client, accept: str, status: int) -> None:
    """Unsupported types are refused."""
    answer = api.get("/v1/bot/list", headers={"Accept": accept})

    assert answer.status_code == status
    assert status == 200 or answer.json()["message"] == "Unsupported accept header"


def test_json_lines_are_exact(api: httpx.Client) -> None:
    """Without spaces, one object a line (a.10)."""
    bot = api.post("/v1/bot/create", json={"name": "Ada"}).json()["id"]

    body = api.get("/v1/bot/list", headers={"Accept": "application/jsonl"}).text

    assert body.startswith(f'{{"type":"item","data":{{"id":"{bot}",')
    assert body.endswith("}}\n")
    assert body.count("\n") == 1


def test_server_sent_events_are_exact(api: httpx.Client) -> None:
    """An event for each item, and none at the end (a.10)."""
    fill(api, 2)

    answer = api.get("/v1/bot/list?order=asc", headers={"Accept": "text/event-stream"})

    assert answer.headers["content-type"] == "text/event-stream"
    events = answer.text.split("\n\n")
    assert [event.split("\n")[0] for event in events] == ["event: item", "event: item", ""]
    items = [json.loads(event.split("\n")[1].removeprefix("data: ")) for event in events[:2]]
    assert items == api.get("/v1/bot/list?order=asc").json()["items"]


def test_csv_is_exact(api: httpx.Client) -> None:
    """Null and false are nothing, objects have no value of their own, quotes are doubled (a.10)."""
    body = {"name": 'say "hi", Ada', "meta": {"a": 1}}
    made = api.post("/v1/integration/slack/create", json=body).json()["id"]
    item = api.get(f"/v1/integration/slack/{made}/fetch").json()

    answer = api.get("/v1/integration/slack/list", headers={"Accept": "text/csv"})
    header, line, end = answer.text.split("\n")
    values = dict(zip(header.split(","), next(csv.reader([line])), strict=True))

    assert (answer.headers["content-type"], end) == ("text/csv", "")
    assert '"say ""hi"", Ada"' in line
    assert line.count('"') == 2 * len(values) + 4
    assert (values["id"], values["meta"], values["alias"], values["ratings"]) == (made, "[object Object]", "", "")
    assert values["createdAt"] == str(item["createdAt"])


@pytest.mark.parametrize("accept", ["application/jsonl", "text/event-stream", "text/csv"])
def test_an_empty_list_has_no_lines_in_any_form(api: httpx.Client, accept: str) -> None:
    """An empty 200 body (a.10)."""
    answer = api.get("/v1/bot/list", headers={"Accept": accept})

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("take", "count"), [("2.7", 2), ("5abc", 5), ("1e3", 1), ("-2.5", 1), ("0.9", 6), ("abc5", 6), ("%202%20", 2)]
)
def test_take_is_the_leading_integer(api: httpx.Client, take: str, count: int) -> None:
    """0 and no number mean a hundred (a.9)."""
    fill(api, 6)

    assert len(listed(api, f"?take={take}")["items"]) == count


def test_a_cursor_is_trimmed_and_a_blank_one_means_the_first_page(api: httpx.Client) -> None:
    """a.9."""
    made = fill(api, 3)

    assert ids(listed(api, f"?cursor=%20{made[2]}%20")) == [made[1], made[0]]
    assert ids(listed(api, "?cursor=%20%20")) == made[::-1]


def test_a_repeated_query_key_counts_once(api: httpx.Client) -> None:
    """Its first value (a.4)."""
    made = fill(api, 3)
    api.post(f"/v1/bot/{made[0]}/update", json={"meta": {"env": "prod"}})

    assert len(listed(api, "?take=1&take=3")["items"]) == 1
    assert ids(listed(api, "?order=asc&order=desc")) == made
    assert ids(listed(api, "?meta[env]=prod&meta[env]=test")) == [made[0]]


def test_an_empty_filter_is_dropped(api: httpx.Client, as_tenant: httpx.Client, tenant: str) -> None:
    """Of a field and of meta (a.9)."""
    fill(api, 2)
    api.post(f"/v1/partner/user/{tenant}/context/create", json={})

    for query in ("blueprintId=", "blueprintId=%20", "meta[env]=", "meta.env=%20"):
        assert len(listed(api, f"?{query}")["items"]) == 2
    for query in ("botId=", "botId=,", "botId=%20,%20"):
        assert len(api.get(f"/v1/partner/user/{tenant}/context/list?{query}").json()["items"]) == 1


def test_a_comma_list_is_trimmed_where_it_is_one(api: httpx.Client) -> None:
    """A policy's botId is, a bot's blueprintId is compared as it is (a.9)."""
    bots = fill(api, 2)
    blueprint = api.post("/v1/blueprint/create", json={}).json()["id"]
    policies = [api.post("/v1/policy/create", json={"botId": bot}).json()["id"] for bot in bots]
    api.post("/v1/bot/create", json={"blueprintId": blueprint})

    found = api.get(f"/v1/policy/list?botId= {bots[0]} ,, {bots[1]}&order=asc").json()

    assert ids(found) == policies
    assert ids(listed(api, f"?blueprintId={blueprint},{blueprint}")) == []
    assert len(ids(listed(api, f"?blueprintId={blueprint}"))) == 1


def test_policies_are_found_by_type_and_blueprint(api: httpx.Client) -> None:
    """An unknown type is a system error (a.9, inferred)."""
    blueprint = api.post("/v1/blueprint/create", json={}).json()["id"]
    usage = {"metric": "tokens", "threshold": 1, "windowInSeconds": 1, "actions": {"email": "ada@example.com"}}
    one = api.post("/v1/policy/create", json={"type": "usage", "config": usage}).json()["id"]
    two = api.post("/v1/policy/create", json={"blueprintId": blueprint}).json()["id"]

    assert ids(api.get("/v1/policy/list?type=usage").json()) == [one]
    assert ids(api.get(f"/v1/policy/list?blueprintId={blueprint}").json()) == [two]
    assert api.get("/v1/policy/list?type=other").json()["code"] == "GENERIC_ERROR"


def test_tokens_can_only_be_listed(api: httpx.Client, tenant: str, local: Emulator) -> None:
    """The list has neither the key nor config."""
    base = f"/v1/partner/user/{tenant}/token"
    api.post(f"{base}/create", json={"name": "ci", "config": {"allowedRoutes": ["/bot/*"]}})

    item = api.get(f"{base}/list").json()["items"][0]

    assert sorted(item) == ["createdAt", "description", "id", "meta", "name", "updatedAt"]
    assert local.records("partner_user_token")[0]["config"] == {"allowedRoutes": ["/bot/*"]}
