"""Both generations of the API, with their paths of partner users and their names of fields (docs/api/api.md d)."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import grpc
import pytest
from google.protobuf.struct_pb2 import Struct

from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.emulator.settings.emulator_settings import Generation
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.testing import EmulatorServer, EmulatorSettings, serve
from support.provider_process import ProviderProcess, plain

MARKER: JsonObject = {"marker": {"stack": "test/dev", "name": "ada"}}

Host: TypeAlias = Callable[..., ProviderProcess]


@pytest.fixture
def older() -> Iterator[EmulatorServer]:
    """A service of the older generation."""
    with serve(EmulatorSettings(generation="partner")) as server:
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


@pytest.mark.parametrize("setting", [{}, {"generation": "auto"}, {"generation": "partner"}], ids=str)
def test_an_older_deployment_gets_the_names_that_it_knows(
    older: EmulatorServer, host: Host, setting: dict[str, str]
) -> None:
    """In create, update, read and import; state and arguments keep the names of the catalog."""
    provider = host(older, **setting)
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


def test_an_older_deployment_gets_the_whole_address_of_a_site(older: EmulatorServer, host: Host) -> None:
    """Trap 33: it calls the slug domain, with the domain of all sites at its end. State and arguments have the slug."""
    provider = host(older)
    space = provider.create("space", MARKER).id
    declared: JsonObject = {**MARKER, "spaceId": space, "slug": "Front"}

    created = provider.create("space_site", declared)
    state = {key: value for key, value in plain(created.properties).items() if key != "__provider"}
    provider.update("space_site", created.id, state, {**declared, "slug": "back"})
    read = provider.read("space_site", created.id, state)

    sent = [entry.body or {} for entry in older.requests if "/site/" in entry.path and entry.body]
    assert [body.get("domain") for body in sent] == ["Front.chatbotkit.space", "back.chatbotkit.space"]
    assert (state["slug"], known(read.properties, "slug", "domain")) == ("front", {"slug": "back", "domain": None})


def test_other_kinds_keep_their_names(older: EmulatorServer, host: Host) -> None:
    """``botId`` of a context has the same name at every deployment."""
    provider = host(older, generation="partner")
    user = provider.create("partner_user", MARKER).id
    bot = provider.create("bot", {**MARKER, "runAs": user}).id
    created = provider.create("partner_user_context", {**MARKER, "userId": user, "botId": bot})

    assert known(created.properties, "botId", "linkedBotId") == {"botId": bot, "linkedBotId": None}


def partner_calls(server: EmulatorServer) -> list[tuple[str, str, int | None]]:
    """Method, path and status of the calls to partner users, and how paths that are not served were answered."""
    return [(each.method, each.path, each.status) for each in server.requests if "/user" in each.path]


@pytest.mark.parametrize("generation", ["both", "partner", "user"])
@pytest.mark.parametrize("kind", ["partner_user", "partner_user_context", "partner_user_token"])
def test_partner_users_and_what_is_in_them_live_at_either_generation(
    host: Host, generation: Generation, kind: str
) -> None:
    """A whole life: create, read, update, delete; nothing is said in the configuration."""
    with serve(EmulatorSettings(generation=generation)) as server:
        provider = host(server)
        user = provider.create("partner_user", {**MARKER, "name": "Acme"}).id
        declared: JsonObject = {**MARKER, "name": "it", **({} if kind == "partner_user" else {"userId": user})}
        created = provider.create(kind, declared)
        state = {key: value for key, value in plain(created.properties).items() if key != "__provider"}
        provider.update(kind, created.id, state, {**declared, "name": "new"})
        read = provider.read(kind, created.id, state)
        provider.delete(kind, created.id, plain(read.properties))
        left = server.record(kind, created.id)

    assert (known(read.properties, "name"), left) == ({"name": "new"}, None)


@pytest.mark.parametrize(("generation", "added"), [("both", []), ("user", []), ("partner", ["/v1/user/list"])])
def test_a_run_asks_at_most_one_call_more(host: Host, generation: Generation, added: list[str]) -> None:
    """The search for an object to adopt is the question; an older service answers it where it serves it."""
    with serve(EmulatorSettings(generation=generation)) as server:
        provider = host(server)
        for name in ("a", "b"):
            provider.create("partner_user", {"marker": {"stack": "test/dev", "name": name}, "name": name})
        calls = partner_calls(server)

    assert [path for _, path, status in calls if status == 404] == added
    assert [(method, path) for method, path, status in calls if status == 200] == [
        ("GET", "/v1/partner/user/list"),
        ("POST", "/v1/partner/user/create"),
    ] * 2


def test_check_and_diff_ask_nothing(host: Host, older: EmulatorServer) -> None:
    """A preview without calls stays one."""
    provider = host(older)
    checked = provider.check("partner_user", {**MARKER, "name": "a"})
    provider.diff("partner_user", "u1", {**MARKER, "name": "a"}, {**MARKER, "name": "b"})

    assert list(checked.failures) == []
    assert older.requests == []


def test_a_service_that_does_not_tell_is_an_error_with_the_key_to_set(host: Host) -> None:
    """An outage that answers every list of partner users with a page: nothing is created, and the next try works."""
    page = Status(status=404, body="<html>404</html>", headers={"content-type": "text/html"})
    with serve(EmulatorSettings()) as server:
        server.faults.add(Fault(route="partner_user/list", do=page, times=2))
        provider = host(server)
        with pytest.raises(grpc.RpcError) as failure:
            provider.create("partner_user", {**MARKER, "name": "Acme"})
        made_in_outage = server.records("partner_user")
        provider.create("partner_user", {**MARKER, "name": "Acme"})
        made = server.records("partner_user")

    text = str(failure.value)
    assert "create of PartnerUser 'ada' failed: it cannot be told of which generation of the API the service is" in text
    assert f"partner or user, with chatbotkit:generation (chatbotkit:endpoint is {server.url}/api/v1)" in text
    assert (made_in_outage, len(made)) == ([], 1)


@pytest.mark.parametrize("generation", ["partner", "user"])
def test_the_wrong_generation_in_the_configuration_does_no_harm(host: Host, generation: Generation) -> None:
    """The page that stands where partner users are not is an error, and never means that one is gone."""
    with serve(EmulatorSettings(generation=generation)) as server:
        provider = host(server)
        created = provider.create("partner_user", MARKER)
        state = {key: value for key, value in plain(created.properties).items() if key != "__provider"}
        wrong = host(server, generation="user" if generation == "partner" else "partner")
        with pytest.raises(grpc.RpcError):
            wrong.read("partner_user", created.id, state)
        with pytest.raises(grpc.RpcError):
            wrong.delete("partner_user", created.id, state)
        left = server.record("partner_user", created.id)

    assert left is not None


@pytest.mark.parametrize(("generation", "unknown"), [("partner", "linkedBotId"), ("user", "botId")])
def test_the_wrong_names_are_refused_with_the_key_to_change(host: Host, generation: Generation, unknown: str) -> None:
    """The service only reports an unknown field."""
    setting = "user" if generation == "partner" else "partner"
    with serve(EmulatorSettings(generation=generation)) as server:
        provider = host(server, generation=setting)
        declared, _, _ = ability(provider)
        with pytest.raises(grpc.RpcError) as failure:
            provider.create("skillset_ability", declared)

    assert f'"{unknown}" is not allowed' in str(failure.value)
    assert f"set chatbotkit:generation to {generation}" in str(failure.value)


@pytest.mark.parametrize("generation", ["auto", "partner", "user"])
def test_an_embedded_service_is_of_the_configured_generation(tmp_path: Path, generation: str) -> None:
    """So programs for older deployments can be tried out."""
    configuration = {"chatbotkit:endpoint": "embedded", "chatbotkit:generation": generation}
    with ProviderProcess(tmp_path, configuration, os.environ) as provider:
        provider.create("partner_user", MARKER)
        declared, first, _ = ability(provider)
        created = provider.create("skillset_ability", declared)

    assert known(created.properties, "linkedBotId") == {"linkedBotId": first}


def test_another_value_of_the_key_is_refused(tmp_path: Path) -> None:
    """Check refuses it before any request is sent."""
    configuration = {"chatbotkit:endpoint": "embedded", "chatbotkit:generation": "old"}
    with ProviderProcess(tmp_path, configuration, os.environ) as provider:
        (failure,) = provider.check("bot", MARKER).failures

    assert failure.reason.startswith("chatbotkit:generation cannot be used")
    assert "'auto', 'partner' or 'user'" in failure.reason


@pytest.mark.parametrize(
    ("configuration", "says"),
    [
        ({"partnerPrefix": "/accounts"}, "say that, too: partner or user"),
        ({"partnerPrefix": "/a b", "generation": "user"}, "must be a path such as /user"),
    ],
)
def test_an_own_path_needs_a_generation(tmp_path: Path, configuration: dict[str, str], says: str) -> None:
    """It does not tell how fields are named."""
    named = {f"chatbotkit:{key}": value for key, value in configuration.items()}
    environment = {**os.environ, "CHATBOTKIT_API_TOKEN": "sk-x"}
    with ProviderProcess(tmp_path, {"chatbotkit:endpoint": "http://127.0.0.1:9", **named}, environment) as provider:
        (failure,) = provider.check("bot", MARKER).failures

    assert failure.reason.startswith("chatbotkit:partnerPrefix cannot be used")
    assert says in failure.reason


def test_an_own_path_is_used_with_the_names_of_its_generation(host: Host) -> None:
    """A deployment may have moved the one, and not the other."""
    with serve(EmulatorSettings()) as server:
        provider = host(server, partnerPrefix="user", generation="partner")
        provider.create("partner_user", MARKER)
        declared, _, _ = ability(provider)
        with pytest.raises(grpc.RpcError) as failure:
            provider.create("skillset_ability", declared)

    assert '"botId" is not allowed' in str(failure.value)
    assert [path for _, path, status in partner_calls(server) if status != 200] == []


@pytest.mark.parametrize("variable", ["CHATBOTKIT_ENDPOINT", "CHATBOTKIT_API_URL", "CBK_API_URL"])
@pytest.mark.parametrize("token", ["CHATBOTKIT_API_TOKEN", "CBK_API_TOKEN", "CBK_API_SECRET", "CBK_API_KEY"])
def test_the_variables_of_official_tools_are_understood(
    tmp_path: Path, emulator: EmulatorServer, variable: str, token: str
) -> None:
    """The address of the platform and the key (docs/api/api.md a.2: environment variables)."""
    environment = {**without_ours(), variable: emulator.url, token: emulator.token, "CHATBOTKIT_GENERATION": "user"}
    with ProviderProcess(tmp_path, {}, environment) as provider:
        created = provider.create("partner_user", MARKER)

    assert emulator.record("partner_user", created.id) is not None


def test_the_configuration_comes_before_variables_and_the_first_variable_before_others(
    tmp_path: Path, emulator: EmulatorServer
) -> None:
    """In the order of the documentation; an address in a variable must not move a stack."""
    nowhere = "http://127.0.0.1:9"
    later = {"CHATBOTKIT_API_URL": nowhere, "CBK_API_URL": nowhere, "CHATBOTKIT_API_KEY": "x", "CBK_API_SECRET": "x"}
    first = {"CHATBOTKIT_ENDPOINT": emulator.url, "CBK_API_TOKEN": emulator.token}
    with ProviderProcess(tmp_path, {}, {**without_ours(), **later, **first}) as provider:
        by_variable = provider.create("bot", MARKER)
    configured = {"chatbotkit:endpoint": emulator.url, "chatbotkit:token": emulator.token}
    wrong = {"CHATBOTKIT_ENDPOINT": nowhere, "CHATBOTKIT_API_TOKEN": "x", "CHATBOTKIT_GENERATION": "old", **later}
    with ProviderProcess(
        tmp_path, {**configured, "chatbotkit:generation": "auto"}, {**without_ours(), **wrong}
    ) as provider:
        by_configuration = provider.create("bot", {"marker": {"stack": "test/dev", "name": "other"}})

    assert {str(record["id"]) for record in emulator.records("bot")} == {by_variable.id, by_configuration.id}


def without_ours() -> dict[str, str]:
    """The environment variables of this process, without those that the provider reads."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("CHATBOTKIT_", "CBK_"))}
