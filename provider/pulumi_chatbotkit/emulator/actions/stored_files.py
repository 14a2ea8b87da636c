"""Files at paths of a space: upload, list, download, delete, move, copy (docs/api/api.md b.20).

There are no folders: a folder is what the paths of files begin with.
"""

import base64
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pulumi_chatbotkit.emulator.actions.changes import Owner
from pulumi_chatbotkit.emulator.actions.contents import address_of, body_answer, upload_request, uploaded
from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_and_body, owner_of
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, LIMITS_REACHED, NOT_FOUND, Refusal
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.validation import required_on_create
from pulumi_chatbotkit.emulator.storage.rows import Content, Record
from pulumi_chatbotkit.json_values import JsonObject

_FOUND: Final = 302


def store_file(ctx: ActionContext) -> Answer:
    """Store the content at the path, or answer the address to send it to. What is there is replaced."""
    owner, path = owner_of(ctx), _path(ctx)
    if not path or any(_path_of(record).startswith(f"{path}/") for record, _ in _files(ctx, owner)):
        raise Refusal(BAD_REQUEST)
    content = _uploaded(ctx, _key(owner, path))
    _put(ctx, owner, path, content)
    answer: JsonObject = {"id": _id(path), "path": path}
    if content.body is None and content.url is None:
        answer["uploadRequest"] = upload_request(ctx.call, content)
    return json_answer(answer)


def list_files(ctx: ActionContext) -> Answer:
    """What is in a folder; with ``recursive=true`` the files below it, without folders (assumed).

    Whether the topmost folder of a space without files is missing was not established: the settings say.
    """
    owner, path = owner_of(ctx), _path(ctx)
    start = f"{path}/" if path else ""
    below = [(record, content) for record, content in _files(ctx, owner) if _path_of(record).startswith(start)]
    if not below and (path or ctx.environment.empty_root_is_missing):
        raise Refusal(NOT_FOUND)
    recursive = dict(reversed(ctx.call.query)).get("recursive") == "true"
    items: dict[str, JsonObject] = {}
    for record, content in below:
        name, slash, _ = _path_of(record).removeprefix(start).partition("/")
        if slash and not recursive:
            _add_folder(items, start + name, record.updated_at)
        else:
            items[_path_of(record)] = _item(_path_of(record), content.size, record.updated_at, is_directory=False)
    return json_answer({"items": [*items.values()]})


def read_file(ctx: ActionContext) -> Answer:
    """The content; its address for a client that wants JSON. Content at an address is not fetched."""
    owner = owner_of(ctx)
    record, content = _file(ctx, owner, _path(ctx))
    if ctx.call.accept == "application/json":
        return json_answer({"id": _id(_path_of(record)), "url": content.url or address_of(ctx.call, content)})
    if content.body is None:
        return Answer(status=_FOUND, content_type="text/plain", headers={"location": content.url or ""})
    return body_answer(content.content_type, content.body)


def remove_file(ctx: ActionContext) -> Answer:
    """Delete a file; with ``recursive`` everything in a folder."""
    owner, chosen = owner_and_body(ctx, ())
    path = _path(ctx)
    if chosen.get("recursive") is True:
        inside = [record for record, _ in _files(ctx, owner) if _path_of(record).startswith(f"{path}/")]
        if not inside:
            raise Refusal(NOT_FOUND)
    else:
        inside = [_file(ctx, owner, path)[0]]
    for record in inside:
        ctx.changes.remove(record)
    return json_answer({"path": path})


def move_file(ctx: ActionContext) -> Answer:
    """Move a file; one at the destination is replaced."""
    owner, source, destination = _copied(ctx)
    if source != _key(owner, destination):
        record = ctx.records.get(ctx.kind.name, source)
        if record is not None:
            ctx.changes.remove(record)
    return json_answer({"path": destination})


def copy_file(ctx: ActionContext) -> Answer:
    """Copy a file; one at the destination is replaced."""
    _, _, destination = _copied(ctx)
    return json_answer({"path": destination})


def _copied(ctx: ActionContext) -> tuple[Owner, str, str]:
    """Copy the file in the path; the owner, the id of its record, and the destination."""
    owner, validated = owner_and_body(ctx, required_on_create(ctx.kind.body(ctx.match.route.action)))
    record, content = _file(ctx, owner, _path(ctx))
    destination = str(validated["destinationPath"]).strip("/")
    if not destination:
        raise Refusal(BAD_REQUEST)
    new = replace(content, file=_key(owner, destination), ticket=ctx.environment.ids.new_secret())
    _put(ctx, owner, destination, new)
    return owner, record.id, destination


def _put(ctx: ActionContext, owner: Owner, path: str, content: Content) -> None:
    existing = ctx.records.get(ctx.kind.name, content.file)
    if existing is None:
        ctx.changes.create(ctx.kind, {"path": path}, owner, content.file)
    else:
        ctx.changes.update(ctx.kind, existing, {})
    ctx.records.put_content(content)


def _uploaded(ctx: ActionContext, file: str) -> Content:
    try:
        return uploaded(ctx.call, file, ctx.environment.ids.new_secret())
    except Refusal as refusal:
        if refusal.code == LIMITS_REACHED:
            raise Refusal(LIMITS_REACHED) from refusal
        raise


def _files(ctx: ActionContext, owner: Owner) -> Iterator[tuple[Record, Content]]:
    """The files of the space whose content has arrived."""
    for record in ctx.records.children_of(owner.parent or ""):
        content = ctx.records.content_of(record.id) if record.kind == ctx.kind.name else None
        if content is not None and (content.body is not None or content.url is not None):
            yield record, content


def _file(ctx: ActionContext, owner: Owner, path: str) -> tuple[Record, Content]:
    for record, content in _files(ctx, owner):
        if _path_of(record) == path:
            return record, content
    raise Refusal(NOT_FOUND)


def _add_folder(items: dict[str, JsonObject], path: str, updated_at: int) -> None:
    """Add a folder, as new as the newest file in it (assumed)."""
    before = items.get(path, {}).get("updatedAt")
    newest = max(updated_at, before) if isinstance(before, int) else updated_at
    items[path] = _item(path, 0, newest, is_directory=True)


def _item(path: str, size: int, updated_at: int, *, is_directory: bool) -> JsonObject:
    return {"id": _id(path), "path": path, "size": size, "updatedAt": updated_at, "isDirectory": is_directory}


def _path(ctx: ActionContext) -> str:
    return ctx.match.ids[ctx.kind.id_parameter].strip("/")


def _path_of(record: Record) -> str:
    return str(record.document["path"])


def _id(path: str) -> str:
    return base64.urlsafe_b64encode(path.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def _key(owner: Owner, path: str) -> str:
    return f"{owner.parent}.{_id(path)}"
