"""The handle on a connection that a server of ours passes to the application, so that a fault can break it."""

from typing import Final, Protocol

from starlette.types import Receive

EXTENSION: Final = "pulumi_chatbotkit.connection"
"""Key of the handle in the extensions of an ASGI scope."""


class Connection(Protocol):
    """A client's connection to a server of ours."""

    def reset(self) -> None:
        """Drop it without sending anything more."""
        ...

    def finish(self) -> None:
        """Send what is pending, then close."""
        ...

    def hold(self) -> None:
        """Remember that no answer will come soon, so that the server's stop does not wait for one."""
        ...

    def release(self) -> None:
        """Undo ``hold``: the answer is on its way."""
        ...


async def disconnected(receive: Receive) -> None:
    """Until the client is gone, or the server has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass
