"""``Connection``: what a fault can do to a client's connection. ``server.http_server`` passes it to the application."""

from collections.abc import Mapping
from typing import Final, Protocol, cast

from starlette.types import Receive, Scope

EXTENSION: Final = "pulumi_chatbotkit.connection"
"""Key of the ``Connection`` in the extensions of an ASGI scope."""


class Connection(Protocol):
    """A client's connection to the emulator's HTTP server."""

    def reset(self) -> None:
        """Drop it without sending anything else."""
        ...

    def finish(self) -> None:
        """Send what is pending, then close."""
        ...

    def hold(self) -> None:
        """Mark it as waiting for a late or missing answer, so that a stop of the server drops it at once."""
        ...

    def release(self) -> None:
        """Undo ``hold``, before the answer is sent."""
        ...


def connection_of(scope: Scope) -> Connection | None:
    """The connection of a request; None in process, where there is none."""
    return cast("Mapping[str, Connection]", scope.get("extensions") or {}).get(EXTENSION)


async def wait_for_disconnect(receive: Receive) -> None:
    """Return when the client has disconnected or the server has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass
