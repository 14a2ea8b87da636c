"""A Pulumi project in its own folder, used through the real CLI, with its own state and home."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.private_files import LOCAL_DIRECTORY
from pulumi_chatbotkit.pulumi_cli import PulumiCli, pulumi_environment
from pulumi_chatbotkit.testing.cheap_commands import LESS_GARBAGE_COLLECTION, python_with_known_packages
from pulumi_chatbotkit.testing.key_service import SECRETS_PROVIDER, key_service_environment
from support.new_stacks import copy_new_stack, leave_out_logs
from support.users_packages import users_packages

REPOSITORY = Path(__file__).parents[2]
STACK = "dev"
LIMIT_S = 300.0
"""Longer than any run takes; a hanging Pulumi CLI fails its test instead of blocking the whole suite."""

DRIFT = ("preview", "--refresh", "--run-program", "--expect-no-changes", "--diff")
"""The documented command for drift detection."""

_PULUMI_YAML = """\
name: e2e
runtime: python
"""
_SECRET = "4dabf18193072939515e22adb298388d"
"""Pulumi's key of what is encrypted in a state."""
_OF_SECRETS = ("encryptionsalt", "secretsprovider", "encryptedkey")
"""Settings of a stack that say how its secrets are encrypted."""
_FOREIGN = ("CHATBOTKIT_", "PULUMI_", "PYTHONDONTWRITEBYTECODE")
"""Variables that are removed: those of the user's other programs, and those that prevent cached bytecode."""


@dataclass(frozen=True)
class Run:
    """The exit code and output of a finished command."""

    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self) -> str:
        """Standard output and standard error."""
        return self.stdout + self.stderr


class CommandFailed(AssertionError):
    """A command that a test relies on did not succeed."""


