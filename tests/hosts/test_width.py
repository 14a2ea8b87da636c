"""How many requests the dynamic host serves in parallel."""

import asyncio
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from pulumi_chatbotkit.emulator.server.http_server import Listener, ServerThread
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.thread_pool import serve_at_once
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.provider_process import ProviderProcess

TOGETHER = 12
PATIENCE_S = 10.0
"""How long requests are held until all have arrived; reached only if the test fails."""


class ConcurrencyCounter:
    """Middleware that holds creates until ``TOGETHER`` of them are in progress at the same time."""

    def __init__(self, app: ASGIApp) -> None:
        self.most = 0
        self._app = app
        self._present = 0
        self._over = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold a create until the others have arrived, or the time is over."""
        if scope.get("method") != "POST":
            await self._app(scope, receive, send)
            return
        self._present += 1
        self.most = max(self.most, self._present)
        if self._present == TOGETHER:
            self._over.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self._over.wait()
        self._over.set()
        await self._app(scope, receive, send)
        self._present -= 1


@pytest.fixture
def counter(emulator: EmulatorServer) -> ConcurrencyCounter:
    """The middleware in front of the test's emulator."""
    return ConcurrencyCounter(emulator.app)


@pytest.fixture
def counter_url(counter: ConcurrencyCounter) -> Iterator[str]:
    """The URL of the middleware."""
    listener = Listener("127.0.0.1", 0)
    thread = ServerThread(counter, listener)
    yield listener.url
    thread.stop()


def create(provider: ProviderProcess, number: int) -> str:
    """Create one bot."""
    marker: JsonObject = {"marker": {"stack": "test/dev", "name": f"bot-{number}"}, "adopt": "never"}
    return provider.create("bot", marker).id


def test_the_host_serves_as_many_as_are_configured(
    counter: ConcurrencyCounter, counter_url: str, emulator: EmulatorServer, tmp_path: Path
) -> None:
    """Pulumi's host serves four by default. The requests arrive at the same time, as in a refresh."""
    configuration = {
        "chatbotkit:endpoint": counter_url,
        "chatbotkit:token": emulator.token,
        "chatbotkit:concurrency": str(TOGETHER),
    }
    with ProviderProcess(tmp_path, configuration, os.environ) as provider, ThreadPoolExecutor(TOGETHER) as engine:
        made = list(engine.map(create, [provider] * TOGETHER, range(TOGETHER)))

    assert counter.most == len(set(made)) == TOGETHER


def test_thread_pools_of_programs_are_not_changed() -> None:
    """Programs import the same code and may have their own thread pools."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(serve_at_once, 8).result()
        workers = {pool.submit(threading.get_ident).result() for _ in range(8)}

    assert len(workers) == 1


@pytest.fixture
def in_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process looks like that of Pulumi's host."""
    host = ModuleType("__main__")
    host.__spec__ = ModuleSpec("pulumi.dynamic.__main__", None)
    monkeypatch.setitem(sys.modules, "__main__", host)


@pytest.mark.usefixtures("in_the_host")
def test_requests_that_wait_already_are_served_at_once() -> None:
    """A pool adds threads for new requests only, and the engine may send none before it has an answer."""
    is_configured = threading.Event()
    together = threading.Barrier(TOGETHER)

    def configure() -> None:
        assert is_configured.wait(PATIENCE_S)
        serve_at_once(TOGETHER)

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(configure)
        waiting = [pool.submit(together.wait, PATIENCE_S) for _ in range(TOGETHER)]
        is_configured.set()
        first.result()

        assert {each.result() for each in waiting} == {*range(TOGETHER)}


@pytest.mark.usefixtures("in_the_host")
def test_the_width_is_the_same_however_many_kinds_ask_for_it() -> None:
    """The host configures the provider of each kind, and each of them sets the width."""
    before = threading.active_count()
    with ThreadPoolExecutor(4) as pool:
        for _ in range(200):
            pool.submit(serve_at_once, 8).result()
        threads = threading.active_count() - before

    assert threads == 8 + 64


def test_a_thread_outside_of_a_pool_is_not_changed() -> None:
    """If a later Pulumi serves requests in another way, its number of parallel requests stays as it is."""
    before = threading.active_count()

    serve_at_once(8)

    assert threading.active_count() == before
