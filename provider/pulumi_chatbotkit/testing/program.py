"""``ProgramTest``: runs a Pulumi program of the user's against an emulator, in a copy and with a state of its own.

Nothing reaches a real service, whatever the program's stacks and the shell's variables say: endpoint and key are
those of the emulator, stack settings are not copied, and variables of Pulumi and ChatBotKit are left out.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast

import yaml

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY
from pulumi_chatbotkit.pulumi_cli import find_pulumi_cli, pulumi_environment
from pulumi_chatbotkit.pulumi_cli.environment import HOME_VARIABLE
from pulumi_chatbotkit.testing.cheap_commands import LESS_GARBAGE_COLLECTION, python_with_known_packages
from pulumi_chatbotkit.testing.key_service import SECRETS_PROVIDER, key_service_environment
from pulumi_chatbotkit.testing.server import EmulatorServer

STACK: Final = "test"
LIMIT_S: Final = 300.0
"""After this time a command has failed: longer than any run of a test takes."""
DIFFERENT: Final = 7
"""Pulumi's exit code for changes where none are expected."""

_PROJECT_FILES: Final = ("Pulumi.yaml", "Pulumi.yml")
_FOREIGN: Final = ("CHATBOTKIT_", "CBK_", "PULUMI_")
_FIXED: Final = frozenset({"chatbotkit:endpoint", "chatbotkit:token"})
_KEPT: Final = ("name", "main", "config", "plugins", "options")
"""What of a project's file holds for a test; its back end and its virtual environment do not."""
_NOT_COPIED: Final = frozenset(
    {".git", ".hg", ".pulumi-chatbotkit", ".pytest_cache", ".ruff_cache", "__pycache__", "node_modules"}
)


class NoProgram(Exception):
    """There is no program to test; the message says why, and what to do."""


class ProgramFailed(AssertionError):
    """A command that has to succeed did not; the message has what it printed."""


def project_of(start: Path) -> Path:
    """The folder of the nearest ``Pulumi.yaml``, at or above a file or folder.

    Raises:
        NoProgram: there is none.
    """
    for folder in (start, *start.parents):
        if any((folder / name).is_file() for name in _PROJECT_FILES):
            return folder
    raise NoProgram(f"there is no Pulumi.yaml beside or above {start}: put the test into the folder of the program")


