"""The values that JSON can carry, as types; nothing here knows about the API or Pulumi."""

import math
from collections.abc import Collection, Iterator
from typing import Final, TypeAlias, cast

JsonValue: TypeAlias = bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"] | None
JsonObject: TypeAlias = dict[str, JsonValue]

KeyPath: TypeAlias = tuple[str | int, ...]
"""The position of a value in a JSON value: keys and list indexes from the top, ``("tenants", "acme", "bots", 0)``."""


def dotted(path: KeyPath) -> str:
    """``tenants.acme.bots.0`` for a key path."""
    return ".".join(map(str, path))


def as_object(value: object) -> JsonObject | None:
    """``value`` as a JSON object, or None if it is anything else."""
    return cast("JsonObject", value) if isinstance(value, dict) else None


def is_deeper(value: JsonValue, levels: int) -> bool:
    """Whether objects and lists are nested deeper than ``levels``. Needs no stack."""
    level: list[JsonValue] = [value]
    for _ in range(levels + 1):
        level = [inner for outer in level for inner in inner_values(outer)]
        if not level:
            return False
    return True


def inner_values(value: JsonValue) -> Collection[JsonValue]:
    """The values directly inside an object or a list; none in any other value."""
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


EXACT: Final = "chatbotkit:json"
"""In Pulumi's states, the only key of a map that stands for a value which Pulumi cannot hold, such as a whole number
beyond 2**53 or a null in a map: the value is its JSON text. Programs cannot give such values, but objects made
elsewhere may have them."""

LARGEST_EXACT: Final = 2**53 - 1
"""The largest whole number that a double, Pulumi's only type of number, holds exactly together with its neighbours."""

DEEPEST: Final = 25
"""How deep a value may be nested: gRPC refuses what is nested deeper than about 32, with what Pulumi puts around it."""

DEEPEST_READ: Final = 100
"""How deep a document may be nested that is read here: deeper than any of ours, and far from the end of the stack."""


def is_exact_double(number: float) -> bool:
    """True if a number is the same after it was a double, and before it became one."""
    if isinstance(number, int):
        return abs(number) <= LARGEST_EXACT
    return math.isfinite(number) and (not number.is_integer() or abs(number) <= LARGEST_EXACT)


def inexact_doubles(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, float]]:
    """The floats in a value that are not finite, or that may have been another whole number once, with their paths."""
    if isinstance(value, float) and not is_exact_double(value):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in cast("dict[str, object]", value).items():
            yield from inexact_doubles(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(cast("list[object]", value)):
            yield from inexact_doubles(inner, (*path, index))
