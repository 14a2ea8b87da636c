"""Failures of the connection, in our words. What matters is whether the service may have got the request."""

from collections.abc import Generator
from contextlib import contextmanager

import httpx

from pulumi_chatbotkit.api.answers import Reader
from pulumi_chatbotkit.api.errors import AnswerFacts, Call, ForeignAnswer, Nature, NoAnswer

# No connection was there, so nothing can have arrived. Every other failure leaves it open.
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


@contextmanager
def losses(reader: Reader, call: Call, facts: AnswerFacts | None = None) -> Generator[None]:
    """Raise ``NoAnswer`` for a failure before an answer began, ``ForeignAnswer`` for one within an answer."""
    try:
        yield
    except (httpx.RequestError, OSError) as error:
        reason = reader.clean(f"{type(error).__name__} {error}", 200)
        if facts is None:
            raise NoAnswer(reason, call=call, was_sent=not isinstance(error, _NEVER_SENT)) from error
        raise ForeignAnswer(
            f"the answer broke off: {reason}", call=call, answer=facts, nature=Nature.TRANSIENT
        ) from error
