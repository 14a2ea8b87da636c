"""What one step of a run changes: field by field for an update, else the resource as a whole."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.json_values import JsonValue, KeyPath, as_object, dotted
from pulumi_chatbotkit.operations.changes.fields import Difference, differences, different_lines, shortened
from pulumi_chatbotkit.operations.changes.recorded_runs import FOUND_GONE, Step
from pulumi_chatbotkit.operations.changes.report import Change, Sort
from pulumi_chatbotkit.operations.hidden_values import HIDDEN, marked_paths, secret_paths, value_at
from pulumi_chatbotkit.operations.resource_owners import GUARD_CLASSES, KINDS_BY_CLASS, class_name_of
from pulumi_chatbotkit.property_paths import path_text
from pulumi_chatbotkit.pulumi_cli.stack_state import ENCRYPTED, opened
from pulumi_chatbotkit.reconcile import ADOPT, MARKER
from pulumi_chatbotkit.reconcile.provider_keys import MARKED_INPUTS, SERVICE

_DECLARATION: Final = "__declaration"
"""What resources tell the provider of themselves; no state has it (``hosts.dynamic``)."""
_OURS: Final = (MARKER, SERVICE, MARKED_INPUTS, ADOPT, _DECLARATION)
"""Inputs that check adds, or that are no field of the object."""
_UNKNOWN: Final = (
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
)
"""Pulumi's signs for values that a preview does not know yet: one for each type (sdk/go/common/resource/plugin)."""
NOT_KNOWN_YET: Final = "(known after the update)"

CREATES: Final = ("create", "import")
DELETES: Final = ("delete", "discard", FOUND_GONE)
REPLACES: Final = ("replace", "create-replacement", "import-replacement", "delete-replaced", "discard-replaced")
NO_CHANGE: Final = ("same", "read", "read-replacement", "read-discard", "remove-pending-replace")


def kind_of(step: Step) -> Kind | None:
    """The kind of the object; None for what has none at the service."""
    return KINDS_BY_CLASS.get(class_name_of(step.type) or "")


def changes_of(step: Step, redactor: Redactor) -> Iterator[Change]:
    """What a step changes. The redactor learns the secrets that the step shows in clear."""
    if step.op == "refresh" and (_is_declared(step) or not step.new):
        return
    sort = _sort(step)
    whole = Change(sort=sort, kind=class_name_of(step.type) or step.type, name=step.name, urn=step.urn, id=step.id)
    found = [*_differences(step, redactor)]
    if sort in {Sort.UPDATE, Sort.REFRESH} and step.op != FOUND_GONE:
        yield from (_field_change(whole, each) for each in found)
        if not found and sort is Sort.UPDATE:
            yield _unseen(whole, step)
    elif sort in {Sort.REPLACE, Sort.ROTATE}:
        names = (*step.reasons, *(path_text(each.path) for each in found))
        yield replace(whole, reasons=tuple(dict.fromkeys(each for each in names if each not in _OURS)))
    else:
        yield whole


def shows_a_refresh(step: Step) -> bool:
    """True if a document must be that of `pulumi refresh --preview-only --json`.

    It calls what a refresh has found "update" and "delete", without a sign of the refresh. But its updates know the
    outputs, which the preview of an update of ours never does: its provider is not asked.
    """
    return step.is_planned and step.op == "update" and kind_of(step) is not None and bool(step.new.get("outputs"))


def as_found(change: Change) -> Change:
    """A change of such a document: the state takes it over, and nothing is sent."""
    is_sent = change.sort in {Sort.UPDATE, Sort.DELETE, Sort.FORGET}
    return replace(change, sort=Sort.REFRESH) if is_sent else change


def _is_declared(step: Step) -> bool:
    """True if the new state of a refresh is the program's: what becomes of it, another step says."""
    return _DECLARATION in (as_object(step.new.get("inputs")) or {})


