"""Secrets of a source as sources of secrets: the file names a variable of the environment, and never the secret."""

import re
from typing import Final

from pulumi_chatbotkit.catalog.schema.field import MASK, Field
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.inputs.tenants.secret_sources import is_credential_name, lookalikes
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object, inner_values
from pulumi_chatbotkit.operations.convert.source import ConvertedObject
from pulumi_chatbotkit.operations.tenant_entries.keys import Keys
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort

_VARIABLE: Final = re.compile(r"\$\{env\.([A-Z_]+)\}")
"""How the official CLI writes a variable of the environment (docs/api/api.md a.15)."""


def has_variable(value: JsonValue) -> bool:
    """True if a text in the value names a variable."""
    if isinstance(value, str):
        return _VARIABLE.search(value) is not None
    return any(has_variable(inner) for inner in inner_values(value))


class SecretNames:
    """Gives each secret of one tenant or plan a variable of the environment."""

    def __init__(self, owner: str, *, has_variables: bool) -> None:
        self._owner = owner
        self._has_variables = has_variables
        self._keys = Keys()
        self.remarks: list[Remark] = []

    def source(self, declared: ConvertedObject, field: Field, value: JsonValue) -> JsonValue:
        """What the file says in place of a secret; None if there is none. Nothing of the value is kept."""
        where = f"{declared.path} {field.name}"
        called = declared.called or declared.values.get("alias") or declared.values.get("name") or declared.kind.name
        if field.shape is Shape.TEXT:
            return self._text(value, where, f"{called} {field.name}")
        inside = as_object(value)
        if inside is None and value not in (None, ""):
            self.remarks.append(Remark(Sort.NOT_WRITABLE, where, "is no map"))
        found: JsonObject = {}
        for key, inner in (inside or {}).items():
            if key in field.masked_keys or is_credential_name(key) or _looks_secret(inner) or has_variable(inner):
                source = self._text(inner, f"{where}.{key}", f"{called} {field.name} {key}")
                found |= {} if source is None else {key: source}
            else:
                found[key] = inner
        return found or None

    def _text(self, value: JsonValue, where: str, wanted: str) -> JsonValue:
        if value in (None, ""):
            return None
        if isinstance(value, str) and value.strip("*") == "" and len(value) >= len(MASK):
            self.remarks.append(Remark(Sort.SECRET, where, "set, and masked in the source"))
            return None
        variable = _VARIABLE.fullmatch(value) if isinstance(value, str) and self._has_variables else None
        if variable is not None:
            self._say(where, variable.group(1))
            return {"env": variable.group(1)}
        name = self._name(wanted)
        part = " in place of a text that has a variable in it" if self._has_variables and has_variable(value) else ""
        self._say(where, f"{name}{part}")
        return {"env": name}

    def _say(self, where: str, name: str) -> None:
        self.remarks.append(Remark(Sort.SOURCE, where, name))

    def _name(self, wanted: str) -> str:
        name = self._keys.key(f"{self._owner} {_words(wanted)}", "secret").replace("-", "_").upper()
        return name if name[0].isalpha() else f"_{name}"


def _looks_secret(value: JsonValue) -> bool:
    return next(lookalikes(value), None) is not None


def _words(name: str) -> str:
    """``crm botToken`` as ``crm bot Token``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
