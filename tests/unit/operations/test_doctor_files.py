"""The doctor's checks of files: what others can read, what killed runs have left, passphrases."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.doctor.backend import OnBackend
from pulumi_chatbotkit.operations.doctor.leftovers import look_at_files, look_at_locks, look_at_pending
from pulumi_chatbotkit.operations.doctor.open_files import look_at_open_files
from pulumi_chatbotkit.operations.doctor.report import Mark
from pulumi_chatbotkit.operations.doctor.secrets import look_at_secrets
from pulumi_chatbotkit.operations.doctor.urls import without_password
from pulumi_chatbotkit.pulumi_cli import PulumiCli
from pulumi_chatbotkit.pulumi_cli.environment import PASSPHRASE_FILE_VARIABLE, PASSPHRASE_VARIABLES
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands

PLANTED = "sk-planted-5d1b0c9e7a44"
DAY_S = 24 * 60 * 60


def written(path: Path, text: str = "", mode: int = 0o644) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def wrong(project: Path, *passphrases: Path) -> list[tuple[str, str, str]]:
    """Mark, first word and next step of the lines that are not ok."""
    found = [line for line in look_at_open_files(project, passphrases) if line.mark is not Mark.OK]
    assert PLANTED not in str(found)
    return [(line.mark.value, line.found.split()[0], line.next_step) for line in found]


def test_private_files_and_files_without_keys_are_fine(tmp_path: Path) -> None:
    """What a project has anyway is open."""
    written(tmp_path / "Pulumi.dev.yaml", "config:\n  chatbotkit:token:\n    secure: v1:abc\n")
    written(tmp_path / "__main__.py", "import pulumi")
    written(tmp_path / "README.md", "CHATBOTKIT_API_TOKEN=$(pass show it)\n# X_TOKEN=changeme-changeme\n")
    written(tmp_path / ".env", f"CHATBOTKIT_API_TOKEN={PLANTED}", 0o600)
    written(tmp_path / ".pulumi-chatbotkit" / "passphrase", "x", 0o644).parent.chmod(0o700)

    assert wrong(tmp_path, tmp_path / ".pulumi-chatbotkit" / "passphrase") == []


@pytest.mark.parametrize(
    ("name", "text", "mark"),
    [
        ("key.txt", PLANTED, "problem"),
        (".env", f"CHATBOTKIT_API_TOKEN={PLANTED}", "problem"),
        (".env.local", "DEBUG=1", "warning"),
        ("tokens.json", '{"acme": {"token": "an opaque text"}}', "problem"),
        ("tokens.env", "ACME_TOKEN='an opaque text'", "problem"),
        ("shell.sh", "x=1\n export CHATBOTKIT_API_TOKEN=an-opaque-text\n", "problem"),
        ("utf16.txt", "\0".join(PLANTED), "problem"),
        ("long.txt", f"{'x' * (2 << 20)} {PLANTED}", "problem"),
    ],
)
def test_a_file_with_a_key_that_others_can_read(tmp_path: Path, name: str, text: str, mark: str) -> None:
    """With its mode, and the command; one that is the owner's alone is fine."""
    file = written(tmp_path / name, text)

    assert wrong(tmp_path) == [(mark, name, f"chmod 600 {file}")]
    file.chmod(0o600)
    assert wrong(tmp_path) == []


def test_passphrases_and_folders_that_others_can_read(tmp_path: Path) -> None:
    """The folder of state and passphrase, the archive of a tenant, a passphrase elsewhere."""
    project = tmp_path / "it"
    local = written(project / ".pulumi-chatbotkit" / "passphrase").parent
    archive = written(project / "acme-2026" / "manifest.json", '{"finishedAt": "2026"}').parent
    written(project / "web" / "manifest.json", "{}")
    elsewhere = written(tmp_path / "passphrase")
    for folder in (local, archive, tmp_path):
        folder.chmod(0o755)

    assert wrong(project, elsewhere) == [
        ("problem", ".pulumi-chatbotkit/", f"chmod 700 {local}"),
        ("problem", str(elsewhere), f"chmod 600 {elsewhere}"),
        ("problem", "acme-2026/", f"chmod 700 {archive}"),
    ]


@pytest.mark.parametrize("key", ["chatbotkit:token", "fleet:theirKey"])
def test_a_key_in_clear_text_in_the_settings_of_a_stack(tmp_path: Path, key: str) -> None:
    """Whoever can read the file: it is meant to be committed."""
    written(tmp_path / "Pulumi.prod.yaml", f"config:\n  {key}: {PLANTED}\n  fleet:size: 3\n")

    ((mark, file, next_step),) = wrong(tmp_path)

    assert (mark, file) == ("problem", "Pulumi.prod.yaml:")
    assert next_step == f"make a new key, then: pulumi config set --secret {key} --stack prod"


