"""How a failed operation reaches the user.

A refusal by the service is no defect of the program, so the host shows the message of an ``OperationFailed`` alone;
every other exception keeps its traceback.
"""

from pulumi_chatbotkit.api import BadRequest, ChatBotKitError
from pulumi_chatbotkit.catalog.schema.kind import Kind


class OperationFailed(Exception):
    """A create, read, update or delete that did not happen; the message is for people."""


def hint(kind: Kind, error: ChatBotKitError) -> str:
    """What to do about a refusal, in the words of a stack's configuration; "" where there is nothing to add."""
    if not isinstance(error, BadRequest):
        return ""
    for name, older in kind.older_names:
        if error.unknown_field in (name, older):
            wanted = "plain" if error.unknown_field == name else "linked"
            return f" (links have other names there: set chatbotkit:abilityLinks to {wanted})"
    return ""
