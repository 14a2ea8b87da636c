"""The option that says which existing objects a create takes over (docs/operations.md)."""

import re
from typing import Final, Literal, TypeAlias, get_args

from pulumi_chatbotkit.catalog.schema.kind import Kind, Strategy
from pulumi_chatbotkit.json_values import JsonValue

ADOPT: Final = "adopt"
"""State key of the option. It steers this provider and is never sent to the API."""

AdoptMode: TypeAlias = Literal["never", "own", "marked", "match", "overwrite"]
"""What a create looks for (``adoption.py``)."""
ADOPT_MODES: Final[tuple[str, ...]] = get_args(AdoptMode)

Adopt: TypeAlias = AdoptMode | str
"""A mode, or the id of the one object to take over."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{12,}")
"""Ids have 24 or 25 characters (docs/api/api.md a.6, ids); the bound tells them from misspelt modes."""


def adopted_id(value: JsonValue) -> str | None:
    """The id in a value of the option; None if it is a mode."""
    return value if isinstance(value, str) and value not in ADOPT_MODES else None


def adopt_problem(kind: Kind, value: JsonValue) -> str | None:
    """What is wrong with a value of the option: the end of a sentence that begins with it. None if nothing is."""
    if value in ADOPT_MODES:
        return None
    if not isinstance(value, str) or _ID.fullmatch(value) is None:
        return f"but must be one of {', '.join(ADOPT_MODES)}, or the id of the object to take over"
    if kind.create_only_outputs:
        names = ", ".join(output.name for output in kind.create_only_outputs)
        return (
            f"but no existing {kind.class_name} can be taken over: its {names} was shown once, when it was made. Leave "
            "adopt out: a new one is made beside it; delete the old one when nothing uses it any more"
        )
    if kind.strategy is not Strategy.OBJECT or kind.attached is not None:
        return f"but a {kind.class_name} has no id at the service: leave adopt out"
    return None
