"""Requests as bytes, where a client library would refuse or tidy up what a test wants to send."""

import socket
from urllib.parse import urlsplit

from pulumi_chatbotkit.testing import EmulatorServer


def connected(server: EmulatorServer) -> socket.socket:
    """A connection to the server."""
    address = urlsplit(server.url)
    return socket.create_connection((address.hostname or "", address.port or 0))


def exchange(server: EmulatorServer, *parts: bytes) -> bytes:
    """Everything that the server answers to ``parts`` before it closes the connection."""
    with connected(server) as connection:
        for part in parts:
            connection.sendall(part)
        return _received(connection)


def ask(server: EmulatorServer, line: bytes, *headers: bytes, body: bytes = b"", host: bytes | None = None) -> bytes:
    """The answer to one request with these headers, after which the connection is closed."""
    own = urlsplit(server.url).netloc.encode() if host is None else host
    head = b"\r\n".join([line, b"Host: " + own, b"Connection: close", *headers, b"", b""])
    return exchange(server, head + body)


def status_of(answer: bytes) -> int:
    """The status in an answer."""
    return int(answer.split(b" ", 2)[1])


def _received(connection: socket.socket) -> bytes:
    received = b""
    try:
        while chunk := connection.recv(65_536):
            received += chunk
    except ConnectionResetError:  # the rest of a body that nobody read
        pass
    return received
