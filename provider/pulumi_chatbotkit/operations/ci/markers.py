"""Hidden lines, HTML comments, by which a later run finds its comment or issue again: the first line of its body.

Names in them are percent-encoded, so that none can end the HTML comment. Text of reports cannot hold one, because
``<`` is escaped there.
"""

import re
from typing import Final
from urllib.parse import quote

_FOUND: Final = re.compile(r"^<!-- pulumi-chatbotkit:found ([a-z0-9-]+) -->$", re.MULTILINE)


def marker(what: str, **facts: str) -> str:
    """``<!-- pulumi-chatbotkit:preview project=shop stack=dev -->``."""
    words = "".join(f" {name}={quote(value)}" for name, value in facts.items())
    return f"<!-- pulumi-chatbotkit:{what}{words} -->"


def found_marker(digest: str) -> str:
    """The line that says what an issue reports, as a digest."""
    return f"<!-- pulumi-chatbotkit:found {digest} -->"


def found_in(body: str) -> str:
    """The digest in an issue's body; "" if there is none."""
    match = _FOUND.search("\n".join(body.splitlines()))
    return match[1] if match else ""


def has_marker(body: str, line: str) -> bool:
    """Whether the first line of a body is the marker. Elsewhere it is a quotation, or a block of code."""
    return body.splitlines()[:1] == [line]
