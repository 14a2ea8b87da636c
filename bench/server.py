"""``python -m bench.server``: the emulator in a process of its own, with a latency and a log of its requests.

The first line on standard output is its URL. Each subject has an account of its own, so that the lists of one do not
hold the objects of another.
"""

import argparse
import asyncio
import time
from dataclasses import asdict
from pathlib import Path

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.emulator.server.http_server import Listener, serve_until_signal

TAKE = "/bench/take"
"""Path that answers the requests since the last call, and the CPU seconds of this process since its start."""

PARENT_ACCOUNTS = 8


def token_of(account: int) -> str:
    """The API key of one of the parent accounts."""
    return f"sk-{account:064x}"


class _Slow:
    """The emulator's application, with a pause before each request."""

    def __init__(self, emulator: Emulator, latency_s: float) -> None:
        self._emulator = emulator
        self._app: ASGIApp = emulator.app
        self._latency_s = latency_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == TAKE:
            await self._take()(scope, receive, send)
            return
        if self._latency_s:
            await asyncio.sleep(self._latency_s)
        await self._app(scope, receive, send)

    def _take(self) -> JSONResponse:
        requests = [asdict(request) for request in self._emulator.requests]
        self._emulator.clear_requests()
        return JSONResponse({"requests": requests, "cpu_s": time.process_time()})


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency-ms", type=int, default=0)
    parser.add_argument("--database", type=Path, help="file of the state; left out, it is in memory")
    options = parser.parse_args()
    emulator = Emulator(EmulatorSettings(database=options.database))
    for account in range(PARENT_ACCOUNTS):
        emulator.add_account(f"bench {account}", token_of(account))
    listener = Listener("127.0.0.1", 0)
    print(listener.url, flush=True)
    serve_until_signal(_Slow(emulator, options.latency_ms / 1000), listener)
    emulator.close()


if __name__ == "__main__":
    main()
