"""Diff: what an update would change, and whether a replacement is needed.

Makes no network calls; values that are not known yet count as changes.
"""

from collections.abc import Collection
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.schema.field import Field, same_json
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.json_values import JsonObject, KeyPath
from pulumi_chatbotkit.property_paths import Paths, with_values_at
from pulumi_chatbotkit.reconcile.desired import declared_form, differs
from pulumi_chatbotkit.reconcile.kept import KEPT
from pulumi_chatbotkit.reconcile.marker import MARKER, marker_from_input
from pulumi_chatbotkit.reconcile.provider_keys import MARKED_INPUTS, SERVICE, TAKEN_BY
from pulumi_chatbotkit.reconcile.values import Inputs, State, as_known, has_unknown


@dataclass(frozen=True)
class Difference:
    """The state keys that differ, and those among them that need a replacement."""

    changed: tuple[str, ...]
    replaces: tuple[str, ...]


def diff(kind: Kind, state: State, desired: Inputs, ignored: Paths = (), replace_on_changes: Paths = ()) -> Difference:
    """Compare the stored state with the (checked) inputs.

    Args:
        kind: The kind of the object.
        state: What is stored.
        desired: What is declared.
        ignored: Paths into the inputs; what is there counts as equal.
        replace_on_changes: Paths whose changes need a replacement, besides those of the catalog.
    """
    unknown = {key for key, value in desired.items() if has_unknown(value)}
    known = {key: as_known(value) for key, value in desired.items() if key not in unknown}
    as_is = declared_form(kind, {**state, KEPT: known.get(KEPT)})
    if ignored:
        known |= with_values_at(ignored, known, as_is)
    changed = [field.name for field in kind.state_fields if field.name in unknown or differs(field, state, known)]
    if MARKER in unknown or _marker_differs(state, known):
        changed.append(MARKER)
    if known.get(MARKED_INPUTS) != state.get(MARKED_INPUTS):
        changed.append(MARKED_INPUTS)
    if SERVICE in known and state.get(SERVICE) not in (None, known[SERVICE]):  # the next write records a first one
        changed.append(SERVICE)
    if state.get(TAKEN_BY) is not None:
        changed.append(TAKEN_BY)
    moved = tuple(key for key in kind.location_keys if key in unknown or state.get(key) != known.get(key))
    remade = tuple(
        field.name for field in kind.fields if field.name in changed and _needs_another(field, state, desired)
    )
    asked_for = {path[0] for path in replace_on_changes if _differs_at(path, known, as_is, changed)}
    remade = (*remade, *(name for name in changed if name in asked_for and name not in remade))
    return Difference((*moved, *changed), (*moved, *remade))


def _needs_another(field: Field, state: State, desired: Inputs) -> bool:
    """True if the change of a field needs a replacement: one value for another, not a value that comes or goes.

    A program that begins to say when to rotate a key, or stops saying so, has not asked to rotate it now.
    """
    is_given = desired.get(field.name) is not None  # unknown counts as given
    return field.replace_on_change and is_given and state.get(field.name) is not None


def _differs_at(path: KeyPath, known: JsonObject, as_is: JsonObject, changed: Collection[str]) -> bool:
    """True if what is at the path differs, or is not known yet."""
    if path[0] not in changed:
        return False
    return path[0] not in known or not same_json(with_values_at([path], known, as_is), known)


def _marker_differs(state: State, desired: State) -> bool:
    wanted = marker_from_input(desired.get(MARKER))
    return wanted is not None and marker_from_input(state.get(MARKER)) != wanted
