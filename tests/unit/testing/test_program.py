"""``chatbotkit_program``: what it copies, which commands it runs and with what. The Pulumi CLI is a script."""

import json
import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from pulumi_chatbotkit.testing import EmulatorServer, ProgramFailed, ProgramTest

COMPANIONS = ("pulumi-language-python", "pulumi-resource-pulumi-python")
SCRIPT = """\
#!/bin/sh
[ "$1" = version ] && exec echo v3.259.0
echo "$*" >> {log}/commands
env > {log}/environment
if [ "$1 $2" = "stack init" ]; then echo 'encryptedkey: abc' > Pulumi.test.yaml; fi
cp Pulumi.test.yaml {log}/settings.yaml
if [ "$1 $2" = "stack output" ]; then exec echo '{{"greeting": "hello"}}'; fi
if [ -e {log}/"$1" ]; then cat {log}/"$1"; exit 7; fi
if [ -e {log}/"$1".fails ]; then echo "error: no luck" >&2; exit 1; fi
"""
PROJECT = {
    "Pulumi.yaml": """\
name: shop
runtime: {name: python, options: {virtualenv: .venv}}
backend: {url: "s3://ours"}
config: {"chatbotkit:token": sk-live, "chatbotkit:endpoint": "https://api.chatbotkit.com", "shop:plan": pro}
""",
    "Pulumi.prod.yaml": "config: {chatbotkit:endpoint: 'https://api.chatbotkit.com'}\n",
    "__main__.py": "import helpers\n",
    "lib/helpers.py": "",
    ".venv/pyvenv.cfg": "",
    "other-env/pyvenv.cfg": "",
    ".git/HEAD": "",
    ".pulumi-chatbotkit/passphrase": "secret",
}
UP = "up --yes --skip-preview --non-interactive"
PREVIEW = "preview --refresh --run-program --expect-no-changes --diff --non-interactive"
DESTROY = "destroy --yes --skip-preview --run-program=false --non-interactive"
INIT = "stack init test --secrets-provider hashivault://tests --non-interactive"


class Machine:
    """``log`` has what the Pulumi CLI was asked; files in it make its commands fail."""

    def __init__(self, root: Path) -> None:
        self.project, self.log, self.bin = root / "project", root / "log", root / "bin"
        for folder in (self.log, self.bin):
            folder.mkdir()
        for name, text in PROJECT.items():
            path = self.project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        script = SCRIPT.format(log=shlex.quote(str(self.log)))
        for name, text in {"pulumi": script, **dict.fromkeys(COMPANIONS, "#!/bin/sh\n")}.items():
            (self.bin / name).write_text(text, encoding="utf-8")
            (self.bin / name).chmod(0o755)

    @property
    def commands(self) -> list[str]:
        return (self.log / "commands").read_text(encoding="utf-8").splitlines()

    @property
    def environment(self) -> dict[str, str]:
        lines = (self.log / "environment").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines if "=" in line)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """A machine with a program, whose shell is set up for the real service."""
    made = Machine(tmp_path)
    monkeypatch.setenv("PATH", f"{made.bin}:/usr/bin:/bin")
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", "sk-live")
    monkeypatch.setenv("CBK_API_URL", "https://api.chatbotkit.com")
    monkeypatch.setenv("PULUMI_BACKEND_URL", "s3://ours")
    monkeypatch.setenv("CRM_KEY", "of the program's own")
    return made


@pytest.fixture
def program(machine: Machine, tmp_path: Path, emulator: EmulatorServer) -> ProgramTest:
    return ProgramTest(machine.project, tmp_path / "copy", emulator)


def test_one_line_runs_a_life(program: ProgramTest, machine: Machine) -> None:
    """A stack, up, a preview that looks at the service and expects nothing, destroy."""
    program.check()

    assert machine.commands == [INIT, UP, PREVIEW, DESTROY]


def test_only_the_program_is_copied(program: ProgramTest, machine: Machine) -> None:
    """No stacks, no state, no virtual environment; its own folder is left alone."""
    program.up()

    copied = {str(each.relative_to(program.folder)) for each in program.folder.rglob("*") if each.is_file()}
    assert copied - {"Pulumi.test.yaml"} == {"Pulumi.yaml", "__main__.py", "lib/helpers.py", *_of_environment(copied)}
    assert yaml.safe_load((program.folder / "Pulumi.yaml").read_text(encoding="utf-8")) == {
        "name": "shop",
        "runtime": "python",
        "config": {"shop:plan": "pro"},
    }
    kept = {str(each.relative_to(machine.project)) for each in machine.project.rglob("*") if each.is_file()}
    assert kept == set(PROJECT)


def _of_environment(files: set[str]) -> set[str]:
    """What `engine env` has made there."""
    return {name for name in files if name.startswith(".pulumi-chatbotkit/")}


