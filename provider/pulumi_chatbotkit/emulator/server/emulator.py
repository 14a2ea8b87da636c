"""``Emulator``: the application, its state, faults and request log in one object."""

import threading
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from pulumi_chatbotkit.emulator.actions.contents import Storage
from pulumi_chatbotkit.emulator.actions.service import Service
from pulumi_chatbotkit.emulator.errors import EmulatorError
from pulumi_chatbotkit.emulator.faults.pauses import Pauses
from pulumi_chatbotkit.emulator.messages.answer import Answer
from pulumi_chatbotkit.emulator.messages.call import Call
from pulumi_chatbotkit.emulator.messages.routes import Match, router_of
from pulumi_chatbotkit.emulator.openapi import openapi_route
from pulumi_chatbotkit.emulator.request_log.filters import NumberedRequest, RequestFilter, RequestWaiter
from pulumi_chatbotkit.emulator.request_log.log import LoggedRequest, RequestLog
from pulumi_chatbotkit.emulator.server.app import Parts, build_app
from pulumi_chatbotkit.emulator.settings.emulator_settings import EmulatorSettings
from pulumi_chatbotkit.emulator.settings.rng import derived_rng
from pulumi_chatbotkit.emulator.state.console import PARENT_ACCOUNT, Console

if TYPE_CHECKING:
    from pulumi_chatbotkit.emulator.faults.rules import AppliedFault, Faults
    from pulumi_chatbotkit.emulator.state.snapshots import Snapshot


class Emulator(Console):
    """An emulated API with its state.

    Thread-safe. Several emulators may share one file, also in several processes; the request log and the faults are
    not shared.
    """

    def __init__(self, settings: EmulatorSettings | None = None) -> None:
        """Open the state. Creates the parent account if there is none, and makes the settings' token its key.

        Raises:
            EmulatorFileError: the file is not an emulator's, or cannot be used. It was not changed.
            SeedError, StateNotEmptyError: the settings' data set does not exist, or the file holds records.
        """
        settings = settings or EmulatorSettings()
        super().__init__(settings)
        self._log = RequestLog()
        self._token = settings.token
        self._router = router_of(
            settings.generation, unpublished=settings.flat_abilities, space_apex=settings.space_apex
        )
        self._faults: Faults | None = None
        self._faults_lock = threading.Lock()
        self._fault_rng = derived_rng(settings.randomness, "faults")
        self._service = Service(self._store, settings, self._ids)
        self.parent_account: str = self.add_account(PARENT_ACCOUNT, settings.token)
        """Id of the account that the settings' token acts as."""
        self.admin_token: str = settings.admin_token
        """What the control routes want as a bearer token."""
        self.partner_path: str = "/v1/user" if settings.generation == "user" else "/v1/partner/user"
        """Where it serves partner users; with both generations, also at ``/v1/user``."""
        self._create_data_set(settings.seed)
        self.app: Starlette = build_app(
            Parts(
                service=self._service,
                storage=Storage(self._store),
                router=self._router,
                log=self._log,
                apply_faults=self._apply_faults,
                answer_with_fault=self._answer_with_fault,
                pauses=Pauses(settings.latency, derived_rng(settings.randomness, "latency"), settings.sleep),
                generation=settings.generation,
            ),
            [openapi_route(settings), *self._control_routes(settings), *self._console_routes(settings)],
            settings.allowed_hosts,
        )
        """The ASGI application; needs no lifespan."""

    def _create_data_set(self, data_set: str | None) -> None:
        try:
            if data_set is not None:
                self.seed(data_set)
        except EmulatorError:
            self.close()
            raise

    def _control_routes(self, settings: EmulatorSettings) -> list[BaseRoute]:
        if not settings.admin:
            return []
        from pulumi_chatbotkit.emulator.control.routes import control_routes  # noqa: PLC0415 - making its validators takes a while

        return control_routes(self, settings)

    def _console_routes(self, settings: EmulatorSettings) -> list[BaseRoute]:
        if not settings.console:
            return []
        from pulumi_chatbotkit.emulator.web_console import console_routes  # noqa: PLC0415 - embedded emulators do not need the template engine

        return console_routes(self, self._store)

    @property
    def faults(self) -> "Faults":
        """The active faults; add to them or clear them."""
        with self._faults_lock:
            if self._faults is None:
                from pulumi_chatbotkit.emulator.faults.late_writes import LateWrites  # noqa: PLC0415 - imports pydantic, which most emulators never need
                from pulumi_chatbotkit.emulator.faults.rules import Faults  # noqa: PLC0415 - imports pydantic, too

                late_writes = LateWrites(self._clock, self._service.answer)
                self._faults = Faults(self._fault_rng, late_writes, self._service.record_writes)
            return self._faults

    def _apply_faults(self, call: Call, match: Match | None) -> "AppliedFault | None":
        return None if self._faults is None else self._faults.apply(call, match)

    def _answer_with_fault(self, applied: "AppliedFault", call: Call, match: Match | None) -> Answer:
        from pulumi_chatbotkit.emulator.faults.fault_answers import FaultyService  # noqa: PLC0415 - imports pydantic, which most emulators never need

        return FaultyService(
            handler=self._service,
            late_writes=self.faults.late_writes,
            find_route=self._router.match,
            clock=self._clock,
        ).answer(applied, call, match)

    def add_account(self, name: str, token: str) -> str:
        """Make ``token`` a key of the account without a parent of this name, created if needed. Returns its id."""
        with self._store.writing() as records:
            account = self._account(records, name)
            records.add_key(token, account)
        return account

    def load(self, snapshot: "Snapshot") -> None:
        """Replace the whole state, as ``Console.load``; the settings' token stays a key of the parent account."""
        super().load(snapshot)
        self._service.forget()
        self.parent_account = self.add_account(PARENT_ACCOUNT, self._token)

    @property
    def requests(self) -> list[LoggedRequest]:
        """The requests that reached the API, in the order of the answers, without secrets."""
        return self._log.all()

    def requests_like(self, wanted: RequestFilter) -> list[NumberedRequest]:
        """The requests that match the filter, in the order of the answers."""
        return wanted.select(self.requests, self._router)

    def wait_for(
        self,
        count: int,
        *,
        route: str = "",
        method: str = "",
        status: str = "",
        run_as: str = "",
        timeout_s: float = 30,
    ) -> list[LoggedRequest]:
        """Wait for ``count`` requests that match the filter, and return them. Does not poll.

        Raises:
            TimeoutError: there were fewer after ``timeout_s`` seconds.
        """
        waiter = RequestWaiter(RequestFilter(route=route, method=method, status=status, run_as=run_as), self._router)
        if not self._log.wait_until(lambda log: len(waiter.update(log)) >= count, timeout_s):
            found = len(waiter.found)
            raise TimeoutError(
                f"after {timeout_s:g} s there were {found} of {count} requests that pass {waiter.wanted}"
            )
        return waiter.found[:count]

    def clear_requests(self) -> None:
        """Empty the request log."""
        self._log.clear()

    def reset(self) -> None:
        """Remove records, faults, late writes and logged requests. Accounts without a parent stay, with their keys."""
        with self._store.writing() as records:
            records.clear()
        self._service.forget()
        self.faults.clear()
        self.faults.late_writes.forget()
        self.clear_requests()
