"""Turns failures of the connection into our errors. What matters is whether the service may have got the request."""

from collections.abc import Generator
from contextlib import contextmanager

import httpx

from pulumi_chatbotkit.api.errors import Nature, NoAnswer, RequestInfo, ResponseHead
from pulumi_chatbotkit.api.responses import ResponseReader

# There was no connection, so nothing can have arrived. After every other failure the request may have arrived.
NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


@contextmanager
def connection_errors(reader: ResponseReader, info: RequestInfo, head: ResponseHead | None = None) -> Generator[None]:
    """Raise ``NoAnswer`` for a failure before the response began, ``ForeignAnswer`` for one while reading it.

    ``head`` is that of the response, None as long as there is none.
    """
    try:
        yield
    except (httpx.RequestError, OSError) as error:
        reason = reader.clean(f"{type(error).__name__} {error}", 200)
        if head is None:
            raise NoAnswer(reason, request=info, was_sent=not isinstance(error, NEVER_SENT)) from error
        raise reader.foreign_answer(f"the answer broke off: {reason}", head, info, nature=Nature.TRANSIENT) from error
