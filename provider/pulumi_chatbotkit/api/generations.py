"""The two generations of the API: which one the deployment is of, asked once per client if nobody has said it.

A deployment speaks one of the two (docs/api/api.md d: generation as a whole). The newer one can keep the older path as
a second one, but the older one cannot know the newer path. So the newer path is asked first, and the first call that
may be repeated is the question itself: where the path is missing, it does nothing. A create is never the question. What
is no proof, such as any answer in an outage, is an error.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from pulumi_chatbotkit.api.errors import (
    ActionNotImplemented,
    ChatBotKitError,
    ForeignAnswer,
    NotFound,
    UnknownGeneration,
)
from pulumi_chatbotkit.api.field_names import DOCUMENTED_NAMES, FieldNames
from pulumi_chatbotkit.api.requests import NO_QUERY, ApiPath, Request, RunAs, path_text
from pulumi_chatbotkit.json_values import JsonObject

PARTNER_USERS: Final[ApiPath] = ("partner", "user")
"""How a path begins, in our names, that a generation serves elsewhere."""


@dataclass(frozen=True)
class Call:
    """One request in our names, before it is known how the deployment names things."""

    method: Literal["GET", "POST"]
    path: ApiPath
    query: Mapping[str, str] = field(default_factory=lambda: NO_QUERY)
    body: JsonObject | None = None
    run_as: RunAs | None = None
    repeatable: bool = True
    accept: str = "application/json"


@dataclass(frozen=True)
class Dialect:
    """How a deployment names what this package names as the API reference does."""

    partner_path: str
    """Where it serves partner users, below the base URL."""
    field_names: FieldNames = DOCUMENTED_NAMES

    def request(self, call: Call) -> Request:
        """``call`` as this deployment wants it. Raises ``ValueError`` for a path that is none."""
        ours = path_text(call.path)
        sent = self.partner_path + ours.removeprefix(path_text(PARTNER_USERS)) if _is_elsewhere(call) else ours
        body = None if call.body is None else self.field_names.in_body(call.path, call.body)
        content = None if body is None else json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
        return Request(
            call.method,
            sent,
            dict(self.field_names.in_query(call.path, call.query)),
            content,
            call.run_as,
            call.repeatable,
            call.accept,
            action_path=ours,
        )


Fetch: TypeAlias = Callable[[Request], Awaitable[JsonObject]]
"""Sends a request, with the retries of the client's policy; returns the body of a success."""

_LIST: Final[ApiPath] = (*PARTNER_USERS, "list")
_QUESTION: Final = Call("GET", _LIST, MappingProxyType({"take": "1"}))


class Deployment:
    """What is known of the deployment's generation. One per event loop, for one client."""

    def __init__(self, older: Dialect, newer: Dialect, known: Dialect | None, fetch: Fetch) -> None:
        """``known`` is one of the two dialects, or another; None: the deployment is asked when it matters."""
        self._older, self._newer, self._known = older, newer, known
        self._fetch = fetch
        self._lock = asyncio.Lock()

    async def request(self, call: Call) -> Request:
        """``call`` as the deployment wants it, which is asked if that matters and is not known.

        Raises:
            UnknownGeneration: its answers do not tell.
            ChatBotKitError: it did not answer, or refused.
        """
        if self._known is None and (_is_elsewhere(call) or self._is_renamed(call)):
            async with self._lock:
                if self._known is None:
                    await self._ask()
        return self.shown(call)

    async def answer(self, call: Call) -> JsonObject:
        """The answer to a call, in the deployment's names. If it is the first that needs the generation and may be
        repeated, it is the question, too. Raises as ``request``.
        """
        if self._known is None and call.repeatable and _is_elsewhere(call):
            async with self._lock:
                if self._known is None:
                    return await self._first_answer(call)
        return await self._fetch(await self.request(call))

    def shown(self, call: Call) -> Request:
        """``call`` as far as the deployment is known. Nothing is asked."""
        return (self._known or self._newer).request(call)

    def _is_renamed(self, call: Call) -> bool:
        return self._older.field_names.concern(call.path, {**call.query, **(call.body or {})})

    async def _first_answer(self, call: Call) -> JsonObject:
        try:
            answer = await self._fetch(self._newer.request(call))
        except ChatBotKitError as error:
            if not _says_no_route(error):
                raise
            if call.path == _LIST:
                return await self._answer_of_older(call, error)
            await self._ask()  # the object may be missing, instead of the route
            if self._known is self._newer:
                raise
            return await self._fetch(self.shown(call))
        if _is_page(answer) or isinstance(answer.get("id"), str):
            self._known = self._newer
        return answer

    async def _ask(self) -> None:
        """Make the generation known; raises ``UnknownGeneration`` if the answers do not tell."""
        try:
            answer = await self._fetch(self._newer.request(_QUESTION))
        except ChatBotKitError as error:
            if not _says_no_route(error):
                raise
            await self._answer_of_older(_QUESTION, error)
            return
        if not _is_page(answer):
            raise UnknownGeneration(f"GET {self._newer.request(_QUESTION).path} was answered without items")
        self._known = self._newer

    async def _answer_of_older(self, call: Call, refusal: ChatBotKitError) -> JsonObject:
        """The older generation's answer to a list of partner users. ``refusal`` is what the newer path was answered.

        A missing path proves nothing by itself: a proxy answers so in an outage. Only the other path's answer does.
        """
        request = self._older.request(call)
        try:
            answer = await self._fetch(request)
        except ChatBotKitError as error:
            if not _says_no_route(error):
                raise
            raise UnknownGeneration(f"{refusal}; {error}") from error
        if not _is_page(answer):
            raise UnknownGeneration(f"{refusal}; GET {request.path} was answered without items")
        self._known = self._older
        return answer


def _is_elsewhere(call: Call) -> bool:
    """True if the generations have the call at different paths."""
    return call.path[: len(PARTNER_USERS)] == PARTNER_USERS


def _says_no_route(error: ChatBotKitError) -> bool:
    """True if a deployment that does not have the route answers so (docs/api/api.md a.1: unknown routes)."""
    if isinstance(error, ForeignAnswer):
        return error.status == 404
    return isinstance(error, NotFound | ActionNotImplemented)


def _is_page(answer: JsonObject) -> bool:
    return isinstance(answer.get("items"), list)
