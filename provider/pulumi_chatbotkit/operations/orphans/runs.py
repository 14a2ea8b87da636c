"""A search for orphans against the service of stacks."""

from pulumi_chatbotkit.operations.account_contents import Failure
from pulumi_chatbotkit.operations.chosen_stacks import ChosenStacks
from pulumi_chatbotkit.operations.orphans.find import find_orphans
from pulumi_chatbotkit.operations.orphans.report import OrphansReport
from pulumi_chatbotkit.operations.progress import Progress, say_nothing
from pulumi_chatbotkit.operations.report_runs import run_of_report


def search(chosen: ChosenStacks, *, any_stack: bool = False, progress: Progress = say_nothing) -> OrphansReport:
    """What the account has that these stacks have lost. Raises as ``find_orphans``, and ``Interrupted``."""
    runtime = run_of_report(chosen.settings)
    try:
        work = find_orphans(runtime.client, runtime.redactor, chosen.now, any_stack=any_stack, progress=progress)
        report = runtime.run(work)
    finally:
        runtime.close()
    report.stacks = [each.name for each in chosen.stacks]
    report.elsewhere = [*chosen.elsewhere]
    report.failures += [
        Failure(f"stack {name}", runtime.redactor.redact(reason)) for name, reason in chosen.not_read.items()
    ]
    return report
