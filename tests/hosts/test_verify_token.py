"""`chatbotkit:verifyToken`: a preview proves the key by one call, before anything is read or made."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import httpx
import pytest

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.hosts.dynamic.values import DECLARATION
from pulumi_chatbotkit.reconcile import Declaration
from pulumi_chatbotkit.testing import EmulatorServer
from support.provider_process import ProviderProcess

Host: TypeAlias = Callable[..., ProviderProcess]
ONE_CALL = [("GET", "/v1/bot/list")]
WRONG = "sk-wrong-0123456789abcdef"


@pytest.fixture
def host(tmp_path: Path, emulator: EmulatorServer) -> Iterator[Host]:
    """A function that starts a provider process with additional configuration keys."""
    with ExitStack() as stack:

        def start(**more: str) -> ProviderProcess:
            named = {"endpoint": emulator.url, "token": emulator.token, **more}
            configuration = {f"chatbotkit:{key}": value for key, value in named.items()}
            return stack.enter_context(ProviderProcess(tmp_path, configuration, os.environ))

        yield start


def reasons(provider: ProviderProcess, name: str = "ada", kind: str = "bot", *, is_preview: bool = True) -> list[str]:
    """What check refuses of a new resource."""
    declared = Declaration("shop", "dev", name, name, is_preview=is_preview).as_property()
    return [failure.reason for failure in provider.check(kind, {DECLARATION: declared, "name": name}).failures]


def calls(emulator: EmulatorServer) -> list[tuple[str, str]]:
    return [(each.method, each.path) for each in emulator.requests]


def test_a_preview_makes_one_call_for_all_its_resources(host: Host, emulator: EmulatorServer) -> None:
    """Of all kinds, although Pulumi has a provider for each."""
    provider = host(verifyToken="true")

    found = [reasons(provider, name, kind) for name in ("a", "b") for kind in ("bot", "dataset", "partner_user")]

    assert found == [[]] * 6
    assert calls(emulator) == ONE_CALL


@pytest.mark.parametrize("setting", [{}, {"verifyToken": "false"}], ids=["unset", "false"])
def test_it_is_off_unless_it_is_switched_on(host: Host, emulator: EmulatorServer, setting: dict[str, str]) -> None:
    """No call is added to a preview, and a wrong key passes it."""
    assert reasons(host(**setting, token=WRONG)) == []
    assert calls(emulator) == []


def test_an_update_asks_for_nothing_of_its_own(host: Host, emulator: EmulatorServer) -> None:
    """Its preview has asked, in a process before."""
    assert reasons(host(verifyToken="true", token=WRONG), is_preview=False) == []
    assert calls(emulator) == []


def test_a_wrong_key_fails_the_preview_with_the_setting_and_the_next_step(host: Host, emulator: EmulatorServer) -> None:
    """Each resource is refused, with one call in all; the key is not shown."""
    provider = host(verifyToken="true", token=WRONG)

    (first,), (second,) = reasons(provider, "a"), reasons(provider, "b")

    assert first == second
    assert first.startswith("chatbotkit:token is not accepted: GET /bot/list: ")
    assert "NOT_AUTHENTICATED" in first
    assert "check the token" in first
    assert first.endswith("chatbotkit:verifyToken is true")
    assert WRONG not in first
    assert calls(emulator) == ONE_CALL


def test_a_partner_users_key_is_a_key(host: Host, emulator: EmulatorServer) -> None:
    """The call is one that each account may make."""
    headers = {"Authorization": f"Token {emulator.token}"}
    user = httpx.post(f"{emulator.url}/v1/partner/user/create", json={}, headers=headers).json()["id"]
    made = httpx.post(f"{emulator.url}/v1/partner/user/{user}/token/create", json={}, headers=headers).json()

    assert reasons(host(verifyToken="true", token=made["token"])) == []


def test_a_service_that_is_down_ends_the_preview(host: Host, emulator: EmulatorServer) -> None:
    """With its own error and the endpoint; the key may be right."""
    down = Status(status=503, body='{"message": "Down", "code": "SERVICE_UNAVAILABLE"}')
    emulator.faults.add(Fault(route="bot/list", do=down, times=100))

    (reason,) = reasons(host(verifyToken="true", retryDeadline="0"))

    assert reason.startswith("chatbotkit:token could not be verified: GET /bot/list: Down [SERVICE_UNAVAILABLE")


def test_nobody_there_ends_the_preview_with_the_endpoint(host: Host) -> None:
    """As an operation would."""
    (reason,) = reasons(host(verifyToken="true", retryDeadline="0", endpoint="http://127.0.0.1:9"))

    assert "chatbotkit:token could not be verified: GET /bot/list: ConnectError" in reason
    assert "(chatbotkit:endpoint is http://127.0.0.1:9/api/v1)" in reason


def test_the_embedded_emulator_and_the_variable_work_too(tmp_path: Path) -> None:
    """Nothing to refuse there; another value than true or false is an error before any call."""
    environment = {**os.environ, "CHATBOTKIT_VERIFY_TOKEN": "true"}
    with ProviderProcess(tmp_path, {"chatbotkit:endpoint": "embedded"}, environment) as provider:
        assert reasons(provider) == []
    environment = {**os.environ, "CHATBOTKIT_VERIFY_TOKEN": "sometimes"}
    with ProviderProcess(tmp_path, {"chatbotkit:endpoint": "embedded"}, environment) as provider:
        (reason,) = reasons(provider)
    assert reason.startswith("chatbotkit:verifyToken cannot be used")
