"""One attempt: send, read, and say exactly how much is known when that fails. Never repeats, never decides."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx

from pulumi_chatbotkit.api.answers import Reader
from pulumi_chatbotkit.api.calls import Delivery, Request
from pulumi_chatbotkit.api.errors import AnswerFacts, Call, ForeignAnswer, NoAnswer, nature_of_status
from pulumi_chatbotkit.api.losses import losses
from pulumi_chatbotkit.api.pools import Pools
from pulumi_chatbotkit.api.settings import ClientSettings
from pulumi_chatbotkit.api.streams import OpenedStream
from pulumi_chatbotkit.api.timing import Timing
from pulumi_chatbotkit.json_values import JsonObject


class Wire:
    """The way to one deployment with one token. Every method raises ``ApiError``, ``NoAnswer`` or ``ForeignAnswer``."""

    def __init__(self, settings: ClientSettings, transport: httpx.AsyncBaseTransport | None, timing: Timing) -> None:
        self._settings = settings
        self._pools = Pools(settings, transport)
        self._reader = Reader(settings.token)
        self._timing = timing

    @asynccontextmanager
    async def fetch(self, request: Request, call: Call) -> AsyncGenerator[tuple[int, JsonObject]]:
        """Status and body of a success, read within the total timeout."""
        total_s = self._settings.timeouts.total_s
        try:
            async with asyncio.timeout(total_s), self._head(request, call) as (response, facts):
                body = await self._body(response, facts, call)
        except TimeoutError as error:
            raise NoAnswer(f"no whole answer within {total_s:g} s", call=call, was_sent=True) from error
        yield facts.status, self._reader.read(facts, body, call)

    @asynccontextmanager
    async def open(self, request: Request, call: Call) -> AsyncGenerator[tuple[int, OpenedStream]]:
        """Status and items of an accepted stream, which may take any time as long as items keep coming."""
        async with self._head(request, call) as (response, facts):
            if not 200 <= facts.status < 300:
                self._reader.read(facts, await self._body(response, facts, call), call)
            yield (
                facts.status,
                OpenedStream(
                    response,
                    facts,
                    call=call,
                    reader=self._reader,
                    longest=self._settings.max_body_bytes,
                    patience_s=self._settings.timeouts.total_s,
                ),
            )

    @asynccontextmanager
    async def deliver(self, delivery: Delivery, call: Call) -> AsyncGenerator[tuple[int, None]]:
        """Status of content that was accepted at an address outside of the API."""
        # Not built by the pool's client, whose headers have the token: the address may be anybody's.
        prepared = httpx.Request(
            delivery.method,
            delivery.url,
            headers=delivery.headers,
            content=delivery.content,
            extensions={"timeout": httpx.Timeout(self._settings.timeouts.write_s).as_dict()},
        )
        async with self._pools.lend() as http:
            with losses(self._reader, call):
                response = await http.send(prepared)
        facts = self._reader.facts(response, now_epoch_s=self._timing.epoch())
        if not response.is_success:
            reason = "the content was not accepted where the service says it belongs"
            raise ForeignAnswer(reason, call=call, answer=facts, nature=nature_of_status(facts.status))
        yield facts.status, None

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pools.aclose()

    @asynccontextmanager
    async def _head(self, request: Request, call: Call) -> AsyncGenerator[tuple[httpx.Response, AnswerFacts]]:
        async with self._pools.lend() as http:
            prepared = http.build_request(
                request.method,
                self._settings.base_url + request.path,
                params=request.query or None,
                content=request.body,
                headers=request.headers(),
            )
            with losses(self._reader, call):
                response = await http.send(prepared, stream=True)
            try:
                facts = self._reader.facts(response, now_epoch_s=self._timing.epoch())
                if 300 <= facts.status < 400:
                    raise self._reader.redirected(facts, response.headers.get("location", ""), call)
                yield response, facts
            finally:
                await response.aclose()

    async def _body(self, response: httpx.Response, facts: AnswerFacts, call: Call) -> bytes:
        most = self._settings.max_body_bytes
        chunks: list[bytes] = []
        size = 0
        with losses(self._reader, call, facts):
            async for chunk in response.aiter_bytes():
                size += len(chunk)
                if size > most:
                    raise ForeignAnswer(f"the answer is larger than {most} bytes", call=call, answer=facts)
                chunks.append(chunk)
        return b"".join(chunks)
