"""Turns a response into a JSON object or into the matching error. Pure; no other module interprets a status.

A response counts as the service's own only if it is a JSON object with a ``code`` (a refusal) or a JSON object with a
2xx status (a success). Everything else is a ``ForeignAnswer``, whatever its status: a proxy's 404 does not mean that an
object is gone.
"""

import json
import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import httpx

from pulumi_chatbotkit.api.errors import (
    ERROR_BY_CODE,
    ApiError,
    ContentTooLarge,
    ForeignAnswer,
    Nature,
    NotFound,
    Refusal,
    RequestInfo,
    ResponseHead,
    UnknownCode,
    nature_of_status,
)
from pulumi_chatbotkit.api.retry import retry_after_s
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.masking import Secrets

_EXCERPT_CHARS = 200
_MESSAGE_CHARS = 500
_CODE_CHARS = 100
_ISSUE_PARTS = ("error", "category", "id", "field")
_PLAIN_CODE = re.compile(r"[A-Z][A-Z0-9_]{0,99}")
# A shorter token, such as an emulator's "dev", is not a secret, and masking it would mangle ordinary words.
_SHORTEST_SECRET = 8
_REQUEST_ID_HEADERS = ("x-request-id", "x-vercel-id")


Redact: TypeAlias = Callable[[str], str]
"""Masks secrets in a text that is about to be folded, cut and shown."""


def head_of(response: httpx.Response, *, now_epoch_s: float) -> ResponseHead:
    """Status, content type, request id and Retry-After of a response, as they came."""
    given = (response.headers.get(name) for name in _REQUEST_ID_HEADERS)
    return ResponseHead(
        status=response.status_code,
        content_type=response.headers.get("content-type", ""),
        request_id=next((value for value in given if value), None),
        retry_after_s=retry_after_s(response.headers.get("retry-after"), now_epoch_s=now_epoch_s),
    )


class ResponseReader:
    """Reads the responses to one token's requests. It needs ``token`` and ``redact`` only to mask secrets in texts."""

    def __init__(self, token: str, redact: Redact) -> None:
        self._redact = redact
        self._token = Secrets()
        if len(token) >= _SHORTEST_SECRET:
            self._token.add(token)

    def read(self, head: ResponseHead, body: bytes, info: RequestInfo) -> JsonObject:
        """The JSON object of a success; raises ``ApiError`` or ``ForeignAnswer``."""
        value = as_object(parse_json(body))
        if value is not None:
            refusal = self._refusal(value, head, info)
            if refusal is not None and (not _is_success(head) or _is_late_error(value)):
                raise error_for(refusal)
            if _is_success(head):
                return value
        if head.status == 413:
            request_id = self._shown(head).request_id
            raise ContentTooLarge(Refusal("CONTENT_TOO_LARGE", "Content too large", 413, info, request_id=request_id))
        raise self._foreign(head, body, info)

    def error_in(self, data: JsonObject, head: ResponseHead, info: RequestInfo) -> ApiError | None:
        """The error in a JSON object with ``code``, such as a stream's error line; None if there is no code."""
        refusal = self._refusal(data, head, info)
        return None if refusal is None else error_for(refusal)

    def redirect_error(self, head: ResponseHead, location: str, info: RequestInfo) -> ForeignAnswer:
        """The error for a redirect. Redirects are never followed: the token must not reach another host."""
        try:
            target = httpx.URL(location).host or "the same host"
        except httpx.InvalidURL:
            target = "an unreadable address"
        return self.foreign_answer(f"redirected to {self.clean(target, 200)}, not followed", head, info)

    def foreign_answer(
        self, reason: str, head: ResponseHead, info: RequestInfo, *, excerpt: str = "", nature: Nature = Nature.FINAL
    ) -> ForeignAnswer:
        """The error for a response that is not the service's. ``reason`` and ``excerpt`` are clean already."""
        return ForeignAnswer(reason, request=info, answer=self._shown(head), excerpt=excerpt, nature=nature)

    def clean(self, text: str, max_chars: int) -> str:
        """``text`` fit to be shown: one line of at most ``max_chars`` characters, no secrets, no control characters."""
        # Secrets first: what is folded or cut no longer looks like them.
        text = self._redact(self._token.mask(text[: 20 * max_chars], "[token]"))
        visible = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
        return " ".join(visible.split())[:max_chars]

    def _shown(self, head: ResponseHead) -> ResponseHead:
        """``head`` fit to be shown. Not made for each response, because most are successes."""
        request_id = None if head.request_id is None else self.clean(head.request_id, 100)
        return replace(head, content_type=self.clean(head.content_type, 100), request_id=request_id)

    def _refusal(self, value: JsonObject, head: ResponseHead, info: RequestInfo) -> Refusal | None:
        given = value.get("code")
        code = self._code(given) if isinstance(given, str) else ""
        if not code:
            return None
        message = value.get("message")
        text = self.clean(message + _issues(value), _MESSAGE_CHARS) if isinstance(message, str) else ""
        return Refusal(
            code=code,
            message=text,
            status=head.status,
            request=info,
            scope=scope_of(code),
            request_id=self._shown(head).request_id,
            retry_after_s=head.retry_after_s,
        )

    def _code(self, given: str) -> str:
        # A code decides what happens next, so it is not changed because a secret looks like a part of it.
        return given if _PLAIN_CODE.fullmatch(given) else self.clean(given, _CODE_CHARS)

    def _foreign(self, head: ResponseHead, body: bytes, info: RequestInfo) -> ForeignAnswer:
        excerpt = self.clean(body.decode("utf-8", errors="replace"), _EXCERPT_CHARS)
        broken = _is_success(head) and "json" in head.content_type.lower() and not _is_json(body)
        # JSON that stops in the middle was cut off on the way, so a retry may help; a complete page of something else
        # would come again.
        nature = Nature.TRANSIENT if broken else nature_of_status(head.status)
        reason = "the answer is cut off or is not JSON" if broken else "the answer is not one of the service's"
        return self.foreign_answer(reason, head, info, excerpt=excerpt, nature=nature)


