"""What an answer of GitHub or GitLab means: a success, a refusal, or a wait. Pure.

Both have a primary rate limit with its reset in the headers; GitHub also has a secondary one, which it serves as 403
or 429, with ``Retry-After``, with ``x-ratelimit-remaining: 0``, or only in the words of its message.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import parse_qsl

import httpx

from pulumi_chatbotkit.api.errors import Nature, nature_of_status
from pulumi_chatbotkit.api.responses import parse_json
from pulumi_chatbotkit.api.retry import retry_after_s
from pulumi_chatbotkit.json_values import JsonValue, as_object
from pulumi_chatbotkit.printable import printable

_EPOCH: Final = re.compile(r"[0-9]{1,12}")
_NO_CONTENT: Final = 204
_LONGEST_REASON: Final = 300
_UNKNOWN_WAIT_S: Final = 60.0
"""What GitHub asks for where a rate limit says no time."""


@dataclass(frozen=True)
class Failure:
    """An answer that is no success."""

    nature: Nature
    reason: str
    retry_after_s: float | None = None

    @property
    def is_final(self) -> bool:
        return self.nature is Nature.FINAL


@dataclass(frozen=True)
class Answer:
    """The parts of an answer that matter."""

    status: int
    headers: httpx.Headers
    content: JsonValue
    """None if it is no JSON."""
    next_page: Mapping[str, str]
    """The query of the next page of a list; empty after the last. Only the query, so that no list leads elsewhere."""

    @classmethod
    def of(cls, response: httpx.Response) -> Self:
        """The answer in a response."""
        return cls(response.status_code, response.headers, parse_json(response.content), _next_page(response))


def failure_of(answer: Answer, *, now_epoch_s: float) -> Failure | None:
    """What is wrong with an answer; None if it is a success."""
    reason = _reason(answer)
    if 200 <= answer.status < 300:
        is_whole = answer.content is not None or answer.status == _NO_CONTENT
        return None if is_whole else Failure(Nature.TRANSIENT, "the answer is no JSON, or cut off")
    if 300 <= answer.status < 400:
        return Failure(Nature.FINAL, "a redirect, which is not followed, because the token is for one host")
    if _is_throttled(answer, reason):
        return Failure(Nature.THROTTLED, f"a rate limit: {reason}", _wait_s(answer.headers, now_epoch_s))
    return Failure(nature_of_status(answer.status), reason)


def _is_throttled(answer: Answer, reason: str) -> bool:
    if answer.status == 429:
        return True
    headers = answer.headers
    has_none_left = headers.get("x-ratelimit-remaining") == "0" or "retry-after" in headers
    return answer.status == 403 and (has_none_left or "rate limit" in reason.lower())


def _wait_s(headers: httpx.Headers, now_epoch_s: float) -> float:
    asked = retry_after_s(headers.get("retry-after"), now_epoch_s=now_epoch_s)
    if asked is not None:
        return asked
    reset = headers.get("x-ratelimit-reset") or headers.get("ratelimit-reset") or ""
    return max(0.0, int(reset) - now_epoch_s) if _EPOCH.fullmatch(reset) else _UNKNOWN_WAIT_S


def _reason(answer: Answer) -> str:
    """What the answer says: ``message`` or ``error`` of its JSON, which at GitLab may be an object."""
    content = as_object(answer.content) or {}
    said = content.get("message") or content.get("error")
    text = said if isinstance(said, str) else "" if said is None else str(said)
    return printable(" ".join(text.split()))[:_LONGEST_REASON] or "the answer does not say why"


def _next_page(response: httpx.Response) -> Mapping[str, str]:
    gitlab = response.headers.get("x-next-page")
    if gitlab is not None:
        return {"page": gitlab} if gitlab else {}
    url = response.links.get("next", {}).get("url")
    return dict(parse_qsl(url.partition("?")[2])) if url else {}
