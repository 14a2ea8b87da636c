"""Facts that clients rely on, from the reference's text alone (docs/api/api.md a.9 to a.11, b.8, b.11, b.21, b.24)."""

import json

import httpx
import pytest

from pulumi_chatbotkit.json_values import JsonObject


def create(api: httpx.Client, path: str, body: JsonObject | None = None) -> str:
    answer = api.post(f"/v1/{path}/create", json=body or {})
    assert answer.status_code == 200, answer.text
    return answer.json()["id"]


def names(api: httpx.Client, path: str, query: str) -> list[str]:
    answer = api.get(f"/v1/{path}/list?{query}")
    assert answer.status_code == 200, answer.text
    return sorted(item["name"] for item in answer.json()["items"])


@pytest.mark.parametrize(("kind", "needed"), [("task", {}), ("memory", {"text": "x"})])
def test_tasks_and_memories_are_found_by_any_of_several_links(api: httpx.Client, kind: str, needed: JsonObject) -> None:
    """Parts are trimmed, empty ones dropped; several filters are ANDed; an empty one is dropped (a.9)."""
    bots, contacts = [create(api, "bot") for _ in range(2)], [create(api, "contact") for _ in range(2)]
    for number in range(2):
        create(api, kind, {**needed, "name": f"{number}", "botId": bots[number], "contactId": contacts[number]})
    create(api, kind, {**needed, "name": "none"})

    assert names(api, kind, f"botId={bots[0]}") == ["0"]
    assert names(api, kind, f"botId=%20{bots[0]}%20,,{bots[1]},") == ["0", "1"]
    assert names(api, kind, f"contactId={contacts[1]},{contacts[0]}") == ["0", "1"]
    assert names(api, kind, f"botId={bots[0]}&contactId={contacts[1]}") == []
    assert names(api, kind, f"botId=&contactId={contacts[1]}") == ["1"]
    assert names(api, kind, "botId=") == ["0", "1", "none"]
    assert names(api, kind, "botId=@ada") == []  # raw ids only


@pytest.mark.parametrize("kind", ["bot", "task", "policy"])
def test_a_blueprint_filter_is_no_comma_list(api: httpx.Client, kind: str) -> None:
    """It is compared as it is (a.9)."""
    plans = [create(api, "blueprint") for _ in range(2)]
    for number, plan in enumerate(plans):
        create(api, kind, {"name": f"{number}", "blueprintId": plan})

    assert names(api, kind, f"blueprintId={plans[1]}") == ["1"]
    assert names(api, kind, f"blueprintId=%20{plans[1]}%20") == ["1"]  # query values are trimmed (a.4)
    assert names(api, kind, f"blueprintId={plans[0]},{plans[1]}") == []


@pytest.mark.parametrize(("path", "known"), [("task/list?status=", "idle"), ("policy/list?type=", "retention")])
def test_an_unknown_value_of_an_enumerated_filter_is_a_system_error(api: httpx.Client, path: str, known: str) -> None:
    """Inferred from the database (a.9)."""
    assert api.get(f"/v1/{path}{known}").status_code == 200
    assert api.get(f"/v1/{path}").status_code == 200
    assert (api.get(f"/v1/{path}other").status_code, api.get(f"/v1/{path}other").json()["code"]) == (
        500,
        "GENERIC_ERROR",
    )


def test_an_unknown_filter_is_ignored_and_meta_is_read_in_both_forms(api: httpx.Client) -> None:
    """Also a path with dots (a.9)."""
    create(api, "space", {"name": "a", "meta": {"team": {"name": "x"}, "on": True}})
    create(api, "space", {"name": "b", "meta": {"team": "x"}})

    assert names(api, "space", "nonsense=1") == ["a", "b"]
    assert names(api, "space", "meta[team.name]=x") == names(api, "space", "meta.team.name=x") == ["a"]
    assert names(api, "space", "meta[on]=true") == ["a"]
    assert names(api, "space", "meta[team]=") == ["a", "b"]


@pytest.mark.parametrize(
    ("take", "count"),
    [
        ("2.7", 2),
        ("2abc", 2),
        ("1e3", 1),
        ("-5", 1),
        ("0", 3),
        ("abc", 3),
        ("", 3),
        ("%202", 2),
        ("1000", 3),
        ("0.5", 3),
    ],
)
@pytest.mark.parametrize("kind", ["contact", "dataset_record"])
def test_take_is_read_alike_by_every_list(api: httpx.Client, kind: str, take: str, count: int) -> None:
    """A leading integer from 1 to 100; what is none, and 0, means 100 (a.9)."""
    path = "contact" if kind == "contact" else f"dataset/{create(api, 'dataset')}/record"
    for _ in range(3):
        create(api, path, {"text": "x"} if kind == "dataset_record" else None)

    assert len(api.get(f"/v1/{path}/list?take={take}").json()["items"]) == count


