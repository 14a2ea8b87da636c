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
        self._summary = ""

    def runtime(self, stack: Mapping[str, object]) -> Runtime:
        """The runtime for this configuration. One of another configuration, which a test may have used, is closed."""
        with self._lock:
            if self._runtime is None or stack != self._stack:
                if self._runtime is not None:
                    self._runtime.close()
                self._stack, self._runtime = dict(stack), Runtime(_configured(stack))
            return self._runtime

    def cancel(self) -> None:
        """Stop the run, as Pulumi requests after Ctrl-C and at the end of every run.

        If nothing is under way, the run's last lines are printed now, because the interrupt that ends the process may
        not be heard (docs/decisions/0033-last-lines.md).
        """
        with self._lock:
            runtime = self._runtime
        if runtime is None:
            return
        runtime.interrupt()
        if not runtime.is_busy:
            self._end_run(runtime)

    def end(self) -> None:
        """Print the last lines, unless that is done, and close the runtime.

        Called when Python exits after Pulumi's interrupt; what is printed then appears in the run's diagnostics
        (docs/decisions/0011-summary-line.md).
        """
        if self._runtime is not None:
            self._end_run(self._runtime)
            self._runtime.close()

    def _end_run(self, runtime: Runtime) -> None:
        runtime.end_run()
        line = runtime.summary.line()
        if line is None or not is_host_process() or os.environ.get(_SUMMARY_SWITCH) == "0":
            return
        with self._lock:
            is_new, self._summary = line != self._summary, line
        if is_new:
            print_to_user(line)


PROCESS = _Process()
atexit.register(PROCESS.end)


def _configured(stack: Mapping[str, object]) -> ServiceSettings | Misconfigured:
    try:
        return read_configuration(stack)
    except Misconfigured as problems:
        return problems
