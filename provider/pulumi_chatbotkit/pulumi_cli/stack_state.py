"""The state of a stack, as ``pulumi stack export`` prints it on every back end. Takes no lock and writes nothing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import IO, Final, cast

from pulumi_chatbotkit.json_values import DEEPEST_READ, EXACT, JsonObject, JsonValue, KeyPath, as_object, is_deeper
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.json_reader import JsonReader
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands

_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - Pulumi's mark of a secret, not one
_PROVIDER: Final = "__provider"
_VERSIONS: Final = (3, 4)
"""Of the form of a state: that of today, and that of states which use newer features (sdk/go/common/apitype)."""
_BESIDE_RESOURCES: Final = {
    "manifest", "secrets_providers", "pending_operations", "metadata", "snippets", "extensions",
}  # fmt: skip
"""What else a deployment of these versions has. An empty one has no ``resources``."""
_KEPT: Final = (
    "urn", "type", "id", "parent", "inputs", "outputs",
    "protect", "retainOnDelete", "external", "ignoreChanges", "delete",
)  # fmt: skip
"""What is kept of a resource. Most of a state is the rest: where each was declared, and what depends on what."""
ENCRYPTED: Final = "(encrypted)"
"""Stands for a value that was exported without being decrypted."""


@dataclass(frozen=True)
class OpenedValues:
    """Inputs or outputs without Pulumi's marks."""

    values: JsonObject
    secret: tuple[KeyPath, ...]
    """Where a secret is, decrypted or not."""
    encrypted: tuple[KeyPath, ...]
    """Where ``ENCRYPTED`` stands for one."""


@dataclass(frozen=True)
class StateResource:
    """A resource of a state."""

    entry: JsonObject

    @property
    def urn(self) -> str:
        return str(self.entry.get("urn"))

    @property
    def name(self) -> str:
        return self.urn.rpartition("::")[2]

    @property
    def type(self) -> str:
        return str(self.entry.get("type"))

    @property
    def id(self) -> str:
        """The id of its object; "" for a component, and for one whose create has failed."""
        return str(self.entry.get("id") or "")

    @property
    def parent(self) -> str:
        """The URN of its parent, or ""."""
        return str(self.entry.get("parent") or "")

    @property
    def class_name(self) -> str:
        """What follows the last colon of its type: ``Bot``."""
        return self.type.rpartition(":")[2]

    @property
    def is_ours(self) -> bool:
        """True for what a kind of the catalog or a guard is; false for components and other providers' resources."""
        return "chatbotkit:" in self.type and bool(self.id)

    @property
    def is_protected(self) -> bool:
        return self.entry.get("protect") is True

    @property
    def is_retained(self) -> bool:
        return self.entry.get("retainOnDelete") is True

    @property
    def is_read_only(self) -> bool:
        """True if the program only reads it (``Bot.get``)."""
        return self.entry.get("external") is True

    @property
    def ignored(self) -> tuple[str, ...]:
        """The paths of ``ignore_changes``, as far as this Pulumi writes them into the state."""
        paths = self.entry.get("ignoreChanges")
        return tuple(str(path) for path in paths) if isinstance(paths, list) else ()

    @cached_property
    def inputs(self) -> OpenedValues:
        return opened(as_object(self.entry.get("inputs")) or {})

    @cached_property
    def outputs(self) -> OpenedValues:
        return opened(as_object(self.entry.get("outputs")) or {})


@dataclass(frozen=True)
class StackState:
    """What the state of a stack has."""

    stack: str
    """As it was asked for, else as its resources name it; "" if it is empty."""
    resources: tuple[StateResource, ...]
    """Those that live."""
    leaving: tuple[StateResource, ...] = ()
    """Those that later ones have replaced and that wait for their deletion: a state has their objects, too."""


