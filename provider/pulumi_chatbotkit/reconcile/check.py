"""Check: all faults of a resource's inputs at once, and the inputs in canonical form.

No network, and no raise on values that are not known yet.
"""

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import cast

from pulumi_chatbotkit.catalog.schema.field import ABSENT, MASK, Clear, Field
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind, snake_case
from pulumi_chatbotkit.catalog.schema.nested import Variants
from pulumi_chatbotkit.catalog.schema.rules import Matches, quoted
from pulumi_chatbotkit.catalog.schema.shapes import SHAPE_NAMES, has_shape, wrong_shape
from pulumi_chatbotkit.json_values import JsonValue, as_object
from pulumi_chatbotkit.reconcile.adopt_mode import ADOPT, ADOPT_MODES
from pulumi_chatbotkit.reconcile.marker import MARKER, RESERVED_KEYS
from pulumi_chatbotkit.reconcile.redaction import veiled
from pulumi_chatbotkit.reconcile.values import NO_INPUTS, Inputs, InputValue, as_known, has_unknown

_ACCOUNT_KEYS = (RUN_AS, "userId")
_ID = Matches(r"[^/\\?#\s]+", "an id, such as the `id` of a resource")
_ACCOUNT_ID = Matches(
    r"[A-Za-z0-9_-]+",
    "the id of a partner user (aliases and names do not work here), such as the `id` of a PartnerUser",
)


@dataclass(frozen=True)
class Failure:
    """One thing wrong with the inputs."""

    field: str
    """State key, e.g. ``backstory``, or the path to a value inside it, e.g. ``limits.database.records``."""
    reason: str


@dataclass(frozen=True)
class Checked:
    """Inputs in canonical form (what equals the default is left out), and what is wrong with them."""

    inputs: dict[str, InputValue]
    failures: tuple[Failure, ...]


def check(kind: Kind, inputs: Inputs, before: Inputs = NO_INPUTS, *, secret: Collection[str] = ()) -> Checked:
    """Examine the inputs of one resource; ``before`` are those of its last update, if it exists.

    ``secret`` names inputs that the program marks secret: no fault quotes a text of theirs, nor of the kind's secrets.

    Values that are not known yet pass, at any depth; the parts of a map that are known are not examined before the
    whole is.
    """
    canonical: dict[str, InputValue] = {}
    unquoted = {*kind.secret_names, *secret}
    quotable = {key: veiled(value) if key in unquoted else value for key, value in inputs.items()}
    failures = [
        *_unknown_names(kind, inputs),
        *(fault for key in kind.location_keys for fault in _scope_faults(kind, key, quotable)),
        *_missing(kind, inputs, before),
        *_adopt_faults(quotable.get(ADOPT)),
        *_broken_conditions(kind, inputs),
    ]
    canonical.update({key: inputs[key] for key in (MARKER, ADOPT, *kind.location_keys) if inputs.get(key) is not None})
    for field in kind.state_fields:
        value = inputs.get(field.name)
        faults = list(_faults(kind, field, inputs, secret=field.name in unquoted))
        failures.extend(faults)
        kept = value if faults or has_unknown(value) else field.canonical(as_known(value))
        if kept is not ABSENT and kept is not None:
            canonical[field.name] = cast("InputValue", kept)
    return Checked(canonical, tuple(failures))


def _unknown_names(kind: Kind, inputs: Inputs) -> Iterator[Failure]:
    known = [*(field.name for field in kind.state_fields), MARKER, ADOPT, *kind.location_keys]
    for name in inputs:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]} ({snake_case(near[0])} in Python)?" if near else ""
            yield Failure(name, f"is not a field of {kind.class_name}{hint}")


def _scope_faults(kind: Kind, key: str, inputs: Inputs) -> Iterator[Failure]:
    value = inputs.get(key)
    if value is None:
        for owner in kind.parents:
            if key == owner.field:
                yield Failure(key, f"is missing: a {kind.class_name} belongs to a {owner.kind}, pass {owner.argument}=")
        return
    if has_unknown(value):
        return
    known = as_known(value)
    rule = _ACCOUNT_ID if key in _ACCOUNT_KEYS else _ID
    fault = rule.problem(known) if isinstance(known, str) else f"is {quoted(known)}, but must be text"
    if fault:
        yield Failure(key, fault)


def _adopt_faults(value: InputValue) -> Iterator[Failure]:
    if value is not None and not has_unknown(value) and value not in ADOPT_MODES:
        yield Failure(ADOPT, f"is {quoted(as_known(value))}, but must be one of {', '.join(ADOPT_MODES)}")


def _missing(kind: Kind, inputs: Inputs, before: Inputs) -> Iterator[Failure]:
    for field in kind.state_fields:
        if inputs.get(field.name) is not None:
            continue
        if field.required:
            yield Failure(field.name, "is missing: the service requires it")
        elif field.clear is Clear.IMPOSSIBLE and before.get(field.name) is not None:
            yield Failure(
                field.name,
                "cannot be removed: the service ignores the request. Declare it again, or give the resource another "
                "name, which makes a new object",
            )


def _broken_conditions(kind: Kind, inputs: Inputs) -> Iterator[Failure]:
    for condition in kind.conditions:
        if not condition.holds(inputs.get(condition.field), inputs.get(condition.other)):
            rule = "must be declared" if condition.present else "must be left out"
            yield Failure(condition.other, f"{rule} while {condition.field} is {condition.value}: {condition.reason}")


def _faults(kind: Kind, field: Field, inputs: Inputs, *, secret: bool) -> Iterator[Failure]:
    value = inputs.get(field.name)
    if value is None or has_unknown(value):
        return
    known = as_known(value)
    if field.secret and (known == MASK or MASK in [(as_object(known) or {}).get(key) for key in field.masked_keys]):
        yield Failure(field.name, "is the mask that the service shows instead of a secret: give the secret itself")
        return
    if not has_shape(known, field.shape):
        yield Failure(field.name, wrong_shape(known, SHAPE_NAMES[field.shape], secret=secret))
        return
    canonical = field.canonical(known)
    if canonical is ABSENT:
        return
    if secret:
        canonical = veiled(canonical)
    for rule in field.rules:
        if fault := rule.problem(canonical):
            yield Failure(field.name, fault)
    if field.carries_marker:
        yield from (Failure(field.name, fault) for fault in _reserved(known))
    yield from _faults_inside(kind, field, canonical, inputs)


def _faults_inside(kind: Kind, field: Field, value: JsonValue, inputs: Inputs) -> Iterator[Failure]:
    structure = field.structure
    if isinstance(structure, Variants):
        chosen = inputs.get(structure.by) or kind.by_name[structure.by].default
        structure = structure.of.get(chosen) if isinstance(chosen, str) else None
    for problem in structure.problems(value) if structure else ():
        yield Failure(problem.below(field.name).field, problem.reason)


def _reserved(meta: JsonValue) -> Iterator[str]:
    for key in sorted(RESERVED_KEYS.intersection(as_object(meta) or ())):
        yield f"has the key {key!r}, which marks the owner of the object: rename it"
