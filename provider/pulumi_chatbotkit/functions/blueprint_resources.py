"""``list_blueprint_resources`` and ``export_blueprint``: what is in a blueprint. docs/api/api.md b.6 (blueprint)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi

from pulumi_chatbotkit.api import Client, RunAs
from pulumi_chatbotkit.catalog.blueprint_categories import CATEGORIES, items_by_category
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.lookups.arguments import ids_of
from pulumi_chatbotkit.lookups.connection import connected
from pulumi_chatbotkit.lookups.outputs import deferred
from pulumi_chatbotkit.resources.kinds.blueprint import Blueprint
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser


@dataclass(frozen=True, kw_only=True)
class BlueprintResourceResult:
    """One object in a blueprint."""

    category: str
    """What it is, in the service's word: ``bot``, ``ability``, ``portals``, ``slackIntegration``, ..."""
    id: str
    name: str
    description: str
    links: Mapping[str, str]
    """The ids of the objects that it refers to, by the API's name: ``{"datasetId": "..."}``."""
    meta: Mapping[str, JsonValue] | None
    state: str | None
    """``enabled`` or ``disabled``; None for kinds that have no state."""


@dataclass(frozen=True, kw_only=True)
class BlueprintExportResult:
    """The export of a blueprint."""

    id: str
    """Id of the blueprint."""
    contents: Mapping[str, Sequence[Mapping[str, JsonValue]]]
    """Its objects by category, as ``import_blueprint`` takes them. Secrets are left out."""


def list_blueprint_resources(blueprint: str, *, run_as: str | None = None) -> list[BlueprintResourceResult]:
    """What is in a blueprint: one call, as the service does not page this list.

    Not in it: records, contents of files, files and sites of spaces, attachments, contacts, memories, contexts and
    conversations.

    Args:
        blueprint: Id of the blueprint.
        run_as: Id of the partner user whose blueprint it is; left out, it is your own account's.

    Raises:
        pulumi.RunError: an argument is no id, or the service refused.

    Source: docs/api/api.md b.6.
    """
    name = "list_blueprint_resources"
    source, scope = blueprint_of(name, blueprint, run_as)
    with connected(name) as connection:
        return connection.runtime.run(resources_of(connection.runtime.client, source, scope))


def list_blueprint_resources_output(
    blueprint: pulumi.Input[str] | Blueprint, *, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[list[BlueprintResourceResult]]:
    """``list_blueprint_resources`` for arguments that are outputs."""
    return deferred(list_blueprint_resources, blueprint=blueprint, run_as=run_as)


def export_blueprint(blueprint: str, *, run_as: str | None = None) -> BlueprintExportResult:
    """The objects of a blueprint with nearly everything that is stored, to look at, to keep, or to import elsewhere.

    It also shows what no other call does, such as ``privacy`` of a bot and ``maxCalls`` of a task. It is no backup.
    It does not hold:

    - credentials: value and config of secrets, keys of integrations; whatever the catalog calls secret is left out here
      even where the service shows it (``publicKey`` of Discord);
    - of datasets ``recordMaxTokens``, ``search*``, ``separators``, ``matchInstruction`` and ``mismatchInstruction``;
    - of tasks contact, ``expiresAt`` and how runs went; of sitemaps and Notion how syncs went;
    - OAuth connections, records, contents of files, files and sites of spaces, attachments, contacts, memories,
      contexts and conversations;
    - objects that refer to the blueprint's and are not in it: links keep their ids, which only this account may use.

    Args:
        blueprint: Id of the blueprint.
        run_as: Id of the partner user whose blueprint it is; left out, it is your own account's.

    Raises:
        pulumi.RunError: an argument is no id, or the service refused.

    Source: docs/api/api.md b.6, trap 31 (blueprints).
    """
    name = "export_blueprint"
    source, scope = blueprint_of(name, blueprint, run_as)
    with connected(name) as connection:
        call = connection.runtime.client.get(("blueprint", source, "resource", "export"), run_as=scope)
        found = found_items(name, connection.runtime.run(call))
    contents = {category: [_exported(category, item) for item in items] for category, items in found.items()}
    return BlueprintExportResult(id=source, contents=contents)


def export_blueprint_output(
    blueprint: pulumi.Input[str] | Blueprint, *, run_as: pulumi.Input[str] | PartnerUser | None = None
) -> pulumi.Output[BlueprintExportResult]:
    """``export_blueprint`` for arguments that are outputs."""
    return deferred(export_blueprint, blueprint=blueprint, run_as=run_as)


def blueprint_of(function: str, blueprint: object, run_as: object) -> tuple[str, RunAs | None]:
    """The id of a blueprint and its account, from the arguments of ``function``; raises ``pulumi.RunError``."""
    place = ids_of(function, {"blueprintId": ("blueprint", blueprint), "runAs": ("run_as", run_as)})
    return str(place["blueprintId"]), RunAs(user_id=str(place["runAs"])) if "runAs" in place else None


async def resources_of(client: Client, blueprint: str, scope: RunAs | None) -> list[BlueprintResourceResult]:
    """What is in the blueprint with this id. Raises ``ChatBotKitError`` and ``pulumi.RunError``."""
    answer = await client.get(("blueprint", blueprint, "resource", "list"), run_as=scope)
    found = found_items("list_blueprint_resources", answer)
    return [_listed(category, item) for category, items in found.items() for item in items]


def found_items(function: str, answer: JsonObject) -> dict[str, list[JsonObject]]:
    """The items of an answer, with our names of fields.

    Raises:
        pulumi.RunError: the answer has another form, so that it proves nothing about the blueprint.
    """
    found = items_by_category(answer)
    if found is None:
        message = f"{function}: the service answered without resources: is chatbotkit:endpoint the API?"
        raise pulumi.RunError(message)
    return found


def _exported(category: str, item: JsonObject) -> JsonObject:
    kind = CATEGORIES.get(category)
    return {name: value for name, value in item.items() if kind is None or name not in kind.secret_names}


def _listed(category: str, item: JsonObject) -> BlueprintResourceResult:
    state = item.get("state")
    return BlueprintResourceResult(
        category=category,
        id=str(item.get("id")),
        name=str(item.get("name") or ""),
        description=str(item.get("description") or ""),
        links={name: value for name, value in item.items() if name.endswith("Id") and isinstance(value, str) and value},
        meta=as_object(item.get("meta")),
        state=state if isinstance(state, str) else None,
    )