class ProgramTest:
    """A copy of a program with one stack, whose service is an emulator.

    Attributes:
        folder: The copy: tests may change it.
        emulator: The service: what is there can be read, edited and made to fail.
        environment: The variables of the program: tests may add to them.
    """

    def __init__(self, project: Path, folder: Path, emulator: EmulatorServer) -> None:
        """Copy the program in ``project`` to ``folder``, which must not exist.

        Raises:
            NoProgram: its runtime is not Python.
            PulumiCliError: there is no Pulumi CLI; ``pulumi-chatbotkit engine ensure`` gets one.
        """
        self.folder = folder
        self.emulator = emulator
        self._project = _copied(project, folder)
        self._configuration: dict[str, str] = {}
        self._has_stack = False
        cli = find_pulumi_cli()
        self._pulumi_cli = str(cli.directory / "pulumi")
        own = {name: value for name, value in os.environ.items() if not name.startswith(_FOREIGN)}
        variables = pulumi_environment(cli, folder / LOCAL_DIRECTORY, own)
        _link_plugins(project, Path(variables[HOME_VARIABLE]))
        self.environment: dict[str, str] = {
            **own,
            **variables,
            **key_service_environment(),
            "PULUMI_PYTHON_CMD": str(python_with_known_packages()),
            **LESS_GARBAGE_COLLECTION,
            "CHATBOTKIT_API_TOKEN": emulator.token,
            "NO_COLOR": "1",
        }

    def configure(self, values: Mapping[str, str]) -> None:
        """Add to the stack's configuration; a key without a namespace gets that of the project.

        Raises ``ValueError`` for the endpoint and the key of ChatBotKit, which are always the emulator's.
        """
        named = {key if ":" in key else f"{self._project}:{key}": value for key, value in values.items()}
        if fixed := sorted(_FIXED & named.keys()):
            message = f"{' and '.join(fixed)}: tests use the emulator, so that none reaches a real service"
            raise ValueError(message)
        self._configuration |= named

    def up(self) -> None:
        """``pulumi up``. Raises ``ProgramFailed``."""
        self.pulumi("up", "--yes", "--skip-preview")

    def drift(self) -> str:
        """What differs between program, state and emulator, as Pulumi prints it; "" if nothing does.

        Raises:
            ProgramFailed: the program or the preview failed.
        """
        ran = self._run("preview", "--refresh", "--run-program", "--expect-no-changes", "--diff")
        if ran.returncode == DIFFERENT:
            return ran.stdout
        _succeeded(ran)
        return ""

    def destroy(self) -> None:
        """``pulumi destroy``, also of what is protected. Raises ``ProgramFailed``.

        From the state, which has the endpoint of the last run; the program runs only where its hooks are needed.
        """
        state = self._state()
        is_protected = any(each.get("protect") for each in state)
        if is_protected:
            self.pulumi("state", "unprotect", "--all", "--yes")
        needs_program = any(each.get("resourceHooks") for each in state) and not is_protected
        self.pulumi("destroy", "--yes", "--skip-preview", f"--run-program={str(needs_program).lower()}")

    def check(self) -> None:
        """Up, a preview with refresh that finds neither changes nor drift, destroy. Raises ``ProgramFailed``."""
        self.up()
        if different := self.drift():
            message = f"right after `pulumi up`, a preview is not empty:\n{different}"
            raise ProgramFailed(message)
        self.destroy()

    def outputs(self) -> JsonObject:
        """What the program exports, secrets in clear. Raises ``ProgramFailed``."""
        return cast("JsonObject", json.loads(self.pulumi("stack", "output", "--json", "--show-secrets")))

    def pulumi(self, *arguments: str) -> str:
        """The standard output of any ``pulumi`` command in the copy. Raises ``ProgramFailed``."""
        return _succeeded(self._run(*arguments)).stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        if not self._has_stack:
            _succeeded(self._start("stack", "init", STACK, "--secrets-provider", SECRETS_PROVIDER))
            self._has_stack = True
        self._write_configuration()
        return self._start(*arguments)

    def _start(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._pulumi_cli, *arguments, "--non-interactive"],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )

    def _write_configuration(self) -> None:
        """How the stack's secrets are encrypted, which Pulumi has written, stays."""
        path = self.folder / f"Pulumi.{STACK}.yaml"
        settings = cast("JsonObject", yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.exists() else {}
        settings["config"] = cast("JsonValue", {"chatbotkit:endpoint": self.emulator.url, **self._configuration})
        path.write_text(yaml.safe_dump(settings), encoding="utf-8")

    def _state(self) -> list[JsonObject]:
        path = self.folder / LOCAL_DIRECTORY / "state" / ".pulumi" / "stacks" / self._project / f"{STACK}.json"
        if not path.exists():
            return []
        checkpoint = cast("JsonObject", json.loads(path.read_text(encoding="utf-8"))["checkpoint"])
        latest = cast("JsonObject", checkpoint["latest"] or {})
        return cast("list[JsonObject]", latest.get("resources") or [])


def _copied(project: Path, folder: Path) -> str:
    """Copy a program without its stacks; returns its name."""
    file = next(project / name for name in _PROJECT_FILES if (project / name).is_file())
    settings = cast("JsonObject", yaml.safe_load(file.read_text(encoding="utf-8")))
    runtime = settings.get("runtime")
    language = runtime.get("name") if isinstance(runtime, dict) else runtime
    if language != "python":
        raise NoProgram(f"{file} has the runtime {language!r}, and only Python programs can be tested so")

    def left_out(inside: str, names: list[str]) -> set[str]:
        here = Path(inside)
        return {
            name
            for name in names
            if name in _NOT_COPIED
            or (here / name / "pyvenv.cfg").exists()
            or (here == project and name.startswith("Pulumi."))
            or here / name == folder
        }

    shutil.copytree(project, folder, ignore=left_out, ignore_dangling_symlinks=True)
    kept = {name: settings[name] for name in _KEPT if name in settings}
    if isinstance(configuration := kept.get("config"), dict):
        kept["config"] = {key: value for key, value in configuration.items() if key not in _FIXED}
    text = yaml.safe_dump({**kept, "runtime": "python"}, sort_keys=False)
    (folder / "Pulumi.yaml").write_text(text, encoding="utf-8")
    return str(settings["name"])


def _link_plugins(project: Path, home: Path) -> None:
    """Let the program use other providers whose plugins are installed for it. Pulumi only reads them in a test."""
    named = os.environ.get(HOME_VARIABLE)
    homes = [Path(named)] if named else [project / LOCAL_DIRECTORY / "home", Path.home() / ".pulumi"]
    installed = [each / "plugins" for each in homes if (each / "plugins").is_dir()]
    if installed:
        (home / "plugins").symlink_to(installed[0].absolute(), target_is_directory=True)


def _succeeded(ran: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    if ran.returncode != 0:
        message = f"{' '.join(['pulumi', *ran.args[1:]])}: exit code {ran.returncode}\n{ran.stdout}{ran.stderr}"
        raise ProgramFailed(message)
    return ran
