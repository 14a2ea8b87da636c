"""The wire: an asynchronous client of the ChatBotKit API, its settings, its errors. Knows neither Pulumi nor kinds.

The client is loaded when first used: a run that calls nothing, such as a preview without changes, does without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from pulumi_chatbotkit.api.calls import Delivery, Path, RunAs
from pulumi_chatbotkit.api.endpoint import HOSTED, base_url_for
from pulumi_chatbotkit.api.errors import (
    ERROR_BY_CODE,
    ActionNotImplemented,
    ApiError,
    BadGateway,
    BadRequest,
    Call,
    ChatBotKitError,
    ConfigurationError,
    Conflict,
    ContentTooLarge,
    ForeignAnswer,
    GatewayTimeout,
    GenericError,
    InternalServerError,
    LimitsReached,
    MethodNotAllowed,
    Nature,
    NoAnswer,
    NoSubscription,
    NotAuthenticated,
    NotAuthorized,
    NotFound,
    RequestTimeout,
    ServiceUnavailable,
    TooManyRequests,
    UnknownCode,
    UnprocessableEntity,
)
from pulumi_chatbotkit.api.events import CallEvent, Hook, Watch
from pulumi_chatbotkit.api.settings import PARTNER_PATHS, ClientSettings, RetryPolicy, Timeouts
from pulumi_chatbotkit.api.spelling import AS_DOCUMENTED, Spelling, Spellings
from pulumi_chatbotkit.api.timing import Timing

if TYPE_CHECKING:
    from pulumi_chatbotkit.api.client import Client

__all__ = [
    "AS_DOCUMENTED",
    "ERROR_BY_CODE",
    "HOSTED",
    "PARTNER_PATHS",
    "ActionNotImplemented",
    "ApiError",
    "BadGateway",
    "BadRequest",
    "Call",
    "CallEvent",
    "ChatBotKitError",
    "Client",
    "ClientSettings",
    "ConfigurationError",
    "Conflict",
    "ContentTooLarge",
    "Delivery",
    "ForeignAnswer",
    "GatewayTimeout",
    "GenericError",
    "Hook",
    "InternalServerError",
    "LimitsReached",
    "MethodNotAllowed",
    "Nature",
    "NoAnswer",
    "NoSubscription",
    "NotAuthenticated",
    "NotAuthorized",
    "NotFound",
    "Path",
    "RequestTimeout",
    "RetryPolicy",
    "RunAs",
    "ServiceUnavailable",
    "Spelling",
    "Spellings",
    "Timeouts",
    "Timing",
    "TooManyRequests",
    "UnknownCode",
    "UnprocessableEntity",
    "Watch",
    "base_url_for",
]


def __getattr__(name: str) -> object:
    """The client, from the module that has it."""
    if name != "Client":
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return import_module(f"{__name__}.client").Client
