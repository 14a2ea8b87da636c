"""A client with its own thread and event loop, and the embedded emulator behind it, if it is configured.

Pulumi calls providers from several threads; with one loop they share connections, limits and the emulator.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, TypeVar

from pulumi_chatbotkit import emulator
from pulumi_chatbotkit.api import Hook, Watch
from pulumi_chatbotkit.hosts.configuration import ServiceSettings

if TYPE_CHECKING:
    from httpx import AsyncBaseTransport

    from pulumi_chatbotkit.emulator import Emulator

_Result = TypeVar("_Result")


class Interrupted(Exception):
    """Work was cancelled because the run was stopped; it is unknown whether the service has done it."""


class BackgroundClient:
    """A client that any thread may use."""

    def __init__(
        self,
        settings: ServiceSettings,
        redact: Callable[[str], str],
        report: Callable[[str], None],
        hooks: Sequence[Hook] = (),
        watches: Sequence[Watch] = (),
    ) -> None:
        """Start the loop; no request is sent. Hooks and watches observe the calls; ``redact`` masks secrets in errors,
        and ``report`` is told of long waits.

        Raises:
            EmulatorFileError: the embedded emulator's file cannot be used.
        """
        # Imported here, because a run without API calls does not need it.
        from pulumi_chatbotkit.api.client import Client  # noqa: PLC0415

        self._emulator = _emulator(settings)
        self._lock = threading.Lock()
        self._give_up_work: set[Callable[[], bool]] = set()
        self._interrupted = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="chatbotkit-client", daemon=True)
        self._thread.start()
        transport = _transport_to(self._emulator) if self._emulator else None
        self.client = Client(
            settings.client, transport=transport, hooks=hooks, watches=watches, redact=redact, report=report
        )

    def run(self, work: Coroutine[object, object, _Result]) -> _Result:
        """The result of ``work``, done on the client's loop. Call it from any other thread.

        Raises:
            Interrupted: the client was interrupted before the work was done.
        """
        with self._lock:
            if self._interrupted:
                work.close()
                raise Interrupted
            future = asyncio.run_coroutine_threadsafe(work, self._loop)
            self._give_up_work.add(future.cancel)
        try:
            return future.result()
        except CancelledError:
            raise Interrupted from None
        finally:
            with self._lock:
                self._give_up_work.discard(future.cancel)

    @property
    def is_busy(self) -> bool:
        """True while work is under way."""
        with self._lock:
            return bool(self._give_up_work)

    def interrupt(self) -> None:
        """Cancel all work in progress, and refuse new work."""
        with self._lock:
            self._interrupted = True
            under_way = [*self._give_up_work]
        for give_up in under_way:
            give_up()

    def close(self) -> None:
        """Close connections, the loop and the emulator."""
        asyncio.run_coroutine_threadsafe(self.client.aclose(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        if self._emulator:
            self._emulator.close()


def _transport_to(embedded: "Emulator") -> "AsyncBaseTransport":
    from httpx import ASGITransport  # noqa: PLC0415 - as the client

    return ASGITransport(app=embedded.app)


def _emulator(settings: ServiceSettings) -> "Emulator | None":
    if settings.embedded_database is None:
        return None
    generation = "both" if settings.generation == "auto" else settings.generation
    return emulator.Emulator(emulator.EmulatorSettings(database=settings.embedded_database, generation=generation))
