"""Keeping secrets out of messages: a service may quote the value that it refuses, and a proxy the whole request.

Which inputs the program marks secret is known only in check; the same process creates and updates the resource later
in the run.
"""

from collections.abc import Collection, Iterator
from typing import cast

from pulumi_chatbotkit.catalog.schema.field import MASK
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.reconcile import Inputs, InputValue, State

_SHORTEST = 4
"""Shorter texts are not masked: they are hardly secrets, and masking them would make messages unreadable."""


class Redactor:
    """Masks the secrets of one run in messages. Thread-safe."""

    def __init__(self) -> None:
        self._marked: frozenset[str] = frozenset()

    def learn(self, inputs: Inputs, secret: Collection[str]) -> None:
        """Mask the texts in these inputs from now on; ``secret`` holds their names."""
        found = {text for name in secret for text in _texts(inputs.get(name))}
        if found - self._marked:
            self._marked |= found

    def redact(self, text: str, kind: Kind, values: State) -> str:
        """``text`` with every secret masked: those learnt, and the texts in secret fields of ``values``."""
        own = {found for name in kind.secret_names for found in _texts(cast("InputValue", values.get(name)))}
        for found in sorted(own | self._marked, key=len, reverse=True):
            text = text.replace(found, MASK)
        return text


def _texts(value: InputValue) -> Iterator[str]:
    """The texts in a value, at any depth."""
    if isinstance(value, str) and len(value) >= _SHORTEST:
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _texts(each)
