"""How an update changes ``meta`` and fields like it.

The object is replaced as a whole, unless it is wrapped in ``$update``, which merges one level deep.
Source: docs/api/api.md a.12 (field classes).
"""

import re
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_KEPT_KEY: Final = re.compile(r"[A-Za-z0-9]")
_UPDATE_KEY: Final = "$update"


def merged_object(stored: JsonValue, sent: JsonValue) -> JsonValue:
    """The object after an update with ``sent``. Keys that do not begin with a letter or digit are dropped."""
    changes = as_object(sent)
    if changes is None:
        return sent
    wrapped = as_object(changes.get(_UPDATE_KEY))
    if wrapped is None:
        return _without_odd_keys(changes)
    return (as_object(stored) or {}) | _without_odd_keys(wrapped)


def _without_odd_keys(changes: JsonObject) -> JsonObject:
    return {key: value for key, value in changes.items() if _KEPT_KEY.match(key)}
