"""Each private or undocumented name that the package uses, with the oldest, the locked and the newest SDK of Pulumi.

With the locked SDK no fallback may be in use. With the oldest one it is known which are. With one that is newer than
the locked, a fallback is reported as an expected failure.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest
from pulumi.runtime.rpc import UNKNOWN

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals import INTERNALS, Internal
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.host import (
    call_on_cancel,
    learn_request_options,
    show_message_only,
)
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.property_values import secret_value
from pulumi_chatbotkit.json_values import JsonObject
from support.sdk_environments import SDKS, Sdk, interpreter
from support.sdk_probe_host import ENVIRONMENT, probe_host
from support.sdk_probe_provider import REFUSAL

Facts = JsonObject
"""What the probes found out with one SDK."""


def _grows(facts: Facts) -> bool:
    first, *_, last = cast("list[float]", facts["threads"])
    return last > first


def _checked(facts: Facts) -> JsonObject:
    return cast("JsonObject", facts["checked"])


IN_USE: dict[str, Callable[[Facts], bool]] = {
    "pulumi.dynamic.__main__": lambda facts: facts["host"] is True,
    "pulumi.dynamic.__main__.DynamicResourceProviderServicer.Cancel": lambda facts: facts["cancelled"] is True,
    "pulumi.dynamic.__main__.DynamicResourceProviderServicer.Diff": lambda facts: (
        facts["ignored in diff"] == [[], ["limits.tokens"]]
    ),
    "pulumi.dynamic.__main__.DynamicResourceProviderServicer.Create": lambda facts: (
        facts["timeout in create"] == [0, 7]
    ),
    "pulumi.Resource._transformations": lambda facts: facts["transformed last"] == ["own", "examined"],
    "pulumi.dynamic.__main__.DynamicResourceProviderServicer.Update": lambda facts: (
        facts["ignored in update"] == [[], ["limits.tokens"]]
    ),
    "pulumi.dynamic.__main__.traceback": lambda facts: facts["refusal"] == REFUSAL,
    "pulumi.dynamic.config.Config._props": lambda facts: facts["configuration_is_whole"] is True,
    "pulumi.dynamic.ResourceProvider.serialize_as_secret_always": lambda facts: facts["reference_is_plain"] is True,
    "pulumi.dynamic.dynamic.PROVIDER_KEY": lambda facts: facts["provider_key"] is True,
    "pulumi.runtime.rpc.UNKNOWN": lambda facts: _checked(facts)["unknown"] == UNKNOWN,
    "pulumi.output.Unknown": lambda facts: _checked(facts)["seen"] is True,
    "pulumi.runtime.rpc._special_secret_sig": lambda facts: (
        _checked(facts)["secret"] == secret_value("hunter2")
        and facts["secret_is_one_to_the_sdk"] is True
        and facts["secret_of_the_sdk_is_one"] is True
    ),
    "pulumi.Output._untrack": lambda facts: cast("float", facts["outputs_left_out"]) > 0,
    "pulumi.Output.__init__": lambda facts: facts["unknown_output_is_known"] is False,
    "pulumi.runtime.stack.wait_for_rpcs": lambda facts: facts["called_at_the_end"] is True,
    "pulumi.resource.register_resource": lambda facts: facts["registered"] == [["above", True], ["below", None]],
    "threading.Thread._args": lambda facts: facts["together"] is True,
    "concurrent.futures.ThreadPoolExecutor._max_workers": lambda facts: facts["together"] is True,
    "concurrent.futures.ThreadPoolExecutor._idle_semaphore": _grows,
}
"""Whether the use of a name has the effect that it is there for."""

FALLBACK_WORKS: dict[str, Callable[[Facts], bool]] = {
    "pulumi.dynamic.__main__.traceback": lambda facts: REFUSAL in str(facts["refusal"]),
    "pulumi.Output._untrack": lambda facts: facts["outputs_left_out"] == 0,
}
"""Whether the fallback does what the table says, for the names that the oldest SDK does not have."""


@cache
def facts_with(python: Path, directory: Path) -> Facts:
    """What both probes find out with this interpreter's SDK."""
    command = [str(python), "-m", "support.sdk_probe_program"]
    ran = subprocess.run(command, env=ENVIRONMENT, cwd=directory, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    with probe_host(python, directory) as host:
        return {**host.facts(), **json.loads(ran.stdout)}


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the probes run."""
    return tmp_path_factory.mktemp("probes")


@pytest.fixture(params=SDKS)
def sdk(request: pytest.FixtureRequest) -> Sdk:
    """Which SDK."""
    return request.param


@pytest.mark.parametrize("internal", INTERNALS, ids=lambda internal: internal.name)
def test_an_internal_name_does_what_it_is_used_for(internal: Internal, sdk: Sdk, directory: Path) -> None:
    """Where it is missing, the fallback of the table does."""
    facts = facts_with(interpreter(sdk), directory)

    in_use = IN_USE[internal.name](facts)

    if sdk == "oldest" and not internal.in_oldest_sdk:
        assert not in_use
        assert FALLBACK_WORKS[internal.name](facts)
        return
    if sdk == "newest" and internal.has_fallback and not in_use and interpreter("newest") != interpreter("locked"):
        pytest.xfail(f"the newest SDK lacks {internal.name}. {internal.when_missing}")
    assert in_use, internal.when_missing


def test_a_host_without_the_names_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Should Pulumi ever answer failures or the request to stop in another way, that is its matter."""
    host = ModuleType("__main__")
    host.__spec__ = ModuleSpec("pulumi.dynamic.__main__", None)
    monkeypatch.setitem(sys.modules, "__main__", host)
    before = dict(vars(host))

    show_message_only(ValueError)
    call_on_cancel(sys.exit)
    learn_request_options()

    assert vars(host) == before


def test_the_table_and_the_tests_have_the_same_names() -> None:
    """So that none is used without a test."""
    assert {internal.name for internal in INTERNALS} == IN_USE.keys()
    assert len(INTERNALS) == len(IN_USE)
    assert {internal.name for internal in INTERNALS if not internal.in_oldest_sdk} == FALLBACK_WORKS.keys()
