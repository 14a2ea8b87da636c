"""Writes what a source declares as a tenants file, once the reader of tenants files has found nothing wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.inputs.tenant_layout import PLANS, TENANTS
from pulumi_chatbotkit.inputs.tenants import FileProblem
from pulumi_chatbotkit.inputs.tenants.reading import read_tenants_text
from pulumi_chatbotkit.operations.convert.entries import WrittenEntry, is_plan, written_entry
from pulumi_chatbotkit.operations.convert.source import ConversionRefused, Source
from pulumi_chatbotkit.operations.convert.targets import Wishes, targets
from pulumi_chatbotkit.operations.tenant_entries.keys import Keys
from pulumi_chatbotkit.operations.tenant_entries.new_files import new_files, refuse_path, remark_line
from pulumi_chatbotkit.operations.tenant_entries.remarks import Remark, Sort
from pulumi_chatbotkit.operations.tenant_entries.tenants_yaml import entry_yaml
from pulumi_chatbotkit.operations.tenants_file_head import TENANTS_FILE_HEAD

_NO_TENANTS: Final = f"{TENANTS}: {{}}  # your customers, each with the key `plan`\n"


@dataclass(frozen=True)
class ConversionReport:
    """What was written, and what could not be."""

    entries: tuple[WrittenEntry, ...]
    remarks: tuple[Remark, ...]
    """Those of no entry."""
    warnings: tuple[FileProblem, ...]
    """What people should look at although the file is valid."""

    @property
    def adopts(self) -> bool:
        """True if it takes over what exists."""
        return any(entry.target.user is not None for entry in self.entries)


def convert(
    source: Source, path: Path, wishes: Wishes | None = None, aliases: Mapping[str, str] | None = None
) -> ConversionReport:
    """Write the tenants file ``path``, and beside it, as ``<name>.remarks.txt``, what is not in it.

    Args:
        source: What is converted.
        path: The file, which must not be there.
        wishes: What the accounts of the source become.
        aliases: The aliases of partner users by id, as for an export; None if they are not known.

    Raises:
        WritingRefused: the file is there or cannot be one, the source has nothing, or a wish cannot be fulfilled.
        TenantsFileError: what would be written has problems; nothing is.
        OSError: a file could not be written.
    """
    refuse_path(path)
    if not any(account.objects for account in source.accounts):
        listed = "".join(f"\n  {remark_line('', each).rstrip()}" for each in source.remarks)
        message = f"there is nothing to convert in the source{':' if listed else ''}{listed}"
        raise ConversionRefused(message)
    chosen = targets(source.accounts, wishes or Wishes())
    entries = tuple(written_entry(source, account, target, aliases) for account, target in chosen)
    read = read_tenants_text(path, _text(entries, [*_customers_of(entries)]))
    written = {account.name for account, _target in chosen}
    left_out = tuple(
        Remark(Sort.NOT_CONVERTED, each.path, f"is of {account.name}, of which no option says what it becomes")
        for account in source.accounts
        if account.name not in written
        for each in account.objects
    )
    report = ConversionReport(entries, (*source.remarks, *left_out), read.warnings)
    with new_files(path) as (file, remarks):
        file.write(_text(entries))
        remarks.writelines(remark_line("", each) for each in report.remarks)
        remarks.writelines(remark_line(each.target.key, remark) for each in entries for remark in each.remarks)
    return report


def _customers_of(entries: Sequence[WrittenEntry]) -> Iterable[str]:
    """A tenant for each plan: the reader does not look at a plan that nobody has."""
    keys = Keys()
    for entry in entries:
        if not is_plan(entry):
            keys.take(entry.target.key)
    for entry in entries:
        if is_plan(entry):
            yield f"  {keys.key(entry.target.key)}: {{plan: {entry.target.key!r}}}\n"


def _text(entries: Sequence[WrittenEntry], customers: Sequence[str] = ()) -> str:
    """The file; ``customers``: tenants besides, as lines of it."""
    plans = "".join(entry_yaml(each.target.key, each.values) for each in entries if is_plan(each))
    tenants = "".join(entry_yaml(each.target.key, each.values) for each in entries if not is_plan(each))
    tenants += "".join(customers)
    parts = [TENANTS_FILE_HEAD]
    if plans:
        parts.append(f"{PLANS}:\n{plans}")
    parts.append(f"{TENANTS}:\n{tenants}" if tenants else _NO_TENANTS)
    return "".join(parts)
