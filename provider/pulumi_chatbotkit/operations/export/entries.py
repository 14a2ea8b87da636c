"""What was found, as the entries of a tenants file: each object's fields, references by key, and the id to adopt. Pure.

A field that holds its default is left out, and so is what nobody can read or the file cannot hold: adoption keeps it as
it is (docs/design.md, 5 d). Each of these is a remark.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import ABSENT, Field, Omit, ReadBack
from pulumi_chatbotkit.inputs.tenant_layout import (
    ADOPT,
    BOTS,
    CONTEXT_BOT,
    CONTEXTS,
    Section,
    made_by_default,
)
from pulumi_chatbotkit.inputs.tenants.objects import object_problems, tenant_problems
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.account_reading import Account, FoundObject
from pulumi_chatbotkit.operations.export.keys import Keys
from pulumi_chatbotkit.operations.export.remarks import Remark, Sort
from pulumi_chatbotkit.operations.export.writable import unwritable
from pulumi_chatbotkit.reconcile.marker import marker_from_meta, without_marker


@dataclass(frozen=True)
class TenantEntry:
    """An account as an entry of a tenants file. Texts are plain: what is written has its braces doubled."""

    id: str
    values: JsonObject
    remarks: tuple[Remark, ...]
    objects: int
    """How many objects the entry declares, the partner user included."""


@dataclass
class _Entry:
    """An object on its way into the file."""

    found: FoundObject
    values: JsonObject
    key: str = ""
    inside: "list[_Entry]" = field(default_factory=list["_Entry"])

    def all(self) -> "Iterator[_Entry]":
        yield self
        for each in self.inside:
            yield from each.all()


def tenant_entry(account: Account, aliases: Mapping[str, str] | None = None) -> TenantEntry:
    """The entry of an account.

    Args:
        account: What was read.
        aliases: The aliases of partner users by id: no answer shows them, and every update without its alias erases it.
            Who is not in it has none. None if they are not known; then the entry cannot be adopted before they are.
    """
    return _AccountWriter(account, aliases).entry()


def own_entries(objects: Sequence[FoundObject]) -> TenantEntry:
    """Objects of the parent's own account, section by section as those of a tenant that has no fields itself."""
    return _AccountWriter(Account({}, tuple(objects)), None).sections({})


