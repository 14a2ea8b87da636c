"""Objects of any source as sections of a tenant or a plan: their fields, references by key, and the ids to adopt. Pure.

A field that holds its default is left out, and so is what nobody can read or the file cannot hold: adoption keeps it as
it is (docs/design.md, 5 d). Each of these is a remark.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pulumi_chatbotkit.catalog.kinds.workspace import BLUEPRINT
from pulumi_chatbotkit.catalog.schema.field import ABSENT, Field, Omit, ReadBack
from pulumi_chatbotkit.inputs.tenant_layout import ADOPT, BOTS, CONTEXT_BOT, CONTEXTS, Section
from pulumi_chatbotkit.inputs.tenants.objects import object_problems
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.tenant_entries.keys import Keys
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort
from pulumi_chatbotkit.operations.tenant_entries.writable import unwritable
from pulumi_chatbotkit.reconcile.marker import marker_from_meta, without_marker


@dataclass(frozen=True)
class SourceObject:
    """An object as its source has it."""

    section: Section
    record: JsonObject
    """By the API's names; links are ids."""
    path: str
    """What it is called in remarks."""
    called: str = ""
    """The key that it would like; "" for one made of alias or name."""
    sources: JsonObject = field(default_factory=dict[str, JsonValue])
    """What the file says of its secrets, by field: ``{"value": {"env": "CRM_VALUE"}}``."""
    inside: "tuple[SourceObject, ...]" = ()
    """The objects that live in it."""

    @property
    def id(self) -> str | None:
        """Its id; None if the source knows none."""
        found = self.record.get("id")
        return found if isinstance(found, str) and found else None


@dataclass(frozen=True)
class EntryRules:
    """What an entry says."""

    adopts: bool = True
    """True if each object says which one it adopts. False in a pattern for new objects, which can neither adopt nor
    refer to what is in one account."""
    names_unseen: bool = True
    """True if fields that the records do not show are remarks: they may be set."""


@dataclass
class _Entry:
    """An object on its way into the file."""

    found: SourceObject
    values: JsonObject
    key: str = ""
    inside: "list[_Entry]" = field(default_factory=list["_Entry"])

    def all(self) -> "Iterator[_Entry]":
        yield self
        for each in self.inside:
            yield from each.all()


