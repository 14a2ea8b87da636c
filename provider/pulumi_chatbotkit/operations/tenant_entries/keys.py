"""Keys for what was found: from alias or name, unique among their like, and the same each time. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LONGEST = 60
_OTHERS = re.compile(r"[^a-z0-9]+")


class Keys:
    """Hands out keys, none of them twice."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, key: str) -> bool:
        """Take a key as it is; False if it is taken already."""
        is_free = key not in self._taken
        self._taken.add(key)
        return is_free

    def key(self, *wanted: object) -> str:
        """A free key made of the first of ``wanted`` that is text with a letter or a digit in it."""
        base = next(_slugs(wanted))
        key, number = base, 1
        while key in self._taken:
            number += 1
            key = f"{base[: _LONGEST - len(str(number)) - 1]}-{number}"
        self._taken.add(key)
        return key


def _slugs(texts: Iterable[object]) -> Iterator[str]:
    for text in texts:
        if isinstance(text, str) and (slug := slug_of(text)):
            yield slug


def slug_of(text: str) -> str:
    """``text`` in lowercase letters, digits and single hyphens; "" if nothing of it can be kept."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _OTHERS.sub("-", plain).strip("-")[:_LONGEST].rstrip("-")
