"""The API's error codes with their HTTP statuses and messages, and ``Refusal``, the exception that carries one.

Source: docs/api/api.md a.7 (errors). The two profiles differ only in the status of NOT_AUTHORIZED.
"""

from collections.abc import Mapping
from typing import Final

from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.json_values import JsonObject

BAD_REQUEST: Final = "BAD_REQUEST"
NOT_AUTHENTICATED: Final = "NOT_AUTHENTICATED"
NOT_AUTHORIZED: Final = "NOT_AUTHORIZED"
NOT_FOUND: Final = "NOT_FOUND"
METHOD_NOT_ALLOWED: Final = "METHOD_NOT_ALLOWED"
CONFLICT: Final = "CONFLICT"
TOO_MANY_REQUESTS: Final = "TOO_MANY_REQUESTS"
LIMITS_REACHED: Final = "LIMITS_REACHED"
GENERIC_ERROR: Final = "GENERIC_ERROR"
NOT_IMPLEMENTED: Final = "NOT_IMPLEMENTED"

_STATUS_BY_CODE: Final = {
    BAD_REQUEST: 400,
    NOT_AUTHENTICATED: 401,
    NOT_AUTHORIZED: 401,
    NOT_FOUND: 404,
    METHOD_NOT_ALLOWED: 405,
    CONFLICT: 409,
    TOO_MANY_REQUESTS: 429,
    LIMITS_REACHED: 429,
    GENERIC_ERROR: 500,
    NOT_IMPLEMENTED: 501,
}

_STATUS_BY_CODE_OF_SERVER: Final = _STATUS_BY_CODE | {NOT_AUTHORIZED: 403}

_STATUSES: Final[dict[Profile, dict[str, int]]] = {"seed": _STATUS_BY_CODE, "server": _STATUS_BY_CODE_OF_SERVER}

_MESSAGE_BY_CODE: Final = {
    BAD_REQUEST: "Bad request",
    NOT_AUTHENTICATED: "Not authenticated",
    NOT_AUTHORIZED: "Not authorized",
    NOT_FOUND: "Not found",
    METHOD_NOT_ALLOWED: "Method not allowed",
    CONFLICT: "Conflict",
    TOO_MANY_REQUESTS: "Too many requests",
    LIMITS_REACHED: "Limits reached",
    GENERIC_ERROR: "System error occurred",
    NOT_IMPLEMENTED: "Not implemented",
}

DUPLICATE: Final = "Unique constraint violation"
"""The message of the CONFLICT about a value that another record has."""

CODES_WITH_FAILURE_HEADER: Final = frozenset({NOT_AUTHORIZED, LIMITS_REACHED})
"""Codes that the public server also sends in the header X-Failure-Code."""


class Refusal(Exception):
    """The API refuses a request: ``code`` and ``message`` become the body; the profile decides the status."""

    def __init__(self, code: str, message: str | None = None, headers: Mapping[str, str] | None = None) -> None:
        self.code = code
        self.headers = headers or {}
        self.message = _MESSAGE_BY_CODE[code] if message is None else message
        super().__init__(f"{self.code}: {self.message}")


class OtherRefusal(Refusal):
    """A refusal whose body has another shape: that of secret mint and proxy, or of blueprint import."""

    def __init__(self, code: str, status: int, body: JsonObject) -> None:
        self.status = status
        self.body = body
        super().__init__(code, str(body.get("message", "")))


def status_of(code: str, profile: Profile) -> int:
    """The HTTP status of ``code`` in this profile."""
    return _STATUSES[profile][code]
