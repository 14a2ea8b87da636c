"""A stack for commands that read one: a script in the place of the Pulumi CLI prints its state and configuration."""

import json
import shlex
from collections.abc import Mapping
from pathlib import Path

import pytest

from pulumi_chatbotkit.json_values import JsonObject

STACK = "prod"
PROJECT = "fleet"
TENANT_TYPE = "chatbotkit:index:Tenant"
_COMPANIONS = ("pulumi-language-python", "pulumi-resource-pulumi-python")


def tenant(key: str) -> JsonObject:
    """The component of a tenant."""
    return {"urn": f"urn:pulumi:{STACK}::{PROJECT}::{TENANT_TYPE}::{key}", "type": TENANT_TYPE}


def inside(key: str, class_name: str, name: str, identifier: str, **more: JsonObject | bool) -> JsonObject:
    """A resource of a tenant; ``more`` is part of its entry, such as ``inputs`` or ``protect``."""
    kind = f"pulumi-python:dynamic/chatbotkit:{class_name}"
    urn = f"urn:pulumi:{STACK}::{PROJECT}::{TENANT_TYPE}${kind}::{name}"
    return {"urn": urn, "type": kind, "id": identifier, "parent": tenant(key)["urn"], **more}


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
        monkeypatch.chdir(self.project)
        monkeypatch.setenv("PATH", f"{self._bin}:/usr/bin:/bin")
        for name in _COMPANIONS:
            self._script(name, "")

    def holds(self, resources: list[JsonObject], configuration: Mapping[str, str], fails: str = "") -> None:
        """Let the stack have these resources and settings; ``fails``: what it says instead of decrypted secrets."""
        state = self._file("state.json", {"version": 3, "deployment": {"resources": [*resources]}})
        config = self._file("config.json", {key: {"value": value} for key, value in configuration.items()})
        refuse = f"echo {shlex.quote(fails)} >&2; exit 255" if fails else ":"
        self._script(
            "pulumi",
            f'[ "$1" = version ] && exec echo v3.259.0\n'
            f'case "$*" in *--show-secrets*) {refuse};; esac\n'
            f'[ "$1" = config ] && exec cat {config}\ncat {state}\n',
        )

    def _file(self, name: str, value: JsonObject) -> str:
        path = self._folder / name
        path.write_text(json.dumps(value), encoding="utf-8")
        return shlex.quote(str(path))

    def _script(self, name: str, text: str) -> None:
        path = self._bin / name
        path.write_text(f"#!/bin/sh\n{text}", encoding="utf-8")
        path.chmod(0o755)