@pytest.mark.parametrize(
    ("name", "text", "says", "next_step"),
    [
        (
            "Pulumi.prod.yaml",
            f"config:\n  fleet:settings: {{crm: [{{token: {PLANTED}}}]}}\n",
            "fleet:settings.crm.0.token has what looks like an API key",
            """--secret --path 'fleet:settings["crm"][0]["token"]' --stack prod""",
        ),
        (
            "Pulumi.prod.yaml",
            f"config:\n  fleet:settings: {{{PLANTED}: 1}}\n",
            "fleet:settings has a name that looks like an API key",
            "--secret fleet:settings --stack prod",
        ),
        (
            "Pulumi.yaml",
            f"name: fleet\nconfig:\n  chatbotkit:token: {PLANTED}\n",
            "chatbotkit:token is a key that is not encrypted",
            "--secret chatbotkit:token --stack NAME",
        ),
        (
            "Pulumi.yaml",
            "name: fleet\nconfig:\n  chatbotkit:token: {value: an opaque text}\n",
            "chatbotkit:token is a key that is not encrypted",
            "--secret chatbotkit:token --stack NAME",
        ),
        (
            "Pulumi.yaml",
            "name: fleet\nbackend: {url: 'postgres://me:planted@db/it'}\n",
            "backend.url has what looks like an address with a password",
            "make a new one, and take it out of",
        ),
    ],
)
def test_where_settings_have_a_key_in_clear_text(
    tmp_path: Path, name: str, text: str, says: str, next_step: str
) -> None:
    """Inside of values, as a name, and in the file of the project; also if only the owner can read it."""
    written(tmp_path / name, text, 0o600)

    (line,) = [each for each in look_at_open_files(tmp_path) if each.mark is not Mark.OK]

    assert (line.check, line.mark) == ("clear text", Mark.PROBLEM)
    assert line.found.startswith(f"{name}: {says}")
    assert next_step in line.next_step
    assert PLANTED not in str(line)


CYCLE = "config: &a\n  b: *a\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f"config: [\n  {PLANTED}".encode(), "is no YAML (line 3)"),
        (f"config: {{é: {PLANTED}}}".encode("latin-1"), "is not UTF-8"),
        (f"config: {PLANTED}".encode("utf-16"), "is not UTF-8"),
        (f"config: {'[' * 3_000} {PLANTED}".encode(), "cannot be used: line 1 is nested deeper than 100 levels"),
        (f"- {PLANTED}".encode(), "is no mapping"),
        (f"{CYCLE}  c: {PLANTED}".encode(), "has values that JSON cannot have"),
        (f"a: {PLANTED}\n#{'x' * (1 << 20)}".encode(), "has 1,048,"),
    ],
    ids=["broken", "Latin-1", "UTF-16", "deep", "list", "cycle", "large"],
)
def test_settings_that_cannot_be_read_are_searched_as_text(tmp_path: Path, content: bytes, says: str) -> None:
    """And are not checked: there may be more in them. No passphrase is "not needed yet" for them."""
    file = tmp_path / "Pulumi.dev.yaml"
    file.write_bytes(content)
    file.chmod(0o600)

    _, problem, unknown = look_at_open_files(tmp_path)
    (passphrase,) = look_at_secrets(on_backend(tmp_path).commands)

    assert (problem.check, problem.mark, unknown.check, unknown.mark, passphrase.mark) == (
        *("clear text", Mark.PROBLEM, "clear text"),
        *(Mark.NOT_CHECKED, Mark.NOT_CHECKED),
    )
    assert problem.found == "Pulumi.dev.yaml has what looks like an API key, not encrypted"
    assert unknown.found.startswith(f"Pulumi.dev.yaml {says}")
    assert passphrase.found.startswith(f"Pulumi.dev.yaml {says}")
    assert PLANTED not in f"{problem}{unknown}{passphrase}"


def test_a_fifo_is_not_waited_for(tmp_path: Path) -> None:
    """Neither as settings, nor as the manifest of an archive."""
    os.mkfifo(tmp_path / "Pulumi.x.yaml")
    (tmp_path / "web").mkdir()
    os.mkfifo(tmp_path / "web" / "manifest.json")

    assert [(line.check, line.mark) for line in look_at_open_files(tmp_path)] == [
        ("files", Mark.OK),
        ("clear text", Mark.NOT_CHECKED),
    ]


