"""Reads the JSON documents of reports back, field by field; what does not fit is named with its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object, inner_values
from pulumi_chatbotkit.operations.hidden_values import HIDDEN

E = TypeVar("E", bound=StrEnum)


class WrongDocument(Exception):
    """A JSON value is not the document that was expected. The message says where, and what must be there."""


def check_version(document: JsonObject, known: int) -> None:
    """Refuse a document of another version than ``known``.

    Raises:
        WrongDocument: it has another version, or none.
    """
    found = document.get("version")
    if found != known or isinstance(found, bool):
        message = (
            f"version {found!r} of the document is not known, only {known}: "
            "make and read a report with the same version of pulumi-chatbotkit"
        )
        raise WrongDocument(message)


def _is_hidden(value: JsonValue) -> bool:
    """True if something in the value is hidden."""
    return value == HIDDEN or any(map(_is_hidden, inner_values(value)))


@dataclass(frozen=True)
class DocumentPart:
    """An object of a document. Each method reads one key, and raises ``WrongDocument`` if something else is there."""

    content: JsonObject
    place: str = ""
    """Where it is in the document: ``groups.0``; "" for the document."""

    def value(self, key: str) -> JsonValue:
        """Any value; null is None."""
        if key not in self.content:
            message = f"{self._name(key)} is missing"
            raise WrongDocument(message)
        return self.content[key]

    def compared(self, first: str, second: str, *, is_secret: bool) -> tuple[JsonValue, JsonValue]:
        """Two values that differ; both ``HIDDEN`` if they are secret, and who wrote the document has hidden nothing."""
        both = self.value(first), self.value(second)
        if not is_secret or any(map(_is_hidden, both)):
            return both
        return HIDDEN, HIDDEN

    def text(self, key: str) -> str:
        """A text; "" for null."""
        found = self.value(key)
        if found is None or isinstance(found, str):
            return found or ""
        raise self._wrong(key, "a text or null")

    def number(self, key: str) -> int | None:
        """A whole number; None for null."""
        found = self.value(key)
        if found is None or (isinstance(found, int) and not isinstance(found, bool)):
            return found
        raise self._wrong(key, "a whole number or null")

    def count(self, key: str) -> int:
        """A whole number that is there, 0 or more."""
        found = self.number(key)
        if found is None or found < 0:
            raise self._wrong(key, "a whole number, 0 or more")
        return found

    def flag(self, key: str) -> bool:
        """True or false."""
        found = self.value(key)
        if isinstance(found, bool):
            return found
        raise self._wrong(key, "true or false")

    def choice(self, key: str, values: type[E]) -> E:
        """One of the values."""
        found = self.text(key)
        if found in {*values}:
            return values(found)
        raise self._wrong(key, f"one of {', '.join(values)}")

    def texts(self, key: str) -> list[str]:
        """A list of texts."""
        found = self.value(key)
        texts = [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
        if not isinstance(found, list) or len(texts) != len(found):
            raise self._wrong(key, "a list of texts")
        return texts

    def counts(self, key: str) -> Mapping[str, int]:
        """Whole numbers by name."""
        part = DocumentPart(as_object(self.value(key)) or {}, self._name(key))
        return {each: part.count(each) for each in part.content}

    def parts(self, key: str) -> list["DocumentPart"]:
        """A list of objects."""
        found = self.value(key)
        objects = [as_object(each) for each in found] if isinstance(found, list) else [None]
        parts = [DocumentPart(each, f"{self._name(key)}.{n}") for n, each in enumerate(objects) if each is not None]
        if len(parts) != len(objects):
            raise self._wrong(key, "a list of objects")
        return parts

    def _name(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def _wrong(self, key: str, expected: str) -> WrongDocument:
        return WrongDocument(f"{self._name(key)} must be {expected}")
