"""``ci``: what pipelines say of reports, in step summaries, comments on pull and merge requests, and issues."""

import asyncio
import os
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from pulumi_chatbotkit.api.errors import ChatBotKitError
from pulumi_chatbotkit.api.timing import REAL_TIMING, Timing
from pulumi_chatbotkit.cli.ci_texts import (
    About,
    changes_nothing,
    comment_text,
    drift_notice,
    preview_marker,
    summary_text,
)
from pulumi_chatbotkit.cli.failure import failed
from pulumi_chatbotkit.operations.changes.report import ChangesReport
from pulumi_chatbotkit.operations.ci.code_host import CodeHost
from pulumi_chatbotkit.operations.ci.comments import Draft, Posted, post_comment
from pulumi_chatbotkit.operations.ci.connecting import NO_PLATFORM, connected
from pulumi_chatbotkit.operations.ci.drift_issues import Told, tell_drift
from pulumi_chatbotkit.operations.ci.pipeline_run import PipelineRun, Platform, pipeline_run
from pulumi_chatbotkit.operations.ci.report_file import NoReport, Report, read_report, report_of_stack
from pulumi_chatbotkit.operations.ci.sending import Surroundings
from pulumi_chatbotkit.operations.drift.report import DriftReport
from pulumi_chatbotkit.operations.environment_secrets import environment_redactor
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.pulumi_cli import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.environment import local_directory
from pulumi_chatbotkit.pulumi_cli.recovery import project_name

app = typer.Typer(
    help="Say in a pipeline what a report says: summary, comment, issue. GitHub Actions and GitLab CI.",
    no_args_is_help=True,
    add_completion=False,
)

_URL: Final = re.compile(r"https?://[^\s<>\\]{1,1000}")
_NO_NUMBER: Final = {
    Platform.GITHUB: "the event of this run is of no pull request, nor is GITHUB_REF (refs/pull/N/merge): "
    "give --pull-request, or run this for the event pull_request",
    Platform.GITLAB: "CI_MERGE_REQUEST_IID is not set: give --pull-request, or run the job in merge request pipelines "
    "(rules: if: $CI_PIPELINE_SOURCE == 'merge_request_event')",
    None: NO_PLATFORM,
}

_Report = Annotated[Path, typer.Argument(metavar="REPORT", help="What `changes --json` or `drift --json` has printed.")]
_Drift = Annotated[Path, typer.Argument(metavar="REPORT", help="What `drift --json` has printed.")]
_Changes = Annotated[Path, typer.Argument(metavar="REPORT", help="What `changes --json` has printed.")]
_Stack = Annotated[str, typer.Option(metavar="NAME", help="Stack of the report.")]
_Project = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Project, if a repository has several; else that of the Pulumi.yaml here."),
]
_RunUrl = Annotated[str, typer.Option(metavar="URL", help="Of the run; else as the environment has it.")]


@app.command()
def summary(context: typer.Context, report: _Report, stack: _Stack = "", run_url: _RunUrl = "") -> None:
    """Add a report to the summary of the step ($GITHUB_STEP_SUMMARY), else print it. Exit code: 0 written, 1 not.

    A report that is missing, empty or of a failed run is said to be one that could not be made.
    """
    job = _job(context, stack, "", run_url)
    text = summary_text(job.read(report), job.about)
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        typer.echo(text, nl=False)
        return
    try:
        with Path(file).open("a", encoding="utf-8") as target:
            target.write(text)
    except OSError as error:
        raise failed(f"the summary cannot be written: {error}") from None


