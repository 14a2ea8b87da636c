"""One attempt over HTTP: send the request, read the response, or raise what exactly failed. Never retries."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import BinaryIO

import httpx

from pulumi_chatbotkit.api.connection_errors import connection_errors
from pulumi_chatbotkit.api.connection_pools import ConnectionPools
from pulumi_chatbotkit.api.errors import NoAnswer, RequestInfo, ResponseHead, nature_of_status
from pulumi_chatbotkit.api.requests import ContentDownload, ContentUpload, Request
from pulumi_chatbotkit.api.responses import Redact, ResponseReader, head_of
from pulumi_chatbotkit.api.settings import ClientSettings
from pulumi_chatbotkit.api.streaming import ItemStream
from pulumi_chatbotkit.api.timing import Timing
from pulumi_chatbotkit.json_values import JsonObject


class Transport:
    """Sends to one deployment with one token. All methods raise ``ApiError``, ``NoAnswer`` or ``ForeignAnswer``.

    ``http_transport`` replaces the network.
    """

    def __init__(
        self, settings: ClientSettings, http_transport: httpx.AsyncBaseTransport | None, timing: Timing, redact: Redact
    ) -> None:
        self._settings = settings
        self._pools = ConnectionPools(settings, http_transport)
        self._reader = ResponseReader(settings.token, redact)
        self._timing = timing

    @asynccontextmanager
    async def fetch(self, request: Request, info: RequestInfo) -> AsyncGenerator[tuple[int, JsonObject]]:
        """Status and body of a success, read within the total timeout."""
        total_s = self._settings.timeouts.total_s
        try:
            async with asyncio.timeout(total_s), self._response(request, info) as (response, head):
                body = await self._body(response, head, info)
        except TimeoutError as error:
            raise NoAnswer(f"no whole answer within {total_s:g} s", request=info, was_sent=True) from error
        yield head.status, self._reader.read(head, body, info)

    @asynccontextmanager
    async def open(self, request: Request, info: RequestInfo) -> AsyncGenerator[tuple[int, ItemStream]]:
        """Status and items of an accepted stream, which may take any time as long as items keep coming."""
        async with self._response(request, info) as (response, head):
            if not 200 <= head.status < 300:
                self._reader.read(head, await self._body(response, head, info), info)
            yield (
                head.status,
                ItemStream(
                    response,
                    head,
                    info=info,
                    reader=self._reader,
                    max_line_bytes=self._settings.max_body_bytes,
                    event_timeout_s=self._settings.timeouts.total_s,
                ),
            )

    @asynccontextmanager
    async def upload(self, upload: ContentUpload, info: RequestInfo) -> AsyncGenerator[tuple[int, None]]:
        """Status of content that was accepted at an address outside of the API."""
        # Not built by the pool's client, whose headers have the token: the address may be on any host.
        prepared = httpx.Request(
            upload.method,
            upload.url,
            headers=upload.headers,
            content=upload.content,
            extensions={"timeout": httpx.Timeout(self._settings.timeouts.write_s).as_dict()},
        )
        async with self._pools.lend() as http:
            with connection_errors(self._reader, info):
                response = await http.send(prepared)
        head = head_of(response, now_epoch_s=self._timing.epoch())
        if not response.is_success:
            reason = "the content was not accepted where the service says it belongs"
            raise self._reader.foreign_answer(reason, head, info, nature=nature_of_status(head.status))
        yield head.status, None

    @asynccontextmanager
    async def download(
        self, download: ContentDownload, target: BinaryIO, info: RequestInfo
    ) -> AsyncGenerator[tuple[int, None]]:
        """Status of content that was read from an address outside of the API; ``target`` holds what was read."""
        target.seek(0)
        target.truncate()
        # As an upload, without the token.
        timeout = httpx.Timeout(self._settings.timeouts.read_s).as_dict()
        prepared = httpx.Request("GET", download.url, extensions={"timeout": timeout})
        async with self._pools.lend() as http:
            with connection_errors(self._reader, info):
                response = await http.send(prepared, stream=True)
                try:
                    async for chunk in response.aiter_bytes():
                        if response.is_success:
                            target.write(chunk)
                finally:
                    await response.aclose()
        head = head_of(response, now_epoch_s=self._timing.epoch())
        if not response.is_success:
            reason = "the content was not given where the service says it is"
            raise self._reader.foreign_answer(reason, head, info, nature=nature_of_status(head.status))
        yield head.status, None

    async def aclose(self) -> None:
        """Close every connection."""
        await self._pools.aclose()

    @asynccontextmanager
    async def _response(
        self, request: Request, info: RequestInfo
    ) -> AsyncGenerator[tuple[httpx.Response, ResponseHead]]:
        async with self._pools.lend() as http:
            prepared = http.build_request(
                request.method,
                self._settings.base_url + request.path,
                params=request.query or None,
                content=request.body,
                headers=request.headers(),
            )
            with connection_errors(self._reader, info):
                response = await http.send(prepared, stream=True)
            try:
                head = head_of(response, now_epoch_s=self._timing.epoch())
                if 300 <= head.status < 400:
                    raise self._reader.redirect_error(head, response.headers.get("location", ""), info)
                yield response, head
            finally:
                await response.aclose()

    async def _body(self, response: httpx.Response, head: ResponseHead, info: RequestInfo) -> bytes:
        max_bytes = self._settings.max_body_bytes
        chunks: list[bytes] = []
        size = 0
        with connection_errors(self._reader, info, head):
            async for chunk in response.aiter_bytes():
                size += len(chunk)
                if size > max_bytes:
                    raise self._reader.foreign_answer(f"the answer is larger than {max_bytes} bytes", head, info)
                chunks.append(chunk)
        return b"".join(chunks)
