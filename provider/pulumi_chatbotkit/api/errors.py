"""Everything that can go wrong with a request, as one tree: one class for each thing a caller may do next.

The code selects the class, never the status: NOT_AUTHORIZED is documented as 401 and served as 403. Source:
docs/api/api.md a.7 (errors). Messages and attributes never hold the token or the body that was sent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType


class Nature(Enum):
    """Says if sending the same request again can help."""

    FINAL = "final"  # the same request fails again
    TRANSIENT = "transient"  # a few more attempts may succeed
    THROTTLED = "throttled"  # waiting helps, however long it takes


@dataclass(frozen=True)
class RequestInfo:
    """What errors and events show of a request. ``path`` is below the base URL, without its query.

    ``scope`` is the run-as id or e-mail, None for the token's own account; ``attempt`` counts from 1. ``action_path``
    is the path as the API reference has it, whatever the deployment calls it.
    """

    method: str
    path: str
    scope: str | None = None
    attempt: int = 1
    repeatable: bool = True
    action_path: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.path}" + (f" as {self.scope}" if self.scope is not None else "")


@dataclass(frozen=True)
class Refusal:
    """An error response of the service: the body's ``message`` and ``code``, and what came with them.

    ``scope`` is the prefix of a code that an upstream service caused (``DISCORD`` of ``DISCORD_TOO_MANY_REQUESTS``).
    """

    code: str
    message: str
    status: int
    request: RequestInfo
    scope: str | None = None
    request_id: str | None = None
    retry_after_s: float | None = None


class ChatBotKitError(Exception):
    """The root of every error that this package raises on purpose."""

    nature: Nature = Nature.FINAL
    status: int | None = None
    """The HTTP status, if there was a response."""
    may_have_created: bool = False
    """True if a create may have succeeded although it failed here: look for the object before creating it again."""
    retry_after_s: float | None = None
    """Seconds that the service asked to wait (Retry-After), if it did."""
    gave_up_after_s: float | None = None
    """The deadline of the retry policy, if the request was given up because of it."""


class ConfigurationError(ChatBotKitError):
    """Nothing was sent: the program or the environment must be fixed."""


class UnknownGeneration(ChatBotKitError):
    """The deployment's answers do not tell which names it uses for what differs between generations of the API.

    What was to be sent was not sent: under the wrong names it could fail half way.
    """

    def __init__(self, answers: str) -> None:
        super().__init__(
            "it cannot be told of which generation of the API the service is: partner users are served neither as by "
            f"the newer nor as by the older one ({answers}). Nothing was sent under a guessed name: check the "
            "endpoint, or set the generation, partner or user"
        )


class NoAnswer(ChatBotKitError):
    """No response, or none in time. ``was_sent`` is False if the service certainly never got the request."""

    nature = Nature.TRANSIENT

    def __init__(self, reason: str, *, request: RequestInfo, was_sent: bool) -> None:
        self.request = request
        self.attempts = request.attempt
        self.was_sent = was_sent
        self.may_have_created = was_sent and not request.repeatable
        advice = _LOOK_FIRST if self.may_have_created else "check the endpoint and the network"
        super().__init__(f"{request}: {reason}{_notes(request)}; {advice}")


class ForeignAnswer(ChatBotKitError):
    """A response that is not the service's: a proxy's page, a redirect, half a body. It proves nothing.

    ``excerpt`` is the start of the body, at most 200 characters, without control characters.
    """

    def __init__(
        self,
        reason: str,
        *,
        request: RequestInfo,
        answer: "ResponseHead",
        excerpt: str = "",
        nature: Nature = Nature.FINAL,
    ) -> None:
        self.request = request
        self.attempts = request.attempt
        self.status = answer.status
        self.content_type = answer.content_type
        self.request_id = answer.request_id
        self.retry_after_s = answer.retry_after_s
        self.excerpt = excerpt
        self.nature = nature
        # A throttled request was not processed. Behind any other foreign answer the service may have acted.
        self.may_have_created = not request.repeatable and nature is not Nature.THROTTLED
        shown = f": {excerpt!r}" if excerpt else ""
        kind = answer.content_type or "no content type"
        advice = _LOOK_FIRST if self.may_have_created else "check the endpoint, and any proxy on the way"
        super().__init__(
            f"{request}: {reason} (HTTP {answer.status}, {kind}){_notes(request, answer.request_id)}{shown}; {advice}"
        )


@dataclass(frozen=True)
class ResponseHead:
    """What is known of a response before its body is parsed."""

    status: int
    content_type: str
    request_id: str | None = None
    retry_after_s: float | None = None


class ApiError(ChatBotKitError):
    """The service refused the request. Branch on the class or on ``code``, never on ``status``."""

    advice: str = ""
    """What to do next; the end of the message."""

    def __init__(self, refusal: Refusal) -> None:
        self.code = refusal.code
        self.message = refusal.message
        self.status = refusal.status
        self.request = refusal.request
        self.scope = refusal.scope
        self.request_id = refusal.request_id
        self.retry_after_s = refusal.retry_after_s
        self.attempts = refusal.request.attempt
        self.may_have_created = not refusal.request.repeatable and self._outcome_unknown()
        advice = f"the refusal comes from {self.scope}, behind the service" if self.scope is not None else self.advice
        advice = _LOOK_FIRST if self.may_have_created else advice
        text = refusal.message or "no message"
        super().__init__(
            f"{refusal.request}: {text} [{refusal.code}, HTTP {refusal.status}]"
            f"{_notes(refusal.request, refusal.request_id)}{f'; {advice}' if advice else ''}"
        )

    def _outcome_unknown(self) -> bool:
        # The upstream service is called after the object was stored (docs/api/api.md b.7): its refusal undoes nothing.
        return self.scope is not None or self.nature is Nature.TRANSIENT


_UNKNOWN_FIELD = re.compile(r'"([A-Za-z]\w*)" is not allowed')


class UnknownCode(ApiError):
    """The service refused with a code this package does not know, or with another service's NOT_FOUND."""

    advice = "see the message; this version of the package has no advice for the code"

    def __init__(self, refusal: Refusal) -> None:
        self.nature = nature_of_status(refusal.status)
        super().__init__(refusal)

    def _outcome_unknown(self) -> bool:
        refused = self.status is not None and 400 <= self.status < 500 and self.nature is not Nature.TRANSIENT
        return self.scope is not None or not refused


