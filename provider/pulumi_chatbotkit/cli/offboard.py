"""``offboard``: shows what is lost with a tenant, archives it, and takes it out of the tenants file."""

import json
import shlex
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.cli.failure import EXIT_FAILED, failed
from pulumi_chatbotkit.cli.stack_access import commands_of, runtime_of
from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.first_few import first_few
from pulumi_chatbotkit.hosts.recorded_service import as_recorded
from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.inputs.tenants import TenantsFileError
from pulumi_chatbotkit.inputs.tenants.removal import EditRefused
from pulumi_chatbotkit.inputs.tenants.suspension import suspended
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.account_contents import unknown_name
from pulumi_chatbotkit.operations.file_changes import FileChanged, TextFile, read_text_file, replace_text
from pulumi_chatbotkit.operations.labels import label
from pulumi_chatbotkit.operations.offboard.archive import MANIFEST
from pulumi_chatbotkit.operations.offboard.leaving import (
    Contents,
    Leaving,
    OffboardRefused,
    blocks,
    leaving,
    read_contents,
)
from pulumi_chatbotkit.operations.tenants_in_state import TenantInState
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands
from pulumi_chatbotkit.pulumi_cli.stack_state import read_stack_state
from pulumi_chatbotkit.reconcile.provider_keys import SERVICE

app = typer.Typer(add_completion=False)

_ERRORS: Final = (
    OffboardRefused,
    EditRefused,
    TenantsFileError,
    PulumiCliError,
    ChatBotKitError,
    EmulatorFileError,
    FileChanged,
    OSError,
)
"""What ends the command with a line for the user."""


