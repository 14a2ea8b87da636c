"""The drift check of one service: the states of stacks against it. Reads only, and prints nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pulumi_chatbotkit.operations.drift.comparison import Service, compare, redacted
from pulumi_chatbotkit.operations.drift.ignore_rules import IgnoreRule, apply_rules
from pulumi_chatbotkit.operations.drift.report import Declared, DriftReport, Failure, NotCompared
from pulumi_chatbotkit.operations.drift.undeclared import find_undeclared
from pulumi_chatbotkit.operations.known_to_states import known_to_states
from pulumi_chatbotkit.operations.progress import ProgressOf, say_nothing_of
from pulumi_chatbotkit.operations.state_objects import DeclaredObject, declared_objects
from pulumi_chatbotkit.property_paths import path_text
from pulumi_chatbotkit.pulumi_cli.stack_state import StackState


@dataclass(frozen=True)
class DriftOptions:
    """What is checked."""

    declared_only: bool = False
    """True if nobody asks for what nobody declared."""
    keys_older_than_ms: int | None = None
    """Keys made before this moment, in milliseconds since 1970, are reported."""
    rules: tuple[IgnoreRule, ...] = ()
    """What is not reported."""


_ALL = DriftOptions()


async def check_drift(
    service: Service,
    states: Sequence[StackState],
    options: DriftOptions = _ALL,
    progress_of: ProgressOf = say_nothing_of,
) -> DriftReport:
    """What differs between the states of stacks and their service.

    Args:
        service: Where all of these stacks' objects live.
        states: The states.
        options: What is checked.
        progress_of: The progress of objects, and of the accounts that are looked through afterwards.

    Raises:
        UnknownType: a newer version of this package has written a state.
        ChatBotKitError: the service does not answer, or not to this key, or is not the one of a state.
    """
    declared = [each for state in states for each in declared_objects(state)]
    looked_at = [_looked_at(each) for each in declared]
    report = DriftReport(stacks=[state.stack for state in states], objects=len(looked_at), declared=looked_at)
    report.not_compared = [each for one in declared for each in _not_compared(one)]
    for each in await compare(service, declared, progress_of("objects")):
        if isinstance(each, Failure):
            report.failures.append(each)
        else:
            report.findings.append(each)
    if not options.declared_only:
        known = known_to_states(states)
        found = await find_undeclared(service, declared, known, options.keys_older_than_ms, progress_of("accounts"))
        report.accounts, report.other_stacks = found.accounts, found.other_stacks
        report.findings += found.findings
        report.failures += found.failures
    report.findings = [redacted(service, each) for each in report.findings]
    report.declared = [_without_secrets(service, each) for each in report.declared]
    apply_rules(report, options.rules)
    return report


def _without_secrets(service: Service, it: Declared) -> Declared:
    """Once all secrets are known, as in findings."""
    return replace(it, name=service.redactor.redact(it.name), customer=service.redactor.redact(it.customer))


def _looked_at(it: DeclaredObject) -> Declared:
    return Declared(
        stack=it.stack,
        customer=it.customer,
        kind=it.kind.class_name,
        name=it.resource.name,
        id=it.id,
        urn=it.resource.urn,
    )


def _not_compared(declared: DeclaredObject) -> list[NotCompared]:
    fields = {field.name for field in declared.kind.state_fields}
    paths = [path_text(path) for path in declared.encrypted if path[0] in fields]
    return [NotCompared(stack=declared.stack, urn=declared.resource.urn, path=path) for path in paths]