class _AccountWriter:
    def __init__(self, account: Account, aliases: Mapping[str, str] | None) -> None:
        self._account = account
        self._aliases = aliases
        self._remarks: list[Remark] = []
        self._values_taken: set[tuple[str, str, str]] = set()
        self._synced = {*_datasets_with_records_of_the_service(account)}

    def entry(self) -> TenantEntry:
        """Everything in the account that can be declared."""
        return self.sections(self._user())

    def sections(self, user: JsonObject) -> TenantEntry:
        """What is in the account, besides the fields of its partner user."""
        entries = [made for found in self._account.objects if (made := self._object(found)) is not None]
        self._name(entries)
        keys = _keys_by_id(entries)
        sections: JsonObject = {BOTS: {}}
        for each in entries:
            section = sections.setdefault(each.found.section.name, {})
            if isinstance(section, dict):
                section[each.key] = _written(each, keys)
        for name in made_by_default(sections, has_bots=bool(sections[BOTS])):
            sections[name] = False
        declared = [*(each for entry in entries for each in entry.all())]
        return TenantEntry(self._account.id, {**user, **sections}, tuple(self._remarks), 1 + len(declared))

    def _user(self) -> JsonObject:
        record = self._account.user
        values = self._fields(PARTNER_USER.fields, record, "")
        for problem in [*tenant_problems(values)]:
            name = str(problem.path[0])
            if values.pop(name, None) is not None:
                self._remark(Sort.NOT_WRITABLE, name, problem.reason)
        alias = PARTNER_USER.by_name["alias"]
        if self._aliases is not None:
            values[alias.name] = self._aliases.get(self._account.id, "")
        elif alias.name not in values:
            self._remark(Sort.ALIAS_UNKNOWN, alias.name, "")
        self._marked("", record)
        return {**values, ADOPT.name: self._account.id}

    def _object(self, found: FoundObject) -> _Entry | None:
        """The object with its links as ids; None if it is not declared, which is a remark."""
        section, kind = found.section, found.section.kind
        path = f"{section.name} {found.id}"
        if kind.create_only_outputs:
            self._remark(Sort.SHOWN_ONCE, path, str(found.record.get("name") or ""))
            return None
        values = self._fields(section.fields, found.record, path)
        if kind.attached is not None:
            values[kind.attached.field] = found.id
        else:
            values[ADOPT.name] = found.id
        if not self._valid(section, values, path):
            return None
        self._marked(path, found.record)
        inside = [made for each in found.inside if self._is_ours(found, each) and (made := self._object(each))]
        return _Entry(found, values, inside=inside)

    def _is_ours(self, parent: FoundObject, found: FoundObject) -> bool:
        """False for records of a dataset into which the service puts records by itself: the next sync replaces them."""
        is_record = found.section.kind.attached is None and found.section.kind.parent is not None
        if is_record and parent.id in self._synced:
            self._remark(Sort.SYNCED, f"{found.section.name} {found.id}", parent.id)
            return False
        return True

    def _valid(self, section: Section, values: JsonObject, path: str) -> bool:
        """Leave out what breaks a rule of the file; False if the object cannot be declared without it."""
        for _ in range(2):
            problems = [*object_problems(section, values)]
            if not problems:
                return True
            for problem in problems:
                name = str(problem.path[0])
                if values.pop(name, None) is not None:
                    self._remark(Sort.NOT_WRITABLE, f"{path} {name}", problem.reason)
        reason = "; ".join(f"{problem.path[0]} {problem.reason}" for problem in object_problems(section, values))
        if reason:
            self._remark(Sort.NOT_DECLARABLE, path, reason)
        return not reason

    def _fields(self, fields: tuple[Field, ...], record: JsonObject, path: str) -> JsonObject:
        """The values that can be declared, links as ids."""
        values: JsonObject = {}
        for each in fields:
            if each.is_local or each.name == ADOPT.name:
                continue
            where = f"{path} {each.name}".strip()
            if each.secret:
                self._secret(each, record, where)
            elif each.name in record:
                self._field(each, record, where, values)
            elif each.read_back is ReadBack.NEVER and each.omit is not Omit.RESETS:
                self._remark(Sort.HIDDEN, where, "")
        return values

    def _field(self, each: Field, record: JsonObject, where: str, values: JsonObject) -> None:
        shown = each.observed(record[each.name])
        value = each.canonical(without_marker(shown) if each.carries_marker else shown)
        if value is ABSENT or (each.carries_marker and not value):
            return
        reason = unwritable(value) or self._taken(each, value)
        if reason:
            self._remark(Sort.NOT_WRITABLE, where, reason)
        else:
            values[each.name] = value

    def _taken(self, each: Field, value: JsonValue) -> str | None:
        """The reader takes values that differ in case only for the same one (docs/api/api.md (e) 11)."""
        if each.unique is None or not isinstance(value, str):
            return None
        key = (each.unique.among, each.name, value.casefold())
        if key in self._values_taken:
            return "is the same as that of another object, apart from case"
        self._values_taken.add(key)
        return None

    def _secret(self, each: Field, record: JsonObject, where: str) -> None:
        """A mask means that it is set, null that it is not; of what is never shown nobody knows."""
        if each.name not in record:
            self._remark(Sort.SECRET, where, "maybe set")
        elif record[each.name] not in (None, "", {}):
            self._remark(Sort.SECRET, where, "set")

    def _marked(self, path: str, record: JsonObject) -> None:
        marker = marker_from_meta(record.get("meta"))
        if marker is not None:
            self._remark(Sort.MANAGED, path, f"{marker.name} of stack {marker.stack}")

    def _remark(self, sort: Sort, path: str, detail: str) -> None:
        self._remarks.append(Remark(sort, path, detail))

    def _name(self, entries: list[_Entry]) -> None:
        """Give each entry its key. Contexts come last: without a name they are called after their bot."""
        by_section: dict[str, Keys] = {}
        tenant = str(self._account.user.get("name") or "")
        bots: dict[str, str] = {}
        for each in sorted(entries, key=lambda entry: entry.found.section.name == CONTEXTS):
            section = each.found.section
            linked = bots.get(str(each.values.get("botId"))) if section.name == CONTEXTS else None
            each.key = by_section.setdefault(section.name, Keys(tenant)).key(*_wanted(each), linked, section.noun)
            if section.name == BOTS:
                bots[each.found.id] = each.key
            self._name_inside(each, tenant)

    def _name_inside(self, entry: _Entry, tenant: str) -> None:
        keys: dict[str, Keys] = {}
        for each in entry.inside:
            section = each.found.section
            each.key = keys.setdefault(section.name, Keys(tenant)).key(*_wanted(each), section.noun)


def _wanted(entry: _Entry) -> tuple[JsonValue, ...]:
    return entry.values.get("alias"), entry.values.get("name"), entry.found.record.get("name")


def _keys_by_id(entries: list[_Entry]) -> dict[str, dict[str, str]]:
    """The key of each object that others may refer to, by kind and id."""
    keys: dict[str, dict[str, str]] = {}
    for each in entries:
        keys.setdefault(each.found.section.kind.name, {})[each.found.id] = each.key
    return keys


def _written(entry: _Entry, keys: Mapping[str, Mapping[str, str]]) -> JsonObject:
    """The entry with its links as keys, where they lead to an object of the tenant."""
    section = entry.found.section
    by_field = {link.field: link for link in section.links.values()}
    values: JsonObject = {}
    for name, value in entry.values.items():
        link = by_field.get(name)
        key = None if link is None else keys.get(link.kind, {}).get(str(value))
        if link is not None and key is not None:
            values[link.name] = key
        else:
            values[name] = value
    if section.name == CONTEXTS and "botId" not in entry.values:
        values[CONTEXT_BOT] = None  # else it would be the first bot's
    for each in entry.inside:
        inner = values.setdefault(each.found.section.name, {})
        if isinstance(inner, dict):
            inner[each.key] = _written(each, keys)
    return values


def _datasets_with_records_of_the_service(account: Account) -> Iterator[str]:
    for parent in account.objects:
        if parent.section.kind.makes_records and parent.record.get("datasetId") is not None:
            yield str(parent.record["datasetId"])
        if any(inner.section.kind.makes_records for inner in parent.inside):
            yield parent.id
