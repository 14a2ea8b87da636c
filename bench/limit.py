"""The API calls alone: sent with bare httpx, a fixed number in flight."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Final, TypeVar

import httpx

from bench.processes import Finished
from bench.service import LoggedCall
from bench.tenants import Tenant

_PER_POOL: Final = 8
"""Requests in flight per connection pool; a pool of httpx gets slow with about forty."""
_RUN_AS: Final = "X-RunAs-UserId"

_Item = TypeVar("_Item")
_Work = Callable[[httpx.AsyncClient, _Item], Awaitable[None]]


@dataclass
class Limit:
    """Sends calls to one account of the service; ``users`` are the tenants that it made."""

    url: str
    token: str
    in_flight: int
    users: list[str] = field(default_factory=list[str])

    def create(self, tenants: Iterable[Tenant]) -> Finished:
        """Make the tenants."""
        return self._timed(self._create_one, tenants)

    def send(self, requests: Iterable[LoggedCall]) -> Finished:
        """Send requests again that a client of this account has sent. None may be a create or a delete."""
        return self._timed(_send_one, requests)

    def destroy(self) -> Finished:
        """Delete the tenants."""
        taken = self._timed(_delete_one, self.users)
        self.users.clear()
        return taken

    def _timed(self, work: "_Work[_Item]", items: Iterable[_Item]) -> Finished:
        return asyncio.run(self._all(work, iter(list(items))))

    async def _all(self, work: "_Work[_Item]", queue: Iterator[_Item]) -> Finished:
        headers = {"Authorization": f"Token {self.token}"}

        async def worker(client: httpx.AsyncClient) -> None:
            for item in queue:
                await work(client, item)

        async with AsyncExitStack() as stack:
            pools = -(-self.in_flight // _PER_POOL)
            made = [httpx.AsyncClient(base_url=self.url, headers=headers, timeout=60) for _ in range(pools)]
            clients = [await stack.enter_async_context(client) for client in made]
            # Loading certificates, which each client does, is not measured.
            started_s, started_cpu_s = time.perf_counter(), time.process_time()
            await asyncio.gather(*(worker(clients[number % pools]) for number in range(self.in_flight)))
            cpu_s = round(time.process_time() - started_cpu_s, 2)
            return Finished(time.perf_counter() - started_s, {}, {"client": cpu_s})

    async def _create_one(self, client: httpx.AsyncClient, tenant: Tenant) -> None:
        user = await _made(client, "/v1/partner/user/create", tenant.user)
        bot = await _made(client, "/v1/bot/create", tenant.bot, {_RUN_AS: user})
        await _made(client, f"/v1/partner/user/{user}/context/create", {**tenant.context, "botId": bot})
        self.users.append(user)


async def _made(client: httpx.AsyncClient, path: str, body: object, headers: dict[str, str] | None = None) -> str:
    answer = (await client.post(path, json=body, headers=headers)).raise_for_status()
    return str(answer.json()["id"])


async def _send_one(client: httpx.AsyncClient, request: LoggedCall) -> None:
    headers = {} if request.run_as is None else {_RUN_AS: request.run_as}
    body = None if request.method == "GET" else request.body or {}
    answer = await client.request(request.method, request.path, params=request.query, json=body, headers=headers)
    answer.raise_for_status()


async def _delete_one(client: httpx.AsyncClient, user: str) -> None:
    (await client.post(f"/v1/partner/user/{user}/delete", json={})).raise_for_status()