def _sort(step: Step) -> Sort:
    if step.op in {"refresh", FOUND_GONE}:
        return Sort.REFRESH
    is_object = not step.is_component and class_name_of(step.type) not in GUARD_CLASSES
    if not is_object or step.type.startswith("pulumi:"):
        return Sort.BOOKKEEPING
    if step.op in CREATES:
        adopts = step.op == "import" or ADOPT in (as_object(step.new.get("inputs")) or {})
        return Sort.ADOPT if adopts else Sort.CREATE
    if step.op in DELETES:
        return Sort.FORGET if step.is_retained or step.op == "discard" else Sort.DELETE
    if step.op in REPLACES:
        kind = kind_of(step)
        return Sort.ROTATE if kind is not None and kind.is_key else Sort.REPLACE
    return Sort.UPDATE if step.op == "update" else Sort.BOOKKEEPING


def _differences(step: Step, redactor: Redactor) -> Iterator[Difference]:
    before, after = (opened(as_object(state.get("inputs")) or {}) for state in (step.old, step.new))
    kind = kind_of(step)
    marked = [*marked_paths(before.values), *marked_paths(after.values)]
    secret = {*(secret_paths(kind) if kind else ()), *before.secret, *after.secret, *marked}
    outputs = opened(as_object(step.old.get("outputs")) or {}), opened(as_object(step.new.get("outputs")) or {})
    for values in (before, after, *outputs):
        at = {path: value_at(values.values, path) for path in {*secret, *values.secret}}
        shown = {dotted(path): value for path, value in at.items() if value not in (None, HIDDEN, ENCRYPTED)}
        if shown:
            redactor.learn(shown, list(shown))
    if not step.old or not step.new:
        return
    found = [*differences(before.values, after.values, secret)]
    if not any(each.path[0] not in _OURS for each in found):
        # What was changed elsewhere is in the outputs alone, unless a refresh has read it as an input too.
        old = {key: value for key, value in outputs[0].values.items() if key in after.values}
        found += [each for each in differences(old, after.values, secret) if each.path[0] not in _OURS]
    yield from found


def _field_change(whole: Change, difference: Difference) -> Change:
    path = path_text(difference.path)
    if difference.path[0] in _OURS:
        return replace(whole, sort=Sort.BOOKKEEPING, field=path)
    before, after = _known(difference.before), _known(difference.after)
    return replace(whole, field=path, before=before, after=after, is_secret=HIDDEN in (before, after))


def _unseen(whole: Change, step: Step) -> Change:
    """An update whose difference a preview does not show, because it is in a secret."""
    names = [path_text(path) for path in _hidden(opened(as_object(step.new.get("inputs")) or {}).values, ())]
    if not names:
        return whole
    return replace(whole, field=" or ".join(names), before=HIDDEN, after=HIDDEN, is_secret=True)


def _hidden(value: JsonValue, path: KeyPath) -> Iterator[KeyPath]:
    """Where a secret is that the run does not show."""
    if value in (HIDDEN, ENCRYPTED):
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _hidden(inner, (*path, key))


def _known(value: JsonValue) -> JsonValue:
    match value:
        case str():
            return NOT_KNOWN_YET if value in _UNKNOWN else value
        case list():
            return [_known(inner) for inner in value]
        case dict():
            return {key: _known(inner) for key, inner in value.items()}
        case _:
            return value


def finished(change: Change, redactor: Redactor) -> Change:
    """The change as a report shows it: without secrets that stand in other places, and with long texts cut."""
    before, after = redactor.redact_value(change.before), redactor.redact_value(change.after)
    return replace(
        change,
        name=redactor.redact(change.name),
        urn=redactor.redact(change.urn),
        field=redactor.redact(change.field),
        before=shortened(before),
        after=shortened(after),
        before_length=len(before) if isinstance(before, str) else None,
        after_length=len(after) if isinstance(after, str) else None,
        lines=different_lines(before, after),
    )
