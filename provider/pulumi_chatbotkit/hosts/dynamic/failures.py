"""How a failed operation reaches the user.

The dynamic host answers every exception with ``traceback.format_exc()``. A refusal by the service is no defect of the
program, so in that process, and only there, our own failures are shown as their message; everything else keeps its
traceback.
"""

import sys
import traceback

from pulumi_chatbotkit.api import BadRequest, ChatBotKitError
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.hosts.dynamic.host_process import host_module


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


class _Messages:
    """Stands in for the ``traceback`` module inside the host."""

    @staticmethod
    def format_exc() -> str:
        failure = sys.exception()
        return str(failure) if isinstance(failure, OperationFailed) else traceback.format_exc()


def show_messages_instead_of_tracebacks() -> None:
    """Do so if this process is Pulumi's dynamic host; elsewhere nothing happens."""
    host = host_module()
    if host is not None:
        vars(host)["traceback"] = _Messages
