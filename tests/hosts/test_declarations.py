"""Declarations: what the provider is given besides the inputs, to identify the resource and its stack."""

import os
from pathlib import Path

import pytest

from pulumi_chatbotkit.hosts.dynamic.values import DECLARATION
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import Declaration
from pulumi_chatbotkit.testing import EmulatorServer
from support.provider_process import ProviderProcess, plain


def declared(name: str, number: int) -> JsonObject:
    """The property that the typed class adds to the inputs."""
    return {DECLARATION: Declaration("shop", "dev", name, str(number)).as_property()}


def test_check_marks_the_inputs_with_project_stack_and_name(
    provider: ProviderProcess, emulator: EmulatorServer
) -> None:
    """The state has the marker and the service, but not the declaration."""
    checked = plain(provider.check("bot", {**declared("ada", 1), "name": "Ada"}).inputs)
    checked.pop("__provider")

    marker: JsonObject = {"stack": "shop/dev", "name": "ada"}
    assert checked == {"name": "Ada", "marker": marker, "service": f"{emulator.url}/api/v1"}


def test_the_marker_names_the_owner_that_is_configured(tmp_path: Path, emulator: EmulatorServer) -> None:
    """Organizations that share one account may use the same project and stack names."""
    configuration = {"chatbotkit:endpoint": emulator.url, "chatbotkit:owner": "acme"}
    environment = {**os.environ, "CHATBOTKIT_API_TOKEN": emulator.token}
    with ProviderProcess(tmp_path, configuration, environment) as provider:
        inputs = plain(provider.check("bot", declared("ada", 1)).inputs)
        created = provider.create("bot", inputs)

    record = emulator.record("bot", created.id)
    assert inputs["marker"] == {"stack": "shop/dev", "name": "ada", "owner": "acme"}
    assert record is not None
    meta = record["meta"]
    assert isinstance(meta, dict)
    assert meta["pulumiOwner"] == "acme"


def test_two_resources_of_a_kind_and_name_are_refused(provider: ProviderProcess) -> None:
    """Pulumi allows them below parents of different types, but both would have the same marker."""
    first = provider.check("bot", declared("acme.support", 1))
    again = provider.check("bot", declared("acme.support", 1))
    second = provider.check("bot", declared("acme.support", 2))
    other_kind = provider.check("dataset", declared("acme.support", 3))

    assert [list(each.failures) for each in (first, again, other_kind)] == [[], [], []]
    assert second.failures[0].reason.startswith("Bot 'acme.support' is declared twice")


@pytest.mark.parametrize("verb", ["created", "adopted"])
def test_another_owners_object_is_not_adopted(tmp_path: Path, emulator: EmulatorServer, verb: str) -> None:
    """Stack and name are the same, but the owner is another one."""
    environment = {**os.environ, "CHATBOTKIT_API_TOKEN": emulator.token}
    ids: list[str] = []
    for owner in ("acme", "acme" if verb == "adopted" else "other"):
        configuration = {"chatbotkit:endpoint": emulator.url, "chatbotkit:owner": owner, "chatbotkit:adopt": "marked"}
        with ProviderProcess(tmp_path, configuration, environment) as provider:
            inputs = plain(provider.check("bot", declared("ada", 1)).inputs)
            ids.append(provider.create("bot", inputs).id)

    assert (ids[0] == ids[1]) is (verb == "adopted")
