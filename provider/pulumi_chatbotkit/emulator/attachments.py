"""Files attached to datasets: attach, detach, and the extraction of records (docs/api/api.md b.9).

The key of an attachment is the pair of ids. Attaching indexes nothing; extraction does.
"""

from pulumi_chatbotkit.json_values import JsonObject

from .addresses import find
from .answers import Answer, json_answer
from .changes import Owner
from .contract import KINDS
from .refusals import NOT_AUTHORIZED, Refusal
from .steps import Step, missing, owner_and_body, owner_of
from .store import Record
from .values import required_on_create

_RECORD = KINDS["dataset_record"]
_FILE = KINDS["file"]


def attach(step: Step) -> Answer:
    """Attach a file. One that is attached already is attached anew."""
    owner, accepted = owner_and_body(step, required_on_create(step.kind.body("attach")))
    file = _file(step)
    existing = step.records.get(step.kind.name, _key(owner, file.id))
    if existing is not None:
        step.changes.remove(existing)
    document: JsonObject = {"fileId": file.id, **accepted}
    record = step.changes.create(step.kind, document, owner, _key(owner, file.id))
    return json_answer(_shown(record))


def detach(step: Step) -> Answer:
    """Detach a file; what was extracted from it stays unless ``deleteRecords`` says otherwise."""
    owner, chosen = owner_and_body(step, ())
    record = _attachment(step, owner)
    if chosen.get("deleteRecords") is True:
        _remove_extracted(step, owner, _source(step))
    step.changes.remove(record)
    return json_answer(_shown(record))


def extract(step: Step) -> Answer:
    """Make records of the file's text, in place of those made before: one record for all of it (assumed).

    The service does this later and in pieces.
    """
    owner = owner_of(step)
    record = _attachment(step, owner)
    content = step.records.content_of(step.match.ids["fileId"])
    _remove_extracted(step, owner, _source(step))
    text = "" if content is None or content.body is None else content.body.decode("utf-8", "replace")
    if text.strip():
        step.changes.create(_RECORD, {"text": text, "source": _source(step)}, owner)
    return json_answer({"id": str(record.document["fileId"])})


def _file(step: Step) -> Record:
    """The file in the path, which must be the account's own."""
    file = find(step.records, _FILE, step.match.ids["fileId"], step.account)
    if file.account != step.account:
        raise Refusal(NOT_AUTHORIZED)
    return file


def _attachment(step: Step, owner: Owner) -> Record:
    """The attachment in the path; raw ids only."""
    record = step.records.get(step.kind.name, _key(owner, step.match.ids["fileId"]))
    if record is None:
        raise missing(step.kind)
    return record


def _key(owner: Owner, file: str) -> str:
    return f"{owner.parent}/{file}"


def _source(step: Step) -> str:
    return f"file:///{step.match.ids['fileId']}"


def _remove_extracted(step: Step, owner: Owner, source: str) -> None:
    for record in step.records.below(owner.parent or ""):
        if record.kind == _RECORD.name and record.document.get("source") == source:
            step.changes.remove(record)


def _shown(record: Record) -> JsonObject:
    return {"id": record.document["fileId"], "datasetId": record.parent, "type": record.document["type"]}
