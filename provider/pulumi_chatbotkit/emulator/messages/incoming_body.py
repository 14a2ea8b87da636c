"""Reads the body of a request step by step, so that a large one is refused before it is in memory."""

from typing import Final

from starlette.requests import Request

LARGEST_BODY_BYTES: Final = 4_500_000
"""About the largest body that the service accepts; a larger one is 413 (docs/api/api.md a.7 errors, b.13 file)."""


LARGEST_SNAPSHOT_BYTES: Final = 1_000_000_000
"""The largest JSON document that is read as a snapshot, from a body or a file."""


class BodyTooLargeError(Exception):
    """The body has more bytes than are accepted. It was not read to its end."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"the body is larger than {limit:,} bytes")


class IncomingBody:
    """The body of one request."""

    def __init__(self, request: Request) -> None:
        self._chunks = request.stream()
        self._announced = _announced_size(request)
        self._read: list[bytes] = []
        self._size = 0
        self._ended = False

    async def exceeds(self, size: int) -> bool:
        """Whether the body has more than ``size`` bytes; by its announcement, else by reading no more than is needed.

        Raises:
            starlette.requests.ClientDisconnect
        """
        if self._announced > size:
            return True
        while not self._ended and self._size <= size:
            await self._read_chunk()
        return self._size > size

    async def read(self, limit: int) -> bytes:
        """The body.

        Raises:
            BodyTooLargeError: it has more than ``limit`` bytes.
            starlette.requests.ClientDisconnect
        """
        if await self.exceeds(limit):
            raise BodyTooLargeError(limit)
        return b"".join(self._read)

    async def _read_chunk(self) -> None:
        chunk = await anext(self._chunks, None)
        if chunk is None:
            self._ended = True
        else:
            self._read.append(chunk)
            self._size += len(chunk)


def _announced_size(request: Request) -> int:
    """The value of Content-Length; 0 for a body in chunks, whose size is not announced."""
    announced = request.headers.get("content-length", "")
    return int(announced) if announced.isdecimal() and announced.isascii() else 0
