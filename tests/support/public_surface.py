"""The public surface as text: one line for each name that a program, command line or state can use.

``python -m support.public_surface`` (from ``tests/``) prints it; tests/unit/public_surface.txt keeps it.
"""

import dataclasses
import inspect
import re
import sys
import typing
from collections.abc import Iterator
from typing import Any, cast

import pulumi
from pulumi import dynamic
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

import pulumi_chatbotkit
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.hosts.configuration import KEYS, NAMESPACE
from pulumi_chatbotkit.policies import pack
from pulumi_chatbotkit.policies.rules import RULES

_PACKAGE = "pulumi_chatbotkit"
_MODULES = re.compile(rf"({_PACKAGE}\.[a-z_.]+|pulumi\.output|pulumi\.resource|collections\.abc|typing)\.(?=[A-Z])")


def surface() -> list[str]:
    """The lines, sorted."""
    return sorted({*_package(), *_commands(), *_policies(), *_configuration(), *_state_keys()})


def _package() -> Iterator[str]:
    for name in pulumi_chatbotkit.__all__:
        value: object = getattr(pulumi_chatbotkit, name)
        if not inspect.isclass(value):
            yield f"function {name}{_signature(value)}"
        elif typing.is_typeddict(value) or dataclasses.is_dataclass(value):
            yield from (f"key {name}.{key}: {_text(hint)}" for key, hint in _hints(value).items())
        elif issubclass(value, pulumi.Resource):
            yield f"class {name}{_signature(value.__init__)}"
            yield from _attributes(name, value)
        else:
            yield from (f"key {name}.{key}: {_text(hint)}" for key, hint in _hints(value).items())


def _policies() -> Iterator[str]:
    """What configurations of the policy pack name, and what policies of one's own are made with."""
    for rule in RULES:
        yield from (f"policy {rule.name} {setting}" for setting in rule.defaults)
    for name in pack.__all__:
        value: object = getattr(pack, name)
        yield f"policies.pack {name}"
        if inspect.isclass(value):
            yield from (f"policies.pack {name}.{key}" for key in [*vars(value), *_own_hints(value)] if key[0] != "_")


def _attributes(name: str, value: type) -> Iterator[str]:
    """The outputs of a resource: annotated attributes and properties."""
    inherited = {*dir(dynamic.Resource), *dir(pulumi.ComponentResource)}
    for key, hint in _hints(value).items():
        if key not in inherited and not key.startswith("_") and typing.get_origin(hint) is not typing.ClassVar:
            yield f"attribute {name}.{key}: {_text(hint)}"
    for key, member in inspect.getmembers(value, lambda each: isinstance(each, property)):
        if key not in inherited and not key.startswith("_"):
            hint = inspect.get_annotations(member.fget, eval_str=True)["return"]
            yield f"attribute {name}.{key}: {_text(hint)}"


def _hints(value: type) -> dict[str, Any]:
    return {key: hint for each in reversed(value.__mro__) for key, hint in _own_hints(each).items()}


def _own_hints(value: type) -> dict[str, Any]:
    if not value.__module__.startswith(_PACKAGE):
        return {}
    return inspect.get_annotations(value, locals=_PublicNames(), eval_str=True)


class _PublicNames(dict[str, Any]):
    """Names of types that a module does not load: each is a public name."""

    def __missing__(self, name: str) -> Any:  # noqa: ANN401 - a class of any kind
        if name not in pulumi_chatbotkit.__all__:
            raise KeyError(name)
        return getattr(pulumi_chatbotkit, name)


def _signature(value: object) -> str:
    signature = inspect.signature(cast("Any", value))
    parameters = [
        f"{'*' if each.kind is each.KEYWORD_ONLY else ''}{each.name}: {_text(each.annotation)}"
        f"{'' if each.default is inspect.Parameter.empty else f' = {each.default!r}'}"
        for each in signature.parameters.values()
        if each.name != "self"
    ]
    return f"({', '.join(parameters)}) -> {_text(signature.return_annotation)}"


def _text(hint: object) -> str:
    """A type as text, without module names."""
    text = hint if isinstance(hint, str) else inspect.formatannotation(hint)
    return _MODULES.sub("", text)


def _commands() -> Iterator[str]:
    yield from _command("pulumi-chatbotkit", cast("TyperGroup", get_command(app)))


def _command(path: str, command: TyperCommand | TyperGroup) -> Iterator[str]:
    for parameter in command.params:
        names = "/".join([*parameter.opts, *parameter.secondary_opts])
        yield f"command {path} {names}"
    if isinstance(command, TyperGroup):
        for name in command.list_commands(cast("Any", None)):
            found = command.get_command(cast("Any", None), name)
            yield f"command {path} {name}"
            yield from _command(f"{path} {name}", cast("TyperCommand | TyperGroup", found))


def _configuration() -> Iterator[str]:
    yield from (f"configuration {NAMESPACE}:{key}" for key in KEYS)


def _state_keys() -> Iterator[str]:
    for kind in KINDS.values():
        outputs = (*kind.create_only_outputs, *kind.outputs)
        for key in (
            *kind.location_keys,
            *(field.name for field in kind.state_fields),
            *(output.name for output in outputs),
        ):
            yield f"state {kind.name}.{key}"


if __name__ == "__main__":
    sys.stdout.write("\n".join(surface()) + "\n")
