"""One connection to the service per process, used by every resource.

The engine calls providers from several threads; the client lives on one background event loop, so that connections,
limits and the embedded emulator are shared.
"""

import asyncio
import atexit
import os
import sys
import threading
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import CancelledError
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from pulumi_chatbotkit import emulator
from pulumi_chatbotkit.api import Hook, Watch
from pulumi_chatbotkit.hosts.configuration import ServiceSettings
from pulumi_chatbotkit.reconcile import Run
from pulumi_chatbotkit.telemetry.exports import start_exports
from pulumi_chatbotkit.telemetry.request_log import RequestLog
from pulumi_chatbotkit.telemetry.summary import Summary

if TYPE_CHECKING:
    from httpx import AsyncBaseTransport

    from pulumi_chatbotkit.emulator import Emulator

_Result = TypeVar("_Result")


_GRACE_S: Final = 5.0
"""How long a call that was under way at Ctrl-C may still be answered; most are within a second."""

RUN = Run()
"""What this process has seen of the state. The engine starts one provider process per run."""


class Interrupted(Exception):
    """Work was given up because somebody stopped the run; what the service did of it is not known."""


def say(line: str) -> None:
    """Tell the person who runs the engine: it shows what its providers print."""
    print(line, file=sys.stderr, flush=True)


class Service:
    """A client on a loop of its own, and the emulator behind it where the endpoint is embedded."""

    def __init__(
        self,
        settings: ServiceSettings,
        hooks: Sequence[Hook] = (),
        watches: Sequence[Watch] = (),
        adopted: Callable[[], None] = lambda: None,
    ) -> None:
        """Start the loop; no request is sent. Hooks and watches are told of the calls, ``adopted`` of adopted objects.

        Raises:
            EmulatorFileError: the embedded emulator's file cannot be used.
        """
        # Loaded here, because a run that calls nothing needs neither a client nor what it is made of.
        from pulumi_chatbotkit.api.client import Client  # noqa: PLC0415
        from pulumi_chatbotkit.reconcile.reconciler import Reconciler  # noqa: PLC0415

        self._emulator = _emulator(settings)
        self._lock = threading.Lock()
        self._give_up_work: set[Callable[[], bool]] = set()
        self._interrupted = False
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="chatbotkit-client", daemon=True)
        self._thread.start()
        transport = _transport_to(self._emulator) if self._emulator else None
        self.client = Client(settings.client, transport=transport, hooks=hooks, watches=watches)
        self.reconciler = Reconciler(self.client, run=RUN, adopt=settings.adopt, report=say, adopted=adopted)

    def run(self, work: Coroutine[object, object, _Result]) -> _Result:
        """The result of ``work``, done on the service's loop. Call it from any other thread.

        Raises:
            Interrupted: the service was interrupted before the work was done.
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

    def interrupt(self) -> None:
        """Give up all work that is under way, and take no more."""
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


class Services:
    """The services that a process talks to, one per settings, and what is counted of all of them."""

    def __init__(self) -> None:
        """Start with none."""
        self.summary = Summary()
        self._lock = threading.Lock()
        self._services: dict[ServiceSettings, Service] = {}

    def get(self, settings: ServiceSettings) -> Service:
        """The service for these settings, started on first use and closed with the process."""
        with self._lock:
            if settings not in self._services:
                service = Service(settings, self._hooks(settings), self._watches, self.summary.count_adopted)
                atexit.register(service.close)
                self._services[settings] = service
            return self._services[settings]

    def interrupt(self) -> None:
        """Somebody stops the run: what is under way may still be answered for some seconds, and is then given up."""
        grace = threading.Timer(_GRACE_S, self._give_up)
        grace.daemon = True  # a run that ends earlier does not wait
        grace.start()

    def _give_up(self) -> None:
        with self._lock:
            services = [*self._services.values()]
        for service in services:
            service.interrupt()

    def _hooks(self, settings: ServiceSettings) -> list[Hook]:
        log = [] if settings.request_log is None else [RequestLog(settings.request_log).write]
        return [self.summary.count, *log]

    @cached_property
    def _watches(self) -> tuple[Watch, ...]:
        """Started with the first service, and closed after the last: what is registered first is run last."""
        exports = start_exports(os.environ)
        if exports is None:
            return ()
        atexit.register(exports.close)
        return (exports.watch,)


SERVICES = Services()
"""The engine starts one provider process per run and keeps no handle in it, so the process is the scope."""


def _transport_to(embedded: "Emulator") -> "AsyncBaseTransport":
    from httpx import ASGITransport  # noqa: PLC0415 - as the client

    return ASGITransport(app=embedded.app)


def _emulator(settings: ServiceSettings) -> "Emulator | None":
    if settings.embedded_database is None:
        return None
    return emulator.Emulator(
        emulator.EmulatorSettings(database=settings.embedded_database, ability_links=settings.ability_links)
    )
