"""The values that JSON can carry, as types; nothing here knows about the API or Pulumi."""

from collections.abc import Collection
from typing import TypeAlias, cast

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
