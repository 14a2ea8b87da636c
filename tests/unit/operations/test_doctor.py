"""All checks of the doctor at once, with a script in the place of the Pulumi CLI."""

import hashlib
import json
import os
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.doctor.diagnosis import diagnose
from pulumi_chatbotkit.operations.doctor.installation import cli
from pulumi_chatbotkit.operations.doctor.report import DoctorReport, Mark
from pulumi_chatbotkit.testing import EmulatorServer
from support.stack_script import PROJECT, STACK, StackScript, inside

PLANTED = "sk-planted-5d1b0c9e7a44"
PASSPHRASE = "correct horse battery"
GROUPS = 5
UNKNOWN = dict.fromkeys(("key", "account", "generation", "rate"), "not-checked")


@pytest.fixture(autouse=True)
def _only_this_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each.startswith(("CHATBOTKIT_", "CBK_", "PULUMI_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, emulator: EmulatorServer) -> StackScript:
    """A stack that is well."""
    script = StackScript(tmp_path, monkeypatch)
    (tmp_path / "backend" / ".pulumi").mkdir(parents=True)
    script.holds([], {"chatbotkit:endpoint": emulator.url})
    monkeypatch.setenv("PULUMI_BACKEND_URL", script.backend)
    monkeypatch.setenv("PULUMI_CONFIG_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", emulator.token)
    return script


def marks(report: DoctorReport) -> dict[str, str]:
    """The worst mark of each check that is not ok."""
    return {line.check: line.mark.value for line in report.lines if line.mark is not Mark.OK}


def tree(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file below a folder, with mode and content; `asked` is the script's own."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode,
            "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.name != "asked"
    }


def test_a_stack_that_is_well(stack: StackScript, emulator: EmulatorServer, tmp_path: Path) -> None:
    """Every check is there; nothing is written, and only reads are sent."""
    before, told = tree(tmp_path), list[tuple[int, int]]()

    report = diagnose(None, stack.project, progress=lambda done, everything: told.append((done, everything)))

    assert marks(report) == {}
    assert (report.project, report.stack) == (PROJECT, STACK)
    assert [line.check for line in report.lines] == [
        *("python", "Pulumi SDK", "Pulumi CLI", "project", "back end", "stack", "passphrase", "settings"),
        *("state", "lock", "endpoint", "clock", "key", "account", "generation", "rate", "leftovers", "files"),
    ]
    assert tree(tmp_path) == before
    assert {each.method for each in emulator.requests} == {"GET"}
    assert told == [(number, GROUPS) for number in range(1, GROUPS + 1)]


def test_a_stack_with_another_accounts_partner_users(stack: StackScript, emulator: EmulatorServer) -> None:
    """The state names them."""
    stack.holds([inside("acme", "PartnerUser", "acme", "gone")], {"chatbotkit:endpoint": emulator.url})

    assert marks(diagnose(None, stack.project)) == {"account": "warning"}


def test_no_secret_is_shown(stack: StackScript, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither key nor passphrase, not even where Pulumi repeats them."""
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", PLANTED)
    monkeypatch.setenv("CHATBOTKIT_ENDPOINT", "http://127.0.0.1:9")
    stack.listed = f"no list, but {PASSPHRASE} and {PLANTED}"
    stack.holds([])
    unlisted = diagnose(None, stack.project)
    (stack.project / ".env").write_text(f"KEY={PLANTED}", encoding="utf-8")
    stack.backend = f"postgres://me:{PASSPHRASE}@db/it"
    stack.listed = f'[{{"name": "{STACK}", "current": true}}]'
    stack.holds([], {"chatbotkit:endpoint": "http://127.0.0.1:9"})
    report = diagnose(None, stack.project)

    for each in (unlisted, report):
        assert PLANTED not in str(each)
        assert PASSPHRASE not in str(each)
    assert marks(unlisted)["back end"] == "problem"
    assert marks(report)["files"] == "problem"


@pytest.mark.parametrize("address", ["postgres://me:{}@db/it", "s3://bucket?accessKey={}"])
@pytest.mark.parametrize("is_in_variable", [True, False])
def test_the_password_of_a_back_end_is_not_shown(
    stack: StackScript, monkeypatch: pytest.MonkeyPatch, address: str, *, is_in_variable: bool
) -> None:
    """Pulumi's errors quote the address; it may also come from the project's file."""
    monkeypatch.setenv("PULUMI_BACKEND_URL", address.format(PLANTED) if is_in_variable else "s3://elsewhere")
    stack.holds([])
    failing = stack.project.parent / "bin" / "pulumi"
    said = shlex.quote(f'error: cannot open "{address.format(PLANTED)}": refused')
    failing.write_text(
        f'#!/bin/sh\n[ "$1" = version ] && exec echo v3.259.0\necho {said} >&2; exit 255', encoding="utf-8"
    )

    report = diagnose(None, stack.project)

    (line,) = [each for each in report.lines if each.check == "back end"]
    assert line.mark is Mark.PROBLEM
    assert "cannot open" in line.found
    assert PLANTED not in str(report)


def test_how_to_write_the_address_of_a_proxy_is_said(stack: StackScript, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form in the next step is no password."""
    monkeypatch.setenv("HTTPS_PROXY", f"http://me:{PLANTED}@127.0.0.1:notaport")
    stack.holds([], {"chatbotkit:endpoint": "https://nowhere.invalid"})

    report = diagnose(None, stack.project)

    (line,) = [each for each in report.lines if each.check == "endpoint"]
    assert line.mark is Mark.PROBLEM
    assert "http://USER:PASSWORD@HOST:PORT" in line.next_step
    assert PLANTED not in str(report)


@pytest.mark.parametrize(
    ("text", "why"), [(f"name: {'[' * 3_000}", "recursion"), (f"name: fleet\nconfig: [ {PLANTED}\n", "line 3: ")]
)
def test_a_project_file_that_cannot_be_read_is_a_line(stack: StackScript, text: str, why: str) -> None:
    """Lists inside of lists end in a RecursionError of the reader; what it says of others quotes the file."""
    (stack.project / "Pulumi.yaml").write_text(text, encoding="utf-8")

    report = diagnose(None, stack.project)

    (line,) = [each for each in report.lines if each.check == "project"]
    assert line.mark is Mark.NOT_CHECKED
    assert why in line.found
    assert PLANTED not in str(report)


def encrypted_key(stack: StackScript, key: JsonObject, fails: str = "") -> None:
    """Let the stack's settings have a key that is encrypted; without its value, it is not decrypted."""
    stack.holds([], fails=fails)
    endpoint: JsonObject = {"value": os.environ["CHATBOTKIT_ENDPOINT"]}
    settings: JsonObject = {"chatbotkit:endpoint": endpoint, "chatbotkit:token": {"secret": True, **key}}
    (stack.project.parent / "config.json").write_text(json.dumps(settings), encoding="utf-8")


def test_the_key_is_the_one_that_a_run_would_use(
    stack: StackScript, emulator: EmulatorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of the stack, although the environment has another; the setting to change is named."""
    monkeypatch.setenv("CHATBOTKIT_ENDPOINT", emulator.url)
    encrypted_key(stack, {"value": PLANTED})

    report = diagnose(None, stack.project)

    (line,) = [each for each in report.lines if each.check == "key"]
    assert (line.mark, line.next_step) == (Mark.PROBLEM, f"put a key that works into chatbotkit:token of stack {STACK}")
    assert PLANTED not in str(report)


def test_a_key_that_cannot_be_decrypted_is_not_replaced_by_another(
    stack: StackScript, emulator: EmulatorServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The endpoint is looked at all the same."""
    monkeypatch.setenv("CHATBOTKIT_ENDPOINT", emulator.url)
    encrypted_key(stack, {}, fails="error: incorrect passphrase")

    report = diagnose(None, stack.project)

    assert marks(report) == {"settings": "not-checked", **UNKNOWN}
    assert [each.status for each in emulator.requests] == [401]


def another_service(stack: StackScript, emulator: EmulatorServer) -> None:
    entry: JsonObject = {**inside("acme", "Bot", "b", "b1"), "outputs": {"service": "https://old.example/api/v1"}}
    stack.holds([entry], {"chatbotkit:endpoint": emulator.url})


def half_a_state(stack: StackScript, emulator: EmulatorServer) -> None:
    stack.prints("{half", {"chatbotkit:endpoint": emulator.url})


def wrong_settings(stack: StackScript, emulator: EmulatorServer) -> None:
    stack.holds([], {"chatbotkit:endpoint": emulator.url, "chatbotkit:concurency": "1"})


def unreadable_settings(stack: StackScript, _emulator: EmulatorServer) -> None:
    stack.holds([])
    (stack.project.parent / "config.json").write_text("{half", encoding="utf-8")


def wrong_endpoint(stack: StackScript, _emulator: EmulatorServer) -> None:
    stack.holds([], {"chatbotkit:endpoint": "http://service.example"})


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (another_service, {"endpoint": "problem"}),
        (half_a_state, {"state": "not-checked"}),
        (wrong_settings, {"settings": "problem", **UNKNOWN}),
        (
            unreadable_settings,
            {"settings": "not-checked", "endpoint": "not-checked", "clock": "not-checked", **UNKNOWN},
        ),
        (wrong_endpoint, {"settings": "problem", "endpoint": "problem", "clock": "not-checked", **UNKNOWN}),
    ],
)
def test_what_is_wrong_with_a_stack(
    stack: StackScript,
    emulator: EmulatorServer,
    spoil: Callable[[StackScript, EmulatorServer], None],
    expected: dict[str, str],
) -> None:
    """And what could not be looked at because of it."""
    spoil(stack, emulator)

    assert marks(diagnose(None, stack.project)) == expected


@pytest.mark.parametrize(
    ("listed", "named", "mark", "next_step"),
    [
        ([], None, "not-checked", "pulumi stack init NAME"),
        (["dev"], None, "not-checked", "pulumi stack select NAME, or --stack NAME"),
        (["dev"], "prod", "problem", "pulumi stack init prod, or another --stack"),
    ],
)
def test_a_stack_that_is_not_there(
    stack: StackScript, listed: list[str], named: str | None, mark: str, next_step: str
) -> None:
    """The key of the environment is not sent to the default service: it may be for another."""
    stack.listed = json.dumps([{"name": name} for name in listed])
    stack.holds([])

    report = diagnose(named, stack.project)

    (line,) = [each for each in report.lines if each.check == "stack"]
    assert (line.mark, line.next_step) == (mark, next_step)
    assert (", ".join(listed) or "there is none") in line.found
    service = {each.check: each.mark.value for each in report.lines if each.check in ("endpoint", *UNKNOWN)}
    assert service == {"endpoint": "not-checked", **UNKNOWN}


def test_a_back_end_that_was_never_used_is_not_touched(
    stack: StackScript, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pulumi would write to it. Its folder may also be missing, or be the one of this project."""
    (tmp_path / "backend" / ".pulumi").rmdir()
    unused = marks(diagnose(None, stack.project))["back end"]
    monkeypatch.setenv("PULUMI_BACKEND_URL", f"file://{tmp_path}/nowhere")
    missing = marks(diagnose(None, stack.project))["back end"]
    monkeypatch.delenv("PULUMI_BACKEND_URL")
    ours = [line for line in diagnose(None, stack.project).lines if line.check == "back end"]

    assert (unused, missing, ours[0].mark) == ("warning", "problem", "warning")
    assert "engine env" in ours[0].next_step
    assert not (stack.project / ".pulumi-chatbotkit").exists()
    assert not (tmp_path / "nowhere").exists()


def test_without_a_project_the_rest_is_checked(
    emulator: EmulatorServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the service and the key of the environment."""
    StackScript(tmp_path, monkeypatch).holds([])
    monkeypatch.setenv("CHATBOTKIT_ENDPOINT", emulator.url)
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", emulator.token)

    report = diagnose(None, tmp_path)

    assert marks(report) == {"project": "not-checked"}
    assert {"endpoint", "key", "files"} <= {line.check for line in report.lines}


def test_without_a_pulumi_cli_the_command_that_gets_one_is_named(tmp_path: Path) -> None:
    """And what was looked at; a version that is too old is not taken. What Pulumi writes when asked is thrown away."""
    home = tmp_path / "home"
    home.mkdir()
    nothing, missing = cli({"PATH": str(tmp_path), "PULUMI_CHATBOTKIT_CACHE": str(tmp_path)})
    for name, text in (
        ("pulumi", 'echo asked >"$PULUMI_HOME/log"; echo v3.100.0'),
        ("pulumi-language-python", ""),
        ("pulumi-resource-pulumi-python", ""),
    ):
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "PULUMI_CHATBOTKIT_CACHE": str(tmp_path)}
    older, too_old = cli({**environment, "PULUMI_HOME": str(home)})

    assert list(home.iterdir()) == []
    assert (nothing, older) == (None, None)
    assert {missing.next_step, too_old.next_step} == {"pulumi-chatbotkit engine ensure"}
    assert "is version 3.100.0; needed is 3.216.0 or newer" in too_old.found
    assert replace(missing, found="") == replace(too_old, found="")


@pytest.mark.parametrize("exists", [False, True])
def test_an_embedded_emulator_is_not_started(stack: StackScript, exists: bool) -> None:
    """That would make its file."""
    file = stack.project / "it.db"
    if exists:
        file.write_bytes(b"")
        file.chmod(0o600)
    stack.holds([], {"chatbotkit:endpoint": "embedded", "chatbotkit:embeddedDatabase": "it.db"})

    report = diagnose(None, stack.project)

    assert marks(report) == {}
    assert "no network, no key" in next(line.found for line in report.lines if line.check == "endpoint")
    assert file.exists() == exists
