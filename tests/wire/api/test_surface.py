"""What the package exports, and what importing it costs."""

import inspect
import subprocess
import sys

from pulumi_chatbotkit import api

PUBLIC = {
    "ActionNotImplemented", "ApiError", "ApiPath", "AttemptEvent", "BadGateway", "BadRequest", "base_url_for",
    "ChatBotKitError", "Client", "ClientSettings", "ConfigurationError", "Conflict", "ContentTooLarge",
    "ContentDownload", "ContentUpload", "DOCUMENTED_NAMES", "ERROR_BY_CODE", "FieldName", "FieldNames", "ForeignAnswer",
    "GatewayTimeout", "Generation", "GenericError", "Hook", "HOSTED", "InternalServerError", "LimitsReached",
    "MethodNotAllowed", "Nature", "NoAnswer", "NoSubscription", "NotAuthenticated", "NotAuthorized", "NotFound",
    "PARTNER_PATHS", "RenamedFields", "RequestInfo", "RequestTimeout", "RetryPolicy", "RunAs", "ServiceUnavailable",
    "Timeouts", "Timing", "TooManyRequests", "UnknownCode", "UnknownGeneration", "UnprocessableEntity", "Watch",
}  # fmt: skip


def test_the_public_names_are_exactly_these() -> None:
    """What leaks out by accident stays for ever."""
    assert set(api.__all__) == PUBLIC


def test_every_public_name_exists() -> None:
    """A name in the list that is not there breaks ``import *`` and the documentation."""
    assert [name for name in api.__all__ if not hasattr(api, name)] == []


def test_every_public_class_and_function_is_documented() -> None:
    """The docstrings are the reference."""
    named = [getattr(api, name) for name in api.__all__]

    bare = [thing for thing in named if (inspect.isclass(thing) or inspect.isfunction(thing)) and not thing.__doc__]

    assert bare == []


def test_the_client_does_not_load_pulumi() -> None:
    """The client knows nothing of Pulumi, whose import takes a second."""
    probe = "import sys, pulumi_chatbotkit.api; sys.exit('pulumi' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", probe], check=False)

    assert done.returncode == 0
