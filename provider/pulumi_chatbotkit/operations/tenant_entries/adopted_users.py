"""The entry of a tenant that adopts a partner user and what is in its account. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.inputs.tenant_layout import ADOPT, BOTS, made_by_default
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.tenant_entries.objects import ObjectWriter, SourceObject
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort

_ALIAS = PARTNER_USER.by_name["alias"]


@dataclass(frozen=True)
class TenantEntry:
    """An account as an entry of a tenants file. Texts are plain: what is written has its braces doubled."""

    id: str
    values: JsonObject
    remarks: tuple[Remark, ...]
    objects: int
    """How many objects the entry declares, the partner user included."""


def alias_of(
    writer: ObjectWriter, user_id: str, aliases: Mapping[str, str] | None, values: Mapping[str, object]
) -> JsonObject:
    """The alias of a partner user, which no answer shows; a remark if nobody knows it (``export.tenant_entry``)."""
    if aliases is not None:
        return {_ALIAS.name: aliases.get(user_id, "")}
    if _ALIAS.name not in values:
        writer.remark(Sort.ALIAS_UNKNOWN, _ALIAS.name, "")
    return {}


def nothing_by_default(sections: JsonObject) -> JsonObject:
    """What says that a tenant with these sections does not get what others get without a word, such as a token."""
    return dict.fromkeys(made_by_default(sections, has_bots=bool(sections[BOTS])), False)


def adopting(user_id: str, user: JsonObject, writer: ObjectWriter, objects: Iterable[SourceObject]) -> TenantEntry:
    """The entry with the fields ``user`` of the partner user, and ``objects``. Nothing is made that is not there."""
    sections = writer.sections(objects, tenant=str(user.get("name") or ""))
    values: JsonObject = {**user, ADOPT.name: user_id, **sections, **nothing_by_default(sections)}
    return TenantEntry(user_id, values, tuple(writer.remarks), 1 + writer.objects)
