"""A stack for commands that read one: a script in the place of the Pulumi CLI prints its state and configuration."""

import json
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pytest

from pulumi_chatbotkit.inputs.tenant_layout import TENANT_TYPE
from pulumi_chatbotkit.json_values import JsonObject

STACK = "prod"
PROJECT = "fleet"
_NONE: Mapping[str, str] = MappingProxyType({})
_COMPANIONS = ("pulumi-language-python", "pulumi-resource-pulumi-python")


def tenant(key: str) -> JsonObject:
    """The component of a tenant."""
    return {"urn": f"urn:pulumi:{STACK}::{PROJECT}::{TENANT_TYPE}::{key}", "type": TENANT_TYPE}


def inside(key: str, class_name: str, name: str, identifier: str | None, **more: JsonObject | bool) -> JsonObject:
    """A resource of a tenant; without an id if its create failed. ``more`` is part of its entry."""
    kind = f"pulumi-python:dynamic/chatbotkit:{class_name}"
    urn = f"urn:pulumi:{STACK}::{PROJECT}::{TENANT_TYPE}${kind}::{name}"
    made: JsonObject = {"urn": urn, "type": kind, "parent": tenant(key)["urn"], **more}
    return made if identifier is None else {**made, "id": identifier}


class StackScript:
    """A project with one stack."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make the project and go there."""
        self.project = folder / PROJECT
        self.project.mkdir()
        (self.project / "Pulumi.yaml").write_text(f"name: {PROJECT}\nruntime: python\n", encoding="utf-8")
        self._folder = folder
        self._bin = folder / "bin"
        self._bin.mkdir()
        self.listed = json.dumps([{"name": STACK, "current": True}])
        """What `pulumi stack ls --json` prints."""
        self.backend = f"file://{folder / 'backend'}"
        monkeypatch.chdir(self.project)
        monkeypatch.setenv("PATH", f"{self._bin}:/usr/bin:/bin")
        for name in _COMPANIONS:
            self._script(name, "")

    @property
    def locks(self) -> Path:
        """The folder in which its file back end keeps the locks of the stack."""
        return self._folder / "backend" / ".pulumi" / "locks" / "organization" / PROJECT / STACK

    @property
    def asked(self) -> list[str]:
        """The arguments of the last command."""
        return (self._folder / "asked").read_text(encoding="utf-8").split()

    def holds(
        self, resources: Sequence[JsonObject] | None, configuration: Mapping[str, str] = _NONE, fails: str = ""
    ) -> None:
        """Let the stack have these resources and settings; ``fails``: what it says instead of decrypted secrets."""
        state: JsonObject = {"version": 3, "deployment": {"resources": None if resources is None else [*resources]}}
        self.prints(json.dumps(state), configuration, fails)

    def prints(self, state: str, configuration: Mapping[str, str] = _NONE, fails: str = "") -> None:
        """As ``holds``, with any text in the place of the state."""
        printed = self._file("state.json", state)
        config = self._file("config.json", _settings(configuration))
        asked = shlex.quote(str(self._folder / "asked"))
        whoami = shlex.quote(json.dumps({"url": self.backend}))
        refuse = f"echo {shlex.quote(fails)} >&2; exit 255" if fails else ":"
        self._script(
            "pulumi",
            f'[ "$1" = version ] && exec echo v3.259.0\necho "$*" > {asked}\n'
            f'case "$*" in *--show-secrets*) {refuse};; esac\n'
            f'case "$*" in "stack ls"*) exec echo {shlex.quote(self.listed)};; esac\n'
            f'case "$*" in whoami*) exec echo {whoami};; *--show-name*) exec echo {STACK};; esac\n'
            'for word; do [ "$before" = --stack ] && stack=$word; before=$word; done\n'
            f"of_stack={shlex.quote(str(self._folder))}/of-$stack.json\n"
            '[ "$1" = config ] && [ -f "$of_stack" ] && exec cat "$of_stack"\n'
            f'[ "$1" = config ] && exec cat {config}\ncat {printed}\n',
        )

    def refuses(self, message: str) -> None:
        """Let every command fail with this message."""
        self._script("pulumi", f'[ "$1" = version ] && exec echo v3.259.0\necho {shlex.quote(message)} >&2\nexit 255\n')

    def configure(self, stack: str, configuration: Mapping[str, str]) -> None:
        """Let a stack of this name have settings of its own."""
        self._file(f"of-{stack}.json", _settings(configuration))

    def _file(self, name: str, text: str) -> str:
        path = self._folder / name
        path.write_text(text, encoding="utf-8")
        return shlex.quote(str(path))

    def _script(self, name: str, text: str) -> None:
        path = self._bin / name
        path.write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
        path.chmod(0o755)


def _settings(configuration: Mapping[str, str]) -> str:
    """As `pulumi config --json` prints them."""
    return json.dumps({key: {"value": value} for key, value in configuration.items()})
