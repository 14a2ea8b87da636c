"""An inventory against the service of an environment or of stacks."""

from collections.abc import Collection
from dataclasses import replace

from pulumi_chatbotkit.hosts.configuration import ServiceSettings
from pulumi_chatbotkit.operations.chosen_stacks import ChosenStacks
from pulumi_chatbotkit.operations.inventory.accounts import take_inventory
from pulumi_chatbotkit.operations.inventory.report import InventoryReport
from pulumi_chatbotkit.operations.known_to_states import KnownToStates
from pulumi_chatbotkit.operations.progress import Progress, say_nothing
from pulumi_chatbotkit.operations.report_runs import run_of_report


def inventory_of_stacks(
    chosen: ChosenStacks, users: Collection[str] = (), without: Collection[str] = (), progress: Progress = say_nothing
) -> InventoryReport:
    """An inventory that tells what of the stacks is in no state. Raises as ``inventory_of_account``.

    What a run makes at the same time is counted as in no state: `orphans` looks twice.
    """
    report = inventory_of_account(chosen.settings, users, without, chosen.now().known, progress)
    return replace(report, stacks=tuple(each.name for each in chosen.stacks))


def inventory_of_account(
    settings: ServiceSettings,
    users: Collection[str] = (),
    without: Collection[str] = (),
    known: KnownToStates | None = None,
    progress: Progress = say_nothing,
) -> InventoryReport:
    """An inventory with a client that only reads. Raises as ``take_inventory``, and ``Interrupted``."""
    runtime = run_of_report(settings)
    try:
        work = take_inventory(runtime.client, runtime.redactor, users, without, known, progress)
        return InventoryReport(endpoint=settings.endpoint, stacks=(), accounts=runtime.run(work))
    finally:
        runtime.close()
