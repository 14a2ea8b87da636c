"""Filters of the request log, for the web console, the control routes, the command and ``wait_for``."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from fnmatch import fnmatchcase
from typing import Final

from pulumi_chatbotkit.emulator.errors import FilterError
from pulumi_chatbotkit.emulator.messages.routes import Router
from pulumi_chatbotkit.emulator.request_log.log import LoggedRequest
from pulumi_chatbotkit.json_values import JsonObject

NO_ANSWER: Final = "none"
"""The status of requests that a fault left without an answer."""

_STATUS: Final = re.compile(r"|[1-5](?:[0-9]{2}|xx)|none")
_WHOLE_NUMBER: Final = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, kw_only=True)
class NumberedRequest:
    """A request with its number in the log, from 1, and its route: ``kind/action``, or method and path if unknown."""

    number: int
    route: str
    request: LoggedRequest

    def as_json(self) -> JsonObject:
        """One flat object."""
        return {"number": self.number, "route": self.route, **asdict(self.request)}


@dataclass(frozen=True, kw_only=True)
class RequestFilter:
    """The conditions that requests must meet; those left out match every request.

    Args:
        route: A route's name (``bot/create``), part of the method and path, or a pattern with ``*`` for one of them.
        method: Such as ``POST``.
        status: A number, a class such as ``4xx``, or ``none`` for no answer.
        run_as: Part of the sub-account's id or e-mail.
        since: Only requests after the one of this number.
        limit: At most so many, the newest; None: all.
    """

    route: str = ""
    method: str = ""
    status: str = ""
    run_as: str = ""
    since: int = 0
    limit: int | None = None

    def select(self, log: Sequence[LoggedRequest], router: Router) -> list[NumberedRequest]:
        """The matching requests, in the order of the log."""
        found = [
            one
            for number, request in enumerate(log[self.since :], start=self.since + 1)
            if self._matches(one := NumberedRequest(number=number, route=route_of(request, router), request=request))
        ]
        return found if self.limit is None else found[max(0, len(found) - self.limit) :]

    def _matches(self, one: NumberedRequest) -> bool:
        request = one.request
        return (
            self.method.upper() in {"", request.method}
            and _has_status(request, self.status.lower())
            and self.run_as in (request.run_as or "")
            and _has_route(one, self.route)
        )


class RequestWaiter:
    """Collects the matching requests of a growing log, looking at each once. Starts again if the log was cleared."""

    def __init__(self, wanted: RequestFilter, router: Router) -> None:
        self.wanted = wanted
        self.found: list[LoggedRequest] = []
        self._router = router
        self._seen = 0

    def update(self, log: Sequence[LoggedRequest]) -> list[LoggedRequest]:
        """Every request that matched so far."""
        since = self._seen if self._seen <= len(log) else 0
        new = replace(self.wanted, since=since).select(log, self._router)
        self.found.extend(one.request for one in new)
        self._seen = len(log)
        return self.found


def parsed_filter(query: Mapping[str, str]) -> RequestFilter:
    """The filter in query parameters or a command's options.

    Raises:
        FilterError: unknown name, or a value that cannot match: the result must not look like an empty log.
    """
    known = {field.name for field in fields(RequestFilter)}
    unknown = sorted(query.keys() - known)
    if unknown:
        raise FilterError(f'there is no filter "{unknown[0]}"; there are {", ".join(sorted(known))}')
    status = query.get("status", "")
    if not _STATUS.fullmatch(status.lower()):
        raise FilterError(f'status is "{status}", and must be a status such as 404, a class such as 4xx, or none')
    return RequestFilter(
        route=query.get("route", ""),
        method=query.get("method", ""),
        status=status,
        run_as=query.get("run_as", ""),
        since=_number(query, "since") or 0,
        limit=_number(query, "limit"),
    )


def counts_by_route(found: Sequence[NumberedRequest]) -> dict[str, int]:
    """The number of requests per route, highest first."""
    return dict(Counter(one.route for one in found).most_common())


def route_of(request: LoggedRequest, router: Router) -> str:
    """``kind/action``, or method and path for a route that is not implemented."""
    found = router.match(request.path)
    return f"{request.method} {request.path}" if found is None else found.route.name


def _number(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    if not text:
        return None
    if not _WHOLE_NUMBER.fullmatch(text):
        raise FilterError(f'{name} is "{text}", and must be a whole number')
    return int(text)


def _has_route(one: NumberedRequest, wanted: str) -> bool:
    line = f"{one.request.method} {one.request.path}"
    if "*" in wanted:
        return any(fnmatchcase(text, wanted) for text in (line, one.request.path, one.route))
    return wanted in line or wanted == one.route


def _has_status(request: LoggedRequest, wanted: str) -> bool:
    status = NO_ANSWER if request.status is None else str(request.status)
    return wanted in {"", status} or (wanted.endswith("xx") and wanted[:-2] == status[:-2])
