"""``inventory``: who is in an account, and whose it is. Its report as a table, JSON or Markdown."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.cli.moments import age, minute
from pulumi_chatbotkit.cli.reports import (
    COULD_NOT_CHECK,
    NOTHING_TO_SAY,
    Part,
    customer_name,
    in_cell,
    markdown,
    progress_line,
    row,
)
from pulumi_chatbotkit.cli.stack_access import commands_of
from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.background_client import Interrupted
from pulumi_chatbotkit.hosts.configuration import NAMESPACE, read_configuration
from pulumi_chatbotkit.operations.account_contents import unknown_name
from pulumi_chatbotkit.operations.chosen_stacks import DifferentAccounts, choose_stacks
from pulumi_chatbotkit.operations.inventory.accounts import NoSuchUser
from pulumi_chatbotkit.operations.inventory.report import AccountEntry, InventoryReport
from pulumi_chatbotkit.operations.inventory.runs import inventory_of_account, inventory_of_stacks
from pulumi_chatbotkit.operations.labels import label
from pulumi_chatbotkit.operations.state_objects import UnknownType
from pulumi_chatbotkit.plurals import counted
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError

app = typer.Typer(add_completion=False)

JSON_VERSION: Final = 1
"""Of the JSON document: a number that grows when a key changes its meaning or goes."""
_COLUMNS: Final = ("account", "id", "e-mail", "limits", "objects", "managed by", "unmanaged", "last activity", "keys")


class _WrongOptions(Exception):
    """Options that do not go together, or name what does not exist."""


@app.command()
def inventory(
    user: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Partner user, repeatable; else all, and the parent account.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="What is not read, e.g. conversation; repeatable.")
    ] = None,
    stack: Annotated[
        list[str] | None,
        typer.Option(help="Stack, repeatable: service and key are its, and what its state has lost is counted."),
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option(help="URL of the service; else CHATBOTKIT_ENDPOINT, else the hosted service.")
    ] = None,
    details: Annotated[
        bool, typer.Option("--details", help="Also objects by kind and keys, account by account.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="Markdown that fits a comment.")] = False,
) -> None:
    """Show who is in the account and which stack manages what. Exit code: 0, or 1 if not everything could be read.

    Changes nothing. Without --stack, the API key comes from CHATBOTKIT_API_TOKEN.
    """
    try:
        _check(without or [], stack, endpoint)
        progress = progress_line("accounts")
        if stack:
            chosen = choose_stacks(commands_of(None), stack)
            report = inventory_of_stacks(chosen, user or (), without or (), progress)
        else:
            settings = read_configuration({} if endpoint is None else {f"{NAMESPACE}:endpoint": endpoint})
            report = inventory_of_account(settings, user or (), without or (), progress=progress)
    except (
        PulumiCliError, ChatBotKitError, EmulatorFileError, DifferentAccounts, UnknownType, NoSuchUser, _WrongOptions,
        OSError,
    ) as error:  # fmt: skip
        raise failed(str(error)) from None
    except (Interrupted, KeyboardInterrupt):
        raise failed("interrupted: nothing is known of what was not read") from None
    if as_json:
        typer.echo(json.dumps(as_document(report), indent=2))
    elif as_markdown:
        typer.echo(as_markdown_text(report), nl=False)
    else:
        _print(report, details=details)
    raise typer.Exit(NOTHING_TO_SAY if report.is_whole else COULD_NOT_CHECK)


def _check(without: list[str], stack: list[str] | None, endpoint: str | None) -> None:
    problem = unknown_name(without)
    if problem is not None:
        raise _WrongOptions(problem)
    if stack and endpoint is not None:
        message = "--endpoint: with --stack the service is that of the stack: leave out one of them"
        raise _WrongOptions(message)


def as_document(report: InventoryReport) -> dict[str, object]:
    """The report as JSON, described in docs/inventory.md."""
    return {
        "version": JSON_VERSION,
        "endpoint": report.endpoint,
        "stacks": [*report.stacks],
        "accounts": [_as_json(each) for each in report.accounts],
    }


def as_markdown_text(report: InventoryReport) -> str:
    """The report as Markdown, cut between rows to fit a comment."""
    header = (f"| {' | '.join(_COLUMNS)} |", "|---" * len(_COLUMNS) + "|")
    rows = [row(*_cells(each)) for each in report.accounts]
    parts = [Part("Accounts", header, rows)]
    failures = [row(_name(each), one.what, one.reason[:200]) for each in report.accounts for one in each.failures]
    if failures:
        parts.insert(0, Part("Not read", ("| account | what | why |", "|---|---|---|"), failures))
    return markdown(["## Inventory", "", *(in_cell(line) for line in _summary(report))], parts, "rows")


def _print(report: InventoryReport, *, details: bool) -> None:
    print_table(*_COLUMNS, rows=[_cells(each) for each in report.accounts])
    if details:
        for each in report.accounts:
            _print_details(each)
    for each in report.accounts:
        for failure in each.failures:
            line = f"not read: {failure.what} in {_name(each)}: {failure.reason}"
            typer.echo(printable(line, keep="\n"), err=True)
    for line in _summary(report):
        typer.echo(printable(line))


def _print_details(each: AccountEntry) -> None:
    typer.echo(printable(f"\n{_name(each)}", keep="\n"))
    for what, count in each.objects.items():
        typer.echo(f"  {label(what)}: {count:,}")
    for key in each.keys:
        stack = f", of stack {key.stack}" if key.stack else ", of no stack"
        typer.echo(printable(f"  key {key.name!r}, id {key.id}, made {age(key.created_at)}{stack}"))


def _summary(report: InventoryReport) -> Iterator[str]:
    total = sum(each.total for each in report.accounts)
    yield f"{counted(total, 'object')} in {counted(len(report.accounts), 'account')} at {report.endpoint}"
    lost = sum(sum(each.in_no_state.values()) for each in report.accounts)
    if report.stacks:
        yield f"{counted(lost, 'object')} of {', '.join(report.stacks)} in no state (pulumi-chatbotkit orphans)"
    failures = sum(len(each.failures) for each in report.accounts)
    if failures:
        yield f"{counted(failures, 'list')} could not be read"


def _name(each: AccountEntry) -> str:
    return customer_name(each.name or each.id)


def _cells(each: AccountEntry) -> list[str]:
    return [
        _name(each),
        each.id,
        each.email,
        ", ".join(f"{key} {value:,}" for key, value in each.limits.items()),
        f"{each.total:,}",
        ", ".join(f"{stack}: {count:,}" for stack, count in each.stacks.items()),
        f"{each.unmanaged:,}" if each.unmanaged else "",
        "" if each.activity is None else f"{minute(each.activity.at)} ({label(each.activity.kind)})",
        _keys(each),
    ]


def _keys(each: AccountEntry) -> str:
    """How many keys there are, and when the oldest one was made."""
    if not each.keys:
        return ""
    made = [key.created_at for key in each.keys if key.created_at is not None]
    return f"{len(each.keys):,}{f', oldest of {minute(min(made))[:10]}' if made else ''}"


def _as_json(each: AccountEntry) -> dict[str, object]:
    return {
        "id": each.id or None,
        "name": each.name or None,
        "email": each.email or None,
        "limits": dict(each.limits),
        "objects": dict(each.objects),
        "stacks": dict(each.stacks),
        "unmanaged": each.unmanaged,
        "inNoState": dict(each.in_no_state),
        "lastActivity": None if each.activity is None else asdict(each.activity),
        "keys": [
            {"id": key.id, "name": key.name or None, "createdAt": key.created_at, "stack": key.stack or None}
            for key in each.keys
        ],
        "failures": [asdict(failure) for failure in each.failures],
    }
