"""Objects that a request replaces or merges: ``meta``, and what behaves like it.

Replaced as a whole, unless wrapped in ``$update``, which merges one level deep. Source: docs/api/api.md a.12.
"""

import re
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_KEPT_KEY: Final = re.compile(r"[A-Za-z0-9]")
_UPDATE_KEY: Final = "$update"


def merged_object(stored: JsonValue, sent: JsonValue) -> JsonValue:
    """What an update makes of ``stored``. Keys with an odd first character are lost, wrapped or not."""
    changes = as_object(sent)
    if changes is None:
        return sent
    wrapped = as_object(changes.get(_UPDATE_KEY))
    if wrapped is None:
        return _without_odd_keys(changes)
    return (as_object(stored) or {}) | _without_odd_keys(wrapped)


def _without_odd_keys(changes: JsonObject) -> JsonObject:
    return {key: value for key, value in changes.items() if _KEPT_KEY.match(key)}
