"""Text of other people as a terminal or a page may show it: nothing in it moves the cursor, colours or reorders.

A name may hold what a terminal obeys (an escape sequence), what ends a line of a log, or what turns the reading
direction around. Such characters are shown as Python writes them: ``\\x1b``, ``\\u202e``.
"""

import re
from typing import Final

_OBEYED: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0 and C1: escape sequences, line ends, tabs
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks, embeddings, overrides and isolates of direction
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff"  # halves of a surrogate pair, which cannot be encoded
    "\ufeff\U000e0000-\U000e007f]"  # an invisible space, and invisible tags
)


def printable(text: str, *, keep: str = "") -> str:
    """``text`` with those characters written out. ``keep``: characters that stay, such as line ends."""
    return _OBEYED.sub(lambda found: found[0] if found[0] in keep else _written(found[0]), text)


def _written(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
