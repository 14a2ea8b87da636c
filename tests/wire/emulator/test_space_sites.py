"""Sites of spaces (docs/api/api.md b.19, trap 33)."""

from collections.abc import Callable

import httpx
import pytest

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject


def create(api: httpx.Client, path: str, body: JsonObject | None = None) -> str:
    return api.post(f"/v1/{path}/create", json=body or {}).json()["id"]


@pytest.fixture
def space(api: httpx.Client) -> str:
    return create(api, "space", {"alias": "desk"})


def refusal(answer: httpx.Response) -> tuple[str, str]:
    return answer.json()["code"], answer.json()["message"]


def test_a_site_has_defaults_and_only_a_fetch_names_its_space(api: httpx.Client, space: str) -> None:
    """index and notFound are pages that most sites have."""
    site = create(api, f"space/{space}/site", {"slug": "front"})

    fetched = api.get(f"/v1/space/{space}/site/{site}/fetch").json()
    (listed,) = api.get(f"/v1/space/{space}/site/list").json()["items"]

    assert (fetched["index"], fetched["notFound"], fetched["prefix"]) == ("index.html", "404.html", None)
    assert fetched == {**listed, "spaceId": space}
    assert "spaceId" not in listed


@pytest.mark.parametrize(("sent", "stored"), [("  Front-Door ", "front-door"), ("A", "a"), ("x" * 63, "x" * 63)])
def test_trap_33_a_slug_is_stored_in_lower_case(api: httpx.Client, space: str, sent: str, stored: str) -> None:
    """Trap 35, too: it reads back in another form."""
    site = create(api, f"space/{space}/site", {"slug": sent})

    assert api.get(f"/v1/space/{space}/site/{site}/fetch").json()["slug"] == stored


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, '"slug" is required'),
        ({"slug": ""}, '"slug" is not allowed to be empty'),
        ({"slug": "a.b"}, "Slug must be a valid DNS label"),
        ({"slug": "-a"}, "Slug must be a valid DNS label"),
        ({"slug": "x" * 64}, "Slug must be a valid DNS label"),
        ({"slug": " Docs"}, "This slug is reserved"),
        ({"slug": "front", "index": ""}, '"index" is not allowed to be empty'),
        ({"slug": "front", "index": "x" * 257}, '"index" length must be less than or equal to 256 characters long'),
        ({"slug": "front", "domain": "front.chatbotkit.space"}, '"domain" is not allowed'),
    ],
)
def test_a_site_without_a_proper_slug_or_page_is_refused(
    api: httpx.Client, space: str, body: JsonObject, message: str
) -> None:
    """Unknown fields too, and the older generation's name is one."""
    answer = api.post(f"/v1/space/{space}/site/create", json=body)

    assert refusal(answer) == ("BAD_REQUEST", message)


def test_trap_33_a_slug_is_unique_among_all_accounts(api: httpx.Client, space: str, as_tenant: httpx.Client) -> None:
    """Whatever its case."""
    create(api, f"space/{space}/site", {"slug": "front"})
    theirs = create(as_tenant, "space")

    answer = as_tenant.post(f"/v1/space/{theirs}/site/create", json={"slug": "FRONT"})

    assert answer.json()["code"] == "CONFLICT"


def test_the_slug_is_looked_at_after_the_body_and_the_space(api: httpx.Client, as_tenant: httpx.Client) -> None:
    """So a missing space is told first."""
    theirs = create(as_tenant, "space")
    bad: JsonObject = {"slug": "docs"}

    missing, foreign = (api.post(f"/v1/space/{space}/site/create", json=bad) for space in ("nowhere", theirs))
    body = api.post("/v1/space/nowhere/site/create", json={**bad, "index": ""})

    assert (missing.json()["code"], foreign.json()["code"]) == ("NOT_FOUND", "NOT_AUTHORIZED")
    assert body.json()["code"] == "BAD_REQUEST"


def test_a_site_is_found_by_id_alias_and_name_in_its_own_space(api: httpx.Client, space: str) -> None:
    """In another space of the account, not by any."""
    other = create(api, "space")
    site = create(api, "space/@desk/site", {"slug": "front", "alias": "front", "name": "Front"})
    addresses = (site, "@front", "(Front)")

    here = [api.get(f"/v1/space/{space}/site/{address}/fetch").status_code for address in addresses]
    there = [api.post(f"/v1/space/{other}/site/{address}/update", json={}).status_code for address in addresses]

    assert (here, there) == ([200] * 3, [404] * 3)


def test_sites_are_listed_by_their_exact_slug(api: httpx.Client, space: str) -> None:
    """A slug in another case is another text."""
    first, _ = (create(api, f"space/{space}/site", {"slug": slug}) for slug in ("front", "back"))

    found = [
        [item["id"] for item in api.get(f"/v1/space/{space}/site/list", params={"slug": slug}).json()["items"]]
        for slug in ("front", "FRONT")
    ]

    assert found == [[first], []]


def test_an_update_keeps_the_slug_and_erases_the_alias(api: httpx.Client, space: str) -> None:
    """Trap 1: the alias is reset by every update that leaves it out."""
    site = create(api, f"space/{space}/site", {"slug": "front", "alias": "front", "prefix": "www"})

    api.post(f"/v1/space/{space}/site/{site}/update", json={"name": "Front", "prefix": None})

    fetched = api.get(f"/v1/space/{space}/site/{site}/fetch").json()
    assert (fetched["slug"], fetched["alias"], fetched["prefix"]) == ("front", None, None)


def test_trap_36_deleting_a_space_deletes_its_sites(api: httpx.Client, local: Emulator, space: str) -> None:
    """A site cannot exist without its space."""
    create(api, f"space/{space}/site", {"slug": "front"})

    api.post(f"/v1/space/{space}/delete", json={})

    assert local.records("space_site") == []


def test_trap_33_a_deployment_without_a_domain_refuses_every_slug(client_of: Callable[..., httpx.Client]) -> None:
    """In create, and in an update that has one; all else of a site works."""
    settings = EmulatorSettings(space_apex=False)
    emulator = Emulator(settings)
    api = client_of(emulator)
    space = create(api, "space")
    site, _ = emulator.create("space_site", {"spaceId": space, "slug": "front"})
    path = f"/v1/space/{space}/site"

    refused = [api.post(f"{path}/{action}", json={"slug": "back"}) for action in ("create", f"{site['id']}/update")]
    renamed = api.post(f"{path}/{site['id']}/update", json={"name": "Front"})
    emulator.close()

    text = "Space sites are not configured on this deployment (SPACE_APEX is not set)"
    assert [refusal(answer) for answer in refused] == [("BAD_REQUEST", text)] * 2
    assert renamed.json() == {"id": site["id"]}


def test_the_older_generation_has_a_domain(client_of: Callable[..., httpx.Client]) -> None:
    """In bodies, answers and the list's filter; the newer name is unknown to it."""
    emulator = Emulator(EmulatorSettings(generation="partner"))
    api = client_of(emulator)
    path = f"/v1/space/{create(api, 'space')}/site"

    site = create(api, path.removeprefix("/v1/"), {"domain": "front.chatbotkit.space"})
    newer = api.post(f"{path}/create", json={"slug": "front"})
    (listed,) = api.get(f"{path}/list", params={"domain": "front.chatbotkit.space"}).json()["items"]
    emulator.close()

    assert (listed["id"], listed["domain"], "slug" in listed) == (site, "front.chatbotkit.space", False)
    assert newer.json()["code"] == "BAD_REQUEST"
