"""In-process emulators and their clients: the parent account's, and one that runs as a tenant."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, EmulatorSettings
from wire.emulator.clock import Clock

RUN_AS = "X-RunAs-UserId"


class InProcess(httpx.BaseTransport):
    """httpx transport that calls an ASGI application from a synchronous client, without a socket."""

    def __init__(self, emulator: Emulator) -> None:
        self._transport = httpx.ASGITransport(app=emulator.app)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return asyncio.run(self._send(request))

    async def _send(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())


@pytest.fixture
def client_of() -> Callable[..., httpx.Client]:
    """Makes clients of an emulator, with an account's key and an optional run-as id."""

    def make(emulator: Emulator, token: str = EMBEDDED_TOKEN, run_as: str | None = None) -> httpx.Client:
        headers = {"Authorization": f"Token {token}"} | ({} if run_as is None else {RUN_AS: run_as})
        return httpx.Client(transport=InProcess(emulator), base_url="http://localhost", headers=headers)

    return make


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def local() -> Iterator[Emulator]:
    """An emulator in memory, without a socket."""
    emulator = Emulator(EmulatorSettings())
    yield emulator
    emulator.close()


@pytest.fixture
def local_server() -> Iterator[Emulator]:
    """An emulator in memory with the server profile."""
    emulator = Emulator(EmulatorSettings(profile="server"))
    yield emulator
    emulator.close()


@pytest.fixture
def api(local: Emulator, client_of: Callable[..., httpx.Client]) -> httpx.Client:
    """The parent account's client."""
    return client_of(local)


@pytest.fixture
def tenant(api: httpx.Client) -> str:
    """Id of a partner user of the parent account."""
    return api.post("/v1/partner/user/create", json={"name": "Tenant", "alias": "tenant"}).json()["id"]


@pytest.fixture
def as_tenant(local: Emulator, tenant: str, client_of: Callable[..., httpx.Client]) -> httpx.Client:
    """The parent's client running as the tenant."""
    return client_of(local, run_as=tenant)


@pytest.fixture
def run_in_thread() -> Iterator[Callable[..., Callable[[], object]]]:
    """Starts a function in another thread. The returned function waits for its result, or raises its error."""
    with ThreadPoolExecutor() as pool:

        def start(function: Callable[[], object]) -> Callable[[], object]:
            return pool.submit(function).result

        yield start
