"""Functions on outputs: they run once their arguments are known, beside each other, and never block the program."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import pulumi

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.outputs import unknown_output
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource

_Result = TypeVar("_Result")


def deferred(function: Callable[..., _Result], **arguments: object) -> pulumi.Output[_Result]:
    """What ``function`` returns for the arguments, each an input or a resource (its id).

    Unknown in a preview while an argument is; secret if an argument is.
    """
    return _known(arguments).apply(lambda values: asyncio.to_thread(function, **values))


def deferred_list(function: Callable[..., Iterable[_Result]], **arguments: object) -> pulumi.Output[list[_Result]]:
    """All that ``function`` yields for the arguments; else as ``deferred``."""

    def whole(**values: object) -> list[_Result]:
        return list(function(**values))

    return deferred(whole, **arguments)


def deferred_act(function: Callable[..., _Result], **arguments: object) -> pulumi.Output[_Result]:
    """As ``deferred``, for a function that changes something: in a preview it is not called and the result unknown."""
    if not pulumi.runtime.is_dry_run():
        return deferred(function, **arguments)
    return _known(arguments).apply(lambda _values: unknown_output())


def _known(arguments: Mapping[str, object]) -> pulumi.Output[dict[str, Any]]:
    ids = {name: value.id if isinstance(value, ChatBotKitResource) else value for name, value in arguments.items()}
    return pulumi.Output.all(**ids)
