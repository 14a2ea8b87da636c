"""What the web framework of the public server answers before the service sees a call: to a body that it cannot parse.

Source: docs/api/api.md a.4 (request rules; inferred).
"""

import json
from typing import Final

from pulumi_chatbotkit.emulator.messages.answer import Answer

LARGEST_PARSED_BYTES: Final = 1_048_576
"""The largest body that the framework parses, on every route but uploads."""


def framework_answer(body: bytes) -> Answer | None:
    """The framework's answer in plain text to a JSON body that is malformed or too large; None for any other."""
    if len(body) > LARGEST_PARSED_BYTES:
        return Answer(status=413, body=b"Body exceeded 1mb limit", content_type="text/plain")
    try:
        json.loads(body or b"{}", parse_constant=_refuse)
    except RecursionError:
        return None
    except ValueError:
        return Answer(status=400, body=b"Invalid JSON", content_type="text/plain")
    return None


def _refuse(constant: str) -> None:
    raise ValueError(constant)
