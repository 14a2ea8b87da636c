"""Whatever happens to a stack, a run that succeeds leaves what is declared once, and everybody else's alone.

``make soak`` plays it for hours: ``SOAK_EXAMPLES``.
"""

import os

from hypothesis import HealthCheck, Phase, settings

from support.mini_hosts import InProcess, OverGrpc, Stage
from support.model import QUICK_FAULTS, StackModel

SOAK_EXAMPLES = int(os.environ.get("SOAK_EXAMPLES", "0"))


class InProcessModel(StackModel):
    """The core against the emulator, both in this process."""

    def open(self) -> Stage:
        """A harness of its own for each example."""
        return InProcess()


TestInProcess = InProcessModel.TestCase
TestInProcess.settings = settings(
    max_examples=SOAK_EXAMPLES or 60,
    stateful_step_count=30,
    derandomize=not SOAK_EXAMPLES,
    deadline=None,
    print_blob=True,
    report_multiple_bugs=False,
    phases=[Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],  # an example is a life, not a value
)


class OverGrpcModel(StackModel):
    """The dynamic host, with a process for each run as the engine starts them."""

    faults = QUICK_FAULTS

    def open(self) -> Stage:
        """A service and a folder of its own for each example."""
        return OverGrpc()


TestOverGrpc = OverGrpcModel.TestCase
TestOverGrpc.settings = settings(TestInProcess.settings, max_examples=SOAK_EXAMPLES // 20 or 1, stateful_step_count=6)
