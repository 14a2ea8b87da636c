"""Calls to the API of GitHub or GitLab: pages, retries, and creates that happen once.

A create whose answer was lost may have succeeded, so it is repeated only after what it makes was looked for.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self, TypeVar

import httpx

from pulumi_chatbotkit.api.connection_errors import NEVER_SENT
from pulumi_chatbotkit.api.errors import Nature
from pulumi_chatbotkit.api.retry import FailureCount, GiveUp, backoff_s, next_step
from pulumi_chatbotkit.api.settings import RetryPolicy
from pulumi_chatbotkit.api.timing import Timing
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.operations.ci.answers import Answer, failure_of
from pulumi_chatbotkit.operations.ci.code_host import CodeHostError
from pulumi_chatbotkit.operations.ci.http_client import http_client

T = TypeVar("T")

PAGE_SIZE: Final = 100
"""The largest page of both APIs."""
_MOST_PAGES: Final = 1_000
_POLICY: Final = RetryPolicy(attempts=5, base_s=1.0, longest_s=30.0, deadline_s=300.0)
"""The deadline bounds what a job may wait for a rate limit, which GitHub resets once an hour."""
_LONG_WAIT_S: Final = 5.0
"""A wait that a person would take for a hang."""


@dataclass(frozen=True)
class Access:
    """Where an API is, and with what it is called."""

    name: str
    """``GitHub``."""
    base_url: str
    headers: Mapping[str, str] = field(repr=False)
    advice: Mapping[int, str]
    """By status, what to do; ``{permission}`` stands for what the call needs."""


@dataclass(frozen=True)
class Call:
    """One request. ``permission`` is what its token needs, for messages; "" if there is nothing to advise."""

    method: str
    path: str
    permission: str
    query: Mapping[str, str] = field(default_factory=dict[str, str])
    body: JsonObject | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Surroundings:
    """What calls need besides their content: a clock, who hears of long waits, and what must not be shown."""

    timing: Timing
    say: Callable[[str], None]
    redactor: Redactor


class CodeHostApi:
    """The API of one code host, as an asynchronous context manager. Every method raises ``CodeHostError``."""

    def __init__(self, access: Access, surroundings: Surroundings) -> None:
        self._access, self._around = access, surroundings
        self._http = http_client(access.base_url, access.headers)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def send(self, call: Call) -> JsonValue:
        """The content of the answer. Not for creates: what fails for a while is sent again."""
        return (await self._answer(call)).content

    async def delete(self, path: str, permission: str) -> None:
        """Delete what is there; what is gone is no error."""
        try:
            await self.send(Call("DELETE", path, permission))
        except CodeHostError as error:
            if error.status != 404:
                raise

    async def items(self, path: str, permission: str, **query: str) -> AsyncGenerator[JsonObject]:
        """The items of a list, of all pages."""
        page: Mapping[str, str] = {}
        for _ in range(_MOST_PAGES):
            call = Call("GET", path, permission, {"per_page": str(PAGE_SIZE), **query, **page})
            answer = await self._answer(call)
            if not isinstance(answer.content, list):
                message = f"{self._access.name}: {call}: the answer is no list"
                raise CodeHostError(message)
            for each in answer.content:
                yield as_object(each) or {}
            if not answer.next_page:
                return
            page = answer.next_page
        message = f"{self._access.name}: GET {path}: the list does not end after {_MOST_PAGES:,} pages"
        raise CodeHostError(message)

    async def create(self, call: Call, read: Callable[[JsonObject], T], find: Callable[[], Awaitable[T | None]]) -> T:
        """What a create has made.

        Args:
            call: The create.
            read: What was made, from the answer.
            find: Looks for it, after an answer that was lost.
        """
        failures = FailureCount()
        while True:
            try:
                answer = await self._answer(call)
            except CodeHostError as error:
                if not error.may_have_created:
                    raise
                lost = error
            else:
                return read(as_object(answer.content) or {})
            failures = failures.after(lost)
            timing = self._around.timing
            await timing.sleep(backoff_s(failures, jitter=timing.random(), policy=_POLICY))
            found = await find()
            if found is not None:
                return found
            if failures.transient >= _POLICY.attempts:
                raise lost

    async def _answer(self, call: Call) -> Answer:
        """The answer of the first attempt that succeeds. A create that may have succeeded is not sent again.

        A wait that would end after the deadline is an error at once, because the call would be refused again.
        """
        timing = self._around.timing
        failures, began_s = FailureCount(), None
        while True:
            try:
                return await self._attempt(call)
            except CodeHostError as error:
                failure = error
            now_s = timing.monotonic()
            began_s = now_s if began_s is None else began_s
            failures = failures.after(failure)
            step = next_step(failure, failures, elapsed_s=now_s - began_s, jitter=timing.random(), policy=_POLICY)
            if isinstance(step, GiveUp):
                raise failure
            asked_s = failure.retry_after_s or 0.0
            if now_s - began_s + asked_s > _POLICY.deadline_s:
                longest = f"at most {_POLICY.deadline_s:.0f} s are waited for"
                message = f"{failure}; it ends in {asked_s:.0f} s, and {longest}: run this again then"
                raise CodeHostError(message, nature=failure.nature, status=failure.status) from failure
            if step.seconds >= _LONG_WAIT_S:
                self._around.say(f"{failure}; trying again in {step.seconds:.0f} s")
            await timing.sleep(step.seconds)

    async def _attempt(self, call: Call) -> Answer:
        where = f"{self._access.name}: {call}"
        try:
            response = await self._http.request(
                call.method, self._access.base_url + call.path, params=call.query or None, json=call.body
            )
        except httpx.RequestError as error:
            was_sent = not isinstance(error, NEVER_SENT)
            reason = self._around.redactor.redact(f"{type(error).__name__} {error}".strip())
            message = f"{where}: no answer ({reason})"
            raise CodeHostError(
                message, nature=Nature.TRANSIENT, may_have_created=was_sent and call.method == "POST"
            ) from error
        answer = Answer.of(response)
        failure = failure_of(answer, now_epoch_s=self._around.timing.epoch())
        if failure is None:
            return answer
        advice = self._access.advice.get(answer.status, "") if call.permission else ""
        advice = advice.format(permission=call.permission)
        reason = self._around.redactor.redact(failure.reason)
        raise CodeHostError(
            f"{where}: {reason} (HTTP {answer.status}){f'; {advice}' if advice and failure.is_final else ''}",
            nature=failure.nature,
            status=answer.status,
            may_have_created=call.method == "POST" and failure.nature is Nature.TRANSIENT,
            retry_after_s=failure.retry_after_s,
        )
