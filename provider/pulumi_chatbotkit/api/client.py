"""Calls actions of the API. Knows nothing of Pulumi, of kinds or of desired state.

One client serves one event loop and any number of tasks in it; the account to act as is given with each request.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from types import TracebackType
from typing import BinaryIO, Literal, Self

import httpx

from pulumi_chatbotkit.api.errors import ConfigurationError, ForeignAnswer, RequestInfo, ResponseHead
from pulumi_chatbotkit.api.events import Hook, Watch
from pulumi_chatbotkit.api.generations import Call, Deployment, Dialect
from pulumi_chatbotkit.api.jsonl import Event
from pulumi_chatbotkit.api.pagination import LARGEST_TAKE, read_page
from pulumi_chatbotkit.api.rate_limit.limiter import Limiter
from pulumi_chatbotkit.api.requests import NO_QUERY, ApiPath, ContentDownload, ContentUpload, Request, RunAs
from pulumi_chatbotkit.api.responses import Redact
from pulumi_chatbotkit.api.retry_loop import RetryLoop
from pulumi_chatbotkit.api.settings import PARTNER_PATHS, ClientSettings
from pulumi_chatbotkit.api.streaming import ItemStream
from pulumi_chatbotkit.api.timing import REAL_TIMING, Timing
from pulumi_chatbotkit.api.transport import Transport
from pulumi_chatbotkit.json_values import JsonObject


def _unchanged(text: str) -> str:
    return text


def _say_nothing(_line: str) -> None:
    return


class Client:
    """One account at one deployment.

    Every method raises ``ApiError`` (the service refused), ``NoAnswer`` or ``ForeignAnswer`` after the retries of the
    settings' policy, and ``ValueError`` for invalid arguments. ``transport`` replaces the network (an ASGI application
    in this process, a fake) and is closed with the client. What a hook or watch raises ends the request. ``redact``
    masks secrets in what errors quote of a response; the token is masked anyway. ``report`` gets a line about a wait
    that a person would take for a hang.
    """

    def __init__(
        self,
        settings: ClientSettings,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        hooks: Sequence[Hook] = (),
        watches: Sequence[Watch] = (),
        timing: Timing = REAL_TIMING,
        redact: Redact = _unchanged,
        report: Callable[[str], None] = _say_nothing,
    ) -> None:
        self._settings = settings
        self._names = settings.older_names
        self._deployment = _deployment(settings, self._fetch)
        self._transport = Transport(settings, transport, timing, redact)
        limiter = Limiter(
            concurrency=settings.concurrency,
            requests_per_second=settings.requests_per_second,
            timing=timing,
        )
        self._retry_loop = RetryLoop(
            policy=settings.retry, limiter=limiter, hooks=hooks, watches=watches, report=report, timing=timing
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection; requests in flight fail."""
        await self._transport.aclose()

    @property
    def is_read_only(self) -> bool:
        """True if this client refuses to change anything."""
        return self._settings.read_only

    async def get(
        self, path: ApiPath, *, query: Mapping[str, str] = NO_QUERY, run_as: RunAs | None = None
    ) -> JsonObject:
        """The response body of a reading action."""
        answer = await self._deployment.answer(Call("GET", path, query, run_as=run_as))
        return self._names.in_answer(path, answer)

    async def post(
        self, path: ApiPath, body: JsonObject, *, run_as: RunAs | None = None, repeatable: bool = True
    ) -> JsonObject:
        """The response body of a writing action.

        With ``repeatable=False`` (creates) the request is sent again only if the service certainly did nothing. If that
        is not certain, it raises at once with ``may_have_created``: look for the object before creating it again.
        """
        self._refuse_if_read_only(f"POST /{'/'.join(path)}")
        call = Call("POST", path, body=body, run_as=run_as, repeatable=repeatable)
        answer = await self._deployment.answer(call)
        return self._names.in_answer(path, answer)

    async def upload(self, upload: ContentUpload) -> None:
        """Send content to an upload address that the service has named. Retried like any repeatable request."""
        self._refuse_if_read_only("an upload")

        def attempt(info: RequestInfo) -> AbstractAsyncContextManager[tuple[int, None]]:
            return self._transport.upload(upload, info)

        async with self._retry_loop.first_success(upload.request(), attempt):
            return

    async def download(self, download: ContentDownload, target: BinaryIO) -> None:
        """Read content from an address that the service has named into a file. Retried like any repeatable request."""

        def attempt(info: RequestInfo) -> AbstractAsyncContextManager[tuple[int, None]]:
            return self._transport.download(download, target, info)

        async with self._retry_loop.first_success(download.request(), attempt):
            return

    async def pages(
        self,
        path: ApiPath,
        *,
        query: Mapping[str, str] = NO_QUERY,
        run_as: RunAs | None = None,
        take: int = LARGEST_TAKE,
    ) -> AsyncGenerator[list[JsonObject]]:
        """The pages of a list action with ``take`` items (1 to 100) each; no empty page is yielded.

        An object that is deleted meanwhile may end the list early: the service looks for the cursor's object, and
        returns an empty page when it is gone (docs/api/api.md a.9, lists). So only a fetch proves that an object is
        missing. A list of more than the settings' ``max_pages`` is an error: it may never end.
        """
        if not 1 <= take <= LARGEST_TAKE:
            message = f"take must be from 1 to {LARGEST_TAKE}, not {take}"
            raise ValueError(message)
        cursors: set[str] = set()
        ids: set[str] = set()
        page_query = {**query, "take": str(take)}
        for _ in range(self._settings.max_pages):
            call = Call("GET", path, page_query, run_as=run_as)
            page = read_page(await self._deployment.answer(call))
            request = self._deployment.shown(call)
            if page is None:
                raise _not_a_list(request, "the answer to a list action has no items")
            if page.next_cursor in cursors:
                raise _not_a_list(request, "the list repeats a cursor, so it would never end")
            if page.items and not ids.isdisjoint(page.ids) and ids.issuperset(page.ids):
                raise _not_a_list(request, "a page of the list holds nothing new, so it would never end")
            ids.update(page.ids)
            if page.items:
                yield [self._names.in_answer(path, item) for item in page.items]
            if page.next_cursor is None:
                return
            cursors.add(page.next_cursor)
            page_query["cursor"] = page.next_cursor
        reason = f"the list has not ended after {self._settings.max_pages:,} pages and {len(ids):,} objects"
        raise _not_a_list(self._deployment.shown(Call("GET", path, run_as=run_as)), f"{reason}, so it may never end")

    async def items(
        self,
        path: ApiPath,
        *,
        query: Mapping[str, str] = NO_QUERY,
        run_as: RunAs | None = None,
        take: int = LARGEST_TAKE,
    ) -> AsyncGenerator[JsonObject]:
        """The items of a list action, page by page; see ``pages``."""
        async for page in self.pages(path, query=query, run_as=run_as, take=take):
            for item in page:
                yield item

    async def stream(
        self,
        path: ApiPath,
        *,
        query: Mapping[str, str] = NO_QUERY,
        run_as: RunAs | None = None,
        method: Literal["GET", "POST"] = "GET",
        body: "JsonObject | None" = None,
    ) -> AsyncGenerator[JsonObject]:
        """The items of an action that can answer as a stream; keep-alive and result lines are left out.

        Opening is retried, reading is not: a stream that breaks off after some items raises. A stream holds one of the
        client's slots until it is read to the end or closed; leave it early only through ``contextlib.aclosing``.
        """
        call = Call(method, path, query, body, run_as, accept="application/jsonl")
        request = await self._deployment.request(call)

        def attempt(info: RequestInfo) -> AbstractAsyncContextManager[tuple[int, ItemStream]]:
            return self._transport.open(request, info)

        async with self._retry_loop.first_success(request, attempt) as stream:
            async for item in stream.items():
                yield self._names.in_answer(path, item)

    async def events(self, path: ApiPath, body: JsonObject, *, run_as: RunAs | None = None) -> AsyncGenerator[Event]:
        """The events of a writing action that streams its response; a plain JSON object is an event of kind "".

        Keep-alive lines are left out; otherwise as ``stream``.
        """
        self._refuse_if_read_only(f"POST /{'/'.join(path)}")
        call = Call("POST", path, body=body, run_as=run_as, accept="application/jsonl")
        request = await self._deployment.request(call)

        def attempt(info: RequestInfo) -> AbstractAsyncContextManager[tuple[int, ItemStream]]:
            return self._transport.open(request, info)

        async with self._retry_loop.first_success(request, attempt) as stream:
            async for event in stream.events():
                yield event

    def _refuse_if_read_only(self, what: str) -> None:
        if self.is_read_only:
            message = f"{what} was not sent: this client only reads"
            raise ConfigurationError(message)

    async def _fetch(self, request: Request) -> JsonObject:
        def attempt(info: RequestInfo) -> AbstractAsyncContextManager[tuple[int, JsonObject]]:
            return self._transport.fetch(request, info)

        async with self._retry_loop.first_success(request, attempt) as body:
            return body


def _deployment(settings: ClientSettings, fetch: Callable[[Request], Awaitable[JsonObject]]) -> Deployment:
    older = Dialect(PARTNER_PATHS["partner"], settings.older_names)
    newer = Dialect(PARTNER_PATHS["user"])
    said = {"partner": older, "user": newer, "auto": None}[settings.generation]
    if said is not None and settings.partner_path is not None:
        said = replace(said, partner_path=settings.partner_path)
    return Deployment(older, newer, said, fetch)


def _not_a_list(request: Request, reason: str) -> ForeignAnswer:
    return ForeignAnswer(reason, request=request.info(1), answer=ResponseHead(200, "application/json"))
