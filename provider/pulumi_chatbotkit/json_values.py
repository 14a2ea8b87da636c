"""The values that JSON can carry, as types; nothing here knows about the API or Pulumi."""

from typing import TypeAlias, cast

JsonValue: TypeAlias = bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"] | None
JsonObject: TypeAlias = dict[str, JsonValue]


def as_object(value: object) -> JsonObject | None:
    """``value`` as a JSON object, or None if it is anything else."""
    return cast("JsonObject", value) if isinstance(value, dict) else None
