"""An asynchronous client of the ChatBotKit API, its settings and its errors. Knows neither Pulumi nor kinds.

The client is loaded when first used: a run without API calls, such as a preview without changes, never loads it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from pulumi_chatbotkit.api.endpoint import HOSTED, base_url_for
from pulumi_chatbotkit.api.errors import (
    ERROR_BY_CODE,
    ActionNotImplemented,
    ApiError,
    BadGateway,
    BadRequest,
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
    RequestInfo,
    RequestTimeout,
    ServiceUnavailable,
    TooManyRequests,
    UnknownCode,
    UnknownGeneration,
    UnprocessableEntity,
)
from pulumi_chatbotkit.api.events import AttemptEvent, Hook, Watch
from pulumi_chatbotkit.api.field_names import DOCUMENTED_NAMES, FieldName, FieldNames, RenamedFields
from pulumi_chatbotkit.api.requests import ApiPath, ContentDownload, ContentUpload, RunAs
from pulumi_chatbotkit.api.settings import PARTNER_PATHS, ClientSettings, Generation, RetryPolicy, Timeouts
from pulumi_chatbotkit.api.timing import Timing

if TYPE_CHECKING:
    from pulumi_chatbotkit.api.client import Client

__all__ = [
    "DOCUMENTED_NAMES",
    "ERROR_BY_CODE",
    "HOSTED",
    "PARTNER_PATHS",
    "ActionNotImplemented",
    "ApiError",
    "ApiPath",
    "AttemptEvent",
    "BadGateway",
    "BadRequest",
    "ChatBotKitError",
    "Client",
    "ClientSettings",
    "ConfigurationError",
    "Conflict",
    "ContentDownload",
    "ContentTooLarge",
    "ContentUpload",
    "FieldName",
    "FieldNames",
    "ForeignAnswer",
    "GatewayTimeout",
    "Generation",
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
    "RenamedFields",
    "RequestInfo",
    "RequestTimeout",
    "RetryPolicy",
    "RunAs",
    "ServiceUnavailable",
    "Timeouts",
    "Timing",
    "TooManyRequests",
    "UnknownCode",
    "UnknownGeneration",
    "UnprocessableEntity",
    "Watch",
    "base_url_for",
]

_LAZY_EXPORTS = {"Client": f"{__name__}.client"}
"""Names that are imported on first use, and their modules."""


def __getattr__(name: str) -> object:
    module = _LAZY_EXPORTS.get(name)
    if module is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(module), name)
