"""A blueprint's export, from the service or from a file: the pattern that each tenant of a plan has for itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.api import Client, NotFound
from pulumi_chatbotkit.catalog.blueprint_categories import CATEGORIES, SINGULAR_PORTAL, items_by_category
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.convert.json_source import read_json_source
from pulumi_chatbotkit.operations.convert.source import ConversionRefused, ConvertedObject, Source, SourceAccount
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort

_AN_EXPORT: Final = "a blueprint's export"


async def exported_blueprint(client: Client, identifier: str) -> Source:
    """The export of a blueprint of the account whose key is used. ``identifier``: its id, or ``@alias``.

    Raises:
        ConversionRefused: there is no such blueprint, or what answers is not the API.
        ChatBotKitError: the service refused.
    """
    try:
        record = await client.get(("blueprint", identifier, "fetch"))
    except NotFound as error:
        message = f"there is no blueprint {identifier} in this account; a saved export is a file that ends with .json"
        raise ConversionRefused(message) from error
    # This route takes the raw id only (docs/api/api.md b.6).
    answer = await client.get(("blueprint", str(record.get("id")), "resource", "export"))
    return _source(answer, record, f"the answer for blueprint {identifier}")


def blueprint_file(path: Path) -> Source:
    """The export of a blueprint as it was saved: the answer of the service, ``{"id": ..., "resources": {...}}``.

    Raises:
        ConversionRefused: the file cannot be read, or is no export.
    """
    return _source(read_json_source(path, _AN_EXPORT), {"name": path.stem}, str(path))


def _source(answer: JsonObject, record: JsonObject, where: str) -> Source:
    found = items_by_category(answer)
    if found is None:
        message = f"{where} is not {_AN_EXPORT}: it has no `resources` with a list for each category"
        raise ConversionRefused(message)
    remarks: list[Remark] = []
    objects = tuple(_declared(found, remarks))
    key = str(record.get("alias") or record.get("name") or "")
    return Source((SourceAccount("", key, objects),), tuple(remarks), blueprint=record, names_unseen=True)


def _declared(found: dict[str, list[JsonObject]], remarks: list[Remark]) -> Iterator[ConvertedObject]:
    for category, items in found.items():
        kind = CATEGORIES.get("portals" if category == SINGULAR_PORTAL else category)
        for index, item in enumerate(items):
            where = f"{category} {item.get('id') or index}"
            if kind is None:
                remarks.append(Remark(Sort.NOT_CONVERTED, where, "is of a kind that a plan cannot hold"))
            else:
                identifier = item.get("id")
                values = {name: value for name, value in item.items() if name != "id"}
                yield ConvertedObject(kind, where, "", str(identifier) if identifier else None, values)
