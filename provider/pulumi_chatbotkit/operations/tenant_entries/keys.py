"""Keys for what was found: from alias or name, unique among their like, and the same each time. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LONGEST = 60
_OTHERS = re.compile(r"[^a-z0-9]+")


class Keys:
    """Hands out keys, none of them twice."""

    def __init__(self, without: str = "") -> None:
        """``without``: a name that the keys leave out, as they stand below it anyway: ``acme.support`` of the bot
        ``Acme support``. So what is alike in two tenants has the same key."""
        self._without = slug_of(without)
        self._taken: set[str] = set()

    def take(self, key: str) -> bool:
        """Take a key as it is; False if it is taken already."""
        is_free = key not in self._taken
        self._taken.add(key)
        return is_free

    def key(self, *wanted: object) -> str:
        """A free key made of the first of ``wanted`` that is text with a letter or a digit in it."""
        base = next(_slugs(wanted, self._without), None) or next(_slugs(wanted, ""))
        key, number = base, 1
        while key in self._taken:
            number += 1
            key = f"{base[: _LONGEST - len(str(number)) - 1]}-{number}"
        self._taken.add(key)
        return key


def _slugs(texts: Iterable[object], without: str) -> Iterator[str]:
    for text in texts:
        if isinstance(text, str) and (slug := _left(slug_of(text), without)):
            yield slug


def _left(slug: str, without: str) -> str:
    """``slug`` apart from one ``without`` at its beginning or end; "" if nothing is left."""
    if not without:
        return slug
    if slug == without:
        return ""
    return slug.removeprefix(f"{without}-") if slug.startswith(f"{without}-") else slug.removesuffix(f"-{without}")


def slug_of(text: str) -> str:
    """``text`` in lowercase letters, digits and single hyphens; "" if nothing of it can be kept."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _OTHERS.sub("-", plain).strip("-")[:_LONGEST].rstrip("-")