def test_open_files_that_were_not_searched_are_named(tmp_path: Path) -> None:
    """Too large: a text, and the manifest of what may be an archive. A folder of the owner's alone is fine."""
    for path in (tmp_path / "large.csv", tmp_path / "acme" / "manifest.json", tmp_path / "ours" / "manifest.json"):
        os.truncate(written(path), (16 << 20) + 1)
    (tmp_path / "acme").chmod(0o755)
    (tmp_path / "ours").chmod(0o700)

    assert wrong(tmp_path) == [
        ("warning", "large.csv", f"if it holds a key: chmod 600 {tmp_path / 'large.csv'}"),
        ("warning", "acme/", f"if it is one: chmod 700 {tmp_path / 'acme'}"),
    ]


def on_backend(
    folder: Path, environment: dict[str, str] | None = None, *, is_updating: bool = False, url: str = ""
) -> OnBackend:
    commands = StackCommands(PulumiCli(folder, "3.259.0", "PATH"), environment or {}, folder, "dev")
    return OnBackend(url or f"file://{folder}", commands, is_updating)


def locked(folder: Path, **lock: object) -> None:
    written(folder / ".pulumi/locks/organization/fleet/dev/a.json", json.dumps(lock))


def test_no_lock_and_no_half_file(tmp_path: Path) -> None:
    """A healthy file back end."""
    written(tmp_path / ".pulumi/stacks/fleet/dev.json", "{}")

    (line,) = look_at_locks(on_backend(tmp_path), "fleet")

    assert (line.check, line.mark) == ("lock", Mark.OK)


@pytest.mark.parametrize(
    ("host", "process", "mark", "next_step"),
    [
        (socket.gethostname(), 999_999_999, Mark.PROBLEM, "pulumi-chatbotkit recover dev"),
        ("elsewhere", 1, Mark.WARNING, "wait for it; if it was killed: pulumi-chatbotkit recover dev"),
    ],
)
def test_a_lock_is_a_living_runs_or_left_over(
    tmp_path: Path, host: str, process: int, mark: Mark, next_step: str
) -> None:
    """Of other machines nothing is known."""
    locked(tmp_path, username="ada", hostname=host, pid=process, timestamp="now")

    (line,) = look_at_locks(on_backend(tmp_path), "fleet")

    assert (line.mark, line.next_step) == (mark, next_step)
    assert f"a run by ada on {host} (process {process}, since now)" in line.found


def test_the_lock_of_a_living_run_is_to_be_waited_for(tmp_path: Path) -> None:
    """A process of this name runs: here Python under the name of Pulumi, waiting for its input."""
    name = tmp_path / "pulumi"
    name.symlink_to(sys.executable)
    with subprocess.Popen([name, "-c", "input()"], stdin=subprocess.PIPE) as process:
        locked(tmp_path, username="ada", hostname=socket.gethostname(), pid=process.pid, timestamp="now")
        (line,) = look_at_locks(on_backend(tmp_path), "fleet")
        process.kill()

    assert (line.mark, line.next_step) == (Mark.WARNING, "wait for it")


def test_a_state_that_is_half_written(tmp_path: Path) -> None:
    """And the file beside it, which Pulumi does not need."""
    written(tmp_path / ".pulumi/stacks/fleet/dev.json", '{"half')
    written(tmp_path / ".pulumi/stacks/fleet/dev.json.attrs", "")

    _, line = look_at_locks(on_backend(tmp_path), "fleet")

    assert line.mark is Mark.PROBLEM
    assert line.found.endswith("dev.json.attrs, dev.json")
    assert line.next_step == "pulumi-chatbotkit recover dev"


@pytest.mark.parametrize(("is_updating", "mark"), [(False, Mark.OK), (True, Mark.WARNING)])
def test_other_back_ends_say_whether_a_run_is_at_work(tmp_path: Path, is_updating: bool, mark: Mark) -> None:
    """Pulumi Cloud does."""
    (line,) = look_at_locks(on_backend(tmp_path, is_updating=is_updating, url="https://app.pulumi.com/me"), "fleet")

    assert line.mark is mark


PENDING: JsonObject = {"type": "creating", "resource": {"urn": "urn:pulumi:dev::fleet::chatbotkit:Bot::ada"}}


@pytest.mark.parametrize(
    ("exported", "mark", "found"),
    [
        ({"deployment": {}}, Mark.OK, "no operation"),
        (
            {"deployment": {"pending_operations": [PENDING]}},
            Mark.PROBLEM,
            "a run was killed while it was creating Bot ada",
        ),
        (None, Mark.NOT_CHECKED, "failed to load"),
    ],
    ids=["none", "pending", "not read"],
)
def test_pending_operations(tmp_path: Path, exported: object, mark: Mark, found: str) -> None:
    """A state that cannot be read is not a healthy one."""
    text = None if exported is None else json.dumps(exported)

    line = look_at_pending(text, on_backend(tmp_path), "failed to load checkpoint: EOF")

    assert line.mark is mark
    assert line.found.startswith(found)


