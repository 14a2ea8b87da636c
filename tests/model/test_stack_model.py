"""Whatever happens to a stack, a run that succeeds leaves what is declared once, and everybody else's alone.

``make soak`` plays it for hours: ``SOAK_EXAMPLES``.
"""

import os

from hypothesis import HealthCheck, settings

from support.mini_hosts import InProcess, Stage
from support.model import StackModel

SOAK_EXAMPLES = int(os.environ.get("SOAK_EXAMPLES", "0"))


class InProcessModel(StackModel):
    """The core against the emulator, both in this process."""

    def open(self) -> Stage:
        """A world of its own for each example."""
        return InProcess()


TestInProcess = InProcessModel.TestCase
TestInProcess.settings = settings(
    max_examples=SOAK_EXAMPLES or 150,
    stateful_step_count=40,
    derandomize=not SOAK_EXAMPLES,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],  # an example is a life, not a value
)
