"""What the pages show: accounts, objects by kind, one object, the request log."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.testing import EmulatorServer

HOSTILE = "<script>alert('x')</script>\"&"
ESCAPED = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&#34;&amp;"


@pytest.fixture
def tenant(api: httpx.Client) -> str:
    """Id of a partner user with a bot of its own."""
    user = api.post("/v1/partner/user/create", json={"name": "Acme", "email": "ops@acme.example"}).json()["id"]
    api.post("/v1/bot/create", json={"name": "Helper"}, headers={"X-RunAs-UserId": user})
    return user


def test_the_first_page_shows_accounts_with_their_counts(
    pages: httpx.Client, served: EmulatorServer, tenant: str, bot: str
) -> None:
    """With links to everything else."""
    text = pages.get("/console").text

    for shown in (served.parent_account, tenant, "ops@acme.example", 'href="/console/kind/bot"'):
        assert shown in text
    assert '<td class="number">2</td>' in text
    assert "None yet: partner_user_context" in text


def test_an_account_shows_its_own_objects(pages: httpx.Client, tenant: str, bot: str) -> None:
    """Two accounts have bots; the tenant's page counts one."""
    text = pages.get(f"/console/account/{tenant}").text

    assert f'href="/console/kind/bot?account={tenant}"' in text
    assert '<td class="number">1</td>' in text


def test_a_kind_lists_the_objects_of_one_account_or_of_all(pages: httpx.Client, tenant: str, bot: str) -> None:
    """With their names."""
    everywhere = pages.get("/console/kind/bot").text
    own = pages.get("/console/kind/bot", params={"account": tenant}).text

    assert [("Ada" in text, "Helper" in text) for text in (everywhere, own)] == [(True, True), (False, True)]


def test_a_search_finds_names_and_addresses(pages: httpx.Client, api: httpx.Client, tenant: str) -> None:
    """Upper and lower case are the same."""
    other = api.post("/v1/partner/user/create", json={"alias": "globex"}).json()["id"]

    shown = {text: pages.get("/console", params={"q": text}).text for text in ("OPS@", "GLOB", tenant, "nobody")}

    assert [f"record/partner_user/{tenant}" in text for text in shown.values()] == [True, False, True, False]
    assert [f"record/partner_user/{other}" in text for text in shown.values()] == [False, True, False, False]


def test_long_lists_have_pages(pages: httpx.Client, api: httpx.Client, served: EmulatorServer) -> None:
    """Every record is on exactly one of them."""
    for number in range(51):
        api.post("/v1/bot/create", json={"name": f"Bot-{number}."})
    last = str(served.records("bot")[49]["id"])

    first_page = pages.get("/console/kind/bot").text
    second_page = pages.get("/console/kind/bot", params={"after": last}).text

    assert f"after={last}" in first_page
    assert "Bot-49." in first_page
    assert "Bot-50." not in first_page
    assert ("Bot-49." in second_page, "Bot-50." in second_page) == (False, True)


@pytest.mark.parametrize(
    "path", ["/console", "/console/kind/bot", "/console/record/bot/{bot}", "/console/delete/bot/{bot}"]
)
def test_values_of_records_are_escaped(
    pages: httpx.Client, api: httpx.Client, served: EmulatorServer, path: str
) -> None:
    """A name may contain HTML."""
    bot = api.post("/v1/bot/create", json={"name": HOSTILE}).json()["id"]
    api.post("/v1/partner/user/create", json={"name": HOSTILE})

    text = pages.get(path.format(bot=bot)).text

    assert ESCAPED in text
    assert "<script" not in text


def test_query_parameters_are_escaped(pages: httpx.Client) -> None:
    """A link can select a message but not its text."""
    hostile = {
        "q": HOSTILE,
        "route": HOSTILE,
        "status": HOSTILE,
        "run_as": HOSTILE,
        "note": HOSTILE,
        "account": HOSTILE,
    }

    texts = [pages.get(f"/console{path}", params=hostile).text for path in ("", "/kind/bot", "/requests")]

    assert all("<script" not in text and 'role="status"' not in text for text in texts)


@pytest.mark.parametrize(
    "path", ["kind/robot", "record/robot/1", "record/bot/unknown", "delete/bot/unknown", "account/unknown"]
)
def test_a_missing_record_is_a_404_page(pages: httpx.Client, path: str) -> None:
    answer = pages.get(f"/console/{path}")

    assert (answer.status_code, "Not found" in answer.text) == (404, True)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, ["bot/create", "bot/list", "usage/fetch"]),
        ({"route": "POST"}, ["bot/create"]),
        ({"route": "GET /v1/*/list"}, ["bot/list"]),
        ({"route": "/v1/b*"}, ["bot/create", "bot/list"]),
        ({"status": "503"}, ["bot/list"]),
        ({"status": "5xx"}, ["bot/list", "usage/fetch"]),
        ({"run_as": "somebody"}, ["bot/list"]),
        ({"status": "none"}, []),
    ],
)
def test_the_log_is_filtered_by_route_status_and_run_as(
    pages: httpx.Client, api: httpx.Client, served: EmulatorServer, bot: str, query: dict[str, str], shown: list[str]
) -> None:
    """It holds the fixture's create, a list that a fault fails, and a route that the emulator does not have."""
    served.faults.add(Fault(route="bot/list", do=Status(status=503)))
    api.get("/v1/bot/list", headers={"X-RunAs-UserId": "somebody"})
    api.get("/v1/usage/fetch")

    text = pages.get("/console/requests", params=query).text

    assert [path for path in ("bot/create", "bot/list", "usage/fetch") if f"/v1/{path}</code>" in text] == shown


def test_requests_to_the_console_are_not_logged(pages: httpx.Client, served: EmulatorServer) -> None:
    """The log shows what reached the API."""
    pages.get("/console")

    assert served.requests == []
