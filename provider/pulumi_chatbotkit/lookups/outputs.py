"""Calls functions with arguments that are outputs: once these are known, concurrently, without blocking the program."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

import pulumi

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.outputs import unknown_output
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource

_Result = TypeVar("_Result")


def deferred(function: Callable[..., _Result], /, **arguments: object) -> pulumi.Output[_Result]:
    """The result of ``function``. Each argument is an input, or a resource, of which the id is passed.

    Unknown in a preview while an argument is; secret if an argument is.
    """
    return _known(arguments).apply(lambda values: asyncio.to_thread(function, **values))


def deferred_list(function: Callable[..., Iterable[_Result]], /, **arguments: object) -> pulumi.Output[list[_Result]]:
    """As ``deferred``, for a function that returns an iterable: the whole list."""

    def whole(**values: object) -> list[_Result]:
        return list(function(**values))

    return deferred(whole, **arguments)


def deferred_act(function: Callable[..., _Result], /, **arguments: object) -> pulumi.Output[_Result]:
    """As ``deferred``, for a function with effects: a preview does not call it, and the result is unknown there."""
    if not pulumi.runtime.is_dry_run():
        return deferred(function, **arguments)
    return _known(arguments).apply(lambda _values: unknown_output())


def _known(arguments: Mapping[str, object]) -> pulumi.Output[dict[str, Any]]:
    ids = {name: value.id if isinstance(value, ChatBotKitResource) else value for name, value in arguments.items()}
    return pulumi.Output.all(**ids)
