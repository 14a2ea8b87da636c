"""``orphans``: lists what carries a marker of stacks and is in no state, deletes it, says how to adopt it."""

import sys
from collections.abc import Iterator, Sequence
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.cli import delete_orphan
from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.cli.orphans_report import exit_code, lines_about, print_as
from pulumi_chatbotkit.cli.reports import progress_line
from pulumi_chatbotkit.cli.stack_access import commands_of
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.background_client import Interrupted
from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.operations.chosen_stacks import ChosenStacks, DifferentAccounts, choose_stacks
from pulumi_chatbotkit.operations.orphans.adoption import how_to_adopt
from pulumi_chatbotkit.operations.orphans.deletion import Consent, Refused, named, refusals
from pulumi_chatbotkit.operations.orphans.deletion import delete_orphan as delete_one
from pulumi_chatbotkit.operations.orphans.report import Orphan, OrphansReport
from pulumi_chatbotkit.operations.orphans.runs import search
from pulumi_chatbotkit.operations.state_objects import UnknownType
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError

app = typer.Typer(add_completion=False)

_ERRORS: Final = (
    PulumiCliError, ChatBotKitError, EmulatorFileError, DifferentAccounts, UnknownType, Refused, OSError,
)  # fmt: skip
"""What ends the command with a line for the user."""


@app.callback(invoke_without_command=True)
def orphans(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    stack: Annotated[
        list[str] | None,
        typer.Option(help="Stack to look for, repeatable; else all of the project that share service and key."),
    ] = None,
    any_stack: Annotated[
        bool, typer.Option("--any-stack", help="Also what carries the marker of a stack whose state was not read.")
    ] = False,
    delete: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Delete this orphan and what is in it; repeatable.")
    ] = None,
    adopt: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Print how to take this orphan back; repeatable.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="With --delete: do not ask.")] = False,
    yes_delete_keys: Annotated[
        bool, typer.Option("--yes-delete-keys", help="With --delete: also live keys, which stop working.")
    ] = False,
    yes_other_state: Annotated[
        bool,
        typer.Option(
            "--yes-other-state",
            help="With --delete: also what the state that was read has not made, as far as it tells.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Markdown that fits a comment.")] = False,
) -> None:
    """Find what carries a marker of stacks and is in no state. Exit code: 0 nothing, 7 orphans, 1 not checked.

    Service and key are those of the stack. Without --delete, nothing is changed.
    """
    consents, forms = (yes, yes_delete_keys, yes_other_state), (as_json, as_markdown)
    if context.invoked_subcommand is not None:
        if any((stack, any_stack, delete, adopt, *consents, *forms)):
            raise failed("`orphans delete` takes its options after the word delete, and none of those of `orphans`")
        return
    done: list[Orphan] = []
    try:
        _check_options(delete, adopt, any(consents), any(forms))
        chosen = choose_stacks(commands_of(None), stack or [])
        report = search(chosen, any_stack=any_stack, progress=progress_line("accounts"))
        if delete:
            _delete(chosen, report, named(report, delete), Consent(yes_delete_keys, yes_other_state), done, yes=yes)
            return
        if adopt:
            for each in named(report, adopt):
                typer.echo(printable("\n".join(how_to_adopt(each)), keep="\n"))
            return
    except _ERRORS as error:
        raise failed(f"{error}{_so_far(done, delete)}") from None
    except (Interrupted, KeyboardInterrupt):
        raise failed(f"interrupted{_so_far(done, delete) or ': nothing is known of what was not read'}") from None
    print_as(report, as_json=as_json, as_markdown=as_markdown)
    raise typer.Exit(exit_code(report))


app.command("delete")(delete_orphan.delete)


def _check_options(delete: list[str] | None, adopt: list[str] | None, consents: bool, forms: bool) -> None:
    if delete and (adopt or forms):
        raise Refused("--delete goes without --adopt, --json and --markdown: look first, then delete by id")
    if adopt and forms:
        raise Refused("--adopt goes without --json and --markdown: it prints what to write for each id")
    if consents and not delete:
        raise Refused("the --yes options go with --delete: there is nothing else to agree to")


def _so_far(done: Sequence[Orphan], wanted: Sequence[str] | None) -> str:
    if not wanted:
        return ""
    ids = ", ".join(each.id for each in done)
    return f". Deleted: {len(done)} of {len(wanted)}{f' ({ids})' if done else ', nothing was changed'}"


def _delete(
    chosen: ChosenStacks,
    report: OrphansReport,
    wanted: list[Orphan],
    consent: Consent,
    done: list[Orphan],
    *,
    yes: bool,
) -> None:
    """Delete these one after another; each one that is deleted is added to ``done``."""
    against = refusals(wanted, consent)
    if against:
        raise Refused("\n  ".join(["nothing was deleted:", *against]))
    for line in _shown(wanted):
        typer.echo(printable(line))
    if not yes:
        _confirm(wanted)
        report = search(chosen)
        _refuse_changes(wanted, named(report, [each.id for each in wanted]))
    runtime = Runtime(chosen.settings_to_write)
    try:
        for each in wanted:
            runtime.run(delete_one(runtime.client, runtime.provider, each))
            done.append(each)
            typer.echo(printable(f"{each.described} was deleted"))
    finally:
        runtime.close()


def _shown(wanted: Sequence[Orphan]) -> Iterator[str]:
    for each in wanted:
        yield ", ".join([each.described, *lines_about(each)])


def _confirm(wanted: Sequence[Orphan]) -> None:
    """Ask for the name of each before anything is deleted."""
    if not sys.stdin.isatty():
        raise Refused("nobody can be asked here; add --yes")
    for each in wanted:
        can_be_typed = bool(each.name.strip()) and printable(each.name) == each.name
        what, word = ("name", each.name) if can_be_typed else ("id", each.id)
        question = f"Nothing brings {each.described} back. Type its {what} to delete it"
        typed = typer.prompt(printable(question), default="", show_default=False)
        if typed.strip() != word.strip():
            raise Refused(f"{each.described}: that is not its {what}")


def _refuse_changes(before: Sequence[Orphan], now: Sequence[Orphan]) -> None:
    """Refuse what is no longer as it was shown before the question."""
    for old, new in zip(before, now, strict=True):
        if old != new:
            raise Refused(f"{old.described} was changed since it was listed: look again")
