"""Keeping secrets out of messages: a service may quote the value that it refuses, and a proxy the whole request.

Of a resource, the engine tells a provider only in check what the program marks secret, through the typed class; the
same process creates and updates it later in the run.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import cast

from pulumi_chatbotkit.catalog.schema.field import MASK
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.reconcile import Inputs, InputValue

_SHORTEST = 4
"""Shorter texts are no secrets, and masking them would make a message unreadable."""


class Concealment:
    """What may not be in a message about resources of a kind. Safe for threads."""

    def __init__(self, kind: Kind) -> None:
        """Know nothing but the kind's secret fields."""
        self._kind = kind
        self._marked: frozenset[str] = frozenset()

    def learn(self, inputs: Inputs, secret: Collection[str]) -> None:
        """The texts in the inputs of these names are secrets, for the rest of this process."""
        found = {text for name in secret for text in _texts(inputs.get(name))}
        if found - self._marked:
            self._marked |= found

    def concealed(self, text: str, properties: Mapping[str, JsonValue]) -> str:
        """``text`` with every text masked that is in a secret property, at any depth of it, or has been learnt."""
        secret = [cast("InputValue", properties.get(name)) for name in self._kind.secret_names]
        own = {found for value in secret for found in _texts(value)}
        for found in sorted(own | self._marked, key=len, reverse=True):
            text = text.replace(found, MASK)
        return text


def _texts(value: InputValue) -> Iterator[str]:
    if isinstance(value, str) and len(value) >= _SHORTEST:
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _texts(each)
