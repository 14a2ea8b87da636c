"""The emulator as one object: the app, the state behind it, and a person's or a test's hands on that state."""

from typing import Final

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from .admin import admin_routes
from .app import Parts, build_app
from .calls import Router
from .console import Console
from .contents import Storage
from .faults import Faults
from .openapi import openapi_route
from .request_log import LoggedRequest, RequestLog
from .service import Service
from .settings import EmulatorSettings

_PARENT_ACCOUNT: Final = "parent"


class Emulator(Console):
    """An emulated API with its state.

    Safe to use from several threads; several emulators, in several processes too, may share one file. Requests and
    faults are this object's own.
    """

    def __init__(self, settings: EmulatorSettings | None = None) -> None:
        """Open the state, and create the parent account if it is new. The settings' token is a key of that account.

        Raises:
            EmulatorFileError: the file is not an emulator's, or cannot be used. It is left as it was.
        """
        settings = settings or EmulatorSettings()
        super().__init__(settings)
        self._log = RequestLog()
        self.faults = Faults()
        self.parent_account: str = self.add_account(_PARENT_ACCOUNT, settings.token)
        """Id of the account that the settings' token acts as."""
        self.app: Starlette = build_app(
            Parts(
                service=Service(self._store, settings, self._ids),
                storage=Storage(self._store),
                router=Router(settings.ability_links),
                log=self._log,
                faults=self.faults,
            ),
            [openapi_route(settings), *self._admin_routes(settings), *self._console_routes(settings)],
        )
        """The ASGI application; needs no lifespan."""

    def _admin_routes(self, settings: EmulatorSettings) -> list[BaseRoute]:
        return admin_routes(self, settings) if settings.admin else []

    def _console_routes(self, settings: EmulatorSettings) -> list[BaseRoute]:
        if not settings.console:
            return []
        from .pages import console_routes  # noqa: PLC0415 - a template engine that embedded emulators never need

        return console_routes(self, self._store)

    def add_account(self, name: str, token: str) -> str:
        """The id of an account without a parent that ``token`` acts as; made if there is none of that name."""
        with self._store.writing() as records:
            account = records.account_named(name)
            if account is None:
                account = self._ids.new("cuid2")
                records.add_account(account, name)
            records.add_key(token, account)
        return account

    @property
    def requests(self) -> list[LoggedRequest]:
        """What reached the API, in the order of the answers, without secrets."""
        return self._log.all()

    def clear_requests(self) -> None:
        """Forget the requests so far."""
        self._log.clear()

    def reset(self) -> None:
        """Remove every record, fault and logged request. Accounts without a parent stay, with their keys."""
        with self._store.writing() as records:
            records.clear()
        self.faults.clear()
        self.clear_requests()