def _issues(refusal: JsonObject) -> str:
    """What a refused import lists besides its message (docs/api/api.md a.7), without the values that were sent."""
    issues = (as_object(refusal.get("details")) or {}).get("issues")
    found = [as_object(issue) or {} for issue in issues] if isinstance(issues, list) else []
    said = [[issue[name] for name in _ISSUE_PARTS if isinstance(issue.get(name), str)] for issue in found]
    return f": {', '.join(' '.join(map(str, parts)) for parts in said)}" if said else ""


def parse_json(body: bytes) -> JsonValue:
    """The value in ``body``; None if it is not JSON. NaN and numbers beyond a float, such as 1e400, are not JSON."""
    try:
        return json.loads(body, parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        return None


def scope_of(code: str) -> str | None:
    """The prefix of a known code: "DISCORD" for ``DISCORD_TIMEOUT``; None for a plain or an unknown code."""
    if code in ERROR_BY_CODE:
        return None
    known = max((known for known in ERROR_BY_CODE if code.endswith("_" + known)), key=len, default=None)
    return None if known is None else code.removesuffix("_" + known)


def error_for(refusal: Refusal) -> ApiError:
    """An error of the class that belongs to the code.

    NOT_FOUND with a prefix is an ``UnknownCode``: ``NotFound`` means that the object is gone, and only ChatBotKit
    itself can know that.
    """
    code = refusal.code if refusal.scope is None else refusal.code.removeprefix(refusal.scope + "_")
    found = ERROR_BY_CODE.get(code, UnknownCode)
    if refusal.scope is not None and found is NotFound:
        return UnknownCode(refusal)
    return found(refusal)


def _is_success(head: ResponseHead) -> bool:
    return 200 <= head.status < 300


def _is_late_error(value: JsonObject) -> bool:
    """True for an error body under a 200, which was sent before the action failed (docs/api/api.md a.10, streaming)."""
    return "message" in value and "id" not in value and "items" not in value


def _is_json(body: bytes) -> bool:
    return parse_json(body) is not None or body.strip() == b"null"


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        _refuse_constant(text)
    return value


def _refuse_constant(name: str) -> None:
    message = f"{name} is not JSON"
    raise ValueError(message)
