"""Registering resources once a program has declared all others.

Pulumi offers no moment for this. A resource whose registration waited for the others would deadlock with whatever waits
for all registrations, such as ``pulumi.runtime.register_resource_transform`` in the middle of a program.
"""

import asyncio
import inspect
import sys
import weakref
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import cast

from pulumi.runtime import get_root_resource

_STACK = "pulumi.runtime.stack"
_WAIT = "wait_for_rpcs"

Callback = Callable[[], Awaitable[None]]


@dataclass
class _Program:
    """A program that runs in one event loop."""

    callbacks: list[Callback] = field(default_factory=list[Callback])
    failed: bool = False


_programs: "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Program]" = weakref.WeakKeyDictionary()


def call_at_program_end(callback: Callback) -> None:
    """Have ``callback`` awaited once everything that the program has declared, in ``apply`` too, is registered.

    It may register resources. It is not called if the program fails, or runs outside of Pulumi's event loop; nor if the
    SDK has no place for it.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    if not _is_waiting_for_us():
        return
    if loop not in _programs:
        _programs[loop] = program = _Program()
        _watch_for_failure(program)
    _programs[loop].callbacks.append(callback)


def _is_waiting_for_us() -> bool:
    """Put our function in the place of the one that waits for all registrations; False if there is no such place."""
    module = sys.modules.get(_STACK)
    original = None if module is None else vars(module).get(_WAIT)
    if module is None or not inspect.iscoroutinefunction(original):
        return False
    if not hasattr(original, "calls_at_program_end"):
        setattr(module, _WAIT, _calling_at_the_end(cast("Callable[..., Awaitable[None]]", original)))
    return True


def _calling_at_the_end(wait: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    async def wait_and_call(*arguments: object, **named: object) -> None:
        await wait(*arguments, **named)
        program = _programs.get(asyncio.get_running_loop())
        while program is not None and program.callbacks:
            callbacks, program.callbacks = program.callbacks, []
            if not program.failed:
                await asyncio.gather(*(callback() for callback in callbacks))
                await wait(*arguments, **named)

    setattr(wait_and_call, "calls_at_program_end", True)  # noqa: B010 - a function has no such attribute
    return wait_and_call


def _watch_for_failure(program: _Program) -> None:
    """Learn whether the program ended with an exception: its stack's outputs are registered in a ``finally``."""
    root = get_root_resource()
    register = None if root is None else getattr(root, "register_outputs", None)
    if root is None or register is None:
        return

    def register_and_look(outputs: object) -> None:
        program.failed = sys.exception() is not None
        register(outputs)

    setattr(root, "register_outputs", register_and_look)  # noqa: B010 - a method of this one object
