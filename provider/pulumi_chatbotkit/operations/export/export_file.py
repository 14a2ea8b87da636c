"""Exports accounts into a tenants file: several at a time, each written as soon as it and those before it are read."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, Collection, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TextIO

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.account_reading import FoundObject, own_objects, partner_users, read_account
from pulumi_chatbotkit.operations.export.entries import TenantEntry, tenant_entry
from pulumi_chatbotkit.operations.export.keys import Keys
from pulumi_chatbotkit.operations.export.readings import Readings
from pulumi_chatbotkit.operations.export.remarks import Remark, Sort
from pulumi_chatbotkit.operations.export.tenants_yaml import tenant_yaml
from pulumi_chatbotkit.operations.progress import Progress, say_nothing
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.reconcile.marker import marker_from_meta

_AT_ONCE: Final = 6
"""Accounts that are read at a time; each asks for its lists in parallel, and the client's limiter sets the pace."""

_HEAD = "# yaml-language-server: $schema=docs/tenants.schema.json\ntenants:\n"
_NO_TENANTS = "tenants: {}\n"
_SUFFIXES: Final = (".yaml", ".yml")
"""By which the reader knows a YAML file."""


class ExportRefused(Exception):
    """Nothing was exported; the message says why and what to do."""


@dataclass(frozen=True)
class ExportOptions:
    """What to export."""

    users: Collection[str] = ()
    """Ids of the partner users; all of them if empty."""
    without: Collection[str] = ()
    """Names of kinds that are left out."""
    aliases: Mapping[str, str] | None = None
    """The aliases of partner users, by id; None if they are not known (``entries.tenant_entry``)."""


@dataclass
class ExportReport:
    """What an export found."""

    tenants: int = 0
    objects: int = 0
    """In the file, partner users included."""
    gone: list[str] = field(default_factory=list[str])
    """Ids of partner users that were deleted while the export ran."""
    resumed: int = 0
    """Accounts that an earlier run had read, which did not finish."""
    remarks: Counter[Sort] = field(default_factory=Counter[Sort])


async def export_file(
    client: Client, path: Path, options: ExportOptions | None = None, progress: Progress = say_nothing
) -> ExportReport:
    """Write the tenants file ``path``, and beside it, as ``<name>.remarks.txt``, what is not in it.

    At any time, a few accounts are in memory. Nothing is written under the names until all is done. What was read is
    kept in the folder ``<name>.reading`` until then, so that the same export after a failure does not read it again.

    Raises:
        ExportRefused: the file is there or cannot be one, or an account that is asked for is not there.
        ChatBotKitError: an account could not be read.
        OSError: a file could not be written.
    """
    options = options or ExportOptions()
    remarks_path = path.with_suffix(".remarks.txt")
    _refuse_path(path, remarks_path)
    users = _chosen(await partner_users(client), options.users)
    report = ExportReport()
    readings = Readings(readings_folder(path), options.without)
    reader = _Reader(client, options, report, readings)
    parts = [each.with_name(f"{each.name}.part") for each in (path, remarks_path)]
    try:
        with parts[0].open("w", encoding="utf-8") as file, parts[1].open("w", encoding="utf-8") as remarks:
            writer = _Writer(file, remarks, report)
            async with aclosing(_entries(reader, users)) as entries:
                async for entry in entries:
                    writer.write(entry)
                    progress(report.tenants + len(report.gone), len(users))
            if not report.tenants:
                file.write(_NO_TENANTS)
            if not options.users:
                writer.write_own(await own_objects(client, options.without))
        for part, each in zip(parts, (path, remarks_path), strict=True):
            part.replace(each)
        readings.remove()
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
    return report


def _refuse_path(path: Path, remarks: Path) -> None:
    if path.suffix not in _SUFFIXES:
        message = f"{path} would be YAML, so its name must end with {' or '.join(_SUFFIXES)}"
        raise ExportRefused(message)
    if not path.parent.is_dir():
        message = f"there is no folder {path.parent} for {path.name}: make it first"
        raise ExportRefused(message)
    for each in (path, remarks):
        if each.exists():
            message = f"{each} is there already: move it, or export to another file"
            raise ExportRefused(message)


