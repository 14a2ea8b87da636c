"""The commands that put right what a drift check found. Nothing is run."""

import shlex
from collections.abc import Iterator, Sequence

from pulumi_chatbotkit.operations.drift.report import DriftReport, Finding, Sort
from pulumi_chatbotkit.plurals import counted

_BY_UP = (Sort.FIELD, Sort.GONE)
_MOST_TARGETS = 50
"""More targets are no command that a person reads; then the whole stack is repaired."""


def repair_plan(report: DriftReport) -> list[str]:
    """Lines of a shell script: comments, and for each stack the exact ``pulumi`` commands."""
    return [line for stack in report.stacks for line in _of_stack(stack, report.findings)]


def _of_stack(stack: str, findings: Sequence[Finding]) -> Iterator[str]:
    ours = [each for each in findings if each.stack == stack]
    taken = list(dict.fromkeys(each.urn for each in ours if each.sort is Sort.TAKEN_OVER))
    urns = list(dict.fromkeys(each.urn for each in ours if each.sort in _BY_UP and each.urn not in taken))
    named = f" --stack {shlex.quote(stack)}" if stack else ""
    if urns:
        targets = "".join(f" --target {shlex.quote(urn)}" for urn in urns) if len(urns) <= _MOST_TARGETS else ""
        resources = counted(len(urns), "resource")
        yield f"# {resources} of stack {stack}: put back what is declared; look at the preview first"
        yield f"pulumi preview{named} --refresh --run-program --diff{targets}"
        yield f"pulumi up{named} --refresh --run-program{targets}"
        yield "# or, if the service is right: change the program to say the same, then run the preview again"
    for urn in taken:
        yield f"# a resource of stack {stack} that another stack manages now: forget it, and remove it from the program"
        yield f"pulumi state delete{named} {shlex.quote(urn)}"
