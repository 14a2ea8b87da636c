"""Fields that an adoption left as they were, because the program did not declare them (design, 5 d).

Their names are part of the state, and of the marker in the object's ``meta``, so that a state that was lost, or a run
that was killed, does not lose them. As long as the program does not declare such a field, nothing that is done with the
object sends or compares it; once it does, the field is an ordinary one for good.
"""

from collections.abc import Mapping
from typing import Final

from pulumi_chatbotkit.catalog.schema.kind import Condition, Kind
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.reconcile.marker import KEPT_KEY

KEPT: Final = "kept"
"""State key of the names. Only in outputs; there is none for objects that were not adopted from elsewhere."""


def kept_names(values: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """The names in a state; or in the inputs of an operation, where they are those that it leaves as they are."""
    names = values.get(KEPT)
    return tuple(name for name in names if isinstance(name, str)) if isinstance(names, list) else ()


def kept_in_meta(meta: JsonValue) -> list[str] | None:
    """The names in an object's ``meta``; None if it was not adopted from elsewhere."""
    names = (as_object(meta) or {}).get(KEPT_KEY)
    return names.split() if isinstance(names, str) else None


def kept_as_meta(values: Mapping[str, JsonValue]) -> JsonObject:
    """The names as ``meta`` holds them."""
    return {} if values.get(KEPT) is None else {KEPT_KEY: " ".join(kept_names(values))}


def conditions_on_kept(kind: Kind, desired: Mapping[str, JsonValue], body: JsonObject) -> tuple[Condition, ...]:
    """The rules that a value in an update's body breaks if a field that is left as it is has a certain value.

    Check cannot know: it sees what the program declares alone.
    """
    kept = kept_names(desired)
    return tuple(
        each
        for each in kind.conditions
        if each.field in kept and not each.present and body.get(each.other) not in (None, "")
    )
