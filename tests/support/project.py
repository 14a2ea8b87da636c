"""A Pulumi project in its own folder, used through the real CLI, with its own state, home and passphrase."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.pulumi_cli import PulumiCli, pulumi_environment

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

    def __init__(self, folder: Path, pulumi_cli: PulumiCli, configuration: Mapping[str, str]) -> None:
        """Create the project in ``folder``, and its stack with ``configuration`` (keys with their namespace)."""
        self.folder = folder
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith(_FOREIGN)}
        own = pulumi_environment(pulumi_cli, folder / ".pulumi-chatbotkit", self.environment)
        self.environment |= {**own, "NO_COLOR": "1"}
        self.write("Pulumi.yaml", _PULUMI_YAML)
        self.configure(configuration)
        self._succeed("stack", "init", STACK)

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
        """Replace the stack's plain configuration; a salt for secrets stays."""
        path = self.folder / f"Pulumi.{STACK}.yaml"
        kept = [line for line in _lines(path) if line.startswith("encryptionsalt")]
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
        return cast("JsonObject", json.loads(self._succeed("stack", "output", "--json", "--show-secrets").stdout))

    def resources(self) -> dict[str, JsonObject]:
        """The resources in the state that have an object at the service, keyed by their name, secrets in clear."""
        return {name: each for name, each in self.everything().items() if not name.endswith(".guard")}

    def everything(self) -> dict[str, JsonObject]:
        """The same, with the guards of partner users."""
        export = json.loads(self._succeed("stack", "export", "--show-secrets").stdout)
        found = cast("list[JsonObject]", export["deployment"].get("resources", []))
        return {str(each["urn"]).rpartition("::")[2]: each for each in found if "dynamic/" in str(each["type"])}

    @property
    def salt(self) -> str:
        """The salt with which the stack's secrets are encrypted."""
        lines = _lines(self.folder / f"Pulumi.{STACK}.yaml")
        (salt,) = [line.split(maxsplit=1)[1] for line in lines if line.startswith("encryptionsalt")]
        return salt

    @property
    def state_file(self) -> Path:
        """The file in which the backend keeps the stack's state."""
        return self.folder / ".pulumi-chatbotkit" / "state" / ".pulumi" / "stacks" / "e2e" / f"{STACK}.json"

    def _succeed(self, *arguments: str) -> Run:
        return _succeeded(self.pulumi(*arguments))


def _succeeded(run: Run) -> Run:
    if run.exit_code != 0:
        message = f"exit code {run.exit_code}\n{run.output}"
        raise CommandFailed(message)
    return run


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
