"""The dynamic host of an SDK with the probe's provider in it, asked for facts over gRPC as the engine would ask."""

import os
import signal
import subprocess
from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, cast

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.dynamic import dynamic
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc
from pulumi.runtime.rpc import UNKNOWN

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from support.provider_process import plain, struct
from support.sdk_probe_provider import TOGETHER, ProbeProvider

_FOLDER = Path(__file__).parents[1]
ENVIRONMENT: Mapping[str, str] = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(_FOLDER.parent / "provider"), str(_FOLDER)]),
}
"""For an interpreter that has neither this package nor the tests' support."""

_CONFIGURATION: JsonObject = {"chatbotkit:token": "planted", "shop:tier": "gold"}


class _Stub(Protocol):
    """The host's methods, which the generated stub leaves untyped."""

    def Configure(self, request: provider_pb2.ConfigureRequest, /) -> provider_pb2.ConfigureResponse: ...  # noqa: N802 - the protocol's names
    def Check(self, request: provider_pb2.CheckRequest, /) -> provider_pb2.CheckResponse: ...  # noqa: N802
    def Diff(self, request: provider_pb2.DiffRequest, /) -> provider_pb2.DiffResponse: ...  # noqa: N802
    def Update(self, request: provider_pb2.UpdateRequest, /) -> provider_pb2.UpdateResponse: ...  # noqa: N802
    def Create(self, request: provider_pb2.CreateRequest, /) -> provider_pb2.CreateResponse: ...  # noqa: N802
    def Cancel(self, request: empty_pb2.Empty, /) -> object: ...  # noqa: N802


class ProbeHost:
    """A host process to ask."""

    def __init__(self, stub: _Stub) -> None:
        """Ask over this connection."""
        self._stub = stub

    def facts(self) -> JsonObject:
        """All facts, by name."""
        together = self._asked_together()
        return {
            "together": together,
            "threads": [self._ask("threads") for _ in range(3)],
            "refusal": self._refusal(),
            "cancelled": self._cancelled(),
            "timeout in create": self._timeout_in_create(),
            "ignored in diff": self._ignored_in_diff(),
            "ignored in update": self._ignored_in_update(),
            "configuration_is_whole": self._ask("process") == {"host": True, "configuration": _CONFIGURATION},
            "host": cast("JsonObject", self._ask("process"))["host"],
            "checked": plain(self._stub.Check(provider_pb2.CheckRequest(news=_bag(later=UNKNOWN))).inputs),
        }

    def _ask(self, what: str) -> JsonValue:
        answer = self._stub.Create(provider_pb2.CreateRequest(properties=_bag(ask=what)))
        return plain(answer.properties)["fact"]

    def _asked_together(self) -> bool:
        """Whether as many first requests as the host shall serve are served at the same time."""
        with ThreadPoolExecutor(TOGETHER) as engine:
            return all(engine.map(self._ask, ["together"] * TOGETHER))

    def _refusal(self) -> str:
        try:
            self._ask("refusal")
        except grpc.RpcError as error:
            return cast("grpc.Call", error).details() or ""
        return "not refused"

    def _ignored_in_diff(self) -> JsonValue:
        """What a request without the option and one with it tell the provider."""
        told: list[JsonValue] = []
        for ignored in ([], ["limits.tokens"]):
            request = provider_pb2.DiffRequest(id="probe", olds=_bag(), news=_bag(), ignoreChanges=ignored)
            told.append([*self._stub.Diff(request).replaces])
        return told

    def _timeout_in_create(self) -> JsonValue:
        request = provider_pb2.CreateRequest(properties=_bag(ask="timeout"), timeout=7)
        return [self._ask("timeout"), plain(self._stub.Create(request).properties)["fact"]]

    def _ignored_in_update(self) -> JsonValue:
        told: list[JsonValue] = []
        for ignored in ([], ["limits.tokens"]):
            request = provider_pb2.UpdateRequest(id="probe", olds=_bag(), news=_bag(), ignoreChanges=ignored)
            told.append(plain(self._stub.Update(request).properties)["fact"])
        return told

    def _cancelled(self) -> JsonValue:
        self._stub.Cancel(empty_pb2.Empty())
        return self._ask("cancelled")


@contextmanager
def probe_host(interpreter: Path, directory: Path) -> Generator[ProbeHost]:
    """The host of this interpreter's SDK, until the block ends."""
    command = [str(interpreter), "-u", "-m", "pulumi.dynamic"]
    process = subprocess.Popen(command, cwd=directory, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process, grpc.insecure_channel(f"127.0.0.1:{process.stdout.readline().strip()}") as channel:
        stub = cast("_Stub", provider_pb2_grpc.ResourceProviderStub(channel))
        stub.Configure(provider_pb2.ConfigureRequest(args=struct(_CONFIGURATION)))
        yield ProbeHost(stub)
        process.send_signal(signal.SIGINT)


def _bag(**values: object) -> struct_pb2.Struct:
    reference = dynamic.serialize_provider(ProbeProvider())  # pyright: ignore[reportUnknownMemberType] - untyped upstream
    return struct({**values, "__provider": reference})