class BadRequest(ApiError):
    """The body or the query is not what the action takes; the service reports only the first problem.

    ``unknown_field`` is the field that the deployment does not know, if that is the problem (docs/api/api.md a.7,
    errors).
    """

    advice = "correct the value that the message names"

    def __init__(self, refusal: Refusal) -> None:
        found = _UNKNOWN_FIELD.match(refusal.message or "")
        self.unknown_field = found[1] if found else None
        if found:
            self.advice = "this deployment may be older than the field: leave it out, or update the deployment"
        super().__init__(refusal)


class NotAuthenticated(ApiError):
    """The token is unknown, or the run-as target is not a partner user of the token's account."""

    advice = "check the token; with run-as, check that the partner user exists and belongs to the token's account"


class NotAuthorized(ApiError):
    """The object exists and belongs to another account."""

    advice = "the object belongs to another account: check the id, and whether the call should run as a partner user"


class NoSubscription(ApiError):
    """The account has no plan that allows this."""

    advice = "the account needs a subscription"


class NotFound(ApiError):
    """No such id or alias. The one error that means gone."""


class MethodNotAllowed(ApiError):
    """The route exists with the other verb."""

    advice = "check the endpoint: this route is not served as the API reference says"


class RequestTimeout(ApiError):
    """The service gave up waiting for a part of itself (code TIMEOUT)."""

    nature = Nature.TRANSIENT
    advice = "try again"


