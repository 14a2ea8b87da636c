"""The control routes, for tests in another process. Off by default."""

from collections.abc import Iterator

import httpx
import pytest

from pulumi_chatbotkit.testing import EmulatorServer


@pytest.fixture
def remote(emulator: EmulatorServer) -> httpx.Client:
    """A client of the API."""
    return httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {emulator.token}"})


@pytest.fixture
def control(emulator: EmulatorServer) -> Iterator[httpx.Client]:
    """A client of the control routes."""
    with httpx.Client(base_url=emulator.url, headers=emulator.admin_headers) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "health"),
        ("GET", "requests"),
        ("DELETE", "requests"),
        ("POST", "fault"),
        ("DELETE", "fault"),
        ("POST", "reset"),
        ("POST", "seed"),
        ("GET", "snapshot"),
        ("PUT", "snapshot"),
        ("GET", "requests/counts"),
    ],
)
def test_control_routes_are_off_by_default(api: httpx.Client, method: str, path: str) -> None:
    """They change everything, whoever's it is."""
    assert api.request(method, f"/_emulator/{path}").status_code == 404


def test_health_names_the_profile(remote: httpx.Client) -> None:
    """For a script that waits for a server."""
    with remote:
        assert remote.get("/_emulator/health").json() == {"status": "ok", "profile": "seed"}


def test_requests_are_shown_and_cleared(remote: httpx.Client, control: httpx.Client) -> None:
    """Requests to control routes are not logged."""
    with remote:
        remote.post("/v1/bot/create", json={"name": "Ada"})
        shown = control.get("/_emulator/requests").json()["requests"]
        control.delete("/_emulator/requests")
        left = control.get("/_emulator/requests").json()["requests"]

    assert [(one["path"], one["body"], one["status"]) for one in shown] == [("/v1/bot/create", {"name": "Ada"}, 200)]
    assert left == []


def test_a_fault_can_be_added_and_removed(remote: httpx.Client, control: httpx.Client) -> None:
    """As JSON, with the names of the Python classes' fields."""
    fault = {"route": "bot/list", "nth": 2, "times": 9, "do": {"kind": "too-many-requests", "retry_after": "2"}}
    with remote:
        added = control.post("/_emulator/fault", json=fault).status_code
        statuses = [remote.get("/v1/bot/list").status_code for _ in range(2)]
        control.delete("/_emulator/fault")
        after = remote.get("/v1/bot/list").status_code

    assert (added, statuses, after) == (200, [200, 429], 200)


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        ({"route": "bot/list"}, "do: Field required"),
        ({"route": "bot/list", "do": {"kind": "explode"}}, "do: Input tag 'explode'"),
        ({"route": "bot/list", "nth": 0, "do": {"kind": "reset"}}, "nth: Input should be greater than or equal to 1"),
        ({"route": "bot/list", "nht": 1, "do": {"kind": "reset"}}, "nht: Unexpected keyword argument"),
    ],
)
def test_a_wrong_fault_is_refused_with_the_reason(
    control: httpx.Client, fault: dict[str, object], message: str
) -> None:
    """A misspelt fault that never applies would let a test pass without testing anything."""
    answer = control.post("/_emulator/fault", json=fault)

    assert answer.status_code == 400
    assert message in answer.json()["message"]


def test_a_reset_removes_the_records(remote: httpx.Client, control: httpx.Client, emulator: EmulatorServer) -> None:
    """For use between two tests against one server."""
    with remote:
        remote.post("/v1/bot/create", json={})
        control.post("/_emulator/reset")

    assert emulator.records("bot") == []
