"""What must hold between values of a file: unique addresses and aliases, and contexts that point to bots which exist.

Works on values that nobody has examined yet, so that these faults are told together with all others.
"""

from collections.abc import Iterator, Mapping

from pulumi_chatbotkit.inputs.tenants.document import Document
from pulumi_chatbotkit.inputs.tenants.layout import BOTS, CONTEXT, CONTEXT_BOT, TENANTS
from pulumi_chatbotkit.inputs.tenants.models import did_you_mean
from pulumi_chatbotkit.inputs.tenants.problems import Problem
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_UNIQUE: Mapping[str, str] = {"email": "partner users", "alias": "partner users"}
"""Fields of a tenant that no two may share (docs/api/api.md b.1: the API answers 409), and among what."""


def inconsistencies(document: Document) -> Iterator[Problem]:
    """Every fault that takes more than one value to see."""
    tenants = _object((as_object(document.value) or {}).get(TENANTS))
    for field in _UNIQUE:
        yield from _shared(document, tenants, field)
    for key, tenant in tenants.items():
        yield from _context_faults(document, key, _object(tenant))


def _shared(document: Document, tenants: JsonObject, field: str) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for key, tenant in tenants.items():
        value = _object(tenant).get(field)
        if not isinstance(value, str) or not value:
            continue
        # Whether case matters is the database collation's choice (b.1), so the careful reading is that it does not.
        first = owners.setdefault(value.casefold(), key)
        if first != key:
            line = document.problem((TENANTS, first, field), "").line
            reason = f"is {value!r}, as in tenant {first} (line {line}), but must be unique among {_UNIQUE[field]}"
            yield document.problem((TENANTS, key, field), reason)


def _context_faults(document: Document, key: str, tenant: JsonObject) -> Iterator[Problem]:
    context, bots = _object(tenant.get(CONTEXT)), _object(tenant.get(BOTS))
    bot, place = context.get(CONTEXT_BOT.name), (TENANTS, key, CONTEXT, CONTEXT_BOT.name)
    if not isinstance(bot, str):
        return
    if bot not in bots:
        yield document.problem(place, f"is {bot!r}, which is no bot of the tenant{did_you_mean(bot, [*bots])}")
    if context.get("botId") is not None:
        yield document.problem(place, "names a bot, and so does botId: leave out one of them")


def _object(value: JsonValue) -> JsonObject:
    return as_object(value) or {}
