"""``convert``: writes what Terraform, the official CLI or a blueprint declares as a tenants file."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.api import ChatBotKitError
from pulumi_chatbotkit.cli.aliases import ALIASES, known_aliases
from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.configuration import NAMESPACE, read_configuration
from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.inputs.tenants import TenantsFileError
from pulumi_chatbotkit.operations.convert.blueprint import blueprint_file, exported_blueprint
from pulumi_chatbotkit.operations.convert.conversion import ConversionReport, convert
from pulumi_chatbotkit.operations.convert.entries import WrittenEntry, is_plan
from pulumi_chatbotkit.operations.convert.solution import solution_source
from pulumi_chatbotkit.operations.convert.source import Source
from pulumi_chatbotkit.operations.convert.targets import Wishes
from pulumi_chatbotkit.operations.convert.terraform import terraform_source
from pulumi_chatbotkit.operations.tenant_entries.new_files import WritingRefused, remarks_path
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort, what_happens
from pulumi_chatbotkit.plurals import counted
from pulumi_chatbotkit.printable import printable

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Write what Terraform, the official CLI or a blueprint declares as a tenants file. Changes nothing else.",
)

_FILE = Path("tenants.yaml")
_File = Annotated[Path, typer.Argument(help="The tenants file to write, YAML. One that is there is not overwritten.")]
_User = Annotated[
    list[str] | None,
    typer.Option(metavar="ID", help="Id of the partner user whose account it is: a tenant that adopts all of it."),
]
_Tenant = Annotated[
    list[str] | None, typer.Option(metavar="KEY", help="Key of the tenant. Without --user, it is a new one.")
]
_Plan = Annotated[list[str] | None, typer.Option(metavar="KEY", help="Key of the plan: a pattern for new tenants.")]
_Aliases = Annotated[str | None, ALIASES]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


@app.command()
def terraform(
    state: Annotated[Path, typer.Argument(help="What `terraform state pull` prints, in a file.")],
    file: _File = _FILE,
    user: _User = None,
    tenant: _Tenant = None,
    plan: _Plan = None,
    aliases: _Aliases = None,
    as_json: _Json = False,
) -> None:
    """Convert a state of the official Terraform provider. The state is not changed.

    A state does not say in whose account its objects are (run_as of the provider): say it with --user, for several
    configurations of the provider as --user chatbotkit.acme=ID. Without, they become a plan, which adopts nothing.
    """
    _convert(lambda: terraform_source(state, file.parent), file, _wishes(user, tenant, plan), aliases, as_json)


@app.command()
def solution(
    source: Annotated[Path, typer.Argument(help="The file, .chatbotkit/solutions/NAME.json.")],
    file: _File = _FILE,
    user: _User = None,
    tenant: _Tenant = None,
    plan: _Plan = None,
    aliases: _Aliases = None,
    as_json: _Json = False,
) -> None:
    """Convert a solution file of the official CLI. The solution file is not changed.

    With --user, what has an id in the file is adopted. Without, it becomes a plan, which adopts nothing.
    """
    _convert(lambda: solution_source(source), file, _wishes(user, tenant, plan), aliases, as_json)


@app.command()
def blueprint(
    source: Annotated[str, typer.Argument(help="Id or @alias of a blueprint of your own account, or a saved export.")],
    file: _File = _FILE,
    plan: Annotated[
        str | None, typer.Option(metavar="KEY", help="Key of the plan; else from the alias or name.")
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option(help="URL of the service; else CHATBOTKIT_ENDPOINT, else the hosted service.")
    ] = None,
    as_json: _Json = False,
) -> None:
    """Convert a blueprint into a plan: each tenant of the plan gets objects of its own. The blueprint is not changed.

    What ends with .json is a saved export; else the API is asked, with the key from CHATBOTKIT_API_TOKEN.
    """
    is_file = source.endswith(".json")
    read = (lambda: blueprint_file(Path(source))) if is_file else (lambda: _read_blueprint(source, endpoint))
    _convert(read, file, Wishes(plans=() if plan is None else (plan,)), None, as_json)


def _read_blueprint(identifier: str, endpoint: str | None) -> Source:
    runtime = Runtime(read_configuration({} if endpoint is None else {f"{NAMESPACE}:endpoint": endpoint}))
    try:
        return runtime.run(exported_blueprint(runtime.client, identifier))
    finally:
        runtime.close()


def _wishes(user: list[str] | None, tenant: list[str] | None, plan: list[str] | None) -> Wishes:
    return Wishes(user or (), tenant or (), plan or ())


def _convert(read: Callable[[], Source], file: Path, wishes: Wishes, aliases: str | None, as_json: bool) -> None:
    try:
        report = convert(read(), file, wishes, known_aliases(aliases))
    except TenantsFileError as error:
        raise failed(f"nothing was written, because of what `tenants check` would say:\n{error}") from None
    except (WritingRefused, ChatBotKitError, EmulatorFileError, OSError) as error:
        raise failed(str(error)) from None
    if as_json:
        typer.echo(json.dumps(_as_json(file, report), indent=2))
    else:
        for line in _as_text(file, report):
            typer.echo(printable(line))
    for warning in report.warnings:
        typer.echo(f"warning: {warning}", err=True)


def _as_text(file: Path, report: ConversionReport) -> Iterator[str]:
    for entry in report.entries:
        yield f"{file}: {_what(entry)}"
    for sort, (count, happens) in sorted(_counts(report).items()):
        yield f"  {count:,} {sort}: {happens}"
    if _counts(report):
        yield f"Each of these: {remarks_path(file)}"
    if report.adopts:
        yield f"Next: pulumi-chatbotkit export --check {file}"
    else:
        yield "Nothing is adopted: what exists stays as it is, and new tenants get objects of their own."


def _what(entry: WrittenEntry) -> str:
    objects = counted(entry.objects, "object")
    if is_plan(entry):
        return f"plan {entry.target.key}, {objects} for each tenant that has it"
    if entry.target.user is None:
        return f"tenant {entry.target.key}, {objects} to make"
    return f"tenant {entry.target.key}, {objects}, of partner user {entry.target.user}"


_NO_ENTRY: Final = ""


def _remarks(report: ConversionReport) -> Iterator[tuple[str, Remark, str]]:
    """Each remark, with the key of its entry and what happens to it."""
    for remark in report.remarks:
        yield _NO_ENTRY, remark, what_happens(remark.sort, adopts=report.adopts)
    for entry in report.entries:
        for remark in entry.remarks:
            yield entry.target.key, remark, what_happens(remark.sort, adopts=entry.target.user is not None)


def _counts(report: ConversionReport) -> dict[Sort, tuple[int, str]]:
    found = [(remark.sort, happens) for _key, remark, happens in _remarks(report)]
    counts = Counter(sort for sort, _happens in found)
    return {sort: (counts[sort], happens) for sort, happens in reversed(found)}


def _as_json(file: Path, report: ConversionReport) -> dict[str, object]:
    return {
        "file": str(file),
        "entries": [
            {
                "plan" if is_plan(entry) else "tenant": entry.target.key,
                "user": entry.target.user,
                "objects": entry.objects,
            }
            for entry in report.entries
        ],
        "remarks": [
            {
                "entry": key or None,
                "sort": remark.sort,
                "what": remark.path,
                "detail": remark.detail,
                "happens": happens,
            }
            for key, remark, happens in _remarks(report)
        ],
        "warnings": [str(warning) for warning in report.warnings],
    }
