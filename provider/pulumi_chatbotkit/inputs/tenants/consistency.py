"""Rules between values of a file: addresses and aliases are unique, and contexts point to bots that exist.

The values are not examined yet, so that these problems are listed together with all others.
"""

from collections.abc import Iterator, Mapping

from pulumi_chatbotkit.inputs.tenants.document import Document
from pulumi_chatbotkit.inputs.tenants.layout import BOTS, CONTEXT, CONTEXT_BOT, TENANTS
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.suggestions import did_you_mean

_UNIQUE: Mapping[str, str] = {"email": "partner users", "alias": "partner users"}
"""Unique fields of a tenant, and among which objects they are unique (docs/api/api.md b.1: the API returns 409)."""


def inconsistencies(document: Document) -> Iterator[FileProblem]:
    """All problems that involve more than one value."""
    tenants = _object((as_object(document.value) or {}).get(TENANTS))
    for field in _UNIQUE:
        yield from _duplicates(document, tenants, field)
    for key, tenant in tenants.items():
        yield from _context_problems(document, key, _object(tenant))


def _duplicates(document: Document, tenants: JsonObject, field: str) -> Iterator[FileProblem]:
    first_with: dict[str, str] = {}
    for key, tenant in tenants.items():
        value = _object(tenant).get(field)
        if not isinstance(value, str) or not value:
            continue
        # The database's collation decides if case matters (docs/api/api.md b.1). To be safe, it is ignored here.
        first = first_with.setdefault(value.casefold(), key)
        if first != key:
            line = document.problem((TENANTS, first, field), "").line
            reason = f"is {value!r}, as in tenant {first} (line {line}), but must be unique among {_UNIQUE[field]}"
            yield document.problem((TENANTS, key, field), reason)


def _context_problems(document: Document, key: str, tenant: JsonObject) -> Iterator[FileProblem]:
    context, bots = _object(tenant.get(CONTEXT)), _object(tenant.get(BOTS))
    bot, path = context.get(CONTEXT_BOT.name), (TENANTS, key, CONTEXT, CONTEXT_BOT.name)
    if not isinstance(bot, str):
        return
    if bot not in bots:
        yield document.problem(path, f"is {bot!r}, which is no bot of the tenant{did_you_mean(bot, [*bots])}")
    if context.get("botId") is not None:
        yield document.problem(path, "names a bot, and so does botId: leave out one of them")


def _object(value: JsonValue) -> JsonObject:
    return as_object(value) or {}