class Conflict(ApiError):
    """An alias, e-mail or slug is taken."""

    advice = "an alias, e-mail or slug is already taken: choose another, or adopt the object that has it"


class ContentTooLarge(ApiError):
    """The body is larger than the service accepts."""

    advice = "make the values smaller"


class UnprocessableEntity(ApiError):
    """Well-formed and still not acceptable."""

    advice = "correct the value that the message names"


class TooManyRequests(ApiError):
    """More requests than the account may send."""

    nature = Nature.THROTTLED
    advice = "lower the requests per second"


class LimitsReached(ApiError):
    """A plan's quota is used up (final), or a limit per minute was hit (waiting helps).

    Only the text tells the two apart (docs/api/api.md a.8, rate limits; trap 22).
    """

    nature = Nature.THROTTLED

    def __init__(self, refusal: Refusal) -> None:
        text = refusal.message.lower()
        # Limits per minute are named rate/poll, rate/record and rate/ability (docs/api/api.md a.8).
        self.is_quota = ("limits:" in text or "exceeded your allocated" in text) and "rate/" not in text
        if self.is_quota:
            self.nature = Nature.FINAL
            self.advice = "the plan's quota that the message names is used up: delete objects or raise the plan"
        else:
            self.advice = "a limit per minute: lower the requests per second"
        super().__init__(refusal)


class InternalServerError(ApiError):
    """The service failed."""

    nature = Nature.TRANSIENT
    advice = "try again; if it stays, report the call to the service"


class GenericError(InternalServerError):
    """The service failed with a general code; a value that it cannot store has this error, too."""


class ActionNotImplemented(ApiError):
    """The service knows of the action and does not have it (code NOT_IMPLEMENTED)."""

    advice = "this deployment does not have the action"


class BadGateway(InternalServerError):
    """A part of the service got an invalid response from another."""


class ServiceUnavailable(InternalServerError):
    """The service is down, or says so."""


class GatewayTimeout(InternalServerError):
    """A part of the service did not answer another in time."""


ERROR_BY_CODE: Mapping[str, type[ApiError]] = MappingProxyType(
    {
        "BAD_REQUEST": BadRequest,
        "NOT_AUTHENTICATED": NotAuthenticated,
        "NOT_AUTHORIZED": NotAuthorized,
        "NO_SUBSCRIPTION": NoSubscription,
        "NOT_FOUND": NotFound,
        "METHOD_NOT_ALLOWED": MethodNotAllowed,
        "TIMEOUT": RequestTimeout,
        "CONFLICT": Conflict,
        "CONTENT_TOO_LARGE": ContentTooLarge,
        "UNPROCESSABLE_ENTITY": UnprocessableEntity,
        "TOO_MANY_REQUESTS": TooManyRequests,
        "LIMITS_REACHED": LimitsReached,
        "INTERNAL_SERVER_ERROR": InternalServerError,
        "NOT_IMPLEMENTED": ActionNotImplemented,
        "BAD_GATEWAY": BadGateway,
        "SERVICE_UNAVAILABLE": ServiceUnavailable,
        "GATEWAY_TIMEOUT": GatewayTimeout,
        "GENERIC_ERROR": GenericError,
    }
)
"""Every code of docs/api/api.md a.7 (errors) and its class; a test proves that none is missing."""

_LOOK_FIRST = "the object may exist now: look for it before creating it again"
_TRANSIENT_STATUSES = frozenset({408, 500, 502, 503, 504})


def nature_of_status(status: int) -> Nature:
    """The nature of a failure that has no known code."""
    if status == 429:
        return Nature.THROTTLED
    return Nature.TRANSIENT if status in _TRANSIENT_STATUSES else Nature.FINAL


def _notes(request: RequestInfo, request_id: str | None = None) -> str:
    notes = [f"{request.attempt} attempts"] if request.attempt > 1 else []
    notes += [f"request id {request_id}"] if request_id else []
    return f" ({', '.join(notes)})" if notes else ""
