"""The objects of an account as what is written of them: a tenant that adopts them, or a pattern for new ones. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.kinds.spaces import SPACE_STORAGE_FILE
from pulumi_chatbotkit.catalog.kinds.workspace import BLUEPRINT
from pulumi_chatbotkit.inputs.tenant_layout import PLANS, SECTION_OF_KIND, SECTIONS, TENANTS, Section
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.operations.convert.gathering import Gatherer
from pulumi_chatbotkit.operations.convert.source import ConvertedObject, Source, SourceAccount
from pulumi_chatbotkit.operations.tenant_entries.adopted_users import adopting, alias_of
from pulumi_chatbotkit.operations.tenant_entries.objects import EntryRules, ObjectWriter, SourceObject
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort
from pulumi_chatbotkit.operations.tenant_entries.writable import written

_TENANT_KEY = "{{ tenant.key }}"
_SINGULAR_BLUEPRINT = "blueprint"


@dataclass(frozen=True)
class Target:
    """What an account becomes."""

    top: str
    """``tenants`` or ``plans``."""
    key: str
    user: str | None = None
    """Id of the partner user that is adopted, with everything in its account."""


@dataclass(frozen=True)
class WrittenEntry:
    """A tenant or a plan."""

    target: Target
    values: JsonObject
    """As they are written: braces are doubled, but for templates."""
    objects: int
    """How many objects it declares, the partner user of a tenant included."""
    remarks: tuple[Remark, ...]


def written_entry(
    source: Source, account: SourceAccount, target: Target, aliases: Mapping[str, str] | None
) -> WrittenEntry:
    """The entry of an account; ``aliases``: those of partner users, if they are known (``export.tenant_entry``)."""
    gatherer = Gatherer(source, target.key)
    objects = gatherer.objects(account.objects)
    if target.user is not None:
        writer = ObjectWriter(EntryRules(names_unseen=False))
        user = alias_of(writer, target.user, aliases, {})
        made = adopting(target.user, user, writer, objects)
        remarks = (*made.remarks, *gatherer.remarks, *_not_only_adopted(account.objects))
        return WrittenEntry(target, written(made.values), made.objects, remarks)
    writer = ObjectWriter(EntryRules(adopts=False, names_unseen=source.names_unseen))
    values = _pattern(writer, source, objects)
    unique = [*_made_unique(values)]
    remarks = (*writer.remarks, *gatherer.remarks, *unique, *(_empty(account.objects) if source.names_unseen else ()))
    partner_users = 1 if target.top == TENANTS else 0
    return WrittenEntry(target, values, writer.objects + partner_users, remarks)


def is_plan(entry: WrittenEntry) -> bool:
    """True if it is a plan, which makes nothing by itself."""
    return entry.target.top == PLANS


def _pattern(writer: ObjectWriter, source: Source, objects: Collection[SourceObject]) -> JsonObject:
    """What new accounts are to have. A blueprint is in it once, and everything else belongs to that."""
    values = writer.sections(objects)
    if source.blueprint is not None:
        record = {name: value for name, value in source.blueprint.items() if name != "config"}
        if source.blueprint.get("config"):
            writer.remark(Sort.NOT_HELD, f"{_SINGULAR_BLUEPRINT} config", "the layout, which is of the original's ids")
        fields = tuple(each for each in BLUEPRINT.fields if each.name in record)
        own: JsonObject = {_SINGULAR_BLUEPRINT: writer.fields(fields, record, _SINGULAR_BLUEPRINT, {})}
        values = {**own, **values}
        writer.objects += 1
    return written(values)


def _made_unique(values: JsonObject) -> Iterator[Remark]:
    """Put each tenant's key in front of what may exist once at the service. Changes ``values``."""
    for name, section in SECTIONS.items():
        yield from _unique_in(section, values.get(name))


def _unique_in(section: Section, entries: JsonValue) -> Iterator[Remark]:
    for key, value in (as_object(entries) or {}).items():
        entry = as_object(value) or {}
        for field in section.fields:
            found = entry.get(field.name)
            if field.unique is not None and field.unique.everywhere and isinstance(found, str) and found:
                entry[field.name] = f"{_TENANT_KEY}-{found}"
                yield Remark(Sort.PER_TENANT, f"{section.name} {key} {field.name}", str(entry[field.name]))
        for name, child in section.children.items():
            yield from _unique_in(child, entry.get(name))


def _not_only_adopted(objects: Iterable[ConvertedObject]) -> Iterator[Remark]:
    """What a tenant that adopts makes anew, writes over, or finds in its way."""
    for each in objects:
        if each.kind is SPACE_STORAGE_FILE:
            yield Remark(Sort.EXISTS, each.path, "")
        elif each.id is None:
            yield Remark(Sort.NEW, each.path, "")
        elif each.kind.content_arguments and {"content", "source"} & each.values.keys():
            yield Remark(Sort.UPLOAD, each.path, "")


def _empty(objects: Iterable[ConvertedObject]) -> Iterator[Remark]:
    """What a blueprint's export does not hold of an object (docs/api/api.md b.6)."""
    for each in objects:
        section = SECTION_OF_KIND[each.kind.name]
        lost = [name for name in section.children if name != "abilities"]
        lost += ["content"] if each.kind.content_arguments else []
        if lost:
            yield Remark(Sort.NOT_HELD, each.path, ", ".join(lost))
