"""Searches the records of a dataset, by words in common: the service compares vectors, which are not emulated.

The shapes are those of the Node SDK; docs/api/api.md has no section on it. The dataset's own bounds (b.7) apply.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_and_body, target_record
from pulumi_chatbotkit.emulator.actions.views import encoded
from pulumi_chatbotkit.emulator.contract.kinds import Action
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.validation import required_on_create
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_WORD: Final = re.compile(r"\w+")
_RECORD_KIND: Final = "dataset_record"
_MOST_RECORDS: Final = 10
"""How many records are found if the dataset does not say (assumed)."""


def search(ctx: ActionContext) -> Answer:
    """Show the records that have words of the text, the best first. Changes nothing."""
    action: Action = ctx.match.route.action
    owner, validated = owner_and_body(ctx, required_on_create(ctx.kind.body(action)))
    dataset = target_record(ctx, owner)
    wanted = as_object(validated.get("filter")) or {}
    records = [record for record in ctx.records.children_of(dataset.id) if record.kind == _RECORD_KIND]
    asked = _words(str(validated["search"]))
    scored = [(_score(asked, record), record) for record in records if _passes(record, wanted)]
    least = _number(dataset, "searchMinScore", 0)
    found = sorted(
        ((score, record) for score, record in scored if score > 0 and score >= least),
        key=lambda one: (-one[0], one[1].created_at, one[1].id),
    )
    most = int(_number(dataset, "searchMaxRecords", _MOST_RECORDS))
    return json_answer({"id": dataset.id, "records": [_shown(score, record) for score, record in found[:most]]})


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _score(asked: Counter[str], record: Record) -> float:
    """The cosine of the two texts' counts of words: 1 for the same words, 0 for none in common."""
    there = _words(str(record.document.get("text", "")))
    product = sum(count * there[word] for word, count in asked.items())
    lengths = math.sqrt(sum(count**2 for count in asked.values()) * sum(count**2 for count in there.values()))
    return round(product / lengths, 6) if lengths else 0.0


def _number(dataset: Record, field: str, default: float) -> float:
    value = dataset.document.get(field)
    return value if isinstance(value, int | float) else default


def _shown(score: float, record: Record) -> JsonObject:
    shown: JsonObject = {name: record.document.get(name) for name in ("text", "source", "meta")}
    return {
        "id": record.id,
        **{name: encoded(value) for name, value in shown.items() if value is not None},
        "score": score,
    }


# The filter: {"key": value} or {"key": {"$gt": 1}}, over the record's meta


def _passes(record: Record, wanted: JsonObject) -> bool:
    meta = as_object(record.document.get("meta")) or {}
    return all(_matches(meta.get(key), condition) for key, condition in wanted.items())


def _matches(value: JsonValue, condition: JsonValue) -> bool:
    operators = as_object(condition)
    if operators is None:
        return _equal(value, condition)
    return all(name in _OPERATORS and _OPERATORS[name](value, operand) for name, operand in operators.items())


def _equal(value: JsonValue, operand: JsonValue) -> bool:
    return type(value) is type(operand) and value == operand


def _ordered(compare: Callable[[float, float], bool]) -> Callable[[JsonValue, JsonValue], bool]:
    def both(value: JsonValue, operand: JsonValue) -> bool:
        return isinstance(value, int | float) and isinstance(operand, int | float) and compare(value, operand)

    return both


_OPERATORS: Final[Mapping[str, Callable[[JsonValue, JsonValue], bool]]] = MappingProxyType(
    {
        "$eq": _equal,
        "$ne": lambda value, operand: not _equal(value, operand),
        "$gt": _ordered(lambda value, operand: value > operand),
        "$gte": _ordered(lambda value, operand: value >= operand),
        "$lt": _ordered(lambda value, operand: value < operand),
        "$lte": _ordered(lambda value, operand: value <= operand),
    }
)
