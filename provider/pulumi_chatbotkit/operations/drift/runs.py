"""The drift check of several stacks: one run for each service, so that stacks of one account share its limits."""

from collections.abc import Sequence

from pulumi_chatbotkit.hosts.configuration import ServiceSettings
from pulumi_chatbotkit.operations.drift.check import DriftOptions, check_drift
from pulumi_chatbotkit.operations.drift.comparison import Service
from pulumi_chatbotkit.operations.drift.report import DriftReport
from pulumi_chatbotkit.operations.progress import ProgressOf, say_nothing_of
from pulumi_chatbotkit.operations.report_runs import run_of_report
from pulumi_chatbotkit.operations.stack_reading import ReadStack
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState


def drift_of_stacks(
    stacks: Sequence[ReadStack], options: DriftOptions, progress_of: ProgressOf = say_nothing_of
) -> DriftReport:
    """What differs. Raises as ``check_drift``, and ``Interrupted``."""
    by_service: dict[ServiceSettings, list[StackState]] = {}
    for each in stacks:
        by_service.setdefault(each.settings, []).append(each.state)
    report = DriftReport()
    expired = []
    for settings, states in by_service.items():
        found = _of_service(settings, states, options, progress_of)
        report.stacks += found.stacks
        report.objects += found.objects
        report.declared += found.declared
        report.accounts += found.accounts
        for name, count in found.other_stacks.items():
            report.other_stacks[name] = report.other_stacks.get(name, 0) + count
        report.findings += found.findings
        report.failures += found.failures
        report.not_compared += found.not_compared
        report.ignored += found.ignored
        expired = found.expired
    report.expired = expired
    return report


def _of_service(
    settings: ServiceSettings, states: Sequence[StackState], options: DriftOptions, progress_of: ProgressOf
) -> DriftReport:
    runtime = run_of_report(settings)
    try:
        service = Service(settings.endpoint, runtime.client, runtime.provider, runtime.redactor)
        return runtime.run(check_drift(service, states, options, progress_of))
    finally:
        runtime.close()
