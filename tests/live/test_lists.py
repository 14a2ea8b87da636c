"""Lists: pages, order, filters, streams (docs/api/api.md a.9, lists; a.10, streams)."""

from collections.abc import Callable, Iterator

import pytest

from live.guard import mark
from live.objects import Objects

LIST = ("skillset", "list")
KIND = "skillset"
Record = Callable[[str, object], None]


@pytest.fixture(scope="module")
def three(tenant: Objects) -> Iterator[list[str]]:
    """Three objects, oldest first, that differ in ``meta``."""
    metas = ({"env": "prod", "live": True}, {"env": "prod", "number": 1}, {"env": "test"})
    made = [tenant.create(KIND, {"meta": {**meta}}) for meta in metas]
    yield made
    for identifier in made:
        tenant.delete(KIND, identifier)


@pytest.mark.fact("a.9")
@pytest.mark.parametrize(("order", "newest_first"), [("asc", False), ("desc", True), ("odd", True), (None, True)])
def test_lists_are_newest_first_unless_asked(
    tenant: Objects, three: list[str], order: str | None, newest_first: bool
) -> None:
    """Anything but asc means desc."""
    query = {} if order is None else {"order": order}
    listed = [str(item["id"]) for item in tenant.service.items(LIST, query=query, run_as=tenant.user)]

    assert listed == (three[::-1] if newest_first else three)


@pytest.mark.fact("a.9")
@pytest.mark.parametrize("take", [1, 2, 3])
def test_pages_follow_each_other_without_gap_or_overlap(tenant: Objects, three: list[str], take: int) -> None:
    """The cursor is the id of the last item seen."""
    listed = tenant.service.items(LIST, query={"order": "asc"}, run_as=tenant.user, take=take)

    assert [item["id"] for item in listed] == three


@pytest.mark.fact("a.9")
def test_the_end_of_a_list_is_an_empty_cursor_or_an_empty_page(
    tenant: Objects, three: list[str], record_property: Record
) -> None:
    """Sources differ (d), so what was seen is recorded."""
    asked = {"X-RunAs-UserId": tenant.user}
    last = tenant.service.ask("GET", LIST, headers=asked, query="order=asc").json()
    beyond = tenant.service.ask("GET", LIST, headers=asked, query=f"order=asc&cursor={three[-1]}").json()

    record_property("cursor of the last page", last.get("cursor"))
    record_property("cursor of the page beyond", beyond.get("cursor", "absent"))
    assert last.get("cursor") in {"", three[-1]}
    assert (beyond["items"], beyond.get("cursor") or "") == ([], "")


@pytest.mark.fact("a.9")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("meta[env]=prod", [0, 1]),
        ("meta.env=prod", [0, 1]),
        ("meta[env]=prod&meta[live]=true", [0]),
        ("meta[number]=1", []),
        ("meta[env]=nowhere", []),
    ],
)
def test_meta_is_filtered_by_equality(tenant: Objects, three: list[str], query: str, found: list[int]) -> None:
    """Of text and booleans; numbers never match, and several keys must all match."""
    answer = tenant.service.ask("GET", LIST, headers={"X-RunAs-UserId": tenant.user}, query=f"order=asc&{query}")

    assert [item["id"] for item in answer.json()["items"]] == [three[number] for number in found]


@pytest.mark.fact("a.9")
def test_partner_users_are_found_by_their_email(tenant: Objects) -> None:
    """By the exact address. So a client finds one whose create was not answered."""
    email = str(tenant.value("partner_user", "email"))
    with tenant.made("partner_user", {"email": email}) as user:
        found = tenant.service.items(("partner", "user", "list"), query={"email": email})

    assert [item["id"] for item in found] == [user]


@pytest.mark.fact("a.9")
def test_contexts_are_found_by_any_of_several_links(tenant: Objects) -> None:
    """Values separated by commas mean any of them."""
    bots = [tenant.create("bot") for _ in range(3)]
    contexts = [tenant.create("partner_user_context", {"botId": bot}) for bot in bots]

    query = {"botId": f"{bots[0]},{bots[2]}", "order": "asc"}
    found = tenant.service.items(tenant.path("partner_user_context", "list"), query=query)

    assert [item["id"] for item in found] == [contexts[0], contexts[2]]
    for bot in bots:
        tenant.delete("bot", bot)


@pytest.mark.fact("a.10")
def test_a_stream_holds_what_the_pages_hold(tenant: Objects, three: list[str]) -> None:
    """One object per line; other lines are skipped."""
    assert [item["id"] for item in tenant.service.streamed(LIST, run_as=tenant.user)] == three[::-1]


@pytest.mark.fact("a.10")
def test_an_unknown_form_of_a_list_is_refused(tenant: Objects) -> None:
    """Only the first value of Accept counts."""
    answer = tenant.service.ask("GET", LIST, headers={"Accept": "text/html, application/json"})

    assert (answer.status_code, answer.json()["message"]) == (400, "Unsupported accept header")


@pytest.mark.fact("a.9")
def test_what_this_run_has_made_is_found_by_its_mark(tenant: Objects) -> None:
    """So the objects of a killed run can be found."""
    ((key, run),) = mark(tenant.run).items()
    found = tenant.service.items(("partner", "user", "list"), query={f"meta[{key}]": str(run)})

    assert tenant.user in [item["id"] for item in found]
