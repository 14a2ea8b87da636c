"""The forms of an export: a tenants file, written tenant by tenant or with plans, and a Python program."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TextIO

from pulumi_chatbotkit.inputs.tenant_layout import PLANS, TENANTS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.account_reading import FoundObject
from pulumi_chatbotkit.operations.export.entries import own_entries
from pulumi_chatbotkit.operations.export.plans import planned
from pulumi_chatbotkit.operations.export.program import PROGRAM_HEAD, own_calls, tenant_call
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort
from pulumi_chatbotkit.operations.tenant_entries.tenants_yaml import entry_yaml
from pulumi_chatbotkit.operations.tenant_entries.writable import written
from pulumi_chatbotkit.operations.tenants_file_head import TENANTS_FILE_HEAD
from pulumi_chatbotkit.reconcile.marker import Marker, marker_from_meta


@dataclass(frozen=True)
class Own:
    """What became of the objects of the parent's own account."""

    declared: int
    remarks: Sequence[Remark]


class FileForm(Protocol):
    """Writes tenants, one after the other."""

    def add(self, key: str, values: JsonObject) -> None:
        """One more tenant. Raises OSError."""
        ...

    def add_own(self, objects: Sequence[FoundObject]) -> Own:
        """Objects of the parent's own account. Raises OSError."""
        ...

    def finish(self) -> Mapping[str, int]:
        """Write what is left; returns how many tenants have each plan. Raises OSError."""
        ...


class TenantsFile:
    """Each tenant with all that it has, as soon as it is known."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._is_begun = False

    def add(self, key: str, values: JsonObject) -> None:
        if not self._is_begun:
            self._file.write(f"{TENANTS_FILE_HEAD}{TENANTS}:\n")
            self._is_begun = True
        self._file.write(entry_yaml(key, written(values)))

    def add_own(self, objects: Sequence[FoundObject]) -> Own:
        return _no_place_for(objects)

    def finish(self) -> Mapping[str, int]:
        if not self._is_begun:
            self._file.write(f"{TENANTS_FILE_HEAD}{TENANTS}: {{}}\n")
        return {}


class TenantsFileWithPlans:
    """Plans, and what each tenant has besides: all tenants are in memory until the last is known."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._entries: dict[str, JsonObject] = {}

    def add(self, key: str, values: JsonObject) -> None:
        self._entries[key] = written(values)

    def add_own(self, objects: Sequence[FoundObject]) -> Own:
        return _no_place_for(objects)

    def finish(self) -> Mapping[str, int]:
        found = planned(self._entries)
        self._file.write(TENANTS_FILE_HEAD)
        for top, entries in ((PLANS, found.plans), (TENANTS, found.tenants)):
            if entries:
                self._file.write(f"{top}:\n")
                self._file.writelines(entry_yaml(key, values) for key, values in entries.items())
        if not found.tenants:
            self._file.write(f"{TENANTS}: {{}}\n")
        return found.members


class Program:
    """A ``Tenant`` for each, as soon as it is known; and the objects of the parent's own account."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        file.write(PROGRAM_HEAD)

    def add(self, key: str, values: JsonObject) -> None:
        self._file.write(tenant_call(key, values))

    def add_own(self, objects: Sequence[FoundObject]) -> Own:
        own = own_entries([each for each in objects if _marker(each) is None])
        self._file.write(own_calls(own.sections))
        managed = _no_place_for([each for each in objects if _marker(each) is not None])
        return Own(own.objects, (*own.remarks, *managed.remarks))

    def finish(self) -> Mapping[str, int]:
        return {}


def _no_place_for(objects: Sequence[FoundObject]) -> Own:
    return Own(0, [_own_remark(each) for each in objects])


def _own_remark(found: FoundObject) -> Remark:
    marker = _marker(found)
    managed = "" if marker is None else f" (it is {marker.name} of stack {marker.stack})"
    return Remark(Sort.OWN, f"{found.section.name} {found.id}", f"{found.record.get('name') or ''}{managed}")


def _marker(found: FoundObject) -> Marker | None:
    return marker_from_meta(found.record.get("meta"))
