"""The routes of the web console. Each form ends with a redirect, so that reloading a page does not send it again.

| path under /console | shows | its form |
|---|---|---|
| (none) | accounts, partner users, objects by kind | |
| /account/ID | one account's objects by kind | |
| /kind/KIND | the records of a kind | |
| /record/KIND/ID | one record's fields | edits them |
| /delete/KIND/ID | what would be deleted | deletes it |
| /requests | the request log | |
| /requests/clear | | clears the request log |
| /reset | what would be removed | removes everything |
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
from pulumi_chatbotkit.emulator.messages.incoming_body import LARGEST_BODY_BYTES, IncomingBody
from pulumi_chatbotkit.emulator.request_log.filters import NumberedRequest, RequestFilter
from pulumi_chatbotkit.emulator.request_log.log import LoggedRequest
from pulumi_chatbotkit.emulator.state.record_lookup import existing_record, kind_named
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.emulator.storage.store import Store
from pulumi_chatbotkit.emulator.web_console.controls import Control, NotAValueError, changes, controls, refilled
from pulumi_chatbotkit.emulator.web_console.guard import Guard
from pulumi_chatbotkit.emulator.web_console.queries import (
    account_of,
    computed_values,
    format_time,
    kind_counts,
    listing,
    names_of_accounts,
    root_accounts,
    title,
)
from pulumi_chatbotkit.emulator.web_console.rendering import PREFIX, STYLE, page, record_path
from pulumi_chatbotkit.emulator.web_console.request_log_view import filter_from_query, shown_log
from pulumi_chatbotkit.json_values import JsonObject

_Handler: TypeAlias = Callable[[Request], Awaitable[Response]]
_MOST_FORM_FIELDS: Final = 1_000


class ConsoleBackend(Protocol):
    """What the pages need of an emulator."""

    @property
    def requests(self) -> list[LoggedRequest]: ...

    def requests_like(self, wanted: RequestFilter) -> list[NumberedRequest]: ...

    def edit(self, kind: str, record_id: str, changes: JsonObject) -> None: ...

    def remove(self, kind: str, record_id: str) -> None: ...

    def clear_requests(self) -> None: ...

    def reset(self) -> None: ...


def console_routes(emulator: ConsoleBackend, store: Store) -> list[BaseRoute]:
    """The routes of the web console for ``emulator``, whose state is ``store``."""
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
    def __init__(self, emulator: ConsoleBackend, store: Store) -> None:
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
        kind = kind_named(request.path_params["kind"])
        with self._store.reading() as records:
            found = listing(records, kind.name, request.query_params)
            account = account_of(records, request.query_params.get("account", ""))
            names = names_of_accounts(records, found)
            total = records.counts(account.id if account else None).get(kind.name, 0)
        return _page(request, "kind.html", kind=kind, found=found, names=names, account=account, total=total)

    async def record(self, request: Request) -> Response:
        record = self._record(request)
        return self._form(request, record, controls(KINDS[record.kind], record))

    async def edit(self, request: Request) -> Response:
        record = self._record(request)
        kind = KINDS[record.kind]
        form: dict[str, str] = {}
        try:
            form = await _form(request)
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
        found = self._emulator.requests_like(filter_from_query(request.query_params))
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
            return existing_record(records, request.path_params["kind"], request.path_params["id"])

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
            created=format_time(record.created_at),
            updated=format_time(record.updated_at),
            error=error,
        )


def _with_not_found(handler: _Handler) -> _Handler:
    """``handler`` with a 404 page for unknown kinds and records."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request)
        except (UnknownKindError, NoSuchRecordError) as missing:
            return _page(request, "missing.html", status=404, message=str(missing))

    return handle


def _page(request: Request, template: str, *, status: int = 200, **values: object) -> Response:
    query = request.query_params
    return page(template, status=status, note=query.get("note", ""), query=query, here=request.url.path, **values)


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form, as a browser encodes it."""
    body = (await IncomingBody(request).read(LARGEST_BODY_BYTES)).decode("utf-8", "replace")
    try:
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FORM_FIELDS))
    except ValueError as error:
        raise NotAValueError(f"the form has more than {_MOST_FORM_FIELDS:,} fields") from error


def _see_other(path: str) -> Response:
    return RedirectResponse(path, 303)
