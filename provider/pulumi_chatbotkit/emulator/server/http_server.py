"""Serves an ASGI application with uvicorn, in a thread or in the foreground.

Added to uvicorn: connections that a fault can break, and a stop that does not wait for clients without an answer.
"""

import asyncio
import signal
import socket
import struct
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from email.utils import formatdate
from typing import Final, cast

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from pulumi_chatbotkit.emulator.messages.connection import EXTENSION

_START_S: Final = 30.0
_GRACE_S: Final = 5.0
"""How long a stop waits for answers in progress, in seconds."""

# Longer than a client's pauses between calls: if the server closes first, reused connections fail.
_KEEP_ALIVE_S: Final = 75
# l_onoff = 1, l_linger = 0: closing then sends RST instead of FIN.
_ABORTIVE_CLOSE: Final = struct.pack("ii", 1, 0)


class _Protocol(H11Protocol):
    """A connection that passes itself to the application as ``messages.connection.Connection``."""

    held = False

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        app = self.app

        async def with_connection(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_dated(message: Message) -> None:
                await send(_dated(message))

            await app({**scope, "extensions": {EXTENSION: self}}, receive, send_dated)

        self.app = with_connection

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


def _dated(message: Message) -> Message:
    """The message; the head of a response with a date, as HTTP wants it of a server that has a clock (RFC 9110 6.6.1).

    Uvicorn sets it in the loop that ``_Server`` does without.
    """
    if message["type"] != "http.response.start":
        return message
    headers = [*cast("Iterable[tuple[bytes, bytes]]", message.get("headers", []))]
    if all(name.lower() != b"date" for name, _ in headers):
        headers.append((b"date", formatdate(usegmt=True).encode()))
    return {**message, "headers": headers}


class _Server(uvicorn.Server):
    """Runs until ``stop``, without polling and without installing signal handlers."""

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
                # X-Forwarded-For would say which client it is, and anybody may send it.
                proxy_headers=False,
                timeout_keep_alive=_KEEP_ALIVE_S,
            )
        )
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Begin to stop. Call it only from the loop's thread."""
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
        # A transport calls connection_lost in the next iteration of the loop.
        await asyncio.sleep(0)


class Listener:
    """A listening socket and its URL. Connections wait in its backlog until a server accepts them."""

    def __init__(self, host: str, port: int) -> None:
        """Start to listen. Port 0 takes a free one.

        Raises:
            OSError: the address is in use or not one of this machine.
        """
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.socket = socket.create_server((host, port), family=family)
        # On Linux, accepted sockets inherit it; without it each answer on a kept connection takes 40 ms more.
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port: int = self.socket.getsockname()[1]
        shown_host = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown_host}:{self.port}"


class ServerThread:
    """Serves an application in its own thread until ``stop``."""

    def __init__(self, app: ASGIApp, listener: Listener) -> None:
        """Start the thread; returns when requests are answered."""
        self._app = app
        self._listener = listener
        self._running: Future[tuple[asyncio.AbstractEventLoop, _Server]] = Future()
        self._thread = threading.Thread(target=self._run, name="chatbotkit-emulator", daemon=True)
        self._thread.start()
        self._running.result(_START_S)

    def stop(self) -> None:
        """Finish answers in progress, close every connection, and end the thread."""
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
    """Serve in the foreground until SIGINT or SIGTERM. Call it only from the main thread."""
    asyncio.run(_serve_until_signal(app, listener))


async def _serve_until_signal(app: ASGIApp, listener: Listener) -> None:
    server = _Server(app)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, server.stop)
    await server.serve(sockets=[listener.socket])
