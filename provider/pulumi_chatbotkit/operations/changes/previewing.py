"""Runs ``pulumi preview`` and reads what it would change."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.operations.changes.collecting import changes_of_run
from pulumi_chatbotkit.operations.changes.recorded_runs import UNFINISHED, Finding, NotARun, findings_of
from pulumi_chatbotkit.operations.changes.report import ChangesReport, Failure
from pulumi_chatbotkit.operations.environment_secrets import environment_redactor
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands

_POLICY_PACK: Final = "--policy-pack"
_WITH_EVENT_LOG: Final = {"PULUMI_DEBUG_COMMANDS": "true"}
"""Lets the Pulumi CLI take ``--event-log``. What ``preview --json`` prints has nothing of policies; the events have."""
_EXPECTED: Final = (0, 7)
"""Exit codes of a preview that was made; 7: with ``--expect-no-changes`` there are some."""


def preview_changes(commands: StackCommands, arguments: Sequence[str] = ()) -> ChangesReport:
    """What ``pulumi preview`` says that the next ``pulumi up`` would change. Nothing is changed, and nothing locked.

    Args:
        commands: The Pulumi CLI for the stack.
        arguments: Further arguments of ``pulumi preview``.

    Raises:
        PulumiCliError: there is no preview, for one because there is no such stack; the message is Pulumi's.
        OSError: the preview, which may be large, finds no room in the folder for temporary files.
    """
    if not any(each.startswith(_POLICY_PACK) for each in arguments):
        return _preview(commands, arguments, None)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "events.jsonl"
        logged = replace(commands, environment={**commands.environment, **_WITH_EVENT_LOG})
        return _preview(logged, [*arguments, "--event-log", str(log)], log)


def _preview(commands: StackCommands, arguments: Sequence[str], log: Path | None) -> ChangesReport:
    """``log``: the events of the preview, which tell what policies have said; None if no policies are applied."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        finished = commands.run_into(output, "preview", "--json", *arguments)
        output.seek(0)
        redactor = environment_redactor(commands.environment)
        try:
            report = changes_of_run(output, _findings(log), redactor)
        except NotARun as error:
            message = f"pulumi preview: {finished.stderr.strip() or error}"
            raise PulumiCliError(message) from error
    if finished.exit_code not in _EXPECTED and all(each.reason == UNFINISHED for each in report.failures):
        reason = finished.stderr.strip() or f"pulumi preview has ended with exit code {finished.exit_code}"
        report.failures = [Failure(what="", reason=redactor.redact(reason))]
    if not report.stack and not report.failures:  # nothing is in it that names it
        report.stack = commands.stack or commands.run("stack", "--show-name").strip()
    return report


def _findings(log: Path | None) -> Sequence[Finding]:
    if log is None or not log.exists():
        return ()
    with log.open(encoding="utf-8") as events:
        return findings_of(events)
