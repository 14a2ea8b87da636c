"""The account under test, called with the API client, or with a bare HTTP client where the request itself is tested.

Only this module knows whether it is a real account or an emulator in this process.
"""

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Mapping
from types import TracebackType
from typing import Self, TypeVar

import httpx

from pulumi_chatbotkit.api import ApiPath, AttemptEvent, Client, ClientSettings, RunAs
from pulumi_chatbotkit.json_values import JsonObject

_Result = TypeVar("_Result")
_TIMEOUT_S = 60.0


class Service:
    """One account. Calls raise as ``Client`` does; only ``ask`` returns every answer as it is."""

    def __init__(self, name: str, settings: ClientSettings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """Call the account of ``settings``; ``transport`` replaces the network."""
        self.name = name
        self.settings = settings
        self._runner = asyncio.Runner()
        self._partner_path = "/partner/user"
        self._client = Client(settings, transport=transport, hooks=[self._learn_partner_path])
        self._bare = httpx.AsyncClient(base_url=settings.base_url, transport=transport, timeout=_TIMEOUT_S)

    def __enter__(self) -> Self:
        """Use it in a with statement."""
        return self

    def __exit__(self, _type: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        """Close the connections."""
        self._run(self._client.aclose())
        self._run(self._bare.aclose())
        self._runner.close()

    def get(self, path: ApiPath, *, run_as: str | None = None) -> JsonObject:
        """The answer to a reading action."""
        return self._run(self._client.get(path, run_as=_run_as(run_as)))

    def post(self, path: ApiPath, body: JsonObject, *, run_as: str | None = None) -> JsonObject:
        """The answer to a writing action. A create is not repeated when its answer is lost."""
        repeatable = path[-1] != "create"
        return self._run(self._client.post(path, body, run_as=_run_as(run_as), repeatable=repeatable))

    def items(
        self, path: ApiPath, *, query: Mapping[str, str] | None = None, run_as: str | None = None, take: int = 100
    ) -> list[JsonObject]:
        """All items of a list action, read page by page."""
        return self._run(_all(self._client.items(path, query=query or {}, run_as=_run_as(run_as), take=take)))

    def streamed(self, path: ApiPath, *, run_as: str | None = None) -> list[JsonObject]:
        """All items of a list action, read as a stream."""
        return self._run(_all(self._client.stream(path, run_as=_run_as(run_as))))

    def ask(
        self,
        method: str,
        path: ApiPath,
        *,
        body: JsonObject | bytes | None = None,
        headers: Mapping[str, str] | None = None,
        query: str = "",
        token: str | None = None,
        slash: str = "",
        literal: bool = False,
    ) -> httpx.Response:
        """One request without retries; ``headers`` are added to, or replace, those of a well-formed call.

        ``literal``: the path as it is given, whatever the deployment calls partner users.
        """
        content, kind = (body, {}) if isinstance(body, bytes | None) else (None, {"Content-Type": "application/json"})
        authorization = {"Authorization": f"Token {token or self.settings.token}"}
        request = self._bare.build_request(
            method,
            ("/" + "/".join(path) if literal else self._address(path)) + slash + (f"?{query}" if query else ""),
            content=content,
            json=None if isinstance(body, bytes) else body,
            headers={**authorization, **kind, **(headers or {})},
        )
        return self._run(self._bare.send(request))

    def _address(self, path: ApiPath) -> str:
        text = "/" + "/".join(path)
        return text.replace("/partner/user", self._partner_path, 1)

    def _learn_partner_path(self, event: AttemptEvent) -> None:
        """Where the client has found partner users, for requests that are sent without it."""
        if event.error is None and event.action_path.startswith("/partner/user/"):
            self._partner_path = event.path.removesuffix(event.action_path.removeprefix("/partner/user"))

    def _run(self, work: Coroutine[object, object, _Result]) -> _Result:
        return self._runner.run(work)


def _run_as(user: str | None) -> RunAs | None:
    return None if user is None else RunAs(user_id=user)


async def _all(items: AsyncGenerator[JsonObject]) -> list[JsonObject]:
    return [item async for item in items]
