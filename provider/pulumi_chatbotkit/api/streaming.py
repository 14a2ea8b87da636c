"""Reads the body of a stream that was accepted: its items, or the error that ended it."""

import asyncio
from collections.abc import AsyncIterator

import httpx

from pulumi_chatbotkit.api.connection_errors import connection_errors
from pulumi_chatbotkit.api.errors import ChatBotKitError, ForeignAnswer, Nature, RequestInfo, ResponseHead
from pulumi_chatbotkit.api.jsonl import Event, Failed, Item, Unreadable, read_line, split_lines
from pulumi_chatbotkit.api.responses import ResponseReader
from pulumi_chatbotkit.json_values import JsonObject

_UNREADABLE = "a line of the stream is cut off or is not one of the service's"


class ItemStream:
    """Reads one response once. ``max_line_bytes`` bounds a line, ``event_timeout_s`` each wait for an event."""

    def __init__(
        self,
        response: httpx.Response,
        head: ResponseHead,
        *,
        info: RequestInfo,
        reader: ResponseReader,
        max_line_bytes: int,
        event_timeout_s: float,
    ) -> None:
        self.status = head.status
        self._response, self._head, self._info, self._reader = response, head, info, reader
        self._max_line_bytes, self._event_timeout_s = max_line_bytes, event_timeout_s

    async def items(self) -> AsyncIterator[JsonObject]:
        """The items as they arrive.

        Raises the stream's own error (``ApiError``), and ``ForeignAnswer`` for a broken connection, a line that cannot
        be read, or no event in time.
        """
        async for event in self.events():
            if not event.kind:
                raise self._foreign(_UNREADABLE)
            if event.kind == "item":
                yield event.data

    async def events(self) -> AsyncIterator[Event]:
        """All events as they arrive, items included; keep-alive lines are left out. Raises as ``items`` does."""
        lines = self._lines()
        while True:
            try:
                async with asyncio.timeout(self._event_timeout_s):
                    event = await self._next(lines)
            except TimeoutError as error:  # keep-alive lines alone could go on for ever
                raise self._foreign(f"no item within {self._event_timeout_s:g} s") from error
            if event is None:
                return
            yield event

    async def _next(self, lines: AsyncIterator[bytes]) -> Event | None:
        async for line in lines:
            match read_line(line):
                case Item(data):
                    return Event("item", data)
                case Event() as event:
                    return event
                case Failed(data):
                    raise self._failure(data)
                case Unreadable():
                    raise self._foreign(_UNREADABLE)
                case _:
                    pass
        return None

    async def _lines(self) -> AsyncIterator[bytes]:
        chunks = self._response.aiter_bytes()
        try:
            with connection_errors(self._reader, self._info, self._head):
                async for line in split_lines(chunks, max_bytes=self._max_line_bytes):
                    yield line
        except ValueError as error:
            raise self._foreign(str(error)) from error

    def _failure(self, data: JsonObject) -> ChatBotKitError:
        return self._reader.error_in(data, self._head, self._info) or self._foreign("an error without a code")

    def _foreign(self, reason: str) -> ForeignAnswer:
        return self._reader.foreign_answer(reason, self._head, self._info, nature=Nature.TRANSIENT)
