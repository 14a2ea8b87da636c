"""Exports accounts into a tenants file: several at a time, each written as soon as it and those before it are read."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TextIO

from pulumi_chatbotkit.api import Client
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.account_reading import FoundObject, own_objects, partner_users, read_account
from pulumi_chatbotkit.operations.export.entries import tenant_entry
from pulumi_chatbotkit.operations.export.file_forms import FileForm, Program, TenantsFile, TenantsFileWithPlans
from pulumi_chatbotkit.operations.export.readings import Readings
from pulumi_chatbotkit.operations.progress import Progress, say_nothing
from pulumi_chatbotkit.operations.tenant_entries.adopted_users import TenantEntry
from pulumi_chatbotkit.operations.tenant_entries.keys import Keys
from pulumi_chatbotkit.operations.tenant_entries.new_files import (
    PROGRAM,
    WritingRefused,
    new_files,
    refuse_path,
    remark_line,
)
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort

_AT_ONCE: Final = 12
"""Accounts that are read at a time; each asks for its lists in parallel, and the client's limiter sets the pace."""


class ExportRefused(WritingRefused):
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
    plans: bool = False
    """Whether tenants that are alike get a plan; then all of them are in memory until the last is read."""


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
    plans: Mapping[str, int] = field(default_factory=dict[str, int])
    """How many tenants have each plan."""


async def export_file(
    client: Client, path: Path, options: ExportOptions | None = None, progress: Progress = say_nothing
) -> ExportReport:
    """Write the tenants file or program ``path``, and beside it, as ``<name>.remarks.txt``, what is not in it.

    At any time, a few accounts are in memory. Nothing is written under the names until all is done. What was read is
    kept in the folder ``<name>.reading`` until then, so that the same export after a failure does not read it again.

    Raises:
        WritingRefused: the file is there or cannot be one.
        ExportRefused: an account that is asked for is not there, or a program is to have plans.
        ChatBotKitError: an account could not be read.
        OSError: a file could not be written.
    """
    options = options or ExportOptions()
    _refuse(path, options)
    users = _chosen(await partner_users(client), options.users)
    report = ExportReport()
    readings = Readings(readings_folder(path), options.without)
    reader = _Reader(client, options, report, readings)
    with new_files(path) as (file, remarks):
        writer = _Writer(_form(path, file, options), remarks, report)
        async with aclosing(_entries(reader, users)) as entries:
            async for entry in entries:
                writer.write(entry)
                progress(report.tenants + len(report.gone), len(users))
        if not options.users:
            writer.write_own(await own_objects(client, options.without))
        writer.finish()
    readings.remove()
    return report


def _form(path: Path, file: TextIO, options: ExportOptions) -> FileForm:
    if path.suffix == PROGRAM:
        return Program(file)
    return TenantsFileWithPlans(file) if options.plans else TenantsFile(file)


def _refuse(path: Path, options: ExportOptions) -> None:
    refuse_path(path, program=True)
    if options.plans and path.suffix == PROGRAM:
        message = f"{path} would be a program, which has no plans: export to a tenants file, or leave out --plans"
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

    def __init__(self, form: FileForm, remarks: TextIO, report: ExportReport) -> None:
        self._form, self._remarks, self._report = form, remarks, report
        self._keys, self._emails = Keys(), set[str]()

    def write(self, made: TenantEntry) -> None:
        """Add one tenant to the file, and its remarks to theirs."""
        entry = _with_unique_email(made, self._emails)
        key = self._keys.key(entry.values.get("name"), entry.values.get("email"), entry.id)
        self._form.add(key, entry.values)
        self._remarks.writelines(remark_line(key, each) for each in entry.remarks)
        self._report.tenants += 1
        self._report.objects += entry.objects
        self._report.remarks.update(each.sort for each in entry.remarks)

    def finish(self) -> None:
        """Complete the file."""
        self._report.plans = self._form.finish()

    def write_own(self, objects: Sequence[FoundObject]) -> None:
        """Add what is in the parent account itself, as far as the form has a place for it."""
        own = self._form.add_own(objects)
        self._remarks.writelines(remark_line("", each) for each in own.remarks)
        self._report.objects += own.declared
        self._report.remarks.update(each.sort for each in own.remarks)


def _with_unique_email(entry: TenantEntry, taken: set[str]) -> TenantEntry:
    """The reader takes addresses that differ in case only for the same one; then the second stays undeclared."""
    email = str(entry.values.get("email") or "").casefold()
    if not email or email not in taken:
        taken.add(email)
        return entry
    values = {name: value for name, value in entry.values.items() if name != "email"}
    remark = Remark(Sort.NOT_WRITABLE, "email", "is that of another partner user, apart from case")
    return replace(entry, values=values, remarks=(*entry.remarks, remark))
