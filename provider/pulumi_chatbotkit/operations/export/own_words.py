"""Texts in which a tenant's own name stands, as templates that give the same text. Pure."""

import re
from collections.abc import Collection
from typing import Final

from pulumi_chatbotkit.inputs.tenants.templates import OPENING
from pulumi_chatbotkit.json_values import JsonObject, JsonValue

_ATTRIBUTES: Final = ("email", "name", "key", "alias")
"""Of ``tenant``, in the order in which one that has the same text as another is used."""
_CAN_BE_FOUND: Final = re.compile(r"(?s)(?=.*\w)(?!\s)[^{}]+(?<!\s)")


class OwnWords:
    """The words of one tenant: its name, key, alias and e-mail address."""

    def __init__(self, key: str, values: JsonObject) -> None:
        texts = {**{name: values.get(name) for name in _ATTRIBUTES}, "key": key}
        self._attributes: dict[str, str] = {}
        for name in _ATTRIBUTES:
            text = texts[name]
            if isinstance(text, str) and _CAN_BE_FOUND.fullmatch(text):
                self._attributes.setdefault(text, name)
        longest_first = sorted(self._attributes, key=lambda text: (-len(text), text))
        # Whole words, and none beside a brace, which would change what the reader takes for a template.
        self._pattern = re.compile(rf"(?<![\w{{])(?:{'|'.join(map(re.escape, longest_first))})(?![\w}}])")

    def templated(self, value: JsonValue, attributes: Collection[str]) -> JsonValue:
        """``value``, as it is written, with templates for these attributes; the same object if it has none of them."""
        if isinstance(value, str):
            return self._pattern.sub(lambda found: self._template(found[0], attributes), value)
        if isinstance(value, list):
            inner = [self.templated(each, attributes) for each in value]
            return inner if inner != value else value
        return value

    def _template(self, word: str, attributes: Collection[str]) -> str:
        name = self._attributes[word]
        return f"{OPENING} tenant.{name} }}}}" if name in attributes else word
