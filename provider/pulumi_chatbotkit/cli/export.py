"""``export``: writes accounts that were made by hand as a tenants file, and says what adopting them would change."""

import dataclasses
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pulumi_chatbotkit.api import ChatBotKitError, Client
from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.cli.aliases import ALIASES, known_aliases
from pulumi_chatbotkit.cli.failure import EXIT_FAILED, failed
from pulumi_chatbotkit.cli.reports import progress_line
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.configuration import NAMESPACE, read_configuration
from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.inputs.tenants import TenantsFileError, TenantSpec, read_tenants
from pulumi_chatbotkit.operations.export.export_check import Finding, check_export
from pulumi_chatbotkit.operations.export.export_file import (
    ExportOptions,
    ExportReport,
    export_file,
    readings_folder,
)
from pulumi_chatbotkit.operations.tenant_entries.new_files import PROGRAM, WritingRefused
from pulumi_chatbotkit.operations.tenant_entries.remarks import HAPPENS, Sort
from pulumi_chatbotkit.plurals import counted
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.suggestions import did_you_mean

app = typer.Typer(add_completion=False)


@app.command()
def export(  # noqa: PLR0913, PLR0917 - one argument for each option
    file: Annotated[
        Path, typer.Argument(help="What is written: a tenants file (.yaml), or a Python program (.py).")
    ] = Path("tenants.yaml"),
    user: Annotated[list[str] | None, typer.Option(help="Id of a partner user; else all are exported.")] = None,
    without: Annotated[list[str] | None, typer.Option(help="Kind to leave out, e.g. contact.")] = None,
    aliases: Annotated[str | None, ALIASES] = None,
    plans: Annotated[
        bool, typer.Option("--plans", help="Propose plans: what tenants that are alike have in common.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Read the file, and show what adoption would change besides markers.")
    ] = False,
    endpoint: Annotated[
        str | None, typer.Option(help="URL of the service; else CHATBOTKIT_ENDPOINT, else the hosted service.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")] = False,
) -> None:
    """Write partner users and everything in them as a tenants file that adopts them, or as a program that does.

    Changes nothing at the service.

    The API key comes from CHATBOTKIT_API_TOKEN.
    """
    runtime: Runtime | None = None
    try:
        options = ExportOptions(user or (), _kinds(without or []), known_aliases(aliases), plans)
        runtime = Runtime(read_configuration({} if endpoint is None else {f"{NAMESPACE}:endpoint": endpoint}))
        if check:
            found = runtime.run(_checked(runtime.client, read_tenants(file), options))
            _print_findings(file, found, as_json)
            if any(not each.is_harmless for each in found):
                raise typer.Exit(EXIT_FAILED)
        else:
            report = runtime.run(export_file(runtime.client, file, options, progress_line("accounts")))
            _print_report(file, report, as_json)
    except (WritingRefused, TenantsFileError, ChatBotKitError, EmulatorFileError, OSError) as error:
        exit_failed = failed(str(error))
        if not check and readings_folder(file).exists():
            typer.echo("Nothing was written. Run the same command again: it goes on where it was.", err=True)
        raise exit_failed from None
    finally:
        if runtime is not None:
            runtime.close()


async def _checked(client: Client, tenants: Iterable[TenantSpec], options: ExportOptions) -> list[Finding]:
    return [each async for each in check_export(client, tenants, options.without)]


def _kinds(names: list[str]) -> list[str]:
    for name in names:
        if name not in OBJECT_KINDS:
            message = f"--without {name}: there is no such kind{did_you_mean(name, [*OBJECT_KINDS])}"
            raise WritingRefused(message)
    return names


def _print_report(file: Path, report: ExportReport, as_json: bool) -> None:
    if as_json:
        document = {**dataclasses.asdict(report), "file": str(file), "remarks": dict(sorted(report.remarks.items()))}
        typer.echo(json.dumps(document, indent=2))
        return
    typer.echo(f"{file}: {counted(report.tenants, 'tenant')}, {counted(report.objects, 'object')} to adopt")
    if report.resumed:
        typer.echo(f"  {counted(report.resumed, 'account')} as an earlier run read them, which did not finish")
    for name, tenants in report.plans.items():
        typer.echo(f"  plan {name}: {counted(tenants, 'tenant')}")
    for sort, count in sorted(report.remarks.items()):
        typer.echo(f"  {count:,} {sort}: {HAPPENS[Sort(sort)]}")
    if report.remarks:
        typer.echo(f"Each of these: {file.with_suffix('.remarks.txt')}")
    if report.gone:
        typer.echo(f"Deleted meanwhile: {', '.join(report.gone)}")
    typer.echo("Next: pulumi preview" if file.suffix == PROGRAM else f"Next: pulumi-chatbotkit export --check {file}")


def _print_findings(file: Path, found: list[Finding], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"findings": [_document(each) for each in found]}, indent=2))
        return
    for each in found:
        typer.echo(printable(f"{each.kind.class_name} {each.name}: {_text(each)}"))
    worse = [each for each in found if not each.is_harmless]
    if worse:
        typer.echo(f"{counted(len(worse), 'object')} would be more than marked")
        typer.echo(f"Next: declare in {file} what is there in the account, or remove them from it, and check again")
        return
    if found:
        typer.echo("Adoption would change nothing that the service shows, besides markers")
    else:
        typer.echo("Adoption would write markers only")
    typer.echo("Next: pulumi preview, of a program that declares the file (tenants_from_file)")


def _document(finding: Finding) -> dict[str, object]:
    fields = {each.name: getattr(finding, each.name) for each in dataclasses.fields(finding)}
    return {**fields, "kind": finding.kind.class_name, "harmless": finding.is_harmless}


def _text(each: Finding) -> str:
    if each.made:
        return "is to be made: it has nothing to adopt"
    if each.missing:
        return f"is to adopt {each.id}, which is not in the account"
    parts = {
        "changes": each.changed,
        "refused, as it would empty": each.cleared,
        "refused, as it would erase": each.erased,
        "sets without comparing, as the service does not show it:": each.unseen,
    }
    return "; ".join(f"{what} {', '.join(fields)}" for what, fields in parts.items() if fields)
