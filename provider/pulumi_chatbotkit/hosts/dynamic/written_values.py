"""What Pulumi would lose, change or fail on in the arguments of a resource: found where the class is made.

Pulumi's only number is the double, it drops nulls inside maps, and what it cannot serialise ends in an error that names
neither the place nor a way out. Such values are refused by their path.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Final, TypeGuard, cast

import pulumi

from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.hosts.dynamic.arguments_classes import members
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.property_values import is_unknown
from pulumi_chatbotkit.json_values import DEEPEST, EXACT, LARGEST_EXACT, KeyPath, is_exact_double


@dataclass(frozen=True)
class Later:
    """An output inside the arguments: its value can only be examined once it is there."""

    path: KeyPath
    output: "pulumi.Output[object]"


def examined(value: object, path: KeyPath, *, secret: bool = False) -> "Iterator[Problem | Later]":
    """What is wrong with a value that a program gives, and the outputs in it.

    Args:
        value: What the program gives.
        path: Where, beginning with the argument.
        secret: True if messages must not quote it.
    """
    if isinstance(value, pulumi.Output):
        yield Later(path, cast("pulumi.Output[object]", value))
    elif len(path) > DEEPEST:
        yield Problem(path, f"is nested more than {DEEPEST} deep: store it as text, such as JSON")
    elif isinstance(value, Mapping):
        yield from _in_map(cast("Mapping[object, object]", value), path, secret=secret)
    elif _is_list(value):
        for index, inner in enumerate(value):
            yield from examined(inner, (*path, index), secret=secret)
    elif (inside := members(value)) is not None:
        for key, inner in inside.items():
            yield from examined(inner, (*path, key), secret=secret)
    elif (reason := _reason(value, inside=len(path) > 1, secret=secret)) is not None:
        yield Problem(path, reason)


@dataclass(frozen=True)
class Arrived:
    """What is known of the outputs in the arguments once all of them have come, or have not."""

    secrets: list[KeyPath]
    """Paths of secret outputs."""
    problems: list[Problem]
    """What is wrong with the values of those that are known."""
    unknown: frozenset[str]
    """Arguments with an output that has no value: what it comes from was not made, or is not yet."""


async def arrived(found: Iterable[Later]) -> Arrived:
    """Wait for the outputs."""
    secrets: list[KeyPath] = []
    problems: list[Problem] = []
    unknown: set[str] = set()
    waiting = [(each, False) for each in found]
    while waiting:
        later, inside_secret = waiting.pop()
        is_secret = inside_secret or await later.output.is_secret()
        if is_secret and not inside_secret:
            secrets.append(later.path)
        if not await later.output.is_known():
            unknown.add(str(later.path[0]))
            continue
        value = await later.output.future()
        for each in examined(value, later.path, secret=is_secret):
            if isinstance(each, Later):
                waiting.append((each, is_secret))
            else:
                problems.append(each)
    return Arrived(sorted(secrets, key=repr), problems, frozenset(unknown))


def _in_map(value: Mapping[object, object], path: KeyPath, *, secret: bool) -> "Iterator[Problem | Later]":
    for key, inner in value.items():
        if not isinstance(key, str):
            reason = f"has the key {key!r}, a {type(key).__name__}, but keys are text: write {str(key)!r}"
            yield Problem(path, reason)
            continue
        if key == EXACT:
            yield Problem(path, f"has the key {EXACT!r}, which the provider writes into states: give it another name")
        yield from (Problem(path, f"has the key {key!r}, which {why}") for why in _not_storable(key))
        yield from examined(inner, (*path, key), secret=secret)


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray | memoryview | range)


_INSTEAD: Final[Sequence[tuple[tuple[type, ...], str]]] = (
    ((date, time), "write it as text, such as value.isoformat()"),
    ((timedelta,), "write it as a number, such as value.total_seconds()"),
    ((Decimal,), "write it as text, str(value), or as a number, float(value)"),
    ((bytes, bytearray, memoryview), "decode it, such as value.decode(), or encode it as base64 text"),
    ((set, frozenset, range), "write it as a list, such as sorted(value)"),
    ((Enum,), "write its value, value.value"),
)
"""What to write instead of values that JSON does not have."""


def _reason(value: object, *, inside: bool, secret: bool) -> str | None:
    """What is wrong with a single value; None if nothing is."""
    match value:
        case None:
            found = "is None, which Pulumi would leave out: leave it out of the program, too" if inside else None
        case bool():
            found = None
        case str():
            found = next((f"{why}: leave it out or replace it" for why in _not_storable(value)), None)
        case int() | float():
            found = _inexact(value, secret=secret)
        case _:
            found = _not_json(value)
    return found


def _not_json(value: object) -> str | None:
    """What to write instead of an object; None if Pulumi waits for it, or it is not known yet."""
    name = type(value).__name__
    if is_unknown(value) or hasattr(value, "__await__"):
        return None
    if isinstance(value, pulumi.Resource):
        return f"is a {name}, but must be a value, such as its id: write .id after it"
    if hasattr(value, "model_dump"):
        return f"is a {name}, which is not JSON: write value.model_dump(mode='json')"
    instead = next((text for types, text in _INSTEAD if isinstance(value, types)), "write what JSON has")
    return f"is a {name}, which is not JSON: {instead}"


def _inexact(value: float, *, secret: bool) -> str | None:
    if is_exact_double(value):
        return None
    shown = "a secret number" if secret else repr(value)
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - only NaN differs from itself
        return f"is {shown}, which is not JSON: leave it out, or write text"
    return (
        f"is {shown}, which Pulumi does not keep exactly: its numbers are exact up to {LARGEST_EXACT}. Write it as text"
    )


def _not_storable(text: str) -> Iterator[str]:
    """Why a text cannot be sent, if it cannot."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        yield f"holds half of a character (a lone surrogate, at position {error.start})"
