"""``EmulatorServer``: an emulator that also serves a loopback port, for tests."""

from collections.abc import Generator
from contextlib import contextmanager

from pulumi_chatbotkit.emulator import Emulator, EmulatorSettings
from pulumi_chatbotkit.emulator.server.http_server import Listener, ServerThread

__all__ = ["Emulator", "EmulatorServer", "EmulatorSettings", "serve"]


class EmulatorServer(Emulator):
    """An emulator that also serves a free port of 127.0.0.1, in its own thread."""

    def __init__(self, settings: EmulatorSettings | None = None) -> None:
        """Start the server; it answers requests when this returns. Raises as ``Emulator``."""
        settings = settings or EmulatorSettings()
        super().__init__(settings)
        self.token: str = settings.token
        """Key of the parent account."""
        listener = Listener("127.0.0.1", 0)
        self.url: str = listener.url
        """Such as ``http://127.0.0.1:41234``; the API is under ``/v1`` and ``/api/v1``."""
        self._thread = ServerThread(self.app, listener)

    @property
    def emulator(self) -> Emulator:
        """The emulator itself: this object."""
        return self

    @property
    def admin_headers(self) -> dict[str, str]:
        """The headers that the control routes want."""
        return {"Authorization": f"Bearer {self.admin_token}"}

    def stop(self) -> None:
        """Close every connection, end the thread, close the state."""
        self._thread.stop()
        self.close()


@contextmanager
def serve(settings: EmulatorSettings | None = None) -> Generator[EmulatorServer]:
    """An emulator that runs inside the ``with`` block."""
    server = EmulatorServer(settings)
    try:
        yield server
    finally:
        server.stop()
