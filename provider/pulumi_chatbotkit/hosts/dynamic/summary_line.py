"""The summary at the end of a run: printed by the dynamic host when the engine asks it to end.

The engine interrupts the process, Python ends in order, and what it still prints is shown among the run's diagnostics
(docs/decisions/0011-summary-line.md).
"""

import atexit
import os
import sys

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.host import is_host_process
from pulumi_chatbotkit.hosts.runtime import SERVICES

_SWITCH = "PULUMI_CHATBOTKIT_SUMMARY"


def print_summary_at_exit() -> None:
    """Do so if this process is Pulumi's dynamic host and made a call; ``PULUMI_CHATBOTKIT_SUMMARY=0`` turns it off."""
    if not is_host_process() or os.environ.get(_SWITCH) == "0":
        return
    atexit.unregister(_print_summary)  # each kind is configured, the line is one
    atexit.register(_print_summary)


def _print_summary() -> None:
    line = SERVICES.summary.line()
    if line is not None:
        print(line, file=sys.stderr, flush=True)
