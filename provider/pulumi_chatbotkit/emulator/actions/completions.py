"""Completes a conversation with a fixed answer: the same for the same bot and text, as JSON or as a stream.

docs/api/api.md has no table for it; the events are assumed by analogy with a.10 (streaming).
"""

import re
from collections.abc import Iterator
from typing import Final

from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_and_body, target_record
from pulumi_chatbotkit.emulator.actions.verbs import JSON_LINES, json_line, wants_lines
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.validation import required_on_create
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonObject

_TOKEN: Final = re.compile(r"\s*\S+|\s+")


def complete(ctx: ActionContext) -> Answer:
    """Answer a text."""
    owner, validated = owner_and_body(ctx, required_on_create(ctx.kind.body("complete")))
    text = _answer_to(str(validated["text"]), _bot_of(ctx, target_record(ctx, owner)))
    result = _result(text, ctx.environment.ids.new("cuid"))
    if wants_lines(ctx):
        return Answer(status=200, content_type=JSON_LINES, lines=_lines(text, result))
    return json_answer(result)


def _bot_of(ctx: ActionContext, conversation: Record) -> str:
    """The name of the conversation's bot."""
    bot = ctx.records.get("bot", str(conversation.document.get("botId")))
    name = "" if bot is None else str(bot.document.get("name", ""))
    return name or "the emulator"


def _answer_to(text: str, bot: str) -> str:
    return f'This is {bot}. You said: "{text}"'


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _result(text: str, message: str) -> JsonObject:
    """The answer's object; the SDK's type requires a message id and the reason of the end."""
    usage: JsonObject = {"token": len(_tokens(text))}
    return {"id": message, "text": text, "usage": usage, "end": {"reason": "stop"}}


def _lines(text: str, result: JsonObject) -> Iterator[bytes]:
    for token in _tokens(text):
        yield json_line("token", {"token": token})
    yield json_line("result", result)
