"""The one walk over the catalog's rules: everything that is wrong with the values of an object.

Check and people's files (tenants, records) all use it, so the same rules apply wherever a value is written.
Pure: no network calls. Of a value that is not known yet, only the name is used.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.schema.field import ABSENT, MASK, Clear, Field
from pulumi_chatbotkit.catalog.schema.kind import Condition
from pulumi_chatbotkit.catalog.schema.nested import Structure, Variants
from pulumi_chatbotkit.catalog.schema.problem import Problem
from pulumi_chatbotkit.catalog.schema.quoting import redacted
from pulumi_chatbotkit.catalog.schema.shapes import SHAPE_NAMES, Shape, has_shape, wrong_shape
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object


@dataclass(frozen=True, kw_only=True)
class Validator:
    """The rules for the values of one kind of object, and the wording of the problems."""

    fields: tuple[Field, ...]
    unknown_name: Callable[[str, list[str]], Problem]
    """Makes the problem of a name that is not known; gets the name and all known ones."""
    conditions: tuple[Condition, ...] = ()
    other_names: tuple[str, ...] = ()
    """Names that may be given beside the fields; the caller examines their values."""
    reserved_meta_keys: frozenset[str] = frozenset()
    """Keys that the program must not use in ``meta``."""
    missing: str = "is missing: the service requires it"
    """The reason given for a required field that is left out."""
    map_name: str = SHAPE_NAMES[Shape.OBJECT]
    """What messages call the shape of an object."""

    def problems(
        self,
        values: JsonObject,
        *,
        unknown: Collection[str] = (),
        secret: Collection[str] = (),
        before: Collection[str] = (),
    ) -> Iterator[Problem]:
        """Everything that is wrong, in this order: names, missing fields, conditions, values field by field.

        Args:
            values: By name; None counts as left out.
            unknown: Names whose values are given but not known yet, wholly or in part. They satisfy every rule.
            secret: Names whose texts must not be quoted in messages.
            before: Names that had a value in the object's last update; empty for a new object.
        """
        given = {*unknown, *(name for name, value in values.items() if value is not None)}
        yield from self._unknown_names((*values, *unknown))
        yield from self._missing(given, before)
        yield from self._broken_conditions(values, given)
        for field in self.fields:
            value = values.get(field.name)
            if value is not None and field.name not in unknown:
                yield from self._field_problems(field, value, values, unknown, is_secret=field.name in secret)

    def _unknown_names(self, names: Collection[str]) -> Iterator[Problem]:
        known = [*(field.name for field in self.fields), *self.other_names]
        yield from (self.unknown_name(name, known) for name in names if name not in known)

    def _missing(self, given: Collection[str], before: Collection[str]) -> Iterator[Problem]:
        for field in self.fields:
            if field.name in given:
                continue
            if field.required:
                yield Problem((field.name,), self.missing)
            elif field.clear is Clear.IMPOSSIBLE and not field.generated and field.name in before:
                yield Problem(
                    (field.name,),
                    "cannot be removed: the service ignores the request. Declare it again, or give the resource "
                    "another name, which makes a new object",
                )

    def _broken_conditions(self, values: JsonObject, given: Collection[str]) -> Iterator[Problem]:
        for condition in self.conditions:
            other = True if condition.other in given else None
            if not condition.holds(values.get(condition.field), other):
                rule = "must be declared" if condition.present else "must be left out"
                reason = f"{rule} while {condition.field} is {condition.value}: {condition.reason}"
                yield Problem((condition.other,), reason)

    def _field_problems(
        self, field: Field, value: JsonValue, values: JsonObject, unknown: Collection[str], *, is_secret: bool
    ) -> Iterator[Problem]:
        if _is_mask(field, value):
            reason = "is the mask that the service shows instead of a secret: give the secret itself"
            yield Problem((field.name,), reason)
            return
        if not has_shape(value, field.shape):
            expected = self.map_name if field.shape is Shape.OBJECT else SHAPE_NAMES[field.shape]
            yield Problem((field.name,), wrong_shape(value, expected, secret=is_secret))
            return
        canonical = field.canonical(value)
        if canonical is ABSENT:
            return
        if is_secret:
            canonical = redacted(canonical)
        yield from (Problem((field.name,), reason) for rule in field.rules if (reason := rule.problem(canonical)))
        if field.carries_marker:
            yield from (Problem((field.name,), reason) for reason in self._reserved_keys(value))
        structure = self._structure(field, values, unknown)
        yield from (problem.below(field.name) for problem in (structure.problems(canonical) if structure else ()))

    def _reserved_keys(self, meta: JsonValue) -> Iterator[str]:
        for key in sorted(self.reserved_meta_keys.intersection(as_object(meta) or ())):
            yield f"has the key {key!r}, which marks the owner of the object: rename it"

    def _structure(self, field: Field, values: JsonObject, unknown: Collection[str]) -> Structure | None:
        """The documented keys of the field's value. Of variants, the one that another field selects, if it is known."""
        if not isinstance(field.structure, Variants):
            return field.structure
        by = field.structure.by
        default = next(each.default for each in self.fields if each.name == by)
        selected = None if by in unknown else (values.get(by) or default)
        return field.structure.of.get(selected) if isinstance(selected, str) else None


def _is_mask(field: Field, value: JsonValue) -> bool:
    inner = as_object(value) or {}
    return field.secret and (value == MASK or MASK in [inner.get(key) for key in field.masked_keys])