def test_nothing_of_the_real_service_reaches_the_program(
    program: ProgramTest, machine: Machine, emulator: EmulatorServer
) -> None:
    """A test that changed live customers would be the worst thing that this package can do."""
    program.up()

    found = machine.environment
    settings = yaml.safe_load((machine.log / "settings.yaml").read_text(encoding="utf-8"))
    assert settings == {"encryptedkey": "abc", "config": {"chatbotkit:endpoint": emulator.url}}
    assert found["CHATBOTKIT_API_TOKEN"] == emulator.token
    assert found["PULUMI_BACKEND_URL"] == f"file://{program.folder}/.pulumi-chatbotkit/state"
    assert found["CRM_KEY"] == "of the program's own"
    assert [name for name, value in found.items() if "sk-live" in value or "api.chatbotkit.com" in value] == []
    assert "sk-live" not in "".join(each.read_text() for each in program.folder.rglob("*.yaml"))


def test_a_program_gets_its_own_settings(program: ProgramTest, machine: Machine, emulator: EmulatorServer) -> None:
    """As ``pulumi config set`` names them."""
    program.configure({"region": "eu", "other:key": "1"})
    program.environment["CRM_KEY"] = "of the test"

    program.up()

    settings = yaml.safe_load((machine.log / "settings.yaml").read_text(encoding="utf-8"))
    assert settings["config"] == {"chatbotkit:endpoint": emulator.url, "shop:region": "eu", "other:key": "1"}
    assert machine.environment["CRM_KEY"] == "of the test"


@pytest.mark.parametrize("key", ["chatbotkit:endpoint", "chatbotkit:token"])
def test_the_service_is_always_the_emulator(program: ProgramTest, key: str) -> None:
    """There is no setting with which a test reaches a real account."""
    with pytest.raises(ValueError, match=f"{key}: tests use the emulator"):
        program.configure({key: "https://api.chatbotkit.com"})


def test_drift_is_what_pulumi_prints(program: ProgramTest, machine: Machine) -> None:
    """And no failure: a test plants an edit and looks for it."""
    (machine.log / "preview").write_text("~ backstory\n", encoding="utf-8")

    assert program.drift() == "~ backstory\n"


def test_a_life_that_does_not_repeat_itself_fails(program: ProgramTest, machine: Machine) -> None:
    """With the difference; nothing is destroyed before somebody has looked."""
    (machine.log / "preview").write_text("~ name: random\n", encoding="utf-8")

    with pytest.raises(ProgramFailed, match="a preview is not empty:\n~ name: random"):
        program.check()
    assert machine.commands[-1] == PREVIEW


@pytest.mark.parametrize("verb", ["up", "preview", "destroy"])
def test_a_command_that_fails_fails_the_test(program: ProgramTest, machine: Machine, verb: str) -> None:
    """An error is no drift; the message has what Pulumi printed."""
    (machine.log / f"{verb}.fails").touch()

    with pytest.raises(ProgramFailed, match=rf"pulumi {verb} .*: exit code 1\n.*no luck"):
        program.check()


def test_outputs_are_in_clear(program: ProgramTest, machine: Machine) -> None:
    """The state is the test's own."""
    assert program.outputs() == {"greeting": "hello"}
    assert machine.commands[-1] == "stack output --json --show-secrets --non-interactive"


@pytest.mark.parametrize("home", ["named by PULUMI_HOME", "of engine env", "the user's"])
def test_a_program_finds_the_plugins_that_are_installed_for_it(
    machine: Machine, tmp_path: Path, emulator: EmulatorServer, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    """A program may use other providers as well. Everything else of Pulumi's home is the test's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PULUMI_HOME", raising=False)
    homes = {
        "named by PULUMI_HOME": tmp_path / "elsewhere",
        "of engine env": machine.project / ".pulumi-chatbotkit" / "home",
        "the user's": tmp_path / ".pulumi",
    }
    for folder in list(homes.values())[list(homes).index(home) :]:  # what comes later does not count
        (folder / "plugins" / f"resource-random-of-{folder.name}").mkdir(parents=True)
    if home == "named by PULUMI_HOME":
        monkeypatch.setenv("PULUMI_HOME", str(homes[home]))

    made = ProgramTest(machine.project, tmp_path / "copy", emulator)

    own_home = Path(made.environment["PULUMI_HOME"])
    assert own_home == made.folder / ".pulumi-chatbotkit" / "home"
    assert [each.name for each in (own_home / "plugins").iterdir()] == [f"resource-random-of-{homes[home].name}"]


@pytest.mark.parametrize(
    ("resource", "commands"),
    [
        ({"protect": True}, ["state unprotect --all --yes --non-interactive", DESTROY]),
        ({"resourceHooks": {"beforeDelete": ["tell"]}}, [DESTROY.replace("=false", "=true")]),
        ({"protect": True, "resourceHooks": {}}, ["state unprotect --all --yes --non-interactive", DESTROY]),
    ],
    ids=["protected", "with hooks", "protected, without hooks"],
)
def test_the_program_is_run_again_only_for_its_hooks(
    program: ProgramTest, machine: Machine, resource: Mapping[str, object], commands: list[str]
) -> None:
    """What is protected is destroyed as well, as it is an emulator's; the program would protect it again."""
    state = program.folder / ".pulumi-chatbotkit/state/.pulumi/stacks/shop/test.json"
    state.parent.mkdir(parents=True)
    resources = [{"urn": "a"}, {"urn": "b", **resource}]
    state.write_text(json.dumps({"checkpoint": {"latest": {"resources": resources}}}), encoding="utf-8")

    program.destroy()

    assert machine.commands[1:] == commands
