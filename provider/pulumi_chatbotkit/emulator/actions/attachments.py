"""Files attached to datasets: attach, detach, and extracting records from a file (docs/api/api.md b.9, dataset file).

The id of an attachment is the pair of ids. Only extracting creates records; attaching does not.
"""

from pulumi_chatbotkit.emulator.actions.addresses import find
from pulumi_chatbotkit.emulator.actions.changes import Owner
from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_and_body, owner_of
from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.contract.refusals import NOT_AUTHORIZED, NOT_FOUND, Refusal
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.validation import required_on_create
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonObject

_RECORD = KINDS["dataset_record"]
_FILE = KINDS["file"]


def attach(ctx: ActionContext) -> Answer:
    """Attach a file. If it is attached already, the attachment is replaced."""
    owner, validated = owner_and_body(ctx, required_on_create(ctx.kind.body("attach")))
    file = own_file(ctx)
    existing = ctx.records.get(ctx.kind.name, _key(owner, file.id))
    if existing is not None:
        ctx.changes.remove(existing)
    document: JsonObject = {"fileId": file.id, **validated}
    record = ctx.changes.create(ctx.kind, document, owner, _key(owner, file.id))
    return json_answer(_shown(record))


def detach(ctx: ActionContext) -> Answer:
    """Detach a file. Records extracted from it stay, unless ``deleteRecords`` is true."""
    owner, chosen = owner_and_body(ctx, ())
    record = _attachment(ctx, owner)
    if chosen.get("deleteRecords") is True:
        _remove_extracted(ctx, owner, _source(ctx))
    ctx.changes.remove(record)
    return json_answer(_shown(record))


def extract(ctx: ActionContext) -> Answer:
    """Replace the records extracted from the file: one record with all of its text (assumed).

    The service does this later, in several records.
    """
    owner = owner_of(ctx)
    record = _attachment(ctx, owner)
    content = ctx.records.content_of(ctx.match.ids["fileId"])
    _remove_extracted(ctx, owner, _source(ctx))
    text = "" if content is None or content.body is None else content.body.decode("utf-8", "replace")
    if text.strip():
        ctx.changes.create(_RECORD, {"text": text, "source": _source(ctx)}, owner)
    return json_answer({"id": str(record.document["fileId"])})


def own_file(ctx: ActionContext) -> Record:
    """The file in the path; it must belong to the acting account."""
    file = find(ctx.records, _FILE, ctx.match.ids["fileId"], ctx.account)
    if file.account != ctx.account:
        raise Refusal(NOT_AUTHORIZED)
    return file


def _attachment(ctx: ActionContext, owner: Owner) -> Record:
    """The attachment in the path, by ids only."""
    record = ctx.records.get(ctx.kind.name, _key(owner, ctx.match.ids["fileId"]))
    if record is None:
        raise Refusal(NOT_FOUND)
    return record


def _key(owner: Owner, file: str) -> str:
    return f"{owner.parent}/{file}"


def _source(ctx: ActionContext) -> str:
    return f"file:///{ctx.match.ids['fileId']}"


def _remove_extracted(ctx: ActionContext, owner: Owner, source: str) -> None:
    for record in ctx.records.children_of(owner.parent or ""):
        if record.kind == _RECORD.name and record.document.get("source") == source:
            ctx.changes.remove(record)


def _shown(record: Record) -> JsonObject:
    return {"id": record.document["fileId"], "datasetId": record.parent, "type": record.document["type"]}
