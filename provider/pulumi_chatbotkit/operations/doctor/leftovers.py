"""What runs that were killed have left: locks, half files, pending operations, permissions, content."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.hosts.recovered_runs import RECOVERED, RecoveredRun
from pulumi_chatbotkit.operations.doctor.backend import OnBackend
from pulumi_chatbotkit.operations.doctor.report import Line, not_checked, ok, problem, warning
from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY
from pulumi_chatbotkit.pulumi_cli.interrupted_run import read_interrupted_run
from pulumi_chatbotkit.pulumi_cli.locks import Lock, locks_in
from pulumi_chatbotkit.pulumi_cli.recovery import StackFiles, damaged_files, files_at

LOCK: Final = "lock"
STATE: Final = "state"
LEFTOVERS: Final = "leftovers"
_DRAFTS: Final = (".passphrase-*", "state/.pulumi/stacks/*/*.broken")
"""What is of no more use, below ``.pulumi-chatbotkit``: a passphrase that was being made, half of a state."""


def look_at_locks(on_backend: OnBackend, project: str) -> list[Line]:
    """The locks of the stack, and the files that are half written."""
    files = files_at(on_backend.url, project, on_backend.stack)
    if files is None:
        if on_backend.is_updating:
            return [warning(LOCK, "a run is at work on the stack", "wait for it; if it was killed: pulumi cancel")]
        return [ok(LOCK, "the back end names no run at work")]
    return [*_locks(files, on_backend.stack), *_damaged(files, on_backend.stack)]


def look_at_pending(exported: str | None, on_backend: OnBackend, why: str) -> Line:
    """What the state says of a run that did not end.

    Args:
        exported: What ``pulumi stack export`` has printed; None if it failed.
        on_backend: The stack.
        why: Why it failed.
    """
    if exported is None:
        return not_checked(STATE, why, _recover(on_backend.stack))
    pending = read_interrupted_run(exported, None).pending
    if not pending:
        return ok(STATE, "no operation of an earlier run is pending")
    named = "; ".join(f"{what} {first_few(names)}" for what, names in sorted(pending.items()))
    return problem(STATE, f"a run was killed while it was {named}", _recover(on_backend.stack))


def look_at_files(project: Path) -> Iterator[Line]:
    """The permission that ``recover`` leaves, and what is of no more use in ``.pulumi-chatbotkit``."""
    local = project / LOCAL_DIRECTORY
    found = [*_permission(project / RECOVERED)]
    drafts = sorted(path for pattern in _DRAFTS for path in local.glob(pattern))
    if drafts:
        names = first_few([str(path.relative_to(project)) for path in drafts])
        found.append(
            warning(LEFTOVERS, f"half written, and of no use to a run: {names}", "look at them, then delete them")
        )
    yield from found or [ok(LEFTOVERS, f"none in {LOCAL_DIRECTORY}")]


def _permission(file: Path) -> Iterator[Line]:
    if not file.exists():
        return
    stack = RecoveredRun(file).stack
    if stack is None:
        found = f"{RECOVERED} allows nothing: it is older than a day, or cannot be read"
        yield warning(LEFTOVERS, found, f"rm {RECOVERED}")
    else:
        found = f"{RECOVERED}: the next `up` of {stack} may adopt what carries its marker, because `recover` was run"
        yield warning(LEFTOVERS, found, "finish with `pulumi up`, or take that back: rm " + str(RECOVERED))


def _locks(files: StackFiles, stack: str) -> Iterator[Line]:
    locks = locks_in(files.locks)
    yield from (_lock(lock, stack) for lock in locks)
    if not locks:
        yield ok(LOCK, "there is none on the stack")


def _lock(lock: Lock, stack: str) -> Line:
    if lock.is_alive:
        return warning(LOCK, f"the stack is in use by {lock}", "wait for it")
    if lock.may_be_alive:
        return warning(LOCK, f"the stack is in use by {lock}", f"wait for it; if it was killed: {_recover(stack)}")
    return problem(LOCK, f"the stack is locked by {lock}, which has ended", _recover(stack))


def _damaged(files: StackFiles, stack: str) -> Iterator[Line]:
    damaged = [path.name for path in damaged_files(files)]
    if damaged:
        yield problem(STATE, f"half written by a run that was killed: {first_few(damaged)}", _recover(stack))


def _recover(stack: str) -> str:
    return f"pulumi-chatbotkit recover {stack}"
