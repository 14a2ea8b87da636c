"""What other tools write of objects: a state of Terraform, a solution file, a blueprint's export."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from pulumi_chatbotkit.catalog.blueprint_categories import CATEGORIES
from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case
from pulumi_chatbotkit.inputs.tenant_layout import CREATION_ORDER, SECTION_OF_KIND
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.convert.conversion import ConversionReport, convert
from pulumi_chatbotkit.operations.convert.solution import KIND_OF_TYPE as SOLUTION_TYPES
from pulumi_chatbotkit.operations.convert.targets import Wishes
from pulumi_chatbotkit.operations.convert.terraform import terraform_source
from pulumi_chatbotkit.operations.convert.terraform_names import KIND_OF_TYPE as TERRAFORM_TYPES
from pulumi_chatbotkit.operations.tenant_entries.remarks import Sort
from support.strategies import declarations

USER = "cuserofacme000000000000"
"""The partner user whose account a source is of."""
BOT, SKILLSET, ABILITY, SECRET = (f"c{n}0000000000000000000000" for n in range(4))
"""Ids of objects, of whatever kind."""
OFFICIAL = 'provider["registry.terraform.io/chatbotkit/chatbotkit"]'


@dataclass(frozen=True)
class Thing:
    """An object with its links as ids."""

    kind: Kind
    name: str
    id: str
    values: JsonObject = field(default_factory=dict[str, JsonValue])


def resource(
    kind: str,
    name: str,
    *instances: Mapping[str, object],
    provider: str = OFFICIAL,
    mode: str = "managed",
    module: str | None = None,
) -> dict[str, object]:
    """A resource of a state, with its instances."""
    found: dict[str, object] = {
        "mode": mode,
        "type": kind,
        "name": name,
        "provider": provider,
        "instances": [*instances],
    }
    return found if module is None else {"module": module, **found}


def instance(identifier: str, **attributes: object) -> dict[str, object]:
    """An instance of a resource."""
    return {"attributes": {"id": identifier, **attributes}, "sensitive_attributes": []}


def state_file(folder: Path, *resources: Mapping[str, object], **top: object) -> Path:
    """A state of Terraform in a file."""
    path = folder / "terraform.tfstate"
    state = {"version": 4, "terraform_version": "1.9.8", "serial": 3, "lineage": "a", "resources": [*resources], **top}
    path.write_text(json.dumps(state))
    return path


def terraform_file(folder: Path, things: Iterable[Thing]) -> Path:
    """A state that holds these objects, under the names of the official provider."""
    types = {kind.name: name for name, kind in TERRAFORM_TYPES.items()}
    return state_file(
        folder,
        *(
            resource(
                types[each.kind.name],
                each.name,
                {"attributes": {"id": each.id, "name": None, **_attributes(each)}},
            )
            for each in things
        ),
    )


def solution_file(folder: Path, things: Iterable[Thing]) -> Path:
    """A solution file that declares these objects."""
    types = {kind.name: name for name, kind in SOLUTION_TYPES.items()}
    resources = [
        {"type": types[each.kind.name], "slug": each.name, "id": each.id, "properties": each.values} for each in things
    ]
    path = folder / "shop.json"
    path.write_text(json.dumps({"version": 1, "resources": resources}))
    return path


def export_file(folder: Path, things: Iterable[Thing]) -> Path:
    """A blueprint's export that holds these objects."""
    categories = {kind.name: name for name, kind in CATEGORIES.items()}
    resources: dict[str, list[JsonObject]] = {name: [] for name in CATEGORIES}
    for each in things:
        resources[categories[each.kind.name]].append({"id": each.id, **each.values})
    path = folder / "shop.json"
    path.write_text(json.dumps({"id": "blueprint-of-the-shop", "resources": resources}))
    return path


def drawn_things(data: st.DataObject, kinds: Iterable[str]) -> list[Thing]:
    """One object of each of some of these kinds, with links to one another."""
    chosen = data.draw(st.sets(st.sampled_from(sorted(kinds)), max_size=8))
    found: dict[str, Thing] = {}
    for section in CREATION_ORDER:
        kind = section.kind
        parent = None if section.parent is None else found.get(section.parent.kind.name)
        if kind.name not in chosen or (section.parent is not None and parent is None):
            continue
        values = {**data.draw(declarations(kind)), "name": f"o{len(found)}"}
        values |= {each.name: f"hush-{each.name}" for each in kind.fields if each.secret and values.get(each.name)}
        for link in section.links.values():
            if link.kind in found:
                values[link.field] = data.draw(st.none() | st.just(found[link.kind].id))
        if parent is not None and kind.parent is not None:
            values[kind.parent.field] = parent.id
        local = {each.name for each in SECTION_OF_KIND[kind.name].fields if each.is_local}
        kept: JsonObject = {
            name: value for name, value in values.items() if name not in local | {"alias"} and value is not None
        }
        found[kind.name] = Thing(kind, f"o{len(found)}", f"c{len(found):023}", kept)
    return [*found.values()]


def _attributes(thing: Thing) -> JsonObject:
    ours = {name: older for name, older, _suffix in thing.kind.older_names}
    suffixes = {name: suffix for name, _older, suffix in thing.kind.older_names}
    return {
        snake_case(ours.get(name, name)): f"{value}{suffixes[name]}" if name in ours else value
        for name, value in thing.values.items()
    }


def convert_state(state: Path, wishes: Wishes | None = None) -> tuple[ConversionReport, str]:
    """The report, and the file."""
    path = state.parent / "tenants.yaml"
    return convert(terraform_source(state, path.parent), path, wishes or Wishes(users=[USER], tenants=["acme"]), {}), (
        path.read_text()
    )


def sorts(report: ConversionReport) -> list[tuple[Sort, str]]:
    """Every remark: its sort, and what it is of."""
    remarks = [*report.remarks, *(each for entry in report.entries for each in entry.remarks)]
    return [(each.sort, each.path) for each in remarks]
