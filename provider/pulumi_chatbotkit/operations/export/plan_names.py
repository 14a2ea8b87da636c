"""Names for plans: of what distinguishes one from the others, so that a person knows which it is. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pulumi_chatbotkit.inputs.tenant_layout import SECTIONS
from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.operations.tenant_entries.keys import Keys, slug_of

WORDS_FOR_PLANS: Final = (("meta", "plan"), ("meta", "tier"))
"""Where people write which plan a customer has."""


def plan_names(plans: Sequence[JsonObject]) -> list[str]:
    """A name for each plan: its ``meta.plan``, a limit (``conversations-1000``) or an object that no other plan has
    (``sales``), else ``plan-1``."""
    possible = [[*dict.fromkeys((*_own_words(plan), *(_keys(plan) if len(plans) > 1 else ())))] for plan in plans]
    seen = Counter(name for names in possible for name in names)
    keys = Keys()
    return [
        keys.key(next((name for name in names if seen[name] == 1), None), f"plan-{number}")
        for number, names in enumerate(possible, start=1)
    ]


def _own_words(plan: JsonObject) -> Iterator[str]:
    for field, key in WORDS_FOR_PLANS:
        value = (as_object(plan.get(field)) or {}).get(key)
        if isinstance(value, str):
            yield slug_of(value)
    yield from _limits(as_object(plan.get("limits")) or {}, "")


def _keys(plan: JsonObject) -> Iterator[str]:
    for name in SECTIONS:
        yield from as_object(plan.get(name)) or {}


def _limits(limits: Mapping[str, object], above: str) -> Iterator[str]:
    for name, value in limits.items():
        inside = as_object(value)
        if inside is not None:
            yield from _limits(inside, f"{above}{name} ")
        elif value is not None:
            yield slug_of(f"{above}{name} {value}")
