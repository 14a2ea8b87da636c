"""The values that JSON can carry, as types; nothing here knows about the API or Pulumi."""

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
