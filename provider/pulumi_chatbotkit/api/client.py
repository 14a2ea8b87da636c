"""Calling actions of the API. Knows the wire, and nothing of Pulumi, of kinds or of desired state.

One client serves one event loop and any number of tasks in it; the account to act as is given with each call.
"""

import json
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Literal, Self

import httpx

from pulumi_chatbotkit.api.attempts import Attempts
from pulumi_chatbotkit.api.calls import NO_QUERY, Delivery, Path, Request, RunAs, path_text
from pulumi_chatbotkit.api.errors import AnswerFacts, Call, ForeignAnswer
from pulumi_chatbotkit.api.events import Hook, Watch
from pulumi_chatbotkit.api.jsonl import Event
from pulumi_chatbotkit.api.limiter import Limiter
from pulumi_chatbotkit.api.paging import LARGEST_TAKE, read_page
from pulumi_chatbotkit.api.settings import ClientSettings
from pulumi_chatbotkit.api.streams import OpenedStream
from pulumi_chatbotkit.api.timing import REAL_TIMING, Timing
from pulumi_chatbotkit.api.wire import Wire
from pulumi_chatbotkit.json_values import JsonObject

_PARTNER = ("partner", "user")


class Client:
    """One account at one deployment.

    Every method raises ``ApiError`` (the service refused), ``NoAnswer`` or ``ForeignAnswer`` after the retries of the
    settings' policy, and ``ValueError`` for a call that no program should make. ``transport`` replaces the network (an
    ASGI application in this process, a fake) and is closed with the client. What a hook or watch raises ends the call.
    """

    def __init__(
        self,
        settings: ClientSettings,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        hooks: Sequence[Hook] = (),
        watches: Sequence[Watch] = (),
        timing: Timing = REAL_TIMING,
    ) -> None:
        self._settings = settings
        self._wire = Wire(settings, transport, timing)
        limiter = Limiter(
            concurrency=settings.concurrency,
            requests_per_second=settings.requests_per_second,
            longest_hold_s=settings.retry.deadline_s,
            timing=timing,
        )
        self._attempts = Attempts(policy=settings.retry, limiter=limiter, hooks=hooks, watches=watches, timing=timing)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection; calls under way fail."""
        await self._wire.aclose()

    async def get(self, path: Path, *, query: Mapping[str, str] = NO_QUERY, run_as: RunAs | None = None) -> JsonObject:
        """The body of a reading action."""
        answer = await self._fetch(self._request("GET", path, query=query, run_as=run_as))
        return self._settings.spellings.from_wire(path, answer)

    async def post(
        self, path: Path, body: JsonObject, *, run_as: RunAs | None = None, repeatable: bool = True
    ) -> JsonObject:
        """The body of a writing action.

        With ``repeatable=False`` (creates) the call is sent again only where the service certainly did nothing. Where
        that is not certain, it raises at once with ``may_have_created``: look for the object before creating it again.
        """
        request = self._request("POST", path, body=body, run_as=run_as, repeatable=repeatable)
        return self._settings.spellings.from_wire(path, await self._fetch(request))

    async def deliver(self, delivery: Delivery) -> None:
        """Bring content to an address that the service has named. Sent again like any repeatable call."""

        def once(call: Call) -> AbstractAsyncContextManager[tuple[int, None]]:
            return self._wire.deliver(delivery, call)

        async with self._attempts.first_success(delivery.request(), once):
            return

    async def pages(
        self, path: Path, *, query: Mapping[str, str] = NO_QUERY, run_as: RunAs | None = None, take: int = LARGEST_TAKE
    ) -> AsyncGenerator[list[JsonObject]]:
        """The pages of a list action with ``take`` items (1 to 100) each; no empty page is yielded.

        An object deleted by others meanwhile may end the list early: the service looks for the cursor's object, and
        answers an empty page when it is gone (docs/api/api.md a.9). So only a fetch proves that an object is missing.
        """
        if not 1 <= take <= LARGEST_TAKE:
            message = f"take must be from 1 to {LARGEST_TAKE}, not {take}"
            raise ValueError(message)
        seen: set[str] = set()
        known: set[str] = set()
        asked = {**query, "take": str(take)}
        while True:
            request = self._request("GET", path, query=asked, run_as=run_as)
            page = read_page(await self._fetch(request))
            if page is None:
                raise _no_list(request, "the answer to a list action has no items")
            if page.next_cursor in seen:
                raise _no_list(request, "the list repeats a cursor, so it would never end")
            if page.items and not known.isdisjoint(page.ids) and known.issuperset(page.ids):
                raise _no_list(request, "a page of the list holds nothing new, so it would never end")
            known.update(page.ids)
            if page.items:
                yield [self._settings.spellings.from_wire(path, item) for item in page.items]
            if page.next_cursor is None:
                return
            seen.add(page.next_cursor)
            asked["cursor"] = page.next_cursor

    async def items(
        self, path: Path, *, query: Mapping[str, str] = NO_QUERY, run_as: RunAs | None = None, take: int = LARGEST_TAKE
    ) -> AsyncGenerator[JsonObject]:
        """The items of a list action, page by page; see ``pages``."""
        async for page in self.pages(path, query=query, run_as=run_as, take=take):
            for item in page:
                yield item

    async def stream(
        self,
        path: Path,
        *,
        query: Mapping[str, str] = NO_QUERY,
        run_as: RunAs | None = None,
        method: Literal["GET", "POST"] = "GET",
        body: "JsonObject | None" = None,
    ) -> AsyncGenerator[JsonObject]:
        """The items of an action that can answer as a stream; keep-alive and result lines are left out.

        Opening is retried, reading is not: what breaks off after some items raises. A stream holds one of the client's
        slots until it is read to the end or closed; leave one early only through ``contextlib.aclosing``.
        """
        request = self._request(method, path, query=query, body=body, run_as=run_as, accept="application/jsonl")

        def once(call: Call) -> AbstractAsyncContextManager[tuple[int, OpenedStream]]:
            return self._wire.open(request, call)

        async with self._attempts.first_success(request, once) as stream:
            async for item in stream.items():
                yield self._settings.spellings.from_wire(path, item)

    async def events(self, path: Path, body: JsonObject, *, run_as: RunAs | None = None) -> AsyncGenerator[Event]:
        """The events of a writing action that answers as a stream; one plain JSON object is an event of kind "".

        Keep-alive lines are left out; else as ``stream``.
        """
        request = self._request("POST", path, body=body, run_as=run_as, accept="application/jsonl")

        def once(call: Call) -> AbstractAsyncContextManager[tuple[int, OpenedStream]]:
            return self._wire.open(request, call)

        async with self._attempts.first_success(request, once) as stream:
            async for event in stream.events():
                yield event

    def _request(
        self,
        method: str,
        path: Path,
        *,
        query: Mapping[str, str] = NO_QUERY,
        body: "JsonObject | None" = None,
        run_as: RunAs | None = None,
        repeatable: bool = True,
        accept: str = "application/json",
    ) -> Request:
        text = path_text(path)
        if path[:2] == _PARTNER:
            text = self._settings.partner_path + text.removeprefix("/partner/user")
        spelt = None if body is None else self._settings.spellings.to_wire(path, body)
        content = None if spelt is None else json.dumps(spelt, ensure_ascii=False, allow_nan=False).encode()
        return Request(method, text, dict(query), content, run_as, repeatable, accept)

    async def _fetch(self, request: Request) -> JsonObject:
        def once(call: Call) -> AbstractAsyncContextManager[tuple[int, JsonObject]]:
            return self._wire.fetch(request, call)

        async with self._attempts.first_success(request, once) as body:
            return body


def _no_list(request: Request, reason: str) -> ForeignAnswer:
    return ForeignAnswer(reason, call=request.call(1), answer=AnswerFacts(200, "application/json"))
