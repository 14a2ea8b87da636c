"""Pulumi's dynamic provider host as the engine runs it: a separate process, called over gRPC."""

import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Protocol, Self, cast

import grpc
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.dynamic import dynamic
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc
from pulumi.runtime.rpc import UNKNOWN

from pulumi_chatbotkit.hosts.dynamic import load
from pulumi_chatbotkit.json_values import JsonObject

Properties = Mapping[str, object]
PATIENCE_S = 5.0
"""How long the engine waits for an interrupted provider to end before it kills it."""

COMPUTED = UNKNOWN
"""How the engine sends a value that is not known yet."""


class _Provider(Protocol):
    """The host's methods, which the generated stub leaves untyped."""

    def Configure(self, request: provider_pb2.ConfigureRequest, /) -> provider_pb2.ConfigureResponse: ...  # noqa: N802 - the protocol's names
    def Check(self, request: provider_pb2.CheckRequest, /) -> provider_pb2.CheckResponse: ...  # noqa: N802
    def Diff(self, request: provider_pb2.DiffRequest, /) -> provider_pb2.DiffResponse: ...  # noqa: N802
    def Create(self, request: provider_pb2.CreateRequest, /) -> provider_pb2.CreateResponse: ...  # noqa: N802
    def Read(self, request: provider_pb2.ReadRequest, /) -> provider_pb2.ReadResponse: ...  # noqa: N802
    def Update(self, request: provider_pb2.UpdateRequest, /) -> provider_pb2.UpdateResponse: ...  # noqa: N802
    def Delete(self, request: provider_pb2.DeleteRequest, /) -> object: ...  # noqa: N802
    def Cancel(self, request: empty_pb2.Empty, /) -> object: ...  # noqa: N802


def struct(values: Properties) -> struct_pb2.Struct:
    """A property bag in gRPC's form."""
    return json_format.ParseDict(dict(values), struct_pb2.Struct())


def plain(bag: struct_pb2.Struct) -> JsonObject:
    """A property bag as JSON."""
    return cast("JsonObject", json_format.MessageToDict(bag))


class ProviderProcess:
    """One provider process with a stack's configuration; use it in a with statement."""

    def __init__(
        self,
        directory: Path,
        configuration: Mapping[str, str],
        environment: Mapping[str, str],
        errors: IO[str] | None = None,
    ) -> None:
        """Start the process in ``directory``, which is the project's when the engine starts it.

        ``errors`` takes its standard error, which the engine would show; left out, it goes to that of the tests.
        """
        self.printed = ""
        """What the finished process wrote to standard output, after the line that the engine waits for."""
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "pulumi.dynamic"],
            cwd=directory,
            env=dict(environment),
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        assert self._process.stdout is not None
        self._channel = grpc.insecure_channel(f"127.0.0.1:{self._process.stdout.readline().strip()}")
        self._stub = cast("_Provider", provider_pb2_grpc.ResourceProviderStub(self._channel))
        self._stub.Configure(provider_pb2.ConfigureRequest(args=struct(configuration)))

    def __enter__(self) -> Self:
        """Use it in a with statement."""
        return self

    def __exit__(self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        """End the process as the engine does."""
        self._channel.close()
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        assert self._process.stdout is not None
        self.printed = self._process.stdout.read()
        self._process.stdout.close()

    def cancel(self) -> None:
        """Ask it to stop, as the engine does after Ctrl-C and at the end of a run."""
        self._stub.Cancel(empty_pb2.Empty())

    def kill(self) -> None:
        """Kill it, as the engine does if it does not end in time."""
        self._process.kill()

    def check(self, kind: str, news: Properties, olds: Properties | None = None) -> provider_pb2.CheckResponse:
        """Call check; ``olds`` are the resource's previous inputs, if it exists."""
        before = struct({}) if olds is None else bag(kind, olds)
        return self._stub.Check(provider_pb2.CheckRequest(olds=before, news=bag(kind, news)))

    def diff(
        self,
        kind: str,
        identifier: str,
        olds: Properties,
        news: Properties,
        *,
        ignored: Sequence[str] = (),
        old_inputs: Properties | None = None,
    ) -> provider_pb2.DiffResponse:
        """Call diff; ``ignored`` is Pulumi's ``ignore_changes``, ``old_inputs`` are the state's inputs."""
        request = provider_pb2.DiffRequest(
            id=identifier,
            olds=bag(kind, olds),
            news=bag(kind, news),
            ignoreChanges=ignored,
            old_inputs=bag(kind, old_inputs or {}),
        )
        return self._stub.Diff(request)

    def create(self, kind: str, news: Properties, *, timeout_s: float = 0) -> provider_pb2.CreateResponse:
        """Call create; ``timeout_s`` is Pulumi's ``custom_timeouts``."""
        return self._stub.Create(provider_pb2.CreateRequest(properties=bag(kind, news), timeout=timeout_s))

    def read(self, kind: str, identifier: str, olds: Properties) -> provider_pb2.ReadResponse:
        """Call read."""
        return self._stub.Read(provider_pb2.ReadRequest(id=identifier, properties=bag(kind, olds)))

    def update(
        self,
        kind: str,
        identifier: str,
        olds: Properties,
        news: Properties,
        *,
        ignored: Sequence[str] = (),
        timeout_s: float = 0,
    ) -> provider_pb2.UpdateResponse:
        """Call update; ``ignored`` is Pulumi's ``ignore_changes``, ``timeout_s`` its ``custom_timeouts``."""
        request = provider_pb2.UpdateRequest(
            id=identifier, olds=bag(kind, olds), news=bag(kind, news), ignoreChanges=ignored, timeout=timeout_s
        )
        return self._stub.Update(request)

    def delete(self, kind: str, identifier: str, olds: Properties, *, timeout_s: float = 0) -> None:
        """Call delete; ``timeout_s`` is Pulumi's ``custom_timeouts``."""
        request = provider_pb2.DeleteRequest(id=identifier, properties=bag(kind, olds), timeout=timeout_s)
        self._stub.Delete(request)


def bag(kind: str, values: Properties) -> struct_pb2.Struct:
    """Properties with the provider reference that the program's process adds."""
    return struct({**values, "__provider": reference(kind)})


def reference(kind: str) -> str:
    """The provider reference that the program's process puts into a resource."""
    return dynamic.serialize_provider(load(kind))  # pyright: ignore[reportUnknownMemberType] - untyped upstream
