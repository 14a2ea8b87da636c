"""The engine's forms of values that JSON does not have: unknown and secret.

A provider's answer must use them as they are on the wire: ``Output.secret`` needs an event loop, which the host's
threads do not have.
"""

from collections.abc import Mapping
from typing import Final, cast

from pulumi.output import Unknown
from pulumi.runtime.rpc import UNKNOWN

PROVIDER_KEY: Final = "__provider"
"""The property in which Pulumi keeps the pickled provider of a dynamic resource."""

UNKNOWN_VALUE: Final = UNKNOWN
"""How a provider answers that a value is not known yet."""

_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - the engine's mark of a secret, not one


def is_unknown(value: object) -> bool:
    """Whether a value that the host hands over is not known yet."""
    return isinstance(value, Unknown)


def secret_value(value: object) -> dict[str, object]:
    """How a provider answers that ``value`` is secret."""
    return {_SIGNATURE: _SECRET, "value": value}


def is_secret(value: Mapping[str, object]) -> bool:
    """Whether this map is a secret as the host hands it over; ``secret_content`` is the value in it."""
    return value.get(_SIGNATURE) == _SECRET


def secret_content(value: Mapping[str, object]) -> object:
    """The value inside a map that ``is_secret``."""
    return cast("object", value.get("value"))
