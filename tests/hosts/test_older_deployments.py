"""Older deployments with fewer fields (trap 24: unknown fields) or other names (b.11: skillset ability)."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import grpc
import pytest
from google.protobuf.struct_pb2 import Struct

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve
from support.provider_process import ProviderProcess, plain

MARKER: JsonObject = {"marker": {"stack": "test/dev", "name": "ada"}}

Host: TypeAlias = Callable[..., ProviderProcess]


@pytest.fixture
def older() -> Iterator[EmulatorServer]:
    """A service with the former names of abilities' links."""
    with serve(EmulatorSettings(ability_links="plain")) as server:
        yield server


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A function that starts a provider process for a service, with additional configuration keys."""
    with ExitStack() as stack:

        def start(server: EmulatorServer, **more: str) -> ProviderProcess:
            named = {"endpoint": server.url, "token": server.token, **more}
            configuration = {f"chatbotkit:{key}": value for key, value in named.items()}
            return stack.enter_context(ProviderProcess(tmp_path, configuration, os.environ))

        yield start


def bodies(server: EmulatorServer, action: str) -> list[JsonObject]:
    """The bodies that were sent to an action of abilities."""
    return [
        entry.body or {} for entry in server.requests if entry.path.endswith(f"/{action}") and "ability" in entry.path
    ]


def ability(provider: ProviderProcess) -> tuple[JsonObject, str, str]:
    """Arguments of an ability with a link, and the ids of two bots."""
    skillset = provider.create("skillset", MARKER).id
    first, second = (provider.create("bot", MARKER).id for _ in range(2))
    return {**MARKER, "skillsetId": skillset, "linkedBotId": first, "instruction": "x"}, first, second


def known(bag: Struct, *names: str) -> JsonObject:
    """Some of the properties."""
    return {name: plain(bag).get(name) for name in names}


def test_an_older_deployment_gets_the_field_names_that_it_knows(older: EmulatorServer, host: Host) -> None:
    """In create, update, read and import; state and arguments keep the names of the catalog."""
    provider = host(older, abilityLinks="plain")
    declared, first, second = ability(provider)

    created = provider.create("skillset_ability", declared)
    state = {key: value for key, value in plain(created.properties).items() if key != "__provider"}
    moved: dict[str, JsonValue] = {**declared, "linkedBotId": second}
    provider.update("skillset_ability", created.id, state, moved)
    read = provider.read("skillset_ability", created.id, state)

    assert state["linkedBotId"] == first
    assert known(read.properties, "linkedBotId", "botId") == {"linkedBotId": second, "botId": None}
    assert [body["botId"] for body in (*bodies(older, "create"), *bodies(older, "update"))] == [first, second]
    assert not any("linkedBotId" in body for body in (*bodies(older, "create"), *bodies(older, "update")))


def test_other_kinds_keep_their_names(older: EmulatorServer, host: Host) -> None:
    """``botId`` of a context has the same name at every deployment."""
    provider = host(older, abilityLinks="plain")
    user = provider.create("partner_user", MARKER).id
    bot = provider.create("bot", {**MARKER, "runAs": user}).id
    created = provider.create("partner_user_context", {**MARKER, "userId": user, "botId": bot})

    assert known(created.properties, "botId", "linkedBotId") == {"botId": bot, "linkedBotId": None}


@pytest.mark.parametrize(
    ("links", "setting", "unknown", "advice"),
    [("plain", "linked", "linkedBotId", "plain"), ("linked", "plain", "botId", "linked")],
)
def test_the_wrong_names_are_refused_with_the_key_to_change(
    host: Host, links: str, setting: str, unknown: str, advice: str
) -> None:
    """The service only reports an unknown field."""
    with serve(EmulatorSettings(ability_links="plain" if links == "plain" else "linked")) as server:
        provider = host(server, abilityLinks=setting)
        declared, _, _ = ability(provider)
        with pytest.raises(grpc.RpcError) as failure:
            provider.create("skillset_ability", declared)

    assert f'"{unknown}" is not allowed' in str(failure.value)
    assert f"set chatbotkit:abilityLinks to {advice}" in str(failure.value)


def test_an_embedded_service_has_the_names_that_are_configured(tmp_path: Path) -> None:
    """So programs for older deployments can be tried out."""
    configuration = {"chatbotkit:endpoint": "embedded", "chatbotkit:abilityLinks": "plain"}
    with ProviderProcess(tmp_path, configuration, os.environ) as provider:
        declared, first, _ = ability(provider)
        created = provider.create("skillset_ability", declared)

    assert known(created.properties, "linkedBotId") == {"linkedBotId": first}


def test_another_value_of_the_key_is_refused(tmp_path: Path) -> None:
    """Check refuses it before any request is sent."""
    configuration = {"chatbotkit:endpoint": "embedded", "chatbotkit:abilityLinks": "old"}
    with ProviderProcess(tmp_path, configuration, os.environ) as provider:
        (failure,) = provider.check("bot", MARKER).failures

    assert failure.reason.startswith("chatbotkit:abilityLinks cannot be used")
    assert "'linked' or 'plain'" in failure.reason