@app.command()
def offboard(  # noqa: PLR0913, PLR0917 - one argument for each option
    key: Annotated[str, typer.Argument(help="Key of the tenant.")],
    file: Annotated[Path, typer.Option(help="The tenants file.")] = Path("tenants.yaml"),
    archive: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="First write everything that can be read into this folder.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(help="What is not read, e.g. memory, message, content: not counted or archived.")
    ] = None,
    stack: Annotated[str | None, typer.Option(help="Stack of the tenant; the selected one if left out.")] = None,
    suspend: Annotated[
        bool,
        typer.Option("--suspend", help="Let the tenant stay, with limits of 0 and everything disabled that can be."),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be lost, and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """Take a tenant out of the tenants file, after a look at what is lost with it. Nothing is deleted in the service.

    The `pulumi up` that deletes it is named at the end. Service and key are those of the stack.
    """
    try:
        _check_left_out(without or [])
        if suspend:
            if archive is not None:
                _refuse("--suspend deletes nothing, so there is nothing to archive: leave out one of them")
            _suspend(key, read_text_file(file), stack, dry_run=dry_run, yes=yes, as_json=as_json)
            return
        commands = commands_of(stack)
        text_file = read_text_file(file) if file.exists() else None
        tenant = leaving(key, text_file, file, read_stack_state(commands))
        contents = _read(commands, tenant, archive, without or [])
        report = Report(tenant, contents, archive, commands)
        _finish(report, text_file, dry_run=dry_run, yes=yes, as_json=as_json)
    except _ERRORS as error:
        raise failed(str(error)) from None


def _suspend(key: str, file: TextFile, stack: str | None, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Write the suspension into the file, and say how it is put to work."""
    text, written = suspended(file.path, file.text, key)
    names = [".".join(path) for path in written]
    if not as_json:
        what = f"to be written: {', '.join(names)}" if names else "suspended already"
        typer.echo(printable(f"{key}: {what}"))
    if names and not dry_run:
        _confirm(key, "suspend it", yes=yes)
        replace_text(file, text)
    command = ["pulumi", "up", *(("--stack", stack) if stack else ())]
    if as_json:
        changed = str(file.path) if names and not dry_run else None
        typer.echo(json.dumps({"tenant": key, "values": names, "changed": changed, "next": command}, indent=2))
    elif names and not dry_run:
        typer.echo(printable(f"{key} is suspended in {file.path}. To put it to work, run: {' '.join(command)}"))


def _refuse(message: str) -> None:
    raise OffboardRefused(message)


def _check_left_out(without: list[str]) -> None:
    problem = unknown_name(without)
    if problem is not None:
        _refuse(problem)


def _read(commands: StackCommands, tenant: Leaving, archive: Path | None, without: list[str]) -> Contents:
    """What the service has of a tenant; nothing is asked of it if the state has no such tenant."""
    if tenant.state is None:
        if archive is not None:
            _refuse(f"there is nothing to archive: the stack {tenant.stack or '(empty)'} has no tenant {tenant.key!r}")
        return Contents("")
    runtime = runtime_of(commands)
    try:
        return _contents(runtime, commands, tenant.state, archive, without)
    finally:
        runtime.close()


def _contents(
    runtime: Runtime, commands: StackCommands, tenant: TenantInState, archive: Path | None, without: list[str]
) -> Contents:
    recorded = None if tenant.user is None else tenant.user.inputs.values.get(SERVICE)
    here = as_recorded(runtime.settings.endpoint)
    if recorded is not None and recorded != here:
        _refuse(
            f"the stack's objects live at {recorded}, but this run would ask {here}: set chatbotkit:endpoint, or "
            "CHATBOTKIT_ENDPOINT, as for `pulumi up`"
        )
    about: JsonObject = {
        "format": 1,
        "tenant": tenant.key,
        "project": commands.project.name,
        "endpoint": here,
        "startedAt": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    return runtime.run(read_contents(runtime.client, tenant, archive, about, without))


@dataclass(frozen=True)
class Report:
    """What is known before anything is changed."""

    tenant: Leaving
    contents: Contents
    archive: Path | None
    commands: StackCommands

    @property
    def blocks(self) -> list[str]:
        return [] if self.tenant.state is None else blocks(self.tenant.state, self.contents)

    @property
    def problems(self) -> list[str]:
        """Why the file is not changed."""
        failures = [f"{each.what} could not be read: {each.reason}" for each in self.contents.failures]
        if failures and self.archive is not None:
            failures.append(f"the archive in {self.archive} is not whole, and has no {MANIFEST}: delete it")
        then = "run this command again" if self.tenant.is_again else self.next_step
        by_hand = [f"{self.tenant.by_hand}; then {then}"] if self.tenant.new_text is None else []
        return [*failures, *self.blocks, *by_hand]

    @property
    def next_step(self) -> str:
        """The command that deletes the tenant, and what it deletes."""
        found = self.tenant.state
        if found is None:
            return (
                f"nothing is left to do: the stack {self.tenant.stack or '(empty)'} has no tenant {self.tenant.key!r}"
            )
        command = f"cd {shlex.quote(str(self.commands.project))} && pulumi up --stack {self.tenant.stack}"
        resources = ", ".join(f"{count} {name}" for name, count in sorted(found.by_type.items()))
        if found.is_retained:
            what = f"forgets {resources}, and deletes nothing in ChatBotKit: the tenant stays there, no longer managed"
        elif self.contents.is_gone:
            what = f"removes {resources} from the state"
        else:
            what = f"deletes {resources}, and with the partner user everything that is in it: nothing brings it back"
        return f"run: {command}\n  It {what}"

    def as_json(self, *, removed: bool) -> JsonObject:
        """For programs."""
        state, contents = self.tenant.state, self.contents
        return {
            "tenant": self.tenant.key,
            "stack": self.tenant.stack,
            "partnerUser": contents.user or None,
            "isGone": contents.is_gone,
            "objects": dict(sorted(contents.counts.items())),
            "notManaged": dict(sorted(contents.others.items())),
            "resources": dict(sorted(state.by_type.items())) if state else {},
            "isRetained": bool(state and state.is_retained),
            "archive": None if self.archive is None or contents.failures else str(self.archive),
            "problems": [*self.problems],
            "removedFrom": str(self.tenant.file) if removed else None,
            "next": None
            if state is None
            else ["pulumi", "up", "--cwd", str(self.commands.project), "--stack", self.tenant.stack],
        }


def _finish(report: Report, file: TextFile | None, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Show the report, and change the file if nothing is against it."""
    if not as_json:
        _print_report(report)
    stops = bool(report.problems) or dry_run
    removed = not stops and file is not None and report.tenant.new_text is not None
    if removed and file is not None and report.tenant.new_text is not None:
        _confirm(report.tenant.key, "remove it from the file", yes=yes)
        replace_text(file, report.tenant.new_text)
    if as_json:
        typer.echo(json.dumps(report.as_json(removed=removed), indent=2))
    if report.problems:
        word = "note" if dry_run and not report.contents.failures else "error"
        for problem in report.problems:
            typer.echo(printable(f"{word}: {problem}", keep="\n"), err=True)
        typer.echo(printable(f"{report.tenant.file} was not changed"), err=True)
        if not dry_run or report.contents.failures:
            raise typer.Exit(EXIT_FAILED)
    elif removed and not as_json:
        typer.echo(printable(f"{report.tenant.key} was removed from {report.tenant.file}. Nothing is deleted yet;"))
        typer.echo(printable(report.next_step, keep="\n"))


def _print_report(report: Report) -> None:
    state, contents = report.tenant.state, report.contents
    if state is None:
        typer.echo(printable(f"{report.tenant.key}: not in the stack {report.tenant.stack or '(empty)'}"))
        if report.tenant.new_text is not None:
            typer.echo(printable(f"A stack that has it and reads {report.tenant.file} will delete it in its next run"))
        return
    if contents.is_gone:
        typer.echo(f"{report.tenant.key}: the service has no partner user {contents.user}: it was deleted there,")
        typer.echo("or the key is another account's")
    elif contents.user:
        typer.echo(printable(f"{report.tenant.key}: partner user {contents.user}, stack {report.tenant.stack}"))
        rows = [
            [label(what), f"{count:,}", f"{contents.others[what]:,}" if contents.others[what] else ""]
            for what, count in sorted(contents.counts.items())
        ]
        print_table("kind", "objects", "not managed by the stack", rows=rows)
    if state.beside:
        names = first_few([each.name for each in state.beside])
        typer.echo(printable(f"The program has resources of its own in it: remove them in the same change: {names}"))
    if report.archive is not None and not contents.failures:
        typer.echo(printable(f"Archive: {report.archive}, {contents.archived_contents:,} contents of files"))


def _confirm(key: str, what: str, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        _refuse("nothing was changed: nobody can be asked here; add --yes, or --dry-run to look only")
    typed = typer.prompt(f"Type the tenant's key to {what}", default="", show_default=False)
    if typed.strip() != key:
        _refuse("nothing was changed: that is not the key")
