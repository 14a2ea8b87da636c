"""A stream of items whose head has arrived: from bytes to items, or to the error that ended them."""

import asyncio
from collections.abc import AsyncIterator

import httpx

from pulumi_chatbotkit.api.answers import Reader
from pulumi_chatbotkit.api.errors import AnswerFacts, Call, ChatBotKitError, ForeignAnswer, Nature
from pulumi_chatbotkit.api.jsonl import Event, Failed, Item, Unreadable, read_line, split_lines
from pulumi_chatbotkit.api.losses import losses
from pulumi_chatbotkit.json_values import JsonObject

_UNREADABLE = "a line of the stream is cut off or is not one of the service's"


class OpenedStream:
    """Reads one answer once. ``longest`` bounds a line, in bytes; ``patience_s`` each wait for an event."""

    def __init__(
        self,
        response: httpx.Response,
        facts: AnswerFacts,
        *,
        call: Call,
        reader: Reader,
        longest: int,
        patience_s: float,
    ) -> None:
        self._patience_s = patience_s
        self.status = facts.status
        self._response, self._facts, self._call, self._reader, self._longest = response, facts, call, reader, longest

    async def items(self) -> AsyncIterator[JsonObject]:
        """The items, as they come; raises what the stream or the connection says went wrong."""
        async for event in self.events():
            if not event.kind:
                raise self._foreign(_UNREADABLE)
            if event.kind == "item":
                yield event.data

    async def events(self) -> AsyncIterator[Event]:
        """Every line with a meaning, items included, as it comes; raises as ``items``."""
        lines = self._lines()
        while True:
            try:
                async with asyncio.timeout(self._patience_s):
                    event = await self._next(lines)
            except TimeoutError as error:  # keep-alive lines alone could go on for ever
                raise self._foreign(f"no item within {self._patience_s:g} s") from error
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
            with losses(self._reader, self._call, self._facts):
                async for line in split_lines(chunks, longest=self._longest):
                    yield line
        except ValueError as error:
            raise self._foreign(str(error)) from error

    def _failure(self, data: JsonObject) -> ChatBotKitError:
        return self._reader.refused(data, self._facts, self._call) or self._foreign("an error without a code")

    def _foreign(self, reason: str) -> ForeignAnswer:
        return ForeignAnswer(reason, call=self._call, answer=self._facts, nature=Nature.TRANSIENT)