class Project:
    """One project with one stack."""

    def __init__(
        self,
        folder: Path,
        pulumi_cli: PulumiCli,
        configuration: Mapping[str, str],
        secrets_provider: str = SECRETS_PROVIDER,
    ) -> None:
        """Create the project in ``folder``, and its stack with ``configuration`` (keys with their namespace)."""
        self.folder = folder
        self.write("Pulumi.yaml", _PULUMI_YAML)
        copy_new_stack(folder, f"organization/e2e/{STACK}", _template_of(pulumi_cli, secrets_provider))
        self.environment = _environment(folder, pulumi_cli)
        self.configure(configuration)

    def write(self, name: str, text: str) -> Path:
        """Write a file of the project."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def program(self, text: str) -> None:
        """Replace the program; ``pulumi`` and ``chatbotkit`` are imported already."""
        self.write("__main__.py", f"import pulumi\nimport pulumi_chatbotkit as chatbotkit\n\n{text}")

    def use_default_program(self, tenants: str) -> None:
        """The repository's own program over this text of tenants.yaml."""
        self.write("__main__.py", (REPOSITORY / "__main__.py").read_text(encoding="utf-8"))
        self.write("tenants.yaml", tenants)

    def configure(self, configuration: Mapping[str, str]) -> None:
        """Replace the stack's plain configuration; how its secrets are encrypted stays."""
        path = self.folder / f"Pulumi.{STACK}.yaml"
        kept = [line for line in _lines(path) if line.startswith(_OF_SECRETS)]
        keys = [f"  {key}: {json.dumps(value)}" for key, value in configuration.items()]
        self.write(path.name, "\n".join([*kept, "config:", *keys, ""]))

    def pulumi(self, *arguments: str) -> Run:
        """Run the CLI and wait for it, whatever its exit code."""
        return self.command("pulumi", *arguments, "--non-interactive")

    def command(self, *words: str) -> Run:
        """Run a command of the project's environment in its folder and wait for it."""
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    def start(self, *words: str, output: int) -> subprocess.Popen[str]:
        """Start a command in its own session, as a terminal does; its output goes to ``output``."""
        return subprocess.Popen(
            words,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def attempt_up(self, *arguments: str) -> Run:
        """``pulumi up`` without the preview, whatever its exit code."""
        return self.pulumi("up", "--yes", "--skip-preview", *arguments)

    def up(self, *arguments: str) -> Run:
        """``pulumi up`` that must succeed."""
        return _succeeded(self.attempt_up(*arguments))

    def preview(self, *arguments: str) -> Run:
        """``pulumi preview`` that must succeed."""
        return self._succeed("preview", *arguments)

    def refresh(self) -> Run:
        """``pulumi refresh`` that must succeed."""
        return self._succeed("refresh", "--yes", "--skip-preview", "--run-program")

    def drift(self) -> Run:
        """The drift command, whatever its exit code: 7 is drift."""
        return self.pulumi(*DRIFT)

    def destroy(self) -> Run:
        """``pulumi destroy`` that must succeed."""
        return self._succeed("destroy", "--yes", "--skip-preview")

    def stack(self, *arguments: str) -> Run:
        """``pulumi stack`` with a subcommand that must succeed."""
        return self._succeed("stack", *arguments)

    def outputs(self) -> JsonObject:
        """The stack's outputs, secrets in clear."""
        stacks = [each for each in self._state() if each["type"] == "pulumi:pulumi:Stack"]
        return cast("JsonObject", _in_clear(stacks[0].get("outputs", {}))) if stacks else {}

    def resources(self) -> dict[str, JsonObject]:
        """The resources in the state that have an object at the service, keyed by their name, secrets in clear."""
        return {name: each for name, each in self.everything().items() if not name.endswith(".guard")}

    def everything(self) -> dict[str, JsonObject]:
        """The same, with the guards of partner users."""
        return {str(each["urn"]).rpartition("::")[2]: each for each in self._state() if "dynamic/" in str(each["type"])}

    def _state(self) -> list[JsonObject]:
        """All resources in the state, secrets in clear. The CLI is only needed if there are any."""
        text = self.state_file.read_text(encoding="utf-8")
        found: JsonObject
        if _SECRET in text:
            found = json.loads(self._succeed("stack", "export", "--show-secrets").stdout)["deployment"]
        else:
            found = json.loads(text)["checkpoint"]["latest"] or {}
        return cast("list[JsonObject]", found.get("resources", []))

    @property
    def salt(self) -> str:
        """The salt with which the stack's secrets are encrypted, if its secrets provider is ``passphrase``."""
        lines = _lines(self.folder / f"Pulumi.{STACK}.yaml")
        (salt,) = [line.split(maxsplit=1)[1] for line in lines if line.startswith("encryptionsalt")]
        return salt

    @property
    def state_file(self) -> Path:
        """The file in which the backend keeps the stack's state."""
        return self.folder / ".pulumi-chatbotkit" / "state" / ".pulumi" / "stacks" / "e2e" / f"{STACK}.json"

    def _succeed(self, *arguments: str) -> Run:
        return _succeeded(self.pulumi(*arguments))


def _in_clear(value: JsonValue) -> JsonValue:
    """A value of an exported state without Pulumi's marks of secrets."""
    match value:
        case {"plaintext": str(text), **others} if _SECRET in others:
            return cast("JsonValue", json.loads(text))
        case dict():
            return {key: _in_clear(inner) for key, inner in value.items()}
        case list():
            return [_in_clear(inner) for inner in value]
        case _:
            return value


def _environment(folder: Path, pulumi_cli: PulumiCli) -> dict[str, str]:
    environ = {key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN)}
    environ |= pulumi_environment(pulumi_cli, folder / LOCAL_DIRECTORY, environ)
    return {
        **environ,
        **key_service_environment(),
        "NO_COLOR": "1",
        # -S: of the packages, only those that users have.
        "PULUMI_PYTHON_CMD": str(python_with_known_packages("-S")),
        "PYTHONPATH": os.pathsep.join([str(users_packages()), str(REPOSITORY / "provider")]),
        **LESS_GARBAGE_COLLECTION,
    }


@cache
def _template_of(pulumi_cli: PulumiCli, secrets_provider: str) -> Callable[[Path], None]:
    """Makes a stack in a folder, as each project has it at first."""

    def init(folder: Path) -> None:
        (folder / "Pulumi.yaml").write_text(_PULUMI_YAML, encoding="utf-8")
        environment = _environment(folder, pulumi_cli)
        leave_out_logs(Path(environment["PULUMI_HOME"]))
        subprocess.run(
            [
                pulumi_cli.directory / "pulumi",
                "stack",
                "init",
                STACK,
                "--non-interactive",
                "--secrets-provider",
                secrets_provider,
            ],
            cwd=folder,
            env=environment,
            check=True,
            capture_output=True,
        )

    return init


def _succeeded(run: Run) -> Run:
    if run.exit_code != 0:
        message = f"exit code {run.exit_code}\n{run.output}"
        raise CommandFailed(message)
    return run


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
