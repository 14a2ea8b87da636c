"""Makes ids, keys and secrets in the API's formats (docs/api/api.md a.2, authentication; a.6, success bodies)."""

import base64
import json
import random
import string
from collections.abc import Callable
from typing import Final

from pulumi_chatbotkit.emulator.contract.kinds import IdShape
from pulumi_chatbotkit.emulator.settings.clock import Clock
from pulumi_chatbotkit.json_values import JsonObject

_BASE36: Final = string.digits + string.ascii_lowercase


class IdSource:
    """Makes ids and keys; repeatable if its clock and randomness are."""

    def __init__(self, randomness: random.Random, clock: Clock) -> None:
        self._randomness = randomness
        self._clock = clock
        self._count = 0
        self._shapes: dict[IdShape, Callable[[], str]] = {"cuid": self._cuid, "cuid2": self._cuid2}

    def new(self, shape: IdShape) -> str:
        """A new id."""
        return self._shapes[shape]()

    def new_key(self) -> str:
        """Text of a new API key."""
        return f"sk-{self.new_secret()}"

    def new_session_key(self, claims: JsonObject) -> str:
        """Text of a new session token, in the form of a JWT without a meaningful signature."""
        parts = ({"alg": "HS256", "typ": "JWT"}, {**claims, "jti": self.new_secret()}, {"sig": self.new_secret()})
        return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)

    def new_secret(self) -> str:
        """A random text of 64 hex digits."""
        return f"{self._randomness.getrandbits(256):064x}"

    def _cuid(self) -> str:
        # A CUID begins with the time and a counter, so ids sort by creation: lists order by createdAt, then id.
        self._count += 1
        return "c" + _base36(self._clock(), 8) + _base36(self._count, 4) + self._letters(12)

    def _cuid2(self) -> str:
        return self._randomness.choice(string.ascii_lowercase) + self._letters(23)

    def _letters(self, count: int) -> str:
        return "".join(self._randomness.choices(_BASE36, k=count))


def _base36(number: int, width: int) -> str:
    """The last ``width`` digits of ``number`` in base 36."""
    digits: list[str] = []
    for _ in range(width):
        number, digit = divmod(number, 36)
        digits.append(_BASE36[digit])
    return "".join(reversed(digits))
