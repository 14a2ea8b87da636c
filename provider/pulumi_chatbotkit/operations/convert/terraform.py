"""The objects of a Terraform state as declarations, by provider configuration, which stands for an account."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.convert.source import ConvertedObject, Source, SourceAccount
from pulumi_chatbotkit.operations.convert.terraform_names import COMPUTED, FILE_CONTENT, KIND_OF_TYPE, field_of
from pulumi_chatbotkit.operations.convert.terraform_state import StateObject, read_state
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort


def terraform_source(path: Path, folder: Path) -> Source:
    """What a state declares. ``folder``: that of the file to be written, to which paths of contents are relative.

    Raises:
        ConversionRefused: the file cannot be read, or is no state that can be converted.
    """
    state = read_state(path)
    reader = _Reader(path, folder)
    contents = {
        str(each.attributes.get("file_id")): reader.content(each) for each in state.objects if each.type == FILE_CONTENT
    }
    by_provider: dict[str, list[ConvertedObject]] = {}
    aliases: dict[str, str] = {}
    for each in state.objects:
        declared = None if each.type == FILE_CONTENT else reader.declared(each, contents)
        if declared is not None:
            by_provider.setdefault(each.provider, []).append(declared)
            aliases[each.provider] = each.alias
    reader.unused(state.objects, contents)
    accounts = (
        SourceAccount(name, aliases[name] or (path.stem if len(by_provider) == 1 else name), tuple(objects))
        for name, objects in sorted(by_provider.items())
    )
    return Source(tuple(accounts), (*state.remarks, *reader.remarks))


class _Reader:
    def __init__(self, path: Path, folder: Path) -> None:
        self._path = path
        self._folder = folder
        self.remarks: list[Remark] = []

    def declared(self, found: StateObject, contents: Mapping[str, JsonObject]) -> ConvertedObject | None:
        """An instance as a declaration; None if its type is not known."""
        kind = KIND_OF_TYPE.get(found.type)
        if kind is None:
            self._remark(Sort.NOT_CONVERTED, found.address, "is of a type that this package does not know")
            return None
        values: JsonObject = {}
        for attribute, value in found.attributes.items():
            name = field_of(kind, attribute)
            if value is None or attribute in COMPUTED:
                continue
            if name is None:
                self._remark(Sort.UNKNOWN, f"{found.address} {attribute}", "")
            else:
                values[name] = value
        if kind.content_arguments:
            values |= self.content(found)
        identifier = str(found.attributes["id"]).rpartition("/")[2]  # an imported ability has its skillset in front
        values |= contents.get(identifier, {})
        sensitive = frozenset(str(field_of(kind, each)) for each in found.sensitive)
        return ConvertedObject(kind, found.address, found.called, identifier, values, sensitive)

    def content(self, found: StateObject) -> JsonObject:
        """The content of a file as the fields of an entry: a text, or a path relative to the tenants file."""
        content, source, url = (found.attributes.get(name) for name in ("content", "source", "source_url"))
        values: JsonObject = {}
        if isinstance(found.attributes.get("content_type"), str):
            values["contentType"] = found.attributes["content_type"]
        if isinstance(content, str) and "content" in found.sensitive:
            self._remark(Sort.SENSITIVE, f"{found.address} content", "")
        elif isinstance(content, str):
            values["content"] = content
        elif isinstance(url, str):
            values["source"] = url
        elif isinstance(source, str):
            there = self._path.parent / source
            if there.is_file():
                values["source"] = os.path.relpath(there.resolve(), self._folder.resolve())
            else:
                self._remark(Sort.NOT_WRITABLE, f"{found.address} source", f"there is no file {there}")
        return values

    def unused(self, objects: Iterable[StateObject], contents: Mapping[str, JsonObject]) -> None:
        """Name the contents of files that are not in the state themselves."""
        files = {str(each.attributes["id"]) for each in objects if each.type != FILE_CONTENT}
        for each in objects:
            if each.type == FILE_CONTENT and str(each.attributes.get("file_id")) in contents.keys() - files:
                self._remark(Sort.NOT_CONVERTED, each.address, "is the content of a file that is not in the state")

    def _remark(self, sort: Sort, path: str, detail: str) -> None:
        self.remarks.append(Remark(sort, path, detail))
