"""Model test of a stack: after each successful run, every declared object exists once, and others are untouched.

``make soak`` runs it for hours, with ``SOAK_EXAMPLES`` examples.
"""

import os

from hypothesis import HealthCheck, Phase, settings

from support.mini_hosts import InProcess, OverGrpc, Stage
from support.model import StackModel
from support.model_values import QUICK_FAULTS, QUICK_OUTAGES

SOAK_EXAMPLES = int(os.environ.get("SOAK_EXAMPLES", "0"))


class InProcessModel(StackModel):
    """Runs the core against the emulator, both in this process."""

    def open(self) -> Stage:
        return InProcess()


TestInProcess = InProcessModel.TestCase
TestInProcess.settings = settings(
    max_examples=SOAK_EXAMPLES or 60,
    # `make soak` plays longer histories, and others each time.
    stateful_step_count=30 if SOAK_EXAMPLES else 15,
    derandomize=not SOAK_EXAMPLES,
    deadline=None,
    print_blob=True,
    report_multiple_bugs=False,
    phases=[Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],  # an example is a whole history of a stack
)


class OverGrpcModel(StackModel):
    """Runs the dynamic host, with a new process for each run, as the engine does."""

    faults = QUICK_FAULTS
    outages = QUICK_OUTAGES
    loses_answers = False

    def open(self) -> Stage:
        return OverGrpc()


TestOverGrpc = OverGrpcModel.TestCase
TestOverGrpc.settings = settings(TestInProcess.settings, max_examples=SOAK_EXAMPLES // 20 or 1, stateful_step_count=6)
