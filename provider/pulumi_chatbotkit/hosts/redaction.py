"""Keeping secrets out of messages: a service may quote the value that it refuses, and a proxy the whole request.

Which inputs the program marks secret is known only in check; the same process creates and updates the resource later
in the run.
"""

import threading
from collections.abc import Collection, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, TypeVar, cast

from pulumi_chatbotkit.catalog.schema.field import MASK
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile import Inputs, InputValue, State

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from pulumi_chatbotkit.masking import Secrets

Record = TypeVar("Record", bound="DataclassInstance")


class Redactor:
    """Masks the secrets of one run in text. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._learnt: set[str] = set()
        self._waiting: list[str] = []
        self._secrets: Secrets | None = None

    def learn(self, inputs: Inputs | State, secret: Collection[str]) -> None:
        """Mask the texts in these inputs from now on; ``secret`` holds their names."""
        found = {text for name in secret for text in _texts(cast("InputValue", inputs.get(name)))}
        with self._lock:
            self._waiting += found - self._learnt
            self._learnt |= found

    def learn_kind(self, kind: Kind, *values: State) -> None:
        """Mask the texts in the secret fields of a resource of this kind from now on."""
        for each in values:
            self.learn(each, kind.secret_names)

    def redact(self, text: str) -> str:
        """``text`` with every secret masked, in whatever form it is written (see ``masking``).

        Call it before anything is cut from a text.
        """
        return self._redacted(text, is_whole=False)

    def redact_value(self, value: JsonValue) -> JsonValue:
        """``value`` with every secret masked in its texts and keys, at any depth; all are whole, or end in "…"."""
        match value:
            case str():
                return self._redacted(value, is_whole=True)
            case list():
                return [self.redact_value(inner) for inner in value]
            case dict():
                return self._redact_map(value)
            case _:
                return value

    def redact_record(self, record: Record) -> Record:
        """A dataclass with every secret masked in what it holds, at any depth. Members of an enumeration are kept."""
        held = {each.name: self._redact_held(getattr(record, each.name)) for each in fields(record)}
        return replace(record, **held)

    def _redact_held(self, value: object) -> object:
        if isinstance(value, Enum):
            return value
        if is_dataclass(value) and not isinstance(value, type):
            return self.redact_record(value)
        if isinstance(value, (list, tuple)):
            held = [self._redact_held(each) for each in cast("Iterable[object]", value)]
            return held if isinstance(value, list) else tuple(held)
        return self.redact_value(cast("JsonValue", value))

    def _redact_map(self, value: JsonObject) -> JsonObject:
        redacted: JsonObject = {}
        for key, inner in value.items():
            name = self._redacted(key, is_whole=True)
            while name in redacted:  # two keys that are secret stay two
                name += "'"
            redacted[name] = self.redact_value(inner)
        return redacted

    def _redacted(self, text: str, *, is_whole: bool) -> str:
        with self._lock:
            if not self._learnt:
                return text
            return self._prepared().mask(text, MASK, is_whole=is_whole)

    def _prepared(self) -> "Secrets":
        """What is needed to find the secrets; made when the first text has to be redacted, as most runs have none."""
        if self._secrets is None:
            from pulumi_chatbotkit.masking import Secrets  # noqa: PLC0415 - most runs do not need it

            self._secrets = Secrets()
        while self._waiting:
            self._secrets.add(self._waiting.pop())
        return self._secrets


def _texts(value: InputValue) -> Iterator[str]:
    """The texts in a value, at any depth."""
    if isinstance(value, str):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _texts(each)