def read_stack_state(commands: StackCommands, *, show_secrets: bool = False) -> StackState:
    """The state of a stack.

    Args:
        commands: The Pulumi CLI for the stack.
        show_secrets: Decrypt secrets, which takes the passphrase or the key service.

    Raises:
        PulumiCliError: Pulumi does not show the state, cannot decrypt it, or it is in a form that is not known.
    """
    shown = ("--show-secrets",) if show_secrets else ()
    with commands.reading("stack", "export", *shown) as printed:
        found = stack_state(printed)
    return replace(found, stack=commands.stack or found.stack)


def stack_state(exported: IO[str]) -> StackState:
    """What ``pulumi stack export`` prints, read resource by resource. Raises as ``read_stack_state``."""
    try:
        entries = [*_entries(JsonReader(exported))]
    except (ValueError, RecursionError) as error:
        message = "pulumi stack export prints no state that is known here; is this Pulumi newer than this package?"
        raise PulumiCliError(message) from error
    living = tuple(StateResource(entry) for entry in entries if not entry.get("delete"))
    leaving = tuple(StateResource(entry) for entry in entries if entry.get("delete"))
    name = (*living, *leaving)[0].urn.removeprefix("urn:pulumi:").partition("::")[0] if entries else ""
    return StackState(name, living, leaving)


def _entries(reader: JsonReader) -> Iterator[JsonObject]:
    """The resources of an exported state. Raises ValueError for what is none."""
    has_deployment = False
    version: JsonValue = None
    for key in reader.members():
        if key == "deployment":
            has_deployment = True
            yield from _resources(reader)
        else:
            value = reader.value()
            version = value if key == "version" else version
    if not has_deployment or version not in _VERSIONS or reader.peek():
        message = "it has no deployment of a version that is known, or something follows it"
        raise ValueError(message)


def _resources(reader: JsonReader) -> Iterator[JsonObject]:
    """The resources of a deployment. Raises ValueError if they may be under another name."""
    keys: set[str] = set()
    for key in reader.members():
        keys.add(key)
        if key != "resources":
            reader.value()
            continue
        for each in reader.elements():
            entry = as_object(each)
            if entry is None:
                message = "a resource is no object"
                raise ValueError(message)
            yield {name: entry[name] for name in _KEPT if name in entry}
    if "resources" not in keys and not keys <= _BESIDE_RESOURCES:
        message = "its deployment has no resources, and something that is not known"
        raise ValueError(message)


def opened(values: JsonObject) -> OpenedValues:
    """Inputs or outputs of an exported state as the values that a provider gets."""
    secret = [*_secrets(values, ())]
    paths = tuple(path for path, _ in secret)
    closed = tuple(path for path, mark in secret if "plaintext" not in mark)
    return OpenedValues({key: _value(inner) for key, inner in values.items() if key != _PROVIDER}, paths, closed)


def _secrets(value: JsonValue, path: KeyPath) -> Iterator[tuple[KeyPath, JsonObject]]:
    if isinstance(value, dict):
        if value.get(_SIGNATURE) == _SECRET:
            yield path, value
            return
        for key, inner in value.items():
            yield from _secrets(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _secrets(inner, (*path, index))


def _value(value: JsonValue) -> JsonValue:
    if isinstance(value, list):
        return [_value(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.get(_SIGNATURE) == _SECRET:
        return _decrypted(str(value["plaintext"])) if "plaintext" in value else ENCRYPTED
    if value.keys() == {EXACT}:
        return _exact(value[EXACT])
    return {key: _value(inner) for key, inner in value.items()}


def _decrypted(text: str) -> JsonValue:
    """What a secret was: JSON, as Pulumi writes it; of anything else the text itself, which is a secret as well."""
    return _value(_parsed(text, text))


def _exact(text: JsonValue) -> JsonValue:
    return _parsed(str(text), {EXACT: text})


def _parsed(text: str, otherwise: JsonValue) -> JsonValue:
    """The JSON value of a text that a state holds; ``otherwise`` if it is none, or nested deeper than is read."""
    try:
        value = cast("JsonValue", json.loads(text))
    except (ValueError, RecursionError):
        return otherwise
    return otherwise if is_deeper(value, DEEPEST_READ) else value
