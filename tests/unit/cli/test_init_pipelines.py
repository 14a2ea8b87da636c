"""``init --ci``: the pipeline that it writes, what it leaves alone, and what checkers of others say of it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import cast

import pytest
import yaml
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from support.actionlint import actionlint

GITHUB = {
    ".github/actions/setup/action.yml",
    ".github/workflows/drift.yml",
    ".github/workflows/preview.yml",
    ".github/workflows/up.yml",
}
FILES = {"github": GITHUB, "gitlab": {".gitlab-ci.yml"}}
TOOLS = Path(sys.executable).parent
ZIZMOR = """\
rules:
  self-repository: # $/ instead of ./ for an action of the repository itself is too new for servers of one's own
    disable: true
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the command is run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["init", "--yes", *arguments])


def files(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


def checked(tool: Path, *arguments: str) -> None:
    """Run a checker in the current folder; it must find nothing."""
    ran = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def read(path: Path) -> JsonObject:
    return cast("JsonObject", yaml.safe_load(path.read_text(encoding="utf-8")))


def jobs(path: Path) -> dict[str, JsonObject]:
    return cast("dict[str, JsonObject]", read(path)["jobs"])


def texts(value: JsonValue) -> Iterator[str]:
    """All texts in a value."""
    match value:
        case dict():
            for inner in value.values():
                yield from texts(inner)
        case list():
            for inner in value:
                yield from texts(inner)
        case _:
            yield str(value)


@pytest.mark.parametrize("stacks", [(), ("prod",), ("a", "b", "c_1")])
def test_checkers_find_nothing_in_the_workflows(here: Path, stacks: tuple[str, ...]) -> None:
    """Whatever the stacks: actionlint with shellcheck, zizmor, and the schemas that GitHub's editors use."""
    (here / ".git").mkdir()  # actionlint looks for a repository
    run("--ci", "github", *(word for stack in stacks for word in ("--stack", stack)))
    (here / "zizmor.yml").write_text(ZIZMOR, encoding="utf-8")

    checked(actionlint(), "-shellcheck", str(TOOLS / "shellcheck"), "-pyflakes", "")
    checked(TOOLS / "zizmor", "--offline", "--persona=pedantic", "--no-progress", "--config", "zizmor.yml", ".")
    check_jsonschema = TOOLS / "check-jsonschema"
    workflows = sorted(each for each in GITHUB if "/workflows/" in each)
    checked(check_jsonschema, "--builtin-schema", "vendor.github-workflows", *workflows)
    checked(check_jsonschema, "--builtin-schema", "vendor.github-actions", ".github/actions/setup/action.yml")


@pytest.mark.parametrize("stacks", [(), ("prod",), ("a", "b", "c_1")])
def test_checkers_find_nothing_in_the_pipeline_of_gitlab(here: Path, stacks: tuple[str, ...]) -> None:
    """The schema that GitLab's editor uses, and shellcheck over the script of each job."""
    run("--ci", "gitlab", *(word for stack in stacks for word in ("--stack", stack)))

    checked(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", ".gitlab-ci.yml")
    scripts = [
        [str(line) for line in cast("list[JsonValue]", cast("JsonObject", job)[key])]
        for job in read(here / ".gitlab-ci.yml").values()
        for key in ("before_script", "script", "after_script")
        if isinstance(job, dict) and key in job
    ]
    for number, lines in enumerate(scripts):
        script = here / f"{number}.sh"
        script.write_text("\n".join(["#!/bin/bash", "set -eo pipefail", *lines, ""]), encoding="utf-8")
        checked(TOOLS / "shellcheck", script.name)
    assert len(scripts) == 8


def test_the_checkers_run(here: Path) -> None:
    """Each of them refuses a workflow with a mistake of its own sort."""
    (here / ".git").mkdir()
    run("--ci", "github")
    up = here / ".github/workflows/up.yml"
    text = up.read_text(encoding="utf-8")
    arguments = {
        actionlint(): ("-shellcheck", str(TOOLS / "shellcheck"), "-pyflakes", ""),
        TOOLS / "zizmor": ("--offline", "--no-progress", "."),
        TOOLS / "check-jsonschema": ("--builtin-schema", "vendor.github-workflows", str(up)),
    }
    mistakes = {
        actionlint(): ('--stack "$STACK"', "--stack $STACK"),  # only shellcheck finds it
        TOOLS / "zizmor": ("@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@v6"),
        TOOLS / "check-jsonschema": ("    runs-on: ubuntu-24.04\n", ""),
    }

    for tool, (right, wrong) in mistakes.items():
        up.write_text(text.replace(right, wrong), encoding="utf-8")
        assert subprocess.run([tool, *arguments[tool]], capture_output=True, check=False).returncode != 0, tool


def test_actions_are_pinned() -> None:
    """By the hash of a commit, which nobody can move, with the version in a comment; the same hash everywhere."""
    run("--ci", "github")

    used = [line for each in GITHUB for line in Path(each).read_text(encoding="utf-8").splitlines() if "uses:" in line]
    pins = {line.split("uses: ")[1].strip() for line in used} - {"./.github/actions/setup"}

    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", pin) for pin in pins), pins
    assert len({pin.partition("@")[0] for pin in pins}) == len(pins) == 6


def test_jobs_of_github_may_do_little() -> None:
    """No workflow has a right for all jobs; what writes to GitHub has neither code of the repository nor secrets."""
    run("--ci", "github")

    workflows = {each: read(Path(each)) for each in GITHUB if "/workflows/" in each}
    assert [each["permissions"] for each in workflows.values()] == [{}] * 3
    reads = {"contents": "read", "id-token": "write"}
    rights = {job: body["permissions"] for each in workflows for job, body in jobs(Path(each)).items()}
    assert rights == {
        "preview": reads,
        "comment": {"pull-requests": "write"},
        "staging": reads,
        "production": reads,
        "drift": reads,
        "issue": {"issues": "write"},
    }
    for workflow, job in (("preview", "comment"), ("drift", "issue")):
        body = jobs(Path(f".github/workflows/{workflow}.yml"))[job]
        assert [each for each in texts(body) if "secrets." in each or "vars." in each or "checkout" in each] == []


def test_the_code_of_a_pull_request_gets_no_key(here: Path) -> None:
    """A preview sends nothing to the service; and one from a fork does not run, with no secrets to run with."""
    run("--ci", "github")
    run("other", "--ci", "gitlab")

    preview = jobs(here / ".github/workflows/preview.yml")
    own = "github.event.pull_request.head.repo.full_name == github.repository"
    assert all(own in str(job["if"]) for job in preview.values())
    assert "${{ secrets.CHATBOTKIT_API_TOKEN || 'none' }}" in set(texts(preview["preview"]))
    gitlab = cast("dict[str, JsonObject]", read(here / "other" / ".gitlab-ci.yml"))
    own = "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID"
    assert own in next(texts(gitlab["workflow"]["rules"]))
    assert gitlab[".preview"]["variables"] == {"CHATBOTKIT_API_TOKEN": "none"}


@pytest.mark.parametrize("host", FILES)
def test_an_up_is_never_cancelled_by_another(host: str) -> None:
    """One at a time for each stack, and the next stack only after the one before it."""
    run("--ci", host)

    if host == "github":
        up = jobs(Path(".github/workflows/up.yml"))
        assert [job.get("needs") for job in up.values()] == [None, "staging"]
        assert [job["environment"] for job in up.values()] == [*up]
        expected = [{"group": f"up-{stack}", "cancel-in-progress": False} for stack in up]
        assert [job["concurrency"] for job in up.values()] == expected
    else:
        gitlab = cast("dict[str, JsonObject]", read(Path(".gitlab-ci.yml")))
        assert gitlab["up production"]["needs"] == ["up staging"]
        assert gitlab["up production"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "push"', "when": "manual"}]
        assert (gitlab[".up"]["resource_group"], gitlab[".up"]["interruptible"]) == ("$STACK", False)


@pytest.mark.parametrize("host", FILES)
def test_a_project_gets_its_pipeline(here: Path, host: str) -> None:
    """With what has to be set at the code host, on the screen and in the README."""
    ran = run("shop", "--ci", host, "--stack", "test", "--stack", "live")

    assert ran.exit_code == 0
    assert FILES[host] < files(here / "shop")
    assert "tests/test_program.py" in files(here / "shop")
    readme = (here / "shop" / "README.md").read_text(encoding="utf-8")
    separator = "-" if host == "github" else "/"
    for environment in ("test", "live", f"live{separator}preview", f"live{separator}drift"):
        assert f"\n{environment} " in ran.stdout
        assert f"\n| {environment} |" in readme
    assert "PULUMI_CONFIG_PASSPHRASE" in ran.stdout
    assert ("GITLAB_TOKEN" in ran.stdout) == ("GITLAB_TOKEN" in readme) == (host == "gitlab")
    assert "the account of live" in readme
    assert "<%" not in readme


def test_a_project_without_a_pipeline_has_no_word_of_it(here: Path) -> None:
    """Neither files nor a section of the README."""
    ran = run()

    assert files(here) & (GITHUB | FILES["gitlab"]) == set()
    assert "pipeline" not in ran.stdout + (here / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("host", FILES)
def test_a_pipeline_is_added_to_a_project(here: Path, host: str) -> None:
    """Nothing else is written, and files that are there stay as they are."""
    run()
    before = {name: (here / name).read_bytes() for name in files(here)}
    kept = max(FILES[host])
    (here / kept).parent.mkdir(parents=True, exist_ok=True)
    (here / kept).write_text("mine", encoding="utf-8")

    ran = run("--ci", host)

    assert ran.exit_code == 0
    assert files(here) == {*before, *FILES[host]}
    assert {name: (here / name).read_bytes() for name in before} == before
    assert (here / kept).read_text(encoding="utf-8") == "mine"
    assert f"left as it is: {kept}\n" in ran.stdout
    assert {line for line in ran.stdout.splitlines() if line.startswith("wrote ")} == {
        f"wrote {each}" for each in FILES[host] - {kept}
    }
    assert "Next:" not in ran.stdout
    assert "add to" not in ran.stdout
    assert ran.stdout.endswith("run the same in an empty folder.\n")


@pytest.mark.parametrize("text", [None, "requests\n"])
def test_a_project_is_told_that_the_pipeline_installs_its_requirements(here: Path, text: str | None) -> None:
    """Projects that ``init`` has not made may keep their packages elsewhere."""
    (here / "Pulumi.yml").write_text("name: shop\nruntime: python\n", encoding="utf-8")
    if text:
        (here / "requirements.txt").write_text(text, encoding="utf-8")

    ran = run("--ci", "github")

    assert f"add to requirements.txt: pulumi-chatbotkit~={metadata.version('pulumi-chatbotkit')}\n" in ran.stdout
    assert "add to .gitignore: report.json\nadd to .gitignore: events.jsonl\n" in ran.stdout
    assert files(here) == {*GITHUB, "Pulumi.yml", *(["requirements.txt"] if text else [])}


def refused(*arguments: str) -> str:
    """What a refusal says. Nothing is written."""
    before = files(Path.cwd())
    ran = run(*arguments)
    assert (ran.exit_code, ran.stdout) == (1, "")
    assert files(Path.cwd()) == before
    return ran.stderr


@pytest.mark.parametrize("stack", ["", "on", "a b", "1st", "org/prod", "x" * 101, "a\nb", "-a"])
def test_a_stack_that_no_job_can_be_named_after_is_refused(stack: str) -> None:
    """Before anything is written."""
    assert "cannot be a stack of a pipeline" in refused("--ci", "github", "--stack", stack)


@pytest.mark.parametrize(
    ("host", "stacks", "owners", "environment"),
    [
        ("github", ("prod", "prod-preview"), "stack 'prod-preview' and stack 'prod'", "prod-preview"),
        ("github", ("prod-drift", "prod"), "stack 'prod' and stack 'prod-drift'", "prod-drift"),
        ("github", ("prod", "PROD-Drift"), "stack 'PROD-Drift' and stack 'prod'", "PROD-Drift"),
        ("github", ("Prod", "prod"), "stack 'prod' and stack 'Prod'", "prod"),
        ("gitlab", ("prod", "reports"), "stack 'reports' and the pipeline's own jobs", "reports"),
    ],
)
def test_stacks_that_would_share_an_environment_are_refused(
    host: str, stacks: tuple[str, ...], owners: str, environment: str
) -> None:
    """One of them would have the key open to every branch, or a preview that waits for a review."""
    message = refused("--ci", host, *(word for stack in stacks for word in ("--stack", stack)))

    assert f"{owners} would share the environment {environment!r} of " in message
    assert "secrets and rules" in message
    assert "Rename a stack" in message


@pytest.mark.parametrize(
    ("host", "stacks"), [("github", ("prod", "reports")), ("gitlab", ("prod", "Prod", "prod-preview", "Reports"))]
)
def test_stacks_with_environments_of_their_own_are_not(host: str, stacks: tuple[str, ...]) -> None:
    """GitLab tells upper from lower case, and puts a slash into the names of other environments."""
    assert run("--ci", host, *(word for stack in stacks for word in ("--stack", stack))).exit_code == 0


def test_options_that_do_not_go_together_are_refused(here: Path) -> None:
    """Each with what to do instead."""
    assert "say with --ci where it runs" in refused("--stack", "prod")
    assert "a stack is named twice: a, a" in refused("--ci", "gitlab", "--stack", "a", "--stack", "a")
    assert "run `init --ci` in the project" in refused("--ci", "github", "--pulumi-template")
    (here / "Pulumi.yaml").write_text("name: shop\nruntime: python\n", encoding="utf-8")
    for option in (("--name", "x"), ("--service", "hosted"), ("--tenants", "file")):
        assert "are for a new one" in refused("--ci", "github", *option)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_pipeline_is_written_to_the_root_of_a_repository_only(here: Path, is_there: bool) -> None:
    """Code hosts do not look elsewhere, so it would never run."""
    (here / ".git").mkdir()
    (here / "shop").mkdir()
    if is_there:
        (here / "shop" / "Pulumi.yaml").write_text("name: shop\nruntime: python\n", encoding="utf-8")

    assert f"shop is in the repository {here}" in refused("shop", "--ci", "gitlab")
    assert run("--ci", "gitlab").exit_code == 0


FAKE_PULUMI = """\
#!/bin/bash
trap 'echo "told to end"; exit 3' TERM
echo "running $*"
read -r -t 60 <>"$FIFO"
"""
FAKE_COMMAND = '#!/bin/bash\necho "export PATH=$PWD/fake:$PATH"\n'


def script_of_up(host: str) -> str:
    """What starts ``pulumi up``."""
    if host == "github":
        steps = cast("list[JsonObject]", jobs(Path(".github/workflows/up.yml"))["staging"]["steps"])
        return next(str(step["run"]) for step in steps if step.get("id") == "up")
    gitlab = cast("dict[str, JsonObject]", read(Path(".gitlab-ci.yml")))
    return "\n".join(str(line) for line in cast("list[JsonValue]", gitlab[".up"]["script"])[2:])


@pytest.mark.parametrize("host", FILES)
def test_pulumi_hears_of_a_cancellation(here: Path, host: str) -> None:
    """A runner signals the first process of a step and no other. Pulumi has to be that one, to end and to unlock."""
    run("--ci", host)
    script = here / "up.sh"
    script.write_text(script_of_up(host), encoding="utf-8")
    for path, text in ((".venv/bin/pulumi-chatbotkit", FAKE_COMMAND), ("fake/pulumi", FAKE_PULUMI)):
        (here / path).parent.mkdir(parents=True)
        (here / path).write_text(text, encoding="utf-8")
        (here / path).chmod(0o755)
    os.mkfifo(here / "fifo")

    environ = {**os.environ, "STACK": "staging", "FIFO": str(here / "fifo")}
    with subprocess.Popen(["/bin/bash", "-e", script], env=environ, stdout=subprocess.PIPE, text=True) as step:
        assert step.stdout is not None
        assert step.stdout.readline() == "running up --yes --stack staging --event-log events.jsonl\n"
        step.terminate()
        assert step.stdout.read() == "told to end\n"
    assert step.returncode == 3
