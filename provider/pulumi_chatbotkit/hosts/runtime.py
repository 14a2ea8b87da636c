"""What one run of a host shares: client, history, summary, redaction, shutdown. Owned by the host that makes it."""

import os
import sys
import threading
from collections import OrderedDict
from collections.abc import Coroutine, Generator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from pulumi_chatbotkit.api import ChatBotKitError, Hook
from pulumi_chatbotkit.catalog.schema.kind import Kind, Strategy
from pulumi_chatbotkit.emulator import EmulatorFileError
from pulumi_chatbotkit.hosts.background_client import BackgroundClient, Interrupted
from pulumi_chatbotkit.hosts.configuration import Misconfigured, Problem, ServiceSettings
from pulumi_chatbotkit.hosts.key_check import verify_key
from pulumi_chatbotkit.hosts.recovered_runs import RecoveredRun
from pulumi_chatbotkit.hosts.redaction import Redactor
from pulumi_chatbotkit.printable import printable
from pulumi_chatbotkit.reconcile import DEFAULT_GONE_LIMIT, Duplicates, KindProvider, RunHistory, StackSettings
from pulumi_chatbotkit.telemetry.exports import Exports, start_exports
from pulumi_chatbotkit.telemetry.request_log import RequestLog
from pulumi_chatbotkit.telemetry.summary import Summary

if TYPE_CHECKING:
    from pulumi_chatbotkit.api import Client
    from pulumi_chatbotkit.reconcile import Reconciler, RunContext

_Result = TypeVar("_Result")

_GRACE_S: Final = 5.0
"""How long calls in progress may continue after Ctrl-C; most take less than a second."""


def print_to_user(line: str) -> None:
    """Print a line; Pulumi shows the output of its providers to the user. What a terminal would obey is written out."""
    print(printable(line, keep="\n"), file=sys.stderr, flush=True)


