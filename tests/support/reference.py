"""docs/api/api.json as tests read it: what the actions of a kind take, and a legal value for every field.

It uses neither the catalog nor the emulator's contract, so an error in both of them is found too.
"""

import json
from pathlib import Path
from typing import Any

from pulumi_chatbotkit.json_values import JsonObject, JsonValue

# Any: the reference is free-form JSON, and each test reads other parts of it.
REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "docs" / "api" / "api.json").read_text(encoding="utf-8")
)

NOT_SERVED_YET = {"ability", "decision"}
"""Documented kinds that the emulator does not have."""

ACTIONS_NOT_SERVED_YET = {
    ("blueprint", "resourceList"),
    ("blueprint", "resourceExport"),
    ("blueprint", "resourceImport"),
    ("blueprint", "clone"),
    ("secret", "verify"),
    ("secret", "authenticate"),
    ("secret", "revoke"),
    ("secret", "mint"),
    ("secret", "proxy"),
}
"""Documented actions that the emulator refuses with 501."""

_NOT_YET = {"ability"}

KINDS = [
    name for name, kind in REFERENCE.items() if {"create", "update"} <= kind["actions"].keys() and name not in _NOT_YET
]
"""Every kind whose objects are created and updated."""

PARENTS = {"dataset_record": "dataset", "skillset_ability": "skillset", "space_site": "space"}
"""The kinds whose objects live below one of another kind, those of a partner user left out."""

NEEDED: dict[str, JsonObject] = {
    "dataset_record": {"text": "needed"},
    "memory": {"text": "needed"},
    "portal": {"slug": "needed-slug"},
    "space_site": {"slug": "needed-slug"},
    # Without it the value is dropped (b.12: secret).
    "secret": {"kind": "shared"},
}
"""Fields that create requires."""

NEEDED_BY_UPDATE: dict[str, JsonObject] = {"portal": {"slug": "needed-slug"}}

# OAuth connections have no route that would make one, so no value of it can be stored first.
UNSETTABLE = {"oAuthConnectionId"}

_LINKED_KINDS = ("blueprint", "bot", "dataset", "skillset", "contact", "secret", "file", "space")
_SAMPLES: dict[str, JsonValue] = {
    "email": "ada@example.com",
    "limits": {"tokens": 5},
    "model": "gpt/temperature=1",
    "slug": "sample-slug",
    "schedule": "daily",
    "theme": "dark/accent=blue",
    "voice": "twilio/language=en-GB",
    "timezone": "Europe/Berlin",
    "fingerprint": "0123456789abcdef",
    "phone": "+12025550123",
    "url": "https://example.com/sitemap.xml",
}
_SAMPLE_BY_TYPE: dict[str, JsonValue] = {"string": "sample", "number": 5, "object": {"key": "value"}}

TOGETHER: dict[str, JsonObject] = {"policy": {"type": "retention"}, "secret": {"kind": "shared"}}
"""Values that the samples of other fields require (b.12: secret, b.15: policy)."""


def request(kind: str, action: str) -> dict[str, Any]:
    """The fields of a request body and their descriptions; {} if the kind has no such action."""
    return REFERENCE[kind]["actions"].get(action, {}).get("request", {})


def linked_kind(kind: str, field: str) -> str | None:
    """The kind whose id the field holds, or None."""
    said: str = request(kind, "create")[field].get("references", "")
    return next((known for known in _LINKED_KINDS if known in said), None)


def sample(kind: str, field: str) -> JsonValue:
    """A legal value that is not the default, of a field that is no link."""
    if (kind, field) == ("policy", "config"):
        return {"expiresInDays": 5}
    spec = request(kind, "create")[field]
    if spec["type"] == "boolean":
        return not spec["default"]
    return spec.get("enum", [_SAMPLES.get(field, _SAMPLE_BY_TYPE[spec["type"]])])[-1]


def samples(kind: str) -> JsonObject:
    """A legal value for each field that is no link; the values are valid together."""
    names = [name for name in request(kind, "create") if name not in UNSETTABLE and linked_kind(kind, name) is None]
    return {name: sample(kind, name) for name in names} | TOGETHER.get(kind, {})
