"""Finds kinds and records by the names that a caller of ``Console`` or the web console gives."""

from pulumi_chatbotkit.emulator.contract import KINDS, Kind
from pulumi_chatbotkit.emulator.errors import NoSuchRecordError, UnknownKindError
from pulumi_chatbotkit.emulator.storage.records import Records
from pulumi_chatbotkit.emulator.storage.rows import Record


def kind_named(name: str) -> Kind:
    """The kind of this name.

    Raises:
        UnknownKindError
    """
    if name not in KINDS:
        raise UnknownKindError(name, KINDS)
    return KINDS[name]


def existing_record(records: Records, kind: str, record_id: str) -> Record:
    """The record with this id.

    Raises:
        UnknownKindError, NoSuchRecordError
    """
    found = records.get(kind_named(kind).name, record_id)
    if found is None:
        raise NoSuchRecordError(kind, record_id)
    return found
