"""`pulumi-chatbotkit doctor` on a stack of the real CLI, and `chatbotkit:verifyToken` in its preview."""

import json
import socket
from pathlib import Path

from pulumi_chatbotkit.pulumi_cli import PulumiCli
from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project, Run

PLANTED = "sk-planted-5d1b0c9e7a44"
WRONG = "sk-wrong-0123456789abcdef"
ATTENTION = 7
LOCK = {"pid": 999_999_999, "username": "ada", "hostname": socket.gethostname(), "timestamp": "2026-11-29T08:00:00Z"}


def doctor(project: Project) -> Run:
    return project.command("pulumi-chatbotkit", "doctor")


def next_steps(run: Run) -> dict[str, list[str]]:
    """What to do, by check; "" where there is only a mark."""
    found: dict[str, list[str]] = {}
    check = ""
    for line in run.stdout.splitlines()[:-1]:
        if line.startswith(" "):
            found[check][-1] = line.strip().removeprefix("-> ")
        elif not line.startswith("ok "):
            check = line.removeprefix("not-checked").removeprefix("problem").removeprefix("warning").split()[0]
            found.setdefault(check, []).append("")
    return found


def contents(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {str(path): (path.stat().st_mode, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def test_doctor_names_each_fault_with_its_next_step(
    tmp_path: Path, pulumi_cli: PulumiCli, emulator: EmulatorServer
) -> None:
    """On a good stack it has nothing to say, and leaves no trace; then four things are wrong at once."""
    folder = tmp_path / "project"
    folder.mkdir()
    project = Project(folder, pulumi_cli, {"chatbotkit:endpoint": emulator.url}, "passphrase")
    project.environment["CHATBOTKIT_API_TOKEN"] = emulator.token
    project.program("chatbotkit.PartnerUser('acme', name='Acme')")
    project.up()
    before = contents(folder)
    emulator.clear_requests()

    well = doctor(project)

    assert (well.exit_code, next_steps(well)) == (0, {}), well.output
    assert "a parent account with 1 partner user" in well.stdout
    assert contents(folder) == before
    assert {each.method for each in emulator.requests} == {"GET"}

    project.environment |= {"CHATBOTKIT_API_TOKEN": WRONG, "PULUMI_CONFIG_PASSPHRASE": PLANTED}
    del project.environment["PULUMI_CONFIG_PASSPHRASE_FILE"]
    lock = folder / ".pulumi-chatbotkit/state/.pulumi/locks/organization/e2e/dev/it.json"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text(json.dumps(LOCK), encoding="utf-8")
    key = project.write("key.txt", PLANTED)
    key.chmod(0o644)

    ill = doctor(project)

    assert ill.exit_code == 1, ill.output
    steps = next_steps(ill)
    assert steps.pop("passphrase")[0].startswith("set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE")
    assert steps == {
        "lock": ["pulumi-chatbotkit recover dev"],
        "key": ["put a key that works into CHATBOTKIT_API_TOKEN"],
        "account": [""],
        "generation": [""],
        "files": [f"chmod 600 {key}"],
    }
    assert PLANTED not in ill.output
    assert WRONG not in ill.output

    project.environment["CHATBOTKIT_API_TOKEN"] = emulator.token
    assert doctor(project).exit_code == ATTENTION


def test_a_wrong_key_fails_the_preview_of_a_new_stack(project: Project, emulator: EmulatorServer) -> None:
    """If the stack asks for it: with one call. Else it passes, as nothing is read."""
    project.program("for name in 'abc':\n    chatbotkit.Bot(name, name=name)")
    project.environment["CHATBOTKIT_API_TOKEN"] = WRONG
    passed = project.pulumi("preview")
    quiet = len(emulator.requests)
    project.environment["CHATBOTKIT_VERIFY_TOKEN"] = "true"
    failed = project.pulumi("preview")
    asked = [(each.path, each.status) for each in emulator.requests]
    project.environment["CHATBOTKIT_API_TOKEN"] = emulator.token
    emulator.clear_requests()
    project.preview()

    assert (passed.exit_code, quiet) == (0, 0), passed.output
    assert failed.exit_code != 0
    assert "chatbotkit:token is not accepted: GET /bot/list" in failed.output
    assert WRONG not in failed.output
    assert asked == [("/v1/bot/list", 401)]
    assert [(each.path, each.status) for each in emulator.requests] == [("/v1/bot/list", 200)]
