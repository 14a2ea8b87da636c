"""Unique values for every field that can hold one. Such fields are found by calling check, so new ones are included.

A planted value has a core of letters and digits, which JSON, URLs and ``repr`` do not change, but base64 does.
"""

import base64
import random
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import cast

from pulumi_chatbotkit.catalog import KINDS, OBJECT_KINDS
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.catalog.schema.shapes import Shape
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile import Inputs
from support.core import check
from support.core_harness import REQUIRED

PROGRAM = """
import json
from pathlib import Path

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import snake_case

CORE = {core!r}

def marked(value):
    if isinstance(value, dict):
        return {{key: marked(inner) for key, inner in value.items()}}
    if isinstance(value, list):
        return [marked(inner) for inner in value]
    return pulumi.Output.secret(value) if isinstance(value, str) and CORE in value else value

acme = chatbotkit.PartnerUser("acme", name="Acme")
made = {{"partner_user": acme}}
for name, arguments in json.loads(Path("planted.json").read_text()).items():
    kind = KINDS[name]
    options = {{snake_case(key): marked(value) for key, value in arguments.items()}}
    for owner in kind.parents:
        holder = made[owner.kind]
        options[owner.argument] = holder.id if owner.argument.endswith("_id") else holder
    if "runAs" in kind.location_keys:
        options["run_as"] = acme
    made[name] = getattr(chatbotkit, kind.class_name)("planted", **options)
    for output in (*kind.create_only_outputs, *kind.outputs):
        pulumi.export(f"{{name}} {{output.name}}", getattr(made[name], snake_case(output.name)))
"""
"""Declares one object of every kind in one tenant, with the arguments in ``planted.json``."""


_PARSED_BY_THE_SERVICE = ("schedule", "timezone", "selectors", "phone", "fingerprint")
"""Fields for which the service accepts only a few values, which check does not know."""


class Planted:
    """The planted values: arguments by kind, parents first."""

    def __init__(self, seed: int, *, generation: int = 0) -> None:
        """Draw the cores from ``seed``."""
        self._seed, self._generation = seed, generation
        dice = random.Random(seed)  # noqa: S311 - values that can be had again
        self.core = _word(dice)
        """In every value."""
        self.credential = f"{self.core}{_word(dice)}g{generation}"
        """In those of fields that are secret to the service too; it begins with the other."""
        self._count = 0
        self.arguments: dict[str, JsonObject] = {kind.name: self._of(kind) for kind in _owners_first()}

    @cached_property
    def rotated(self) -> "Planted":
        """Other values for the same fields, with a common core."""
        return Planted(self._seed, generation=self._generation + 1)

    @property
    def program(self) -> str:
        """The text of a program that declares them, with each value marked secret."""
        return PROGRAM.format(core=self.core)

    def _of(self, kind: Kind) -> JsonObject:
        required: JsonObject = {name: REQUIRED[name] for name, field in kind.by_name.items() if field.required}
        fields = [field for field in kind.fields if not field.is_local]
        chosen = {field.name: value for field in fields if (value := self._fitting(kind, field)) is not None}
        return {**required, **chosen}

    def _fitting(self, kind: Kind, field: Field) -> JsonValue:
        """A value for the field that check accepts; None if the field can hold no text."""
        if field.references is not None or field.name in _PARSED_BY_THE_SERVICE:
            return None
        self._count += 1
        core = self.credential if field.secret else f"{self.core}g{self._generation}"
        value = f'{core}-{self._count} "é/'
        candidates: Mapping[Shape, tuple[JsonValue, ...]] = {
            Shape.TEXT: (value, f"{core}{self._count}", f"{core}{self._count}@x.example"),
            Shape.OBJECT: ({"note": value, "deep": [{"key": value}], "clientSecret": value}, {"note": value}),
        }
        offered = candidates.get(field.shape, ())
        return next((each for each in offered if _takes(kind, field, each)), None)


def _word(dice: random.Random) -> str:
    return "".join(dice.choices("abcdefghijkmnpqrstuvwxyz23456789", k=16))


def _takes(kind: Kind, field: Field, value: JsonValue) -> bool:
    failures = check(kind, cast("Inputs", {field.name: value})).failures
    return not any(failure.field.split(".")[0] == field.name for failure in failures)


def _owners_first() -> Iterator[Kind]:
    seen: set[str] = set()

    def visit(kind: Kind) -> Iterator[Kind]:
        for owner in kind.parents:
            yield from visit(KINDS[owner.kind])
        if kind.name not in seen:
            seen.add(kind.name)
            yield kind

    for kind in OBJECT_KINDS.values():
        yield from visit(kind)


def spellings(secret: str) -> list[str]:
    """``secret`` in clear, and the three forms that it can have inside a base64 text."""
    encoded = [base64.b64encode(b" " * offset + secret.encode()).decode() for offset in range(3)]
    return [secret, *(text[4:-4] for text in encoded)]