@app.command()
def comment(
    context: typer.Context,
    report: _Changes,
    stack: _Stack,
    pull_request: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Pull or merge request; else as the environment has it.")
    ] = None,
    run_url: _RunUrl = "",
    project: _Project = None,
    skip_unchanged: Annotated[
        bool,
        typer.Option("--skip-unchanged", help="No new comment if nothing would change."),
    ] = False,
) -> None:
    """Post or update the stack's one comment on the pull or merge request. Exit code: 0 it is there, 1 it is not.

    A report that is missing, empty or of a failed preview makes a comment that says that the preview failed.
    """
    _check_name("--stack", stack)
    job = _job(context, stack, project, run_url)
    found = job.read(report)
    if isinstance(found, DriftReport):
        found = NoReport(f"{report} is a report of drift: `ci comment` is for what `changes --json` prints")
    number = pull_request or job.run.request
    if number is None:
        raise failed(_NO_NUMBER[job.run.platform])
    draft = Draft(
        preview_marker(job.about),
        comment_text(found, job.about),
        only_update=skip_unchanged and changes_nothing(found),
    )

    async def post(host: CodeHost) -> str:
        posted, made = await post_comment(host, number, draft)
        where = f"{host.request_noun} {number}" + (f": {made.url}" if made and made.url else "")
        if posted is Posted.NONE:
            return f"nothing would change, so there is no comment on {where}"
        return f"{posted.value} the comment of {stack} on {where}"

    typer.echo(printable(job.with_host(post)))


@app.command("drift-issue")
def drift_issue(
    context: typer.Context,
    report: _Drift,
    stack: _Stack,
    run_url: _RunUrl = "",
    project: _Project = None,
    label: Annotated[str, typer.Option(metavar="NAME", help="Label of the issue; made if there is none.")] = "drift",
) -> None:
    """Open, update, reopen or close the stack's one issue. Exit code: 0 it says what the report says, 1 it does not.

    Only a report in which nothing differs, and nothing was left unchecked, closes it. One that is missing, empty or of
    a failed check makes an issue that says that the check failed.
    """
    _check_name("--stack", stack)
    job = _job(context, stack, project, run_url)
    if "," in label:
        raise failed(f"--label {label!r}: a label is a text without commas")
    _check_name("--label", label)
    found = job.read(report)
    if isinstance(found, ChangesReport):
        found = NoReport(f"{report} is a report of changes: `ci drift-issue` is for what `drift --json` prints")
    notice = drift_notice(found, job.about, label)

    async def tell(host: CodeHost) -> str:
        told, issue = await tell_drift(host, notice)
        if told is Told.NONE or issue is None:
            return f"{notice.outcome.value} in {stack}, and no issue is open"
        return f"{notice.outcome.value} in {stack}: {told.value} issue {issue.number} {issue.url}".rstrip()

    typer.echo(printable(job.with_host(tell)))


@dataclass(frozen=True)
class _Job:
    """One command in one job."""

    run: PipelineRun
    about: About
    surroundings: Surroundings

    def read(self, path: Path) -> Report:
        report = read_report(path, self.surroundings.redactor)
        return report_of_stack(report, self.about.stack, self.about.project) if self.about.stack else report

    def with_host(self, write: Callable[[CodeHost], Awaitable[str]]) -> str:
        """What a function says that writes to the code host; what goes wrong there ends the command."""

        async def run() -> str:
            async with connected(self.run.platform, os.environ, self.surroundings) as host:
                return await write(host)

        try:
            return asyncio.run(run())
        except ChatBotKitError as error:
            raise failed(str(error)) from None


def _job(context: typer.Context, stack: str, project: str | None, run_url: str) -> _Job:
    """The job that the environment describes. A test brings its own ``Timing`` as the object of the context."""
    run = pipeline_run(os.environ)
    if run_url and _URL.fullmatch(run_url) is None:
        raise failed(f"--run-url {run_url!r}: it must be an address such as https://ci.example/run/7")
    if project:
        _check_name("--project", project)
    timing = context.find_object(Timing) or REAL_TIMING
    url = run_url or (run.url if _URL.fullmatch(run.url) else "")
    about = About(
        stack=stack,
        project=_project_here() if project is None else project,
        commit=run.commit,
        url=url,
        run_id=run.id,
        epoch_ms=round(timing.epoch() * 1000),
    )
    surroundings = Surroundings(timing, _say, environment_redactor(os.environ))
    return _Job(run, about, surroundings)


def _check_name(option: str, value: str) -> None:
    """A variable that is not set would be the name of every stack."""
    if not value.strip() or printable(value) != value:
        raise failed(f"{option} {value!r}: it must be a name")


def _say(text: str) -> None:
    typer.echo(printable(text), err=True)


def _project_here() -> str:
    """The project's name; "" where there is no program, as in a job without a checkout."""
    try:
        return project_name(local_directory(Path.cwd()).parent)
    except PulumiCliError:
        return ""
