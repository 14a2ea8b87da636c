"""A conversation's answer: canned, the same for the same bot and text, in one piece or token by token.

docs/api/api.md has no table for it; the events follow the streams of a.10, with tokens and a result: assumed.
"""

import re
from collections.abc import Iterator
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject

from .answers import Answer, json_answer
from .steps import Step, item_of, owner_and_body
from .store import Record
from .values import required_on_create
from .verbs import JSON_LINES, json_line, wants_lines

_TOKEN: Final = re.compile(r"\s*\S+|\s+")


def complete(step: Step) -> Answer:
    """Answer a text."""
    owner, accepted = owner_and_body(step, required_on_create(step.kind.body("complete")))
    text = _answer_to(str(accepted["text"]), _bot_of(step, item_of(step, owner)))
    result = _result(text, step.surroundings.ids.new("cuid"))
    if wants_lines(step):
        return Answer(status=200, content_type=JSON_LINES, lines=_lines(text, result))
    return json_answer(result)


def _bot_of(step: Step, conversation: Record) -> str:
    """Name of the bot that answers."""
    bot = step.records.get("bot", str(conversation.document.get("botId")))
    name = "" if bot is None else str(bot.document.get("name", ""))
    return name or "the emulator"


def _answer_to(text: str, bot: str) -> str:
    return f'This is {bot}. You said: "{text}"'


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _result(text: str, message: str) -> JsonObject:
    """The published type of the SDK wants the id of the message that was made, and why it ended."""
    usage: JsonObject = {"token": len(_tokens(text))}
    return {"id": message, "text": text, "usage": usage, "end": {"reason": "stop"}}


def _lines(text: str, result: JsonObject) -> Iterator[bytes]:
    for token in _tokens(text):
        yield json_line("token", {"token": token})
    yield json_line("result", result)
