"""Search in a dataset: a simple ranking by words (the Node SDK's shapes; bounds of docs/api/api.md b.7)."""

import httpx
import pytest

FACTS = ["Tea is served at four.", "Coffee is served at nine.", "Tea, tea and more tea.", "The library is closed."]


@pytest.fixture
def dataset(api: httpx.Client) -> str:
    made = api.post("/v1/dataset/create", json={}).json()["id"]
    for number, text in enumerate(FACTS):
        body = {"text": text, "meta": {"page": number, "lang": "en"}}
        api.post(f"/v1/dataset/{made}/record/create", json=body)
    return made


def found(api: httpx.Client, dataset: str, body: dict[str, object]) -> list[str]:
    answer = api.post(f"/v1/dataset/{dataset}/search", json=body).json()
    assert answer["id"] == dataset
    return [record["text"] for record in answer["records"]]


def test_the_best_record_comes_first(api: httpx.Client, dataset: str) -> None:
    """Records without a common word are left out."""
    assert found(api, dataset, {"search": "tea"}) == [FACTS[2], FACTS[0]]
    assert found(api, dataset, {"search": "unicorn"}) == []


def test_a_record_has_a_score(api: httpx.Client, dataset: str) -> None:
    """1 for the same words."""
    [record] = api.post(f"/v1/dataset/{dataset}/search", json={"search": "the library is closed"}).json()["records"][:1]

    assert record.keys() == {"id", "text", "meta", "score"}
    assert record["score"] == 1


@pytest.mark.parametrize(
    ("condition", "pages"),
    [
        ({"page": 1}, [1]),
        ({"page": {"$gt": 0}}, [1, 3]),
        ({"page": {"$lte": 1}}, [1, 0]),
        ({"page": {"$ne": 1}, "lang": "en"}, [3, 0]),
        ({"lang": {"$eq": "de"}}, []),
    ],
)
def test_records_are_filtered_by_meta(api: httpx.Client, dataset: str, condition: object, pages: list[int]) -> None:
    """By equality and by order."""
    texts = found(api, dataset, {"search": "is", "filter": condition})

    assert sorted(texts) == sorted(FACTS[page] for page in pages)


def test_the_datasets_bounds_apply(api: httpx.Client, dataset: str) -> None:
    """searchMaxRecords and searchMinScore."""
    api.post(f"/v1/dataset/{dataset}/update", json={"searchMaxRecords": 1})
    first = found(api, dataset, {"search": "tea is served"})
    api.post(f"/v1/dataset/{dataset}/update", json={"searchMinScore": 0.99})

    assert (first, found(api, dataset, {"search": "tea is served"})) == ([FACTS[0]], [])


def test_a_search_needs_text_and_an_own_dataset(api: httpx.Client, as_tenant: httpx.Client, dataset: str) -> None:
    path = f"/v1/dataset/{dataset}/search"

    assert api.post(path, json={}).json()["message"] == '"search" is required'
    assert as_tenant.post(path, json={"search": "tea"}).json()["code"] == "NOT_AUTHORIZED"
    assert api.post("/v1/dataset/nobody/search", json={"search": "tea"}).json()["code"] == "NOT_FOUND"
