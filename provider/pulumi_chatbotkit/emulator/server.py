"""The emulator behind a socket, in a thread or in the foreground: ready when it says so, quick to stop.

uvicorn does HTTP. Added: connections that a fault can break, and a stop that waits for nobody who gets no answer.
"""

import asyncio
import signal
import socket
import struct
import threading
from concurrent.futures import Future
from typing import Final, cast

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from .connections import EXTENSION

_START_S: Final = 30.0
_GRACE_S: Final = 5.0
"""How long a stop waits for answers that are on their way."""

# Longer than the pauses between a client's calls: a server that hangs up first makes reused connections fail.
_KEEP_ALIVE_S: Final = 75
# l_onoff = 1, l_linger = 0: closing then sends RST instead of FIN.
_ABORTIVE_CLOSE: Final = struct.pack("ii", 1, 0)


class _Protocol(H11Protocol):
    """A connection that hands itself to the application as ``connections.Connection``."""

    held = False

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        app = self.app

        async def with_handle(scope: Scope, receive: Receive, send: Send) -> None:
            await app({**scope, "extensions": {EXTENSION: self}}, receive, send)

        self.app = with_handle

    def reset(self) -> None:
        own_socket = cast("socket.socket | None", self.transport.get_extra_info("socket"))
        if own_socket is not None:
            own_socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORTIVE_CLOSE)
        self.transport.abort()

    def finish(self) -> None:
        self.transport.close()

    def hold(self) -> None:
        self.held = True

    def release(self) -> None:
        self.held = False


class _Server(uvicorn.Server):
    """Runs until told to stop, without polling and without taking over the process's signals."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="asyncio",
                http=_Protocol,
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="error",
                access_log=False,
                timeout_keep_alive=_KEEP_ALIVE_S,
            )
        )
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Begin to stop. Only from the loop's own thread."""
        self._stopping.set()

    async def main_loop(self) -> None:
        await self._stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        connections = cast("set[_Protocol]", self.server_state.connections)
        for connection in list(connections):
            if connection.held:
                connection.transport.abort()
            else:
                connection.shutdown()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=_GRACE_S)
        for connection in list(connections):
            connection.transport.abort()
        for server in self.servers:
            await server.wait_closed()
        # A transport tells its protocol about the end in the next turn of the loop.
        await asyncio.sleep(0)


class Listener:
    """A listening socket and its address; connections wait in its backlog until a server takes them."""

    def __init__(self, host: str, port: int) -> None:
        """Listen. Port 0 is a free one.

        Raises:
            OSError: the address is taken or not this machine's.
        """
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.socket = socket.create_server((host, port), family=family)
        # Accepted connections inherit it on Linux; without it, each answer on a kept connection waits some 40 ms.
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port: int = self.socket.getsockname()[1]
        shown_host = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown_host}:{self.port}"


class ServerThread:
    """Serves an application from a thread of its own, until ``stop``."""

    def __init__(self, app: ASGIApp, listener: Listener) -> None:
        """Start. Returns when requests are answered."""
        self._app = app
        self._listener = listener
        self._running: Future[tuple[asyncio.AbstractEventLoop, _Server]] = Future()
        self._thread = threading.Thread(target=self._run, name="chatbotkit-emulator", daemon=True)
        self._thread.start()
        self._running.result(_START_S)

    def stop(self) -> None:
        """Finish answers that are on their way, close every connection, and end the thread."""
        loop, server = self._running.result()
        loop.call_soon_threadsafe(server.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        server = _Server(self._app)
        self._running.set_result((asyncio.get_running_loop(), server))
        await server.serve(sockets=[self._listener.socket])


def serve_until_signal(app: ASGIApp, listener: Listener) -> None:
    """Serve in the foreground until SIGINT or SIGTERM. Only from the main thread."""
    asyncio.run(_serve_until_signal(app, listener))


async def _serve_until_signal(app: ASGIApp, listener: Listener) -> None:
    server = _Server(app)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.stop)
    await server.serve(sockets=[listener.socket])
