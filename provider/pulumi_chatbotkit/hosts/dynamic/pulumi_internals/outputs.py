"""The outputs of a program."""

import asyncio
from typing import Any

import pulumi


def leave_to_the_registration(resource: pulumi.Resource) -> None:
    """Take the resource's outputs off the list that the end of the program waits for.

    It waits for the registration as well, which settles them. To ask for each of a dozen outputs of each resource
    again and again took half of a large program's time (decision 0015, outputs). What is derived from them stays on
    the list.
    """
    # Asked of the class: an output that lacks the attribute answers with an output of its value's attribute.
    untrack: object = getattr(pulumi.Output, "_untrack", None)
    if not callable(untrack):
        return
    for value in vars(resource).values():
        if isinstance(value, pulumi.Output):
            untrack(value)


def unknown_output() -> pulumi.Output[Any]:
    """An output whose value is not known, as in a preview."""
    nothing: asyncio.Future[None] = asyncio.Future()
    nothing.set_result(None)
    is_known: asyncio.Future[bool] = asyncio.Future()
    is_known.set_result(False)
    return pulumi.Output(set(), nothing, is_known)
