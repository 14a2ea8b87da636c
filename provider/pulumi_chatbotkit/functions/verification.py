"""``verify_bot``: a smoke test that asks a bot one question and checks the answer.

It opens a conversation, sends one message and deletes the conversation. docs/api/api.md has no section on
conversations; their format is taken from the product's documents, which only sketch it.
"""

import asyncio
import re
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import TypeAlias

import pulumi

from pulumi_chatbotkit.api import ApiPath, ChatBotKitError, Client, RunAs
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.lookups.arguments import ids_of
from pulumi_chatbotkit.lookups.connection import connected
from pulumi_chatbotkit.lookups.outputs import deferred_act
from pulumi_chatbotkit.resources.kinds.bot import Bot
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser

Expectation: TypeAlias = str | re.Pattern[str] | Callable[[str], bool]
"""Text that the answer contains, a pattern that it matches, or a function that returns True for it."""

_NAME = "verify_bot"
_SHOWN_CHARACTERS = 200
_RESULTS = ("result", "")
"""Kinds of the event with the whole answer; "" is a plain JSON object instead of a stream."""


def verify_bot(
    bot: pulumi.Input[str] | Bot,
    *,
    prompt: pulumi.Input[str],
    expect: Expectation | None = None,
    run_as: pulumi.Input[str] | PartnerUser | None = None,
    timeout_seconds: float = 60.0,
) -> pulumi.Output[str]:
    """Ask a bot a question and check its answer: an answer not as expected fails the run. A preview asks nothing.

    Args:
        bot: The bot, or its id. A resource is asked after it was created or updated.
        prompt: The message to send.
        expect: Text that the answer must contain, a compiled pattern to search for, or a function that returns True for
            the answer; left out, any answer that is not blank passes.
        run_as: The partner user in whose account the bot lives, or that user's id; left out, your own account.
        timeout_seconds: Seconds from opening the conversation to the end of the answer.

    Returns:
        The answer; unknown in a preview.

    The run fails with ``pulumi.RunError`` if the answer is late or not as expected, or if the service refuses.
    """

    def ask(bot: str, prompt: str, run_as: str | None) -> str:
        return _verified(_Question(bot, prompt, run_as, timeout_seconds), expect)

    return deferred_act(ask, bot=bot, prompt=prompt, run_as=run_as)


@dataclass(frozen=True)
class _Question:
    bot: str
    prompt: str
    run_as: str | None
    timeout_s: float


def _verified(question: _Question, expect: Expectation | None) -> str:
    ids_of(_NAME, {"botId": ("bot", question.bot), "runAs": ("run_as", question.run_as)})
    with connected(_NAME) as connection:
        answer = connection.runtime.run(_asked(connection.runtime.client, question))
    if fault := _fault(answer, expect):
        short = answer[:_SHOWN_CHARACTERS] + ("..." if len(answer) > _SHOWN_CHARACTERS else "")
        message = f"{_NAME}: bot {question.bot} was asked {question.prompt!r:.200}; its answer {fault}: {short!r}"
        raise pulumi.RunError(message)
    return answer


def _fault(answer: str, expect: Expectation | None) -> str | None:
    match expect:
        case None:
            return None if answer.strip() else "is blank"
        case str():
            return None if expect in answer else f"does not contain {expect!r}"
        case re.Pattern():
            return None if expect.search(answer) else f"does not match the pattern {expect.pattern!r}"
        case _:
            return None if expect(answer) else "is not accepted by the function given as expect"


async def _asked(client: Client, question: _Question) -> str:
    scope = None if question.run_as is None else RunAs(user_id=question.run_as)
    conversation = None
    try:
        async with asyncio.timeout(question.timeout_s):
            made = await client.post(
                ("conversation", "create"), {"botId": question.bot}, run_as=scope, repeatable=False
            )
            conversation = str(made.get("id"))
            return await _completed(client, conversation, question.prompt, scope)
    except TimeoutError as error:
        message = f"{_NAME}: bot {question.bot} did not answer within {question.timeout_s:g} s"
        raise pulumi.RunError(message) from error
    finally:
        if conversation is not None:
            await _delete(client, conversation, scope)


async def _completed(client: Client, conversation: str, prompt: str, scope: RunAs | None) -> str:
    """The answer: the text of the result, or the joined tokens where a deployment sends no result."""
    path: ApiPath = ("conversation", conversation, "complete")
    tokens: list[str] = []
    text: JsonValue = None
    async with aclosing(client.events(path, {"text": prompt}, run_as=scope)) as events:
        async for event in events:
            if event.kind == "token":
                tokens.append(str(event.data.get("token", "")))
            elif event.kind in _RESULTS:
                text = event.data.get("text")
    if isinstance(text, str):
        return text
    if not tokens:
        message = f"{_NAME}: the service completed conversation {conversation} without a text"
        raise pulumi.RunError(message)
    return "".join(tokens)


async def _delete(client: Client, conversation: str, scope: RunAs | None) -> None:
    """Delete the conversation; a failure is only a warning, because the answer is already there."""
    try:
        await client.post(("conversation", conversation, "delete"), {}, run_as=scope)
    except ChatBotKitError as error:
        pulumi.log.warn(f"{_NAME}: conversation {conversation} was not deleted: {error}")
