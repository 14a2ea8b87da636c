"""The pages and what their forms do. Each form ends in a redirect, so that reloading a page repeats nothing.

| path under /console | shows | its form |
|---|---|---|
| (none) | accounts, partner users, objects by kind | |
| /account/ID | one account's objects by kind | |
| /kind/KIND | the records of a kind | |
| /record/KIND/ID | one record's fields | edits them |
| /delete/KIND/ID | what would be deleted | deletes it |
| /requests | the request log | |
| /requests/clear | | forgets the requests |
| /reset | what would be removed | removes it |
"""

from collections.abc import Awaitable, Callable
from typing import Final, Protocol, TypeAlias
from urllib.parse import parse_qsl

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from pulumi_chatbotkit.emulator.contract import ACCOUNT_KIND, KINDS
from pulumi_chatbotkit.emulator.errors import EditRefusedError, NoSuchRecordError, UnknownKindError
from pulumi_chatbotkit.emulator.request_filters import NumberedRequest, RequestFilter
from pulumi_chatbotkit.emulator.request_log import LoggedRequest
from pulumi_chatbotkit.emulator.store import Record, Records, Store
from pulumi_chatbotkit.json_values import JsonObject

from .controls import Control, NotAValueError, changes, controls, refilled
from .guard import Guard
from .looking import account_of, computed_values, kind_counts, listing, moment, names_of_accounts, root_accounts, title
from .rendering import PREFIX, STYLE, page, record_path
from .requests import shown_log, wanted_by

_Handler: TypeAlias = Callable[[Request], Awaitable[Response]]
_MOST_FORM_FIELDS: Final = 1_000


class Handled(Protocol):
    """What the forms act on: an emulator."""

    @property
    def requests(self) -> list[LoggedRequest]: ...

    def requests_like(self, wanted: RequestFilter) -> list[NumberedRequest]: ...

    def edit(self, kind: str, record_id: str, changes: JsonObject) -> None: ...

    def remove(self, kind: str, record_id: str) -> None: ...

    def clear_requests(self) -> None: ...

    def reset(self) -> None: ...


def console_routes(emulator: Handled, store: Store) -> list[BaseRoute]:
    """The routes of the console over ``emulator``, whose state is ``store``."""
    pages = _Pages(emulator, store)
    handlers: list[tuple[str, str, _Handler]] = [
        ("GET", "", pages.overview),
        ("GET", "/", pages.overview),
        ("GET", "/console.css", pages.style),
        ("GET", "/account/{id}", pages.account),
        ("GET", "/kind/{kind}", pages.kind),
        ("GET", "/record/{kind}/{id:path}", pages.record),
        ("POST", "/record/{kind}/{id:path}", pages.edit),
        ("GET", "/delete/{kind}/{id:path}", pages.confirm_delete),
        ("POST", "/delete/{kind}/{id:path}", pages.delete),
        ("GET", "/requests", pages.requests),
        ("POST", "/requests/clear", pages.clear_requests),
        ("GET", "/reset", pages.confirm_reset),
        ("POST", "/reset", pages.reset),
    ]
    return [
        Route(f"{PREFIX}{path}", _with_not_found(handler), methods=[method], middleware=[Middleware(Guard)])
        for method, path, handler in handlers
    ]