def readings_folder(path: Path) -> Path:
    """Where an export to ``path`` that did not finish has left what it had read."""
    return path.with_name(f"{path.name}.reading")


def _chosen(users: list[JsonObject], wanted: Collection[str]) -> list[JsonObject]:
    known = {str(user.get("id")) for user in users}
    unknown = sorted({*wanted} - known)
    if unknown:
        message = f"there is no partner user {', '.join(unknown)} in this account"
        raise ExportRefused(message)
    return [user for user in users if not wanted or user.get("id") in wanted]


@dataclass(frozen=True)
class _Reader:
    """Reads one account after the other, or finds what an earlier run has read."""

    client: Client
    options: ExportOptions
    report: ExportReport
    readings: Readings

    async def entry(self, user: JsonObject) -> TenantEntry | None:
        """The entry of a partner user; None if it was deleted meanwhile."""
        account = self.readings.kept(user)
        if account is not None:
            self.report.resumed += 1
            return tenant_entry(account, self.options.aliases)
        account = await read_account(self.client, user, self.options.without)
        if account is None:
            self.report.gone.append(str(user.get("id")))
            return None
        self.readings.keep(account)
        return tenant_entry(account, self.options.aliases)


async def _entries(reader: _Reader, users: list[JsonObject]) -> AsyncGenerator[TenantEntry]:
    """The entries in the order of ``users``; ``_AT_ONCE`` accounts are read ahead."""
    waiting = deque(users)
    running: deque[asyncio.Task[TenantEntry | None]] = deque()
    try:
        while waiting or running:
            while waiting and len(running) < _AT_ONCE:
                running.append(asyncio.create_task(reader.entry(waiting.popleft())))
            entry = await running.popleft()
            if entry is not None:
                yield entry
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


class _Writer:
    """Gives each tenant its key, and writes it."""

    def __init__(self, file: TextIO, remarks: TextIO, report: ExportReport) -> None:
        self._file, self._remarks, self._report = file, remarks, report
        self._keys, self._emails = Keys(), set[str]()

    def write(self, made: TenantEntry) -> None:
        """Append one tenant to the file, and its remarks to theirs."""
        entry = _with_unique_email(made, self._emails)
        key = self._keys.key(entry.values.get("name"), entry.values.get("email"), entry.id)
        text = tenant_yaml(key, entry.values)
        self._file.write(text if self._report.tenants else f"{_HEAD}{text}")
        self._remarks.writelines(_line(key, each) for each in entry.remarks)
        self._report.tenants += 1
        self._report.objects += entry.objects
        self._report.remarks.update(each.sort for each in entry.remarks)

    def write_own(self, objects: Iterable[FoundObject]) -> None:
        """Name what is in the parent account itself: the file has tenants only."""
        for each in objects:
            marker = marker_from_meta(each.record.get("meta"))
            managed = "" if marker is None else f" (it is {marker.name} of stack {marker.stack})"
            remark = Remark(Sort.OWN, f"{each.section.name} {each.id}", f"{each.record.get('name') or ''}{managed}")
            self._remarks.write(_line("", remark))
            self._report.remarks[Sort.OWN] += 1


def _with_unique_email(entry: TenantEntry, taken: set[str]) -> TenantEntry:
    """The reader takes addresses that differ in case only for the same one; then the second stays undeclared."""
    email = str(entry.values.get("email") or "").casefold()
    if not email or email not in taken:
        taken.add(email)
        return entry
    values = {name: value for name, value in entry.values.items() if name != "email"}
    remark = Remark(Sort.NOT_WRITABLE, "email", "is that of another partner user, apart from case")
    return replace(entry, values=values, remarks=(*entry.remarks, remark))


def _line(key: str, remark: Remark) -> str:
    """One line, whatever names the service shows."""
    return f"{printable(': '.join(part for part in (key, remark.sort, remark.path, remark.detail) if part))}\n"
