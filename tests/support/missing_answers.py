"""A service of several servers, one of which finds nothing."""

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.emulator import Fault, Status
from support.core_harness import CoreHarness, Declared

NOT_FOUND = Status(status=404, code="NOT_FOUND", message="Not found")


def refresh_through(harness: CoreHarness, it: Declared, *, share: float, times: int) -> None:
    """Refresh again and again while this share of all answers is NOT_FOUND: refusals are fine, nothing may be gone."""
    refused = 0
    for seed in range(times):
        harness.next_run()
        harness.emulator.faults.add(Fault(route="*", do=NOT_FOUND, times=None, probability=share, seed=seed))
        try:
            assert it.refresh(), f"gone by seed {seed}"
        except ChatBotKitError:
            refused += 1
        harness.emulator.faults.clear()

    assert refused, "no answer was in doubt"
    harness.next_run()
    assert it.refresh()