@pytest.mark.parametrize(
    ("parent", "child", "body"), [("dataset", "record", {"text": "x"}), ("skillset", "ability", {})]
)
@pytest.mark.parametrize("action", ["fetch", "update", "delete"])
def test_a_child_below_another_parent_is_not_found(
    api: httpx.Client, as_tenant: httpx.Client, parent: str, child: str, body: JsonObject, action: str
) -> None:
    """404 below another parent of the account; NOT_AUTHORIZED below another account's, whatever the child is (a.11)."""
    own, other = create(api, parent), create(api, parent)
    foreign = create(as_tenant, parent)
    made = create(api, f"{parent}/{own}/{child}", body)

    def code(of: str, identifier: str) -> str:
        method = "GET" if action == "fetch" else "POST"
        content: JsonObject | None = None if action == "fetch" else {}
        return api.request(method, f"/v1/{parent}/{of}/{child}/{identifier}/{action}", json=content).json().get("code")

    assert code(other, made) == "NOT_FOUND"
    assert code(foreign, made) == code(foreign, "nobody") == "NOT_AUTHORIZED"
    assert code("nobody", made) == "NOT_FOUND"
    assert code(own, made) is None


@pytest.mark.parametrize(
    "path", ["task", "contact", "memory", "skillset/{skillset}/ability", "dataset/{dataset}/record"]
)
def test_every_list_streams_in_three_forms(api: httpx.Client, path: str) -> None:
    """One JSON object per item, whatever the form (a.10)."""
    known = {"skillset": create(api, "skillset"), "dataset": create(api, "dataset")}
    path = path.format(**known)
    made = [
        create(api, path, {"text": 'a "b"'} if path.endswith(("memory", "record")) else {"name": "a"}) for _ in "12"
    ]

    def streamed(accept: str) -> str:
        answer = api.get(f"/v1/{path}/list?order=asc", headers={"Accept": accept})
        assert answer.headers["content-type"].partition(";")[0] == accept
        return answer.text

    lines = [json.loads(line) for line in streamed("application/jsonl").splitlines()]
    events = streamed("text/event-stream").rstrip("\n").split("\n\n")
    header, *rows = streamed("text/csv").splitlines()
    assert [(line["type"], line["data"]["id"]) for line in lines] == [("item", one) for one in made]
    assert [event.partition("\ndata: ")[0] for event in events] == ["event: item"] * 2
    assert [json.loads(event.partition("\ndata: ")[2])["id"] for event in events] == made
    assert len(rows) == 2
    assert header.replace('"', "").split(",") == list(lines[0]["data"])


def test_a_conversation_is_made_with_messages_and_a_model(api: httpx.Client) -> None:
    """The answer repeats the messages; without any it has none (b.24)."""
    messages: list[JsonObject] = [{"type": "user", "text": "Hello"}, {"type": "bot", "text": "Hi"}]
    body: JsonObject = {"model": "gpt-4o/temperature=0.5", "backstory": "Be brief.", "messages": [*messages]}

    made = api.post("/v1/conversation/create", json=body).json()
    plain = api.post("/v1/conversation/create", json={"model": "gpt-4o"}).json()

    assert made.keys() == {"id", "messages"}
    assert [(one["type"], one["text"]) for one in made["messages"]] == [("user", "Hello"), ("bot", "Hi")]
    assert plain.keys() == {"id"}


def test_a_completion_needs_messages_and_no_conversation(api: httpx.Client) -> None:
    """It answers text, usage and the reason of its end, and leaves nothing behind (b.24)."""
    answer = api.post(
        "/v1/conversation/complete", json={"model": "gpt-4o", "messages": [{"type": "user", "text": "Hello"}]}
    ).json()

    assert {"text", "usage", "end"} <= answer.keys()
    assert "reason" in answer["end"]
    assert api.post("/v1/conversation/complete", json={"messages": []}).status_code == 400
    assert api.post("/v1/conversation/complete", json={"model": "gpt-4o"}).status_code == 400
    assert api.get("/v1/conversation/list").json()["items"] == []


@pytest.mark.parametrize(
    ("schedule", "timezone", "status"),
    [
        ("quarterhourly", None, 200),
        ("never", None, 200),
        ("09:30", "Europe/Berlin", 200),
        ("0 9 * * 1-5", "America/New_York", 200),
        ("2030-01-01T00:00:00Z", None, 200),
        ("25:00", None, 400),
        ("sometimes", None, 400),
        ("daily", "not a zone", 400),
    ],
)
def test_a_task_takes_each_form_of_schedule(
    api: httpx.Client, schedule: str, timezone: str | None, status: int
) -> None:
    """Interval names, times of day, cron, dates (b.21)."""
    answer = api.post("/v1/task/create", json={"schedule": schedule, "timezone": timezone})

    assert answer.status_code == status, answer.text
