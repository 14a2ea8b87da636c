"""The request log as the web console shows it: newest first, filtered by route, status and run-as."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pulumi_chatbotkit.emulator.request_log.filters import NumberedRequest, RequestFilter
from pulumi_chatbotkit.emulator.request_log.log import LoggedRequest
from pulumi_chatbotkit.json_values import JsonObject

SHOWN: Final = 200
"""The largest number of requests on the page; a filter finds older ones."""


@dataclass(frozen=True, kw_only=True)
class ShownRequest:
    """One line of the log. ``number``: from 1, the oldest. ``detail``: query and body as JSON, "" if there are none."""

    number: int
    method: str
    path: str
    run_as: str
    status: str
    failed: bool
    fault: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class ShownLog:
    """The newest of the ``matching`` requests, out of ``total``."""

    requests: list[ShownRequest]
    matching: int
    total: int


def filter_from_query(query: Mapping[str, str]) -> RequestFilter:
    """The filter of the page's form. A wrong value matches no request."""
    route, status, run_as = (query.get(name, "").strip() for name in ("route", "status", "run_as"))
    return RequestFilter(route=route, status=status, run_as=run_as)


def shown_log(found: Sequence[NumberedRequest], total: int) -> ShownLog:
    """The page's content: ``found`` are the matching requests out of ``total``."""
    newest = [_shown(one.number, one.request) for one in found[: -SHOWN - 1 : -1]]
    return ShownLog(requests=newest, matching=len(found), total=total)


def _shown(number: int, request: LoggedRequest) -> ShownRequest:
    query: JsonObject = {"query": dict(request.query)} if request.query else {}
    body: JsonObject = {} if request.body is None else {"body": request.body}
    detail = query | body
    return ShownRequest(
        number=number,
        method=request.method,
        path=request.path,
        run_as=request.run_as or "",
        status="no answer" if request.status is None else str(request.status),
        failed=request.status is None or request.status >= 400,
        fault=request.fault or "",
        detail=json.dumps(detail, indent=2, ensure_ascii=False) if detail else "",
    )
