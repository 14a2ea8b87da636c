"""Declared objects as objects for the writer of entries: our names, no secrets, and each in the object it lives in."""

from collections.abc import Iterable, Iterator

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.field import Field
from pulumi_chatbotkit.inputs.tenant_layout import ADOPT, SECTION_OF_KIND
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.convert.secrets import SecretNames, has_variable
from pulumi_chatbotkit.operations.convert.source import ConvertedObject, Source
from pulumi_chatbotkit.operations.tenant_entries.objects import SourceObject
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort


class Gatherer:
    """Gathers the objects of one account."""

    def __init__(self, source: Source, owner: str) -> None:
        """Begin; ``owner``: the key of the tenant or plan, for names of variables."""
        self._source = source
        self._secrets = SecretNames(owner, has_variables=source.has_variables)
        self._remarks: list[Remark] = []

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was changed or could not be taken along."""
        return (*self._remarks, *self._secrets.remarks)

    def objects(self, declared: Iterable[ConvertedObject]) -> list[SourceObject]:
        """The objects of the account, each with what lives in it."""
        inner: dict[tuple[str, str], list[ConvertedObject]] = {}
        outer: list[ConvertedObject] = []
        for each in self._once(declared):
            parent = _parent(each)
            if parent is None:
                outer.append(each)
            else:
                inner.setdefault(parent, []).append(each)
        made = [self._object(each, inner) for each in outer]
        for (kind, identifier), orphans in inner.items():
            reason = f"its {kind.replace('_', ' ')} {identifier or '(none)'} is not among what is converted"
            self._remarks.extend(Remark(Sort.NOT_DECLARABLE, each.path, reason) for each in orphans)
        return made

    def _once(self, declared: Iterable[ConvertedObject]) -> Iterator[ConvertedObject]:
        """Each object once, also if a source has it twice: two resources must not have one object."""
        first: dict[tuple[str, str], ConvertedObject] = {}
        for each in declared:
            if each.id is not None and first.setdefault((each.kind.name, each.id), each) is not each:
                reason = f"has the id of {first[each.kind.name, each.id].path}"
                self._remarks.append(Remark(Sort.NOT_DECLARABLE, each.path, reason))
            else:
                yield each

    def _object(self, declared: ConvertedObject, inner: dict[tuple[str, str], list[ConvertedObject]]) -> SourceObject:
        inside = [] if declared.id is None else inner.pop((declared.kind.name, declared.id), [])
        record: JsonObject = {} if declared.id is None else {"id": declared.id}
        sources: JsonObject = {}
        for name, value in declared.kind.in_our_names(declared.values).items():
            field = self._field(declared, name, value)
            if field is None:
                continue
            if field.secret:
                source = self._secrets.source(declared, field, value)
                sources |= {} if source is None else {name: source}
                record[name] = None  # what has no source is not set, or is a remark already
            else:
                record[name] = value
        section = SECTION_OF_KIND[declared.kind.name]
        contents = tuple(self._object(each, inner) for each in inside)
        return SourceObject(section, record, declared.path, declared.called, sources, contents)

    def _field(self, declared: ConvertedObject, name: str, value: JsonValue) -> Field | None:
        """The field of a value that is carried over; None if it is not, which is a remark unless it says nothing."""
        kind = declared.kind
        field = SECTION_OF_KIND[kind.name].by_name.get(name)
        if (kind.parent is not None and name == kind.parent.field) or name in {each.name for each in kind.outputs}:
            return None
        if field is None or field.is_local or name == ADOPT.name:
            sort = Sort.UNKNOWN if value not in (None, "", [], {}) else None
        elif field.secret:
            sort = None
        elif name in declared.sensitive and field.references is None:
            sort = Sort.SENSITIVE
        else:
            sort = Sort.VARIABLE if self._source.has_variables and has_variable(value) else None
        if sort is not None:
            self._remarks.append(Remark(sort, f"{declared.path} {name}", ""))
            return None
        return field


def _parent(declared: ConvertedObject) -> tuple[str, str] | None:
    """Kind and id of the object that it lives in; None if it lives in the account."""
    parent = declared.kind.parent
    if parent is None or parent.kind == PARTNER_USER.name:
        return None
    return parent.kind, str(declared.values.get(parent.field) or "")
