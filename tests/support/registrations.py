"""With which options a program's resources are registered: Pulumi's mocks, in this process.

The program runs on a thread of its own: the SDK keeps its settings and its event loop by thread, so they end with it.
"""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, cast

from pulumi.runtime import mocks
from pulumi.runtime.proto import alias_pb2, resource_pb2

from pulumi_chatbotkit.json_values import JsonObject


@dataclass(frozen=True)
class Registration:
    """What the engine is told of one resource."""

    deleted_with: str
    """Name of the resource whose deletion is taken for its own; "" if there is none."""
    depends_on: frozenset[str]
    """Names of what it depends on."""
    retained: bool | None
    """Whether its deletion keeps the object; None: as its parent says."""
    former_names: frozenset[str]
    """Names that it had, by its aliases."""


class _Engine(mocks.Mocks):
    """Every object gets the id ``<name>-id``."""

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        return f"{args.name}-id", dict(cast("JsonObject", vars(args)["inputs"]))

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], None]:
        raise NotImplementedError(args.token)


class _Monitor(mocks.MockMonitor):
    """Notes registrations as they arrive: those that do not wait for each other, in any order."""

    def __init__(self) -> None:
        super().__init__(_Engine())
        self.registered: dict[str, Registration] = {}

    def RegisterResource(  # noqa: N802 - the protocol's name
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        response = super().RegisterResource(request)  # pyright: ignore[reportUnknownMemberType] - untyped upstream
        if request.type != "pulumi:pulumi:Stack":
            self.registered[request.name] = Registration(
                _name(request.deletedWith),
                frozenset(map(_name, request.dependencies)),
                request.retainOnDelete if request.HasField("retainOnDelete") else None,
                _former_names(request),
            )
        return response


def registered_by(program: Callable[[], object]) -> dict[str, Registration]:
    """What ``program`` registers, by name. Raises what the program raises."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_run, program).result()


def _run(program: Callable[[], object]) -> dict[str, Registration]:
    monitor = _Monitor()
    loops: list[asyncio.AbstractEventLoop] = []
    with ThreadPoolExecutor(initializer=_set_loop, initargs=(loops,)) as calls:
        _set_loop(loops)
        loops[0].set_default_executor(calls)
        try:
            mocks.set_mocks(_Engine(), project="shop", stack="dev", monitor=monitor)
            mocks.test(program)()  # pyright: ignore[reportUnknownMemberType] - untyped upstream
        finally:
            calls.shutdown()
            for loop in loops:
                loop.close()
    return monitor.registered


def _set_loop(loops: list[asyncio.AbstractEventLoop]) -> None:
    """Give this thread a loop that can be closed: the mocks would make one in each thread and leave it open."""
    loops.append(asyncio.new_event_loop())
    asyncio.set_event_loop(loops[-1])


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]


def _former_names(request: resource_pb2.RegisterResourceRequest) -> frozenset[str]:
    # The protocol's messages have no types for repeated fields.
    aliases = cast("Iterable[alias_pb2.Alias]", request.aliases)  # pyright: ignore[reportUnknownMemberType]
    return frozenset(alias.spec.name for alias in aliases if alias.spec.name)