class ObjectWriter:
    """Writes the objects of one account or pattern."""

    def __init__(self, rules: EntryRules, synced: Collection[str] = ()) -> None:
        """Begin; ``synced``: ids of the datasets into which the service puts records by itself."""
        self._rules = rules
        self._synced = synced
        self._values_taken: set[tuple[str, str, str]] = set()
        self.remarks: list[Remark] = []
        self.objects = 0
        """How many are declared."""

    def sections(self, objects: Iterable[SourceObject], tenant: str = "") -> JsonObject:
        """Everything that can be declared, by section; ``bots`` always. ``tenant``: a name that the keys leave out."""
        entries = [made for found in objects if (made := self._object(found)) is not None]
        _name(entries, tenant)
        keys = _keys_by_id(entries)
        sections: JsonObject = {BOTS: {}}
        for each in entries:
            section = sections.setdefault(each.found.section.name, {})
            if isinstance(section, dict):
                section[each.key] = self._written(each, keys)
        self.objects += sum(1 for entry in entries for _ in entry.all())
        return sections

    def fields(self, fields: tuple[Field, ...], record: JsonObject, path: str, sources: JsonObject) -> JsonObject:
        """The values that can be declared, links as ids."""
        values: JsonObject = {}
        for each in fields:
            if each.is_local or each.name == ADOPT.name:
                continue
            where = f"{path} {each.name}".strip()
            if each.name in sources:
                values[each.name] = sources[each.name]
            elif each.secret:
                self._secret(each, record, where)
            elif each.name in record:
                self._field(each, record, where, values)
            elif self._is_unseen(each):
                self.remark(Sort.HIDDEN, where, "")
        return values

    def remark(self, sort: Sort, path: str, detail: str) -> None:
        """Add a remark."""
        self.remarks.append(Remark(sort, path, detail))

    def marked(self, path: str, record: JsonObject) -> None:
        """Name the stack that has marked an object which is to be adopted."""
        marker = marker_from_meta(record.get("meta"))
        if marker is not None and self._rules.adopts:
            self.remark(Sort.MANAGED, path, f"{marker.name} of stack {marker.stack}")

    def _object(self, found: SourceObject) -> _Entry | None:
        """The object with its links as ids; None if it is not declared, which is a remark."""
        section, kind = found.section, found.section.kind
        if kind.create_only_outputs:
            self.remark(Sort.SHOWN_ONCE, found.path, str(found.record.get("name") or ""))
            return None
        values = self.fields(section.fields, found.record, found.path, found.sources)
        if kind.attached is not None:
            values[kind.attached.field] = found.id
        elif self._rules.adopts and found.id is not None and ADOPT.name in section.by_name:
            values[ADOPT.name] = found.id
        if not self._valid(section, values, found.path):
            return None
        self.marked(found.path, found.record)
        inside = [made for each in found.inside if self._is_ours(found, each) and (made := self._object(each))]
        return _Entry(found, values, inside=inside)

    def _is_ours(self, parent: SourceObject, found: SourceObject) -> bool:
        """False for records of a dataset into which the service puts records by itself: the next sync replaces them."""
        is_record = found.section.kind.attached is None and found.section.kind.parent is not None
        if is_record and parent.id is not None and parent.id in self._synced:
            self.remark(Sort.SYNCED, found.path, parent.id)
            return False
        return True

    def _valid(self, section: Section, values: JsonObject, path: str) -> bool:
        """Leave out what breaks a rule of the file; False if the object cannot be declared without it."""
        for _ in range(2):
            problems = [*object_problems(section, values)]
            if not problems:
                return True
            if any(problem.path[0] == ADOPT.name for problem in problems):
                break  # without it, a second one would be made
            for problem in problems:
                name = str(problem.path[0])
                if values.pop(name, None) is not None:
                    self.remark(Sort.NOT_WRITABLE, f"{path} {name}", problem.reason)
        reason = "; ".join(f"{problem.path[0]} {problem.reason}" for problem in object_problems(section, values))
        if reason:
            self.remark(Sort.NOT_DECLARABLE, path, reason)
        return not reason

    def _is_unseen(self, each: Field) -> bool:
        """Whether a field that the record does not have may be set."""
        if not self._rules.names_unseen:
            return False
        if self._rules.adopts:
            return each.read_back is ReadBack.NEVER and each.omit is not Omit.RESETS
        return each.references != BLUEPRINT.name  # which the pattern has itself

    def _field(self, each: Field, record: JsonObject, where: str, values: JsonObject) -> None:
        shown = each.observed(record[each.name])
        value = each.canonical(without_marker(shown) if each.carries_marker else shown)
        if value is ABSENT or (each.carries_marker and not value):
            return
        reason = unwritable(value) or self._taken(each, value)
        if reason:
            self.remark(Sort.NOT_WRITABLE, where, reason)
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
            if self._rules.names_unseen:
                self.remark(Sort.SECRET, where, "maybe set")
        elif record[each.name] not in (None, "", {}):
            self.remark(Sort.SECRET, where, "set")

    def _written(self, entry: _Entry, keys: Mapping[str, Mapping[str, str]]) -> JsonObject:
        """The entry with its links as keys, where they lead to an object of the same account."""
        section = entry.found.section
        by_field = {link.field: link for link in section.links.values()}
        values: JsonObject = {}
        for name, value in entry.values.items():
            link = by_field.get(name)
            key = None if link is None else keys.get(link.kind, {}).get(str(value))
            if link is not None and key is not None:
                values[link.name] = key
            elif self._rules.adopts or section.by_name[name].references is None:
                values[name] = value
            else:
                self.remark(Sort.OUTSIDE, f"{entry.found.path} {name}", str(value))
        if section.name == CONTEXTS and not {"botId", CONTEXT_BOT} & values.keys():
            values[CONTEXT_BOT] = None  # else it would be the first bot's
        for each in entry.inside:
            inner = values.setdefault(each.found.section.name, {})
            if isinstance(inner, dict):
                inner[each.key] = self._written(each, keys)
        return values


def _name(entries: list[_Entry], tenant: str) -> None:
    """Give each entry its key. Contexts come last: without a name they are called after their bot."""
    by_section: dict[str, Keys] = {}
    bots: dict[str, str] = {}
    for each in sorted(entries, key=lambda entry: entry.found.section.name == CONTEXTS):
        section = each.found.section
        linked = bots.get(str(each.values.get("botId"))) if section.name == CONTEXTS else None
        each.key = by_section.setdefault(section.name, Keys(tenant)).key(*_wanted(each), linked, section.noun)
        if section.name == BOTS and each.found.id is not None:
            bots[each.found.id] = each.key
        _name_inside(each, tenant)


def _name_inside(entry: _Entry, tenant: str) -> None:
    keys: dict[str, Keys] = {}
    for each in entry.inside:
        section = each.found.section
        each.key = keys.setdefault(section.name, Keys(tenant)).key(*_wanted(each), section.noun)


def _wanted(entry: _Entry) -> tuple[JsonValue, ...]:
    return entry.found.called, entry.values.get("alias"), entry.values.get("name"), entry.found.record.get("name")


def _keys_by_id(entries: list[_Entry]) -> dict[str, dict[str, str]]:
    """The key of each object that others may refer to, by kind and id, or alias as in a link."""
    keys: dict[str, dict[str, str]] = {}
    for each in entries:
        known = keys.setdefault(each.found.section.kind.name, {})
        if each.values.get("alias"):
            known[f"@{each.values['alias']}"] = each.key
        if each.found.id is not None:
            known[each.found.id] = each.key
    return keys
