"""Bodies and errors in the OpenAPI document that do not come from a kind's fields, by verb."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pulumi_chatbotkit.emulator.contract.blueprint_resources import IMPORTED_CATEGORIES
from pulumi_chatbotkit.emulator.contract.kinds import Verb
from pulumi_chatbotkit.emulator.messages.incoming_body import LARGEST_BODY_BYTES
from pulumi_chatbotkit.emulator.openapi.schemas import closed_object
from pulumi_chatbotkit.json_values import JsonObject

_JSON: Final = "application/json"
_TEXT: Final[JsonObject] = {"type": "string"}
_OPEN: Final[JsonObject] = {"type": "object"}
_BINARY: Final[JsonObject] = {"type": "string", "format": "binary"}

_ANNOUNCED: Final[JsonObject] = {
    "type": "object",
    "required": ["type", "size"],
    "properties": {"type": _TEXT, "size": {"type": "integer", "minimum": 0}, "name": _TEXT},
}
_UPLOAD: Final[JsonObject] = {
    _JSON: {
        "schema": {
            "type": "object",
            "required": ["file"],
            "additionalProperties": False,
            "properties": {"file": {"anyOf": [{"type": "string", "pattern": "^(data:,|https?://)"}, _ANNOUNCED]}},
        }
    },
    "multipart/form-data": {"schema": {"type": "object", "required": ["file"], "properties": {"file": _BINARY}}},
    "application/octet-stream": {"schema": _BINARY},
}
"""The four ways to upload (docs/api/api.md b.13, file); two of them are JSON."""

_TOO_LARGE: Final[JsonObject] = {
    "description": f"More than {LARGEST_BODY_BYTES} bytes.",
    "content": {"text/plain": {"schema": _TEXT}},
}


_IMPORT: Final[JsonObject] = {
    _JSON: {
        "schema": {
            "type": "object",
            "required": ["resources"],
            "properties": {
                "resources": {
                    "type": "object",
                    "required": ["bot"],
                    "additionalProperties": False,
                    "properties": {
                        category: {
                            "type": "array",
                            **({"minItems": 1, "maxItems": 1} if category == "bot" else {"maxItems": 0}),
                            "items": {
                                "type": "object",
                                "required": ["id"],
                                "properties": {"id": {"type": "string", "minLength": 1}, "name": _TEXT},
                                "additionalProperties": False,
                            },
                        }
                        for category in IMPORTED_CATEGORIES
                    },
                },
                "ensure": {"type": "boolean"},
            },
        }
    }
}
"""A part of what an import takes: a bot."""

BODIES: Final[Mapping[Verb, JsonObject]] = MappingProxyType(
    {"upload": _UPLOAD, "store_file": _UPLOAD, "import_resources": _IMPORT}
)

_OTHER_ERROR: Final[JsonObject] = {
    **closed_object({"error": _TEXT, "message": _TEXT, "url": _TEXT}),
    "required": ["error", "message"],
}
_USUAL_ERROR: Final[JsonObject] = closed_object({"message": _TEXT, "code": _TEXT})


def _either_error(description: str) -> JsonObject:
    return {"description": description, "content": {_JSON: {"schema": {"anyOf": [_USUAL_ERROR, _OTHER_ERROR]}}}}


_IMPORT_ERROR: Final[JsonObject] = {
    "description": "What is wrong with the payload.",
    "content": {
        _JSON: {
            "schema": {
                "type": "object",
                "required": ["message", "code"],
                "properties": {"message": _TEXT, "code": _TEXT, "details": _OPEN},
                "additionalProperties": False,
            }
        }
    },
}

OTHER_ANSWERS: Final[Mapping[Verb, JsonObject]] = MappingProxyType(
    {
        "upload": {"413": _TOO_LARGE},
        "store_file": {"413": _TOO_LARGE},
        "read_file": {"302": {"description": "Content that is at an address."}},
        "mint": {"409": _either_error("Nothing to mint.")},
        "proxy": {
            "400": _either_error("A wrong destination."),
            "409": _either_error("No value to send."),
            "502": _either_error("A redirect."),
        },
        "import_resources": {"400": _IMPORT_ERROR},
    }
)
"""Answers of single verbs, some of which have a shape of their own (docs/api/api.md a.7, errors)."""
