"""Looks up the secrets that tenants of a file need: in the environment, Pulumi's configuration, or files."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, cast

import pulumi

from pulumi_chatbotkit.inputs.tenants.problems import FileProblem, TenantsFileError
from pulumi_chatbotkit.inputs.tenants.spec import TenantSpec
from pulumi_chatbotkit.people_files import FileRefused, read_regular_file

_LARGEST_BYTES: Final = 100_000


class _Missing(Exception):
    """There is no such secret; the message continues a sentence that begins with the key."""


def with_secrets(specs: Iterable[TenantSpec]) -> dict[str, dict[str, object]]:
    """The arguments of each tenant, by key, with its secrets in place of their sources; the specs stay as they are.

    Raises:
        TenantsFileError: secrets are not there; all of them are listed.
    """
    missing: dict[FileProblem, None] = {}
    found: dict[str, dict[str, object]] = {}
    known: dict[tuple[str, str], object] = {}
    for spec in specs:
        arguments = cast("dict[str, object]", spec.arguments)
        for use in spec.secrets:
            try:
                if (use.source, use.name) not in known:
                    known[use.source, use.name] = pulumi.Output.secret(_SOURCES[use.source](use.name))
                arguments = _with(arguments, use.path, known[use.source, use.name])
            except _Missing as error:
                missing[replace(use.place, reason=str(error))] = None
        found[spec.key] = arguments
    if missing:
        raise TenantsFileError(tuple(missing))
    return found


def _with(target: Mapping[str, object], path: tuple[str, ...], value: object) -> dict[str, object]:
    """A copy of ``target`` with another value at ``path``."""
    first, *rest = path
    inner = value if not rest else _with(cast("Mapping[str, object]", target[first]), tuple(rest), value)
    return {**target, first: inner}


def _from_environment(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise _Missing(f"needs the environment variable {name}, which is {'not set' if value is None else 'empty'}")
    return value


def _from_configuration(name: str) -> pulumi.Output[str]:
    bag, _, key = name.rpartition(":")
    value = pulumi.Config(bag or None).get_secret(key)
    if value is None:
        raise _Missing(f"needs the secret {name} of Pulumi's configuration: run `pulumi config set --secret {name}`")
    return value


def _from_file(name: str) -> str:
    try:
        text = read_regular_file(Path(name), _LARGEST_BYTES).decode()
    except FileRefused as error:
        raise _Missing(f"needs the file {name!r}, which {error}") from error
    except OSError as error:
        raise _Missing(f"needs the file {name!r}, which cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _Missing(f"needs the file {name!r}, which is not UTF-8 text") from error
    secret = text.removesuffix("\n").removesuffix("\r")
    if not secret:
        raise _Missing(f"needs the file {name!r}, which is empty")
    return secret


_SOURCES: Mapping[str, Callable[[str], object]] = {
    "env": _from_environment,
    "config": _from_configuration,
    "file": _from_file,
}