class _Pages:
    def __init__(self, emulator: Handled, store: Store) -> None:
        self._emulator = emulator
        self._store = store

    async def style(self, _request: Request) -> Response:
        return Response(STYLE, media_type="text/css")

    async def overview(self, request: Request) -> Response:
        with self._store.reading() as records:
            accounts = [(one, sum(records.counts(one.id).values())) for one in root_accounts(records)]
            users = listing(records, ACCOUNT_KIND, request.query_params)
            kinds = kind_counts(records)
        return _page(request, "overview.html", accounts=accounts, users=users, user_kind=ACCOUNT_KIND, kinds=kinds)

    async def account(self, request: Request) -> Response:
        with self._store.reading() as records:
            account = account_of(records, request.path_params["id"])
            if account is None:
                raise NoSuchRecordError("account", request.path_params["id"])
            kinds = kind_counts(records, account.id)
        return _page(request, "account.html", account=account, user_kind=ACCOUNT_KIND, kinds=kinds)

    async def kind(self, request: Request) -> Response:
        name = request.path_params["kind"]
        if name not in KINDS:
            raise UnknownKindError(name, KINDS)
        with self._store.reading() as records:
            found = listing(records, name, request.query_params)
            account = account_of(records, request.query_params.get("account", ""))
            names = names_of_accounts(records, found)
            total = records.counts(account.id if account else None).get(name, 0)
        return _page(request, "kind.html", kind=KINDS[name], found=found, names=names, account=account, total=total)

    async def record(self, request: Request) -> Response:
        record = self._record(request)
        return self._form(request, record, controls(KINDS[record.kind], record))

    async def edit(self, request: Request) -> Response:
        record = self._record(request)
        kind = KINDS[record.kind]
        form = await _form(request)
        try:
            changed = changes(kind, record, form)
            if changed:
                self._emulator.edit(record.kind, record.id, changed)
        except (EditRefusedError, NotAValueError) as refusal:
            return self._form(request, record, refilled(controls(kind, record), form), str(refusal))
        return _see_other(f"{record_path(record.kind, record.id)}?note={'saved' if changed else 'unchanged'}")

    async def confirm_delete(self, request: Request) -> Response:
        record = self._record(request)
        with self._store.reading() as records:
            counts = records.counts(record.id) if KINDS[record.kind].is_account else {}
        return _page(request, "delete.html", record=record, title=title(record), owned=counts)

    async def delete(self, request: Request) -> Response:
        kind = request.path_params["kind"]
        self._emulator.remove(kind, request.path_params["id"])
        return _see_other(f"{PREFIX}/kind/{kind}?note=deleted")

    async def requests(self, request: Request) -> Response:
        found = self._emulator.requests_like(wanted_by(request.query_params))
        log = shown_log(found, len(self._emulator.requests))
        return _page(request, "requests.html", log=log)

    async def clear_requests(self, _request: Request) -> Response:
        self._emulator.clear_requests()
        return _see_other(f"{PREFIX}/requests?note=cleared")

    async def confirm_reset(self, request: Request) -> Response:
        with self._store.reading() as records:
            total = sum(records.counts().values())
        return _page(request, "reset.html", total=total, logged=len(self._emulator.requests))

    async def reset(self, _request: Request) -> Response:
        self._emulator.reset()
        return _see_other(f"{PREFIX}?note=reset")

    def _record(self, request: Request) -> Record:
        with self._store.reading() as records:
            return _existing(records, request.path_params["kind"], request.path_params["id"])

    def _form(self, request: Request, record: Record, shown: list[Control], error: str = "") -> Response:
        kind = KINDS[record.kind]
        with self._store.reading() as records:
            account = account_of(records, record.account)
        return _page(
            request,
            "record.html",
            status=400 if error else 200,
            kind=kind,
            record=record,
            title=title(record),
            account=account,
            controls=shown,
            computed=computed_values(kind, record),
            created=moment(record.created_at),
            updated=moment(record.updated_at),
            error=error,
        )


def _with_not_found(handler: _Handler) -> _Handler:
    """A page instead of an exception for what is not there."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except (UnknownKindError, NoSuchRecordError) as missing:
            return _page(request, "missing.html", status=404, message=str(missing))

    return handle


def _page(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    query = request.query_params
    return page(template, status=status, note=query.get("note", ""), query=query, here=request.url.path, **values)


def _existing(records: Records, kind: str, record_id: str) -> Record:
    if kind not in KINDS:
        raise UnknownKindError(kind, KINDS)
    found = records.get(kind, record_id)
    if found is None:
        raise NoSuchRecordError(kind, record_id)
    return found


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form as browsers encode it."""
    body = (await request.body()).decode("utf-8", "replace")
    return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FORM_FIELDS))


def _see_other(path: str) -> Response:
    return RedirectResponse(path, 303)
