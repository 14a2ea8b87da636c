"""The emulator as one object: the app, the state behind it, and a person's or a test's hands on that state."""

import threading
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from .app import Parts, build_app
from .calls import Call, Match, Router
from .console import PARENT_ACCOUNT, Console
from .contents import Storage
from .errors import EmulatorError
from .openapi import openapi_route
from .pauses import Pauses
from .randomness import branch
from .request_filters import NumberedRequest, RequestFilter, Waiting
from .request_log import LoggedRequest, RequestLog
from .service import Service
from .settings import EmulatorSettings

if TYPE_CHECKING:
    from .faults import FaultAction, Faults
    from .snapshots import Snapshot


class Emulator(Console):
    """An emulated API with its state.

    Safe to use from several threads; several emulators, in several processes too, may share one file. Requests and
    faults are this object's own.
    """

    def __init__(self, settings: EmulatorSettings | None = None) -> None:
        """Open the state, and create the parent account if it is new. The settings' token is a key of that account.

        Raises:
            EmulatorFileError: the file is not an emulator's, or cannot be used. It is left as it was.
            SeedError, StateNotEmptyError: the settings' data set does not exist, or the file holds records.
        """
        settings = settings or EmulatorSettings()
        super().__init__(settings)
        self._log = RequestLog()
        self._token = settings.token
        self._router = Router(settings.ability_links)
        self._faults: Faults | None = None
        self._faults_lock = threading.Lock()
        self._lots = branch(settings.randomness, "faults")
        self._service = Service(self._store, settings, self._ids)
        self.parent_account: str = self.add_account(PARENT_ACCOUNT, settings.token)
        """Id of the account that the settings' token acts as."""
        self._begin_with(settings.seed)
        self.app: Starlette = build_app(
            Parts(
                service=self._service,
                storage=Storage(self._store),
                router=self._router,
                log=self._log,
                strike=self._strike,
                pauses=Pauses(settings.latency, branch(settings.randomness, "latency"), settings.sleep),
            ),
            [openapi_route(settings), *self._admin_routes(settings), *self._console_routes(settings)],
        )
        """The ASGI application; needs no lifespan."""

    def _begin_with(self, data_set: str | None) -> None:
        try:
            if data_set is not None:
                self.seed(data_set)
        except EmulatorError:
            self.close()
            raise

    def _admin_routes(self, settings: EmulatorSettings) -> list[BaseRoute]:
        if not settings.admin:
            return []
        from .admin import admin_routes  # noqa: PLC0415 - validators that take a while to make

        return admin_routes(self, settings)

    def _console_routes(self, settings: EmulatorSettings) -> list[BaseRoute]:
        if not settings.console:
            return []
        from .pages import console_routes  # noqa: PLC0415 - a template engine that embedded emulators never need

        return console_routes(self, self._store)

    @property
    def faults(self) -> "Faults":
        """The faults, to add some or to clear them."""
        with self._faults_lock:
            if self._faults is None:
                from .faults import Faults  # noqa: PLC0415 - needs pydantic, which a service without faults never loads

                self._faults = Faults(self._lots)
            return self._faults

    def _strike(self, call: Call, match: Match | None) -> "FaultAction | None":
        return None if self._faults is None else self._faults.strike(call, match)

    def add_account(self, name: str, token: str) -> str:
        """The id of an account without a parent that ``token`` acts as; made if there is none of that name."""
        with self._store.writing() as records:
            account = self._account(records, name)
            records.add_key(token, account)
        return account

    def load(self, snapshot: "Snapshot") -> None:
        """Replace the whole state, as ``Console.load``; the settings' token goes on acting as the parent account."""
        super().load(snapshot)
        self._service.forget()
        self.parent_account = self.add_account(PARENT_ACCOUNT, self._token)

    @property
    def requests(self) -> list[LoggedRequest]:
        """What reached the API, in the order of the answers, without secrets."""
        return self._log.all()

    def requests_like(self, wanted: RequestFilter) -> list[NumberedRequest]:
        """Those of the requests that pass the filter, in the order of the answers."""
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
        """The first ``count`` requests that pass the filter, as soon as there are so many. Never polls.

        Raises:
            TimeoutError: after ``timeout_s`` seconds there were fewer.
        """
        waiting = Waiting(RequestFilter(route=route, method=method, status=status, run_as=run_as), self._router)
        if not self._log.wait_until(lambda log: len(waiting.found_in(log)) >= count, timeout_s):
            found = len(waiting.found)
            raise TimeoutError(
                f"after {timeout_s:g} s there were {found} of {count} requests that pass {waiting.wanted}"
            )
        return waiting.found[:count]

    def clear_requests(self) -> None:
        """Forget the requests so far."""
        self._log.clear()

    def reset(self) -> None:
        """Remove every record, fault and logged request. Accounts without a parent stay, with their keys."""
        with self._store.writing() as records:
            records.clear()
        self._service.forget()
        self.faults.clear()
        self.clear_requests()
