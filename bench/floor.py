"""The floor: the same program on the same dynamic host, with a provider that only waits for the latency."""

import os
import time
from collections.abc import Callable
from uuid import uuid4

from pulumi import dynamic

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.hosts.dynamic.values import DECLARATION

LATENCY_VARIABLE = "BENCH_LATENCY_MS"

_Properties = dict[str, object]


class Waiting(dynamic.ResourceProvider):
    """Waits once per create, read, update and delete of one kind."""

    serialize_as_secret_always = False  # as the provider under test, so that the floor does not include encrypting it

    def __init__(self, kind_name: str) -> None:
        super().__init__()
        self._kind_name = kind_name
        self._waits = kind_name in KINDS

    def __reduce__(self) -> tuple[Callable[[str], "Waiting"], tuple[str]]:
        """Pickle as a reference, as the provider under test does."""
        return Waiting, (self._kind_name,)

    def check(self, _olds: _Properties, news: _Properties) -> dynamic.CheckResult:
        """Leave out what the typed classes pass on: it is not the same in a preview."""
        return dynamic.CheckResult({name: value for name, value in news.items() if name != DECLARATION}, [])

    def create(self, props: _Properties) -> dynamic.CreateResult:
        self._wait()
        return dynamic.CreateResult(uuid4().hex, props)

    def read(self, id_: str, props: _Properties) -> dynamic.ReadResult:
        self._wait()
        return dynamic.ReadResult(id_, props)

    def update(self, _id: str, _olds: _Properties, _news: _Properties) -> dynamic.UpdateResult:
        self._wait()
        return dynamic.UpdateResult(_news)

    def delete(self, _id: str, _props: _Properties) -> None:
        self._wait()

    def _wait(self) -> None:
        """Wait as long as a call takes; a guard makes none."""
        if self._waits:
            time.sleep(int(os.environ[LATENCY_VARIABLE]) / 1000)


def declare() -> None:
    """Declare the same resources as the program under test, with this provider."""
    # Imported here, because the provider's process does not need them.
    from bench import program  # noqa: PLC0415
    from pulumi_chatbotkit.hosts.dynamic.resource import use_provider_loader  # noqa: PLC0415

    with use_provider_loader(Waiting):
        program.declare()
