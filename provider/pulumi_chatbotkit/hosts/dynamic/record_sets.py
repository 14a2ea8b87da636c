"""The program's side of a record set: reads the source, stores the records, and declares their hash and number."""

from collections.abc import Mapping

import pulumi

from pulumi_chatbotkit.catalog.kinds.content import CONTENT_HASH, RECORD_COUNT
from pulumi_chatbotkit.hosts.dynamic.content import check_size, stored
from pulumi_chatbotkit.inputs.records.record_files import RecordsFileError, read_records
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile.content.record_set import packed


def record_set_inputs(resource: str, source: pulumi.Input[str]) -> Mapping[str, object]:
    """State keys of the records that ``source`` lists: their hash and number, unknown while ``source`` is.

    Args:
        resource: How messages name the resource, e.g. ``DatasetRecords 'kb'``.
        source: Path of a folder, a JSONL file or a CSV file (docs/content.md), relative to the project's directory.

    Raises:
        pulumi.RunError: the source cannot be read or has faults (all of them are named), or is too large.
    """
    if isinstance(source, str):
        return _described(resource, source)
    described = pulumi.Output.from_input(source).apply(lambda path: _described(resource, path))
    return {name: _one(described, name) for name in (CONTENT_HASH, RECORD_COUNT)}


def _described(resource: str, source: str) -> JsonObject:
    try:
        records = read_records(source, check_size=lambda size: check_size(resource, size))
    except RecordsFileError as error:
        message = f"{resource}: {error}"
        raise pulumi.RunError(message) from error
    content = stored(resource, packed(records))
    return {CONTENT_HASH: content[CONTENT_HASH], RECORD_COUNT: len(records)}


def _one(described: pulumi.Output[JsonObject], key: str) -> pulumi.Output[object]:
    return described.apply(lambda values: values[key])