class Runtime:
    """One run against one service. Thread-safe; connects on the first call."""

    def __init__(self, configured: ServiceSettings | Misconfigured) -> None:
        """Start with an empty history; ``configured`` is the result of reading the stack's configuration."""
        self.history = RunHistory()
        self.summary = Summary()
        self.redactor = Redactor()
        self._configured = configured
        self._recovered = RecoveredRun()
        self._reported: set[str] = set()
        self._duplicates = Duplicates()
        self._lock = threading.RLock()
        self._key_lock = threading.Lock()
        self._background: BackgroundClient | None = None
        self._exports: Exports | None = None
        self._reconcilers: dict[Strategy, Reconciler] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Problems of the configuration."""
        return self._configured.problems if isinstance(self._configured, Misconfigured) else ()

    @property
    def settings(self) -> ServiceSettings:
        """The settings of the run.

        Raises:
            Misconfigured: the configuration cannot be used.
        """
        if isinstance(self._configured, Misconfigured):
            raise self._configured
        return self._configured

    def provider(self, kind: Kind) -> KindProvider:
        """The provider of one kind."""
        settings = StackSettings() if self.problems else self.settings.stack_settings
        return KindProvider(kind, self.history, lambda: self._reconciler(kind.strategy), settings)

    @property
    def client(self) -> "Client":
        """The client, connected on first use.

        Raises:
            Misconfigured: the configuration cannot be used.
            EmulatorFileError: the embedded emulator's file cannot be used.
        """
        return self._connected().client

    def run(self, work: Coroutine[object, object, _Result]) -> _Result:
        """The result of ``work``, done on the client's loop. Call it from any other thread. Raises as ``client``.

        Raises:
            Interrupted: the run was interrupted before the work was done.
        """
        try:
            background = self._connected()
        except BaseException:
            work.close()
            raise
        return background.run(work)

    def key_refusal(self) -> Exception | None:
        """Why the service does not take the key, or cannot be asked; None if it does.

        It is asked by the first call, and only if ``chatbotkit:verifyToken`` is true. Raises ``Misconfigured``.
        """
        if not self.settings.verify_token:
            return None
        with self._key_lock:  # not the other one, which an interrupt needs
            return self._asked_key_refusal

    @cached_property
    def _asked_key_refusal(self) -> Exception | None:
        try:
            self.run(verify_key(self.client))
        except (ChatBotKitError, EmulatorFileError, Interrupted) as error:
            return error
        return None

    def interrupt(self, grace_s: float = _GRACE_S) -> None:
        """Stop the run: calls in progress may continue for ``grace_s`` seconds, and are then cancelled."""
        grace = threading.Timer(grace_s, self._give_up)
        grace.daemon = True  # a run that ends earlier does not wait
        grace.start()

    @property
    def is_busy(self) -> bool:
        """True while an operation is under way."""
        with self._lock:
            return self._background is not None and self._background.is_busy

    def end_run(self) -> None:
        """Report what is known at the end of a run; what was reported already is not reported again."""
        self._recovered.end(self.history.stacks, was_real=self.history.is_real)
        with self._lock:
            duplicates = self._duplicates
        lines = dict.fromkeys((*duplicates.lines(self.history), *self.history.lines_at_the_end()))
        with self._lock:
            news = [line for line in lines if line not in self._reported]
            self._reported.update(news)
        for line in news:
            self.report(line)

    def close(self) -> None:
        """End the run and close everything; a second call has no effect."""
        self.end_run()
        with self._lock:
            background, self._background = self._background, None
            exports, self._exports = self._exports, None
            self._reconcilers = {}
            self._duplicates = Duplicates()
            self._reported.clear()
        self.history.orphans.clear()
        self.history.unchecked_creates.clear()
        if background is not None:
            background.close()
        if exports is not None:
            exports.close()

    def _connected(self) -> BackgroundClient:
        with self._lock:
            if self._background is None:
                settings = self.settings
                self._exports = start_exports(os.environ)
                watches = [] if self._exports is None else [self._exports.watch]
                self._background = BackgroundClient(
                    settings, self.redactor.redact, self.report, self._hooks(settings), watches
                )
            return self._background

    def _give_up(self) -> None:
        with self._lock:
            background = self._background
        if background is not None:
            background.interrupt()

    def _reconciler(self, strategy: Strategy) -> "Reconciler":
        from pulumi_chatbotkit.reconcile import reconciler_for  # noqa: PLC0415 - as the client

        with self._lock:
            if strategy not in self._reconcilers:
                self._reconcilers[strategy] = reconciler_for(strategy, self._context)
            return self._reconcilers[strategy]

    @cached_property
    def _context(self) -> "RunContext":
        from pulumi_chatbotkit.reconcile import RunContext  # noqa: PLC0415 - as the client

        return RunContext(
            self._connected().client,
            self.history,
            adopt=self.settings.adopt,
            may_adopt_marked=lambda: self._recovered.is_allowed(self.history.stacks),
            may_be_gone=lambda identifier: self._recovered.may_be_gone(self.history.stacks, identifier),
            gone_limit=DEFAULT_GONE_LIMIT if self.settings.gone_limit is None else self.settings.gone_limit,
            gone_is_expected=self.settings.gone_limit is not None,
            report=self.report,
            count_adopted=self.summary.count_adopted,
            duplicates=self._duplicates,
        )

    def report(self, line: str) -> None:
        """Show a line to the person who runs Pulumi, without secrets."""
        print_to_user(self.redactor.redact(line))

    def _hooks(self, settings: ServiceSettings) -> list[Hook]:
        log = (
            []
            if settings.request_log is None
            else [RequestLog(settings.request_log, redact=self.redactor.redact).write]
        )
        return [self.summary.count, *log]


class Runtimes:
    """Runtimes by settings, for a process that uses several services; closes those no longer in use."""

    def __init__(self, idle: int = 2) -> None:
        """Keep at most ``idle`` unused runtimes open, those used last."""
        self._idle = idle
        self._lock = threading.Lock()
        self._open: OrderedDict[ServiceSettings, Runtime] = OrderedDict()
        self._users: dict[ServiceSettings, int] = {}

    @contextmanager
    def use(self, settings: ServiceSettings) -> Generator[Runtime]:
        """The runtime for these settings, opened on first use; it stays open at least until the block ends."""
        with self._lock:
            runtime = self._open.setdefault(settings, Runtime(settings))
            self._open.move_to_end(settings)
            self._users[settings] = self._users.get(settings, 0) + 1
        try:
            yield runtime
        finally:
            with self._lock:
                self._users[settings] -= 1
                unused = self._surplus()
            for each in unused:
                each.close()

    def close(self) -> None:
        """Close all of them."""
        with self._lock:
            runtimes = [*self._open.values()]
            self._open.clear()
        for runtime in runtimes:
            runtime.close()

    def _surplus(self) -> list[Runtime]:
        """Remove from the list the runtimes that are not in use, except those used last; returns the removed ones."""
        idle = [settings for settings in self._open if not self._users[settings]]
        surplus = idle[: max(0, len(idle) - self._idle)]
        for settings in surplus:
            del self._users[settings]
        return [self._open.pop(settings) for settings in surplus]
