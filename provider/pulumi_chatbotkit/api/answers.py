"""From an answer to a JSON object or to the one right error. Pure; no other module looks at a status.

An answer is the service's own only if it is a JSON object with a ``code`` (a refusal) or one under a 2xx (a success).
Everything else is foreign, whatever its status: a proxy's 404 does not mean that an object is gone.
"""

import json
import math
import unicodedata
from dataclasses import dataclass

import httpx

from pulumi_chatbotkit.api.errors import (
    ERROR_BY_CODE,
    AnswerFacts,
    ApiError,
    Call,
    ContentTooLarge,
    ForeignAnswer,
    Nature,
    NotFound,
    Refusal,
    UnknownCode,
    nature_of_status,
)
from pulumi_chatbotkit.api.retry import retry_after_s
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_EXCERPT_CHARS = 200
_MESSAGE_CHARS = 500
_CODE_CHARS = 100
# A shorter token, such as an emulator's "dev", is no secret, and striking it out would mangle words.
_SHORTEST_SECRET = 8
_REQUEST_ID_HEADERS = ("x-request-id", "x-vercel-id")


@dataclass(frozen=True)
class Reader:
    """Reads the answers to one account's calls. It knows the ``token`` only to strike it out of texts."""

    token: str

    def facts(self, response: httpx.Response, *, now_epoch_s: float) -> AnswerFacts:
        """What the head of an answer says."""
        given = (response.headers.get(name) for name in _REQUEST_ID_HEADERS)
        request_id = next((value for value in given if value), None)
        return AnswerFacts(
            status=response.status_code,
            content_type=self.clean(response.headers.get("content-type", ""), 100),
            request_id=None if request_id is None else self.clean(request_id, 100),
            retry_after_s=retry_after_s(response.headers.get("retry-after"), now_epoch_s=now_epoch_s),
        )

    def read(self, facts: AnswerFacts, body: bytes, call: Call) -> JsonObject:
        """The JSON object of a success; raises ``ApiError`` or ``ForeignAnswer``."""
        value = as_object(parse_json(body))
        if value is not None:
            refusal = self._refusal(value, facts, call)
            if refusal is not None and (not _is_success(facts) or _is_late_error(value)):
                raise error_for(refusal)
            if _is_success(facts):
                return value
        if facts.status == 413:
            raise ContentTooLarge(
                Refusal("CONTENT_TOO_LARGE", "Content too large", 413, call, request_id=facts.request_id)
            )
        raise self._foreign(facts, body, call)

    def refused(self, data: JsonObject, facts: AnswerFacts, call: Call) -> ApiError | None:
        """The error in an object with ``code``, as a stream's error line carries it; None if there is none."""
        refusal = self._refusal(data, facts, call)
        return None if refusal is None else error_for(refusal)

    def redirected(self, facts: AnswerFacts, location: str, call: Call) -> ForeignAnswer:
        """The error for a redirect, which is never followed: the token must not travel to another place."""
        try:
            target = httpx.URL(location).host or "the same host"
        except httpx.InvalidURL:
            target = "an unreadable address"
        return ForeignAnswer(f"redirected to {self.clean(target, 200)}, not followed", call=call, answer=facts)

    def clean(self, text: str, most: int) -> str:
        """``text`` fit to be shown: one line, ``most`` characters at most, no token, no control characters."""
        if len(self.token) >= _SHORTEST_SECRET:
            text = text.replace(self.token, "[token]")
        visible = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text[: 20 * most])
        return " ".join(visible.split())[:most]

    def _refusal(self, value: JsonObject, facts: AnswerFacts, call: Call) -> Refusal | None:
        given = value.get("code")
        code = self.clean(given, _CODE_CHARS) if isinstance(given, str) else ""
        if not code:
            return None
        message = value.get("message")
        text = self.clean(message, _MESSAGE_CHARS) if isinstance(message, str) else ""
        return Refusal(
            code=code,
            message=text,
            status=facts.status,
            call=call,
            scope=scope_of(code),
            request_id=facts.request_id,
            retry_after_s=facts.retry_after_s,
        )

    def _foreign(self, facts: AnswerFacts, body: bytes, call: Call) -> ForeignAnswer:
        excerpt = self.clean(body.decode("utf-8", errors="replace"), _EXCERPT_CHARS)
        broken = _is_success(facts) and "json" in facts.content_type.lower() and not _is_json(body)
        # JSON that stops in the middle was cut on its way; a whole page of something else will come again.
        nature = Nature.TRANSIENT if broken else nature_of_status(facts.status)
        reason = "the answer is cut off or is not JSON" if broken else "the answer is not one of the service's"
        return ForeignAnswer(reason, call=call, answer=facts, excerpt=excerpt, nature=nature)


def parse_json(body: bytes) -> JsonValue:
    """The value in ``body``; None if it is not JSON. Without NaN and what is no number here, such as 1e400."""
    try:
        return json.loads(body, parse_constant=_refuse_constant, parse_float=_finite)
    except (ValueError, RecursionError):
        return None


def scope_of(code: str) -> str | None:
    """What stands before a known code: "DISCORD" for ``DISCORD_TIMEOUT``; None for a plain or an unknown code."""
    if code in ERROR_BY_CODE:
        return None
    known = max((known for known in ERROR_BY_CODE if code.endswith("_" + known)), key=len, default=None)
    return None if known is None else code.removesuffix("_" + known)


def error_for(refusal: Refusal) -> ApiError:
    """The error of the code's own class.

    A scoped NOT_FOUND is an ``UnknownCode``: ``NotFound`` means that the object is gone, which no other service knows.
    """
    code = refusal.code if refusal.scope is None else refusal.code.removeprefix(refusal.scope + "_")
    found = ERROR_BY_CODE.get(code, UnknownCode)
    if refusal.scope is not None and found is NotFound:
        return UnknownCode(refusal)
    return found(refusal)


def _is_success(facts: AnswerFacts) -> bool:
    return 200 <= facts.status < 300


def _is_late_error(value: JsonObject) -> bool:
    """A slow answer has sent its 200 before it failed. Source: docs/api/api.md a.10."""
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
