"""How a failed operation reaches the user.

The dynamic host answers every exception with ``traceback.format_exc()``. A refusal by the service is no defect of the
program, so in that process, and only there, our own failures are shown as their message; everything else keeps its
traceback.
"""

import sys
import traceback

from pulumi_chatbotkit.hosts.dynamic.host_process import host_module
from pulumi_chatbotkit.hosts.errors import OperationFailed


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
