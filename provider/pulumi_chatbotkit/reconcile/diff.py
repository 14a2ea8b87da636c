"""Diff: what an update would change, and whether a replacement is needed.

Makes no network calls; values that are not known yet count as changes.
"""

from dataclasses import dataclass

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.reconcile.desired import differs
from pulumi_chatbotkit.reconcile.marker import MARKER, marker_from_input
from pulumi_chatbotkit.reconcile.values import Inputs, State, as_known, has_unknown


@dataclass(frozen=True)
class Difference:
    """The state keys that differ, and those among them that need a replacement."""

    changed: tuple[str, ...]
    replaces: tuple[str, ...]


def diff(kind: Kind, state: State, desired: Inputs) -> Difference:
    """Compare the stored state with the (checked) inputs."""
    unknown = {key for key, value in desired.items() if has_unknown(value)}
    known = {key: as_known(value) for key, value in desired.items() if key not in unknown}
    changed = [field.name for field in kind.state_fields if field.name in unknown or differs(field, state, known)]
    if MARKER in unknown or _marker_differs(state, known):
        changed.append(MARKER)
    moved = tuple(key for key in kind.location_keys if key in unknown or state.get(key) != known.get(key))
    remade = tuple(field.name for field in kind.fields if field.replace_on_change and field.name in changed)
    return Difference((*moved, *changed), (*moved, *remade))


def _marker_differs(state: State, desired: State) -> bool:
    wanted = marker_from_input(desired.get(MARKER))
    return wanted is not None and marker_from_input(state.get(MARKER)) != wanted
