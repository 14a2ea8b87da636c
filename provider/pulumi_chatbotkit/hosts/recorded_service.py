"""The service as states record it: small, because programs load it too."""

import os
from typing import Final

from pulumi_chatbotkit.api import HOSTED, base_url_for

EMBEDDED: Final = "embedded"
"""The endpoint that means the emulator inside this process."""

ENDPOINT_VARIABLES: Final = ("CHATBOTKIT_ENDPOINT", "CHATBOTKIT_API_URL", "CBK_API_URL")
"""The environment variables for the endpoint, in order of precedence."""


def as_recorded(endpoint: str) -> str:
    """An endpoint in the form in which states record it. Raises ``ConfigurationError``."""
    return endpoint if endpoint == EMBEDDED else base_url_for(endpoint, allow_plain_http=True)


def configured_endpoint(given: str | None) -> str:
    """The endpoint that a stack's configuration gives, else the environment, else the hosted service."""
    return given or next(filter(None, map(os.environ.get, ENDPOINT_VARIABLES)), HOSTED)
