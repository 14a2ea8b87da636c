"""Conversations and their answers: a fixed text, the same for the same bot and message, as JSON or as a stream.

Source: docs/api/api.md b.24 (conversations), a.10 (streaming). No model is asked; functions and extensions are ignored.
"""

import re
from collections.abc import Iterator
from typing import Final

from pulumi_chatbotkit.emulator.actions.addresses import resolve_reference
from pulumi_chatbotkit.emulator.actions.changes import Owner
from pulumi_chatbotkit.emulator.actions.contacts import ensured
from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_and_body, owner_of, target_record
from pulumi_chatbotkit.emulator.actions.streams import Event, stream_format, streamed
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, NOT_FOUND, Refusal
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.messages.validation import required_on_create
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_TOKEN: Final = re.compile(r"\s*\S+|\s+")


def converse(ctx: ActionContext) -> Answer:
    """Create a conversation; the answer repeats the messages that were sent, if there were any."""
    owner = Owner(account=ctx.account, parent=None)
    body = read_object(ctx.call.body)
    missing = _missing_bot(ctx, body)
    values = ctx.changes.validated_body(
        ctx.kind.fields, {name: value for name, value in body.items() if name != "botId" or not missing}, owner.account
    )
    if missing:
        raise Refusal(NOT_FOUND, f"Bot not found: {missing}")
    contact = as_object(values.pop("contact", None))
    if contact is not None:
        values["contactId"] = ensured(ctx, contact).id
    record = ctx.changes.create(ctx.kind, values, owner)
    messages = _messages(values)
    ctx.environment.limits.count(ctx.account, ctx.records, {"conversation": 1, "message": len(messages)})
    return json_answer({"id": record.id, **({"messages": values["messages"]} if messages else {})})


def complete(ctx: ActionContext) -> Answer:
    """Answer a text in a conversation."""
    owner, validated = owner_and_body(ctx, required_on_create(ctx.kind.body("complete")))
    _check_attachments(ctx, validated)
    conversation = target_record(ctx, owner)
    text = _answer_to(str(validated["text"]), _bot_name(ctx, conversation.document.get("botId")))
    return _answered(ctx, text, {"id": ctx.environment.ids.new("cuid"), **_result(text)}, messages=2)


def list_messages(ctx: ActionContext) -> Answer:
    """The messages that a conversation was created with, on one page (assumed: the SDK lists them, unpaged here)."""
    conversation = target_record(ctx, owner_of(ctx))
    given = dict(reversed(ctx.call.query))
    items: list[JsonValue] = [
        {"id": f"{conversation.id}-{number}", **message}
        for number, message in enumerate(_messages(conversation.document))
    ]
    if given.get("order") != "asc":
        items.reverse()
    return json_answer({"items": [] if given.get("cursor") else items, "cursor": ""})


def complete_once(ctx: ActionContext) -> Answer:
    """Answer the last message of the body. Stores nothing."""
    fields = ctx.kind.body("complete")
    validated = ctx.changes.validated_body(fields, read_object(ctx.call.body), ctx.account, required_on_create(fields))
    _check_attachments(ctx, validated)
    asked = [str(message["text"]) for message in _messages(validated) if message["type"] == "user"]
    text = _answer_to(asked[-1] if asked else "", _bot_name(ctx, validated.get("botId")))
    return _answered(ctx, text, _result(text), messages=1)


def _missing_bot(ctx: ActionContext, body: JsonObject) -> str:
    """What the body calls a bot that does not exist; "" if it names none, or one that exists.

    A bot that may not be used is left to the validator: 400.
    """
    address, reference = body.get("botId"), ctx.kind.references["botId"]
    if not isinstance(address, str) or not address.strip():
        return ""
    try:
        resolve_reference(ctx.records, reference, address.strip(), ctx.account)
    except Refusal as refusal:
        return address.strip() if refusal.code == NOT_FOUND else ""
    return ""


def _check_attachments(ctx: ActionContext, body: JsonObject) -> None:
    """Attachments need a namespace, which only a session's key can have. The text is assumed."""
    if body.get("attachments") and not ctx.namespace:
        raise Refusal(BAD_REQUEST, '"attachments" need a namespace')


def _messages(values: JsonObject) -> list[JsonObject]:
    given = values.get("messages")
    return [message for entry in given if (message := as_object(entry))] if isinstance(given, list) else []


def _bot_name(ctx: ActionContext, bot: JsonValue) -> str:
    found = ctx.records.get("bot", str(bot))
    name = "" if found is None else str(found.document.get("name", ""))
    return name or "the emulator"


def _answer_to(text: str, bot: str) -> str:
    return f'This is {bot}. You said: "{text}"'


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _result(text: str) -> JsonObject:
    return {"text": text, "usage": {"token": len(_tokens(text))}, "end": {"reason": "stop"}}


def _answered(ctx: ActionContext, text: str, result: JsonObject, *, messages: int) -> Answer:
    media_type = stream_format(ctx.call)
    ctx.environment.limits.count(ctx.account, ctx.records, {"message": messages, "token": len(_tokens(text))})
    return json_answer(result) if media_type is None else streamed(media_type, _events(text, result))


def _events(text: str, result: JsonObject) -> Iterator[Event]:
    """The answer in pieces, and a closing line with all of it."""
    for token in _tokens(text):
        yield "token", {"token": token}
    yield "result", result
