"""What was found in an account, as the entry of a tenants file that adopts all of it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.inputs.tenants.objects import tenant_problems
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.account_reading import Account, FoundObject
from pulumi_chatbotkit.operations.tenant_entries.adopted_users import (
    TenantEntry,
    adopting,
    alias_of,
    nothing_by_default,
)
from pulumi_chatbotkit.operations.tenant_entries.objects import EntryRules, ObjectWriter, SourceObject
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort


@dataclass(frozen=True)
class OwnEntries:
    """Objects of the parent's own account. Texts are plain."""

    sections: JsonObject
    """As those of a tenant, by section."""
    remarks: tuple[Remark, ...]
    objects: int
    """How many objects are declared."""


def tenant_entry(account: Account, aliases: Mapping[str, str] | None = None) -> TenantEntry:
    """The entry of an account.

    Args:
        account: What was read.
        aliases: The aliases of partner users by id: no answer shows them, and every update without its alias erases it.
            Who is not in it has none. None if they are not known; then the entry cannot be adopted before they are.
    """
    writer = ObjectWriter(EntryRules(), {*_datasets_with_records_of_the_service(account)})
    user = _user(writer, account.user)
    user |= alias_of(writer, account.id, aliases, user)
    writer.marked("", account.user)
    return adopting(account.id, user, writer, [_source(each) for each in account.objects])


def own_entries(objects: Sequence[FoundObject]) -> OwnEntries:
    """Objects of the parent's own account, section by section as those of a tenant."""
    writer = ObjectWriter(EntryRules(), {*_datasets_with_records_of_the_service(Account({}, tuple(objects)))})
    sections = writer.sections([_source(each) for each in objects])
    return OwnEntries({**sections, **nothing_by_default(sections)}, tuple(writer.remarks), writer.objects)


def _user(writer: ObjectWriter, record: JsonObject) -> JsonObject:
    values = writer.fields(PARTNER_USER.fields, record, "", {})
    for problem in [*tenant_problems(values)]:
        name = str(problem.path[0])
        if values.pop(name, None) is not None:
            writer.remark(Sort.NOT_WRITABLE, name, problem.reason)
    return values


def _source(found: FoundObject) -> SourceObject:
    path = f"{found.section.name} {found.id}"
    return SourceObject(found.section, found.record, path, inside=tuple(_source(each) for each in found.inside))


def _datasets_with_records_of_the_service(account: Account) -> Iterator[str]:
    for parent in account.objects:
        if parent.section.kind.makes_records and parent.record.get("datasetId") is not None:
            yield str(parent.record["datasetId"])
        if any(inner.section.kind.makes_records for inner in parent.inside):
            yield parent.id