@pytest.mark.parametrize(
    ("age_s", "says"), [(0, "the next `up` of fleet/dev may adopt"), (2 * DAY_S, "older than a day")]
)
def test_the_permission_that_recover_leaves(tmp_path: Path, age_s: int, says: str) -> None:
    """Until it is used, or too old."""
    file = written(tmp_path / ".pulumi-chatbotkit/recovered.json", '{"stack": "fleet/dev", "objects": []}')
    then_s = time.time() - age_s
    os.utime(file, (then_s, then_s))

    (line,) = look_at_files(tmp_path)

    assert line.mark is Mark.WARNING
    assert says in line.found
    assert "rm .pulumi-chatbotkit/recovered.json" in line.next_step


def test_a_permission_that_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    """A FIFO, for which a reader waits, and lists inside of lists, which end in a RecursionError."""
    file = tmp_path / ".pulumi-chatbotkit/recovered.json"
    file.parent.mkdir()
    os.mkfifo(file)
    (fifo,) = look_at_files(tmp_path)
    file.unlink()
    written(file, f"{'[' * 100_000}{']' * 100_000}")
    (deep,) = look_at_files(tmp_path)

    assert [(line.mark, line.next_step) for line in (fifo, deep)] == [
        (Mark.WARNING, "rm .pulumi-chatbotkit/recovered.json")
    ] * 2


def test_half_a_state_that_recover_has_kept(tmp_path: Path) -> None:
    """And nothing at all."""
    (nothing,) = look_at_files(tmp_path)
    written(tmp_path / ".pulumi-chatbotkit/state/.pulumi/stacks/fleet/dev.json.broken")
    (line,) = look_at_files(tmp_path)

    assert (nothing.mark, line.mark) == (Mark.OK, Mark.WARNING)
    assert "dev.json.broken" in line.found


@pytest.mark.parametrize(
    ("settings", "environment", "mark", "says"),
    [
        ("config: {}", {}, Mark.OK, "not needed yet"),
        ("secretsprovider: awskms://alias/it?region=eu", {}, Mark.OK, "not needed: awskms://alias/it encrypts"),
        ("encryptionsalt: v1:x", {}, Mark.PROBLEM, "this shell has none"),
        (
            "encryptionsalt: v1:x",
            {"PULUMI_CONFIG_PASSPHRASE_FILE": "/nowhere/it"},
            Mark.PROBLEM,
            "PULUMI_CONFIG_PASSPHRASE_FILE (/nowhere/it) cannot be read",
        ),
    ],
)
def test_what_encrypts_the_secrets(
    tmp_path: Path, settings: str, environment: dict[str, str], mark: Mark, says: str
) -> None:
    """No command is run where the shell has no passphrase to try."""
    written(tmp_path / "Pulumi.dev.yaml", settings)

    (line,) = look_at_secrets(on_backend(tmp_path, environment).commands)

    assert line.mark is mark
    assert says in line.found


@pytest.mark.parametrize(("in_shell", "mark"), [(True, Mark.OK), (False, Mark.WARNING)])
def test_a_passphrase_that_only_these_commands_find(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_shell: bool, mark: Mark
) -> None:
    """They know the project's own file; `pulumi` in a shell without `engine env` does not."""
    for name in PASSPHRASE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    written(tmp_path / "Pulumi.dev.yaml", "encryptionsalt: v1:x")
    written(tmp_path / "pulumi", "#!/bin/sh\n").chmod(0o755)
    environment = {PASSPHRASE_FILE_VARIABLE: str(written(tmp_path / "passphrase", "x")), "PATH": "/bin"}
    if in_shell:
        monkeypatch.setenv(PASSPHRASE_FILE_VARIABLE, environment[PASSPHRASE_FILE_VARIABLE])

    (line,) = look_at_secrets(on_backend(tmp_path, environment).commands)

    assert line.mark is mark, line
    assert ("engine env" in line.next_step) is not in_shell


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgres://me:planted@db:5432/it?sslmode=off", "postgres://…@db:5432/it"),
        ("s3://bucket/it?region=eu", "s3://bucket/it"),
        ("file:///a/b", "file:///a/b"),
        ("https://api.pulumi.com", "https://api.pulumi.com"),
        ("s3://[planted", "an address that is none"),
        ("me:planted@db:5432", "…@db:5432"),
        ("postgres://me:plan/ted@db", "postgres://…@db"),
        ("postgres://me:plan#ted@db", "postgres://…"),
        ("s3://bucket?accessKey=plan@ted", "s3://…"),
        ("https://db/it#access_token=planted", "https://db/it"),
        ("file:///a/b@c", "file:///a/b@c"),
    ],
)
def test_addresses_are_shown_without_what_may_be_secret(url: str, shown: str) -> None:
    """Users, passwords, and queries."""
    assert without_password(url) == shown
