"""The runtime of this process. Pulumi starts one provider process per run, but unpickles a provider for each call, so
the runtime has to be a global of the process."""

import atexit
import os
import threading
from collections.abc import Mapping

from pulumi_chatbotkit.hosts.configuration import Misconfigured, ServiceSettings, read_configuration
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.host import is_host_process
from pulumi_chatbotkit.hosts.runtime import Runtime, print_to_user

_SUMMARY_SWITCH = "PULUMI_CHATBOTKIT_SUMMARY"


class _Process:
    """Holds the runtime after a provider was configured."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stack: Mapping[str, object] | None = None
        self._runtime: Runtime | None = None

    def runtime(self, stack: Mapping[str, object]) -> Runtime:
        """The runtime for this configuration. One of another configuration, which a test may have used, is closed."""
        with self._lock:
            if self._runtime is None or stack != self._stack:
                if self._runtime is not None:
                    self._runtime.close()
                self._stack, self._runtime = dict(stack), Runtime(_configured(stack))
            return self._runtime

    def interrupt(self) -> None:
        """Stop the run, as Pulumi requests after Ctrl-C."""
        with self._lock:
            runtime = self._runtime
        if runtime is not None:
            runtime.interrupt()

    def end(self) -> None:
        """Close the runtime and print the summary of the run.

        Called when Python exits after Pulumi's interrupt; what is printed then appears in the run's diagnostics
        (docs/decisions/0011-summary-line.md).
        """
        if self._runtime is None:
            return
        self._runtime.close()
        line = self._runtime.summary.line()
        if line is not None and is_host_process() and os.environ.get(_SUMMARY_SWITCH) != "0":
            print_to_user(line)


PROCESS = _Process()
atexit.register(PROCESS.end)


def _configured(stack: Mapping[str, object]) -> ServiceSettings | Misconfigured:
    try:
        return read_configuration(stack)
    except Misconfigured as problems:
        return problems
