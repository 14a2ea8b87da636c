"""Check: find all problems of a resource's inputs, and bring the inputs into canonical form.

Makes no network calls, and accepts values that are not known yet.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import cast

from pulumi_chatbotkit.catalog.schema.field import ABSENT
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind, Strategy, snake_case
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.schema.quoting import quoted, redacted
from pulumi_chatbotkit.catalog.schema.rules import Matches
from pulumi_chatbotkit.catalog.validation import Validator
from pulumi_chatbotkit.json_values import LARGEST_EXACT, JsonObject, JsonValue, as_object, inexact_doubles
from pulumi_chatbotkit.reconcile.adopt_mode import ADOPT, adopt_problem
from pulumi_chatbotkit.reconcile.marker import MARKER, RESERVED_KEYS
from pulumi_chatbotkit.reconcile.provider_keys import MARKED_INPUTS, SERVICE
from pulumi_chatbotkit.reconcile.values import NO_INPUTS, Inputs, InputValue, as_known, has_unknown
from pulumi_chatbotkit.suggestions import closest

_ACCOUNT_KEYS = (RUN_AS, "userId")
_ID = Matches(r"[^/\\?#\s]+", "an id, such as the `id` of a resource")
_RAW_ID = Matches(r"[A-Za-z0-9_-]+", "an id (aliases and names do not work here), such as the `id` of a resource")
_ACCOUNT_ID = Matches(
    r"[A-Za-z0-9_-]+",
    "the id of a partner user (aliases and names do not work here), such as the `id` of a PartnerUser",
)


@dataclass(frozen=True)
class Checked:
    """Inputs in canonical form (values equal to the default left out), and their problems."""

    inputs: dict[str, InputValue]
    failures: tuple[Problem, ...]
    cautions: tuple[Problem, ...]
    """What is accepted and does not do what its name says."""
    defaults: JsonObject
    """Fields that are declared with a value that means the default."""


def check(kind: Kind, inputs: Inputs, before: Inputs = NO_INPUTS, *, secret: Collection[str] = ()) -> Checked:
    """Examine the inputs of one resource.

    Values that are not known yet pass, at any depth; a map that is partly unknown is not examined at all.

    Args:
        inputs: What the program declares, by state key.
        before: The inputs of the last update, if the resource exists.
        secret: Names of inputs that the program marks secret. Messages never quote their values, nor those of fields
            that are secret in the catalog.
    """
    unquoted = {*kind.secret_names, *secret}
    known = {name: as_known(value) for name, value in inputs.items() if not has_unknown(value)}
    failures = [
        *(problem for key in kind.location_keys for problem in _location_problems(kind, key, inputs, unquoted)),
        *_inexact(known, unquoted),
        *_adopt_problems(kind, known.get(ADOPT), is_secret=ADOPT in unquoted),
        *_validator(kind).problems(
            known,
            unknown=inputs.keys() - known.keys(),
            secret=unquoted,
            before=[name for name, value in before.items() if value is not None],
        ),
    ]
    canonical = _canonical(kind, inputs, known, {problem.path[0] for problem in failures})
    given = {field.name for field in kind.fields if known.get(field.name) is not None and field.name not in canonical}
    cautions = [Problem(each.path, each.reason) for each in kind.cautions if _is_given(known, each.path)]
    return Checked(canonical, tuple(failures), tuple(cautions), {name: known[name] for name in given})


def _is_given(known: JsonObject, path: tuple[str, ...]) -> bool:
    """True if there is a value at the path, and not an empty one."""
    value: JsonValue = known
    for key in path:
        value = (as_object(value) or {}).get(key)
    return bool(value)


def _canonical(kind: Kind, inputs: Inputs, known: JsonObject, invalid: Collection[str | int]) -> dict[str, InputValue]:
    """The inputs without defaults; invalid values and values that are not known yet stay as they are."""
    own_keys = (MARKER, SERVICE, MARKED_INPUTS, ADOPT, *kind.location_keys)
    canonical = {key: inputs[key] for key in own_keys if inputs.get(key) is not None}
    for field in kind.state_fields:
        value = inputs.get(field.name)
        if field.name in known and field.name not in invalid:
            value = field.canonical(known[field.name])
        if value is not ABSENT and value is not None:
            canonical[field.name] = cast("InputValue", value)
    return canonical


def _validator(kind: Kind) -> Validator:
    def unknown_name(name: str, known: list[str]) -> Problem:
        match = closest(name, known)
        hint = f"; did you mean {match} ({snake_case(match)} in Python)?" if match else ""
        return Problem((name,), f"is not a field of {kind.class_name}{hint}")

    return Validator(
        fields=kind.state_fields,
        conditions=kind.conditions,
        other_names=(MARKER, SERVICE, MARKED_INPUTS, ADOPT, *kind.location_keys),
        reserved_meta_keys=RESERVED_KEYS,
        unknown_name=unknown_name,
    )


def _location_problems(kind: Kind, key: str, inputs: Inputs, unquoted: Collection[str]) -> Iterator[Problem]:
    value = inputs.get(key)
    if value is None:
        for parent in kind.parents:
            # Nobody declares a guard, so its partner user is missing only if the create of that has failed.
            if key == parent.field and kind.strategy is not Strategy.DELETE_GUARD:
                reason = f"is missing: a {kind.class_name} belongs to a {parent.kind}, pass {parent.argument}="
                yield Problem((key,), reason)
        return
    if has_unknown(value):
        return
    known = _quotable(as_known(value), is_secret=key in unquoted)
    is_raw = any(parent.raw_id and parent.field == key for parent in kind.parents)
    rule = _ACCOUNT_ID if key in _ACCOUNT_KEYS else _RAW_ID if is_raw else _ID
    reason = rule.problem(known) if isinstance(known, str) else f"is {quoted(known)}, but must be text"
    if reason:
        yield Problem((key,), reason)


def _adopt_problems(kind: Kind, value: JsonValue, *, is_secret: bool) -> Iterator[Problem]:
    reason = None if value is None else adopt_problem(kind, value)
    if reason is not None:
        yield Problem((ADOPT,), f"is {quoted(_quotable(value, is_secret=is_secret))}, {reason}")


def _inexact(known: JsonObject, unquoted: Collection[str]) -> Iterator[Problem]:
    """The problems of numbers that are no longer what the program wrote, or are none."""
    for path, number in inexact_doubles(known):
        shown = "a secret number" if path[0] in unquoted else repr(number)
        reason = f"is {shown}, but numbers are exact only up to {LARGEST_EXACT}: write it as text"
        yield Problem(path, reason)


def _quotable(value: JsonValue, *, is_secret: bool) -> JsonValue:
    return redacted(value) if is_secret else value
