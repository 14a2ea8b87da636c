"""The request log as a person searches it: newest first, by route, status and run-as."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Final

from pulumi_chatbotkit.emulator.request_log import LoggedRequest
from pulumi_chatbotkit.json_values import JsonObject

SHOWN: Final = 200
"""Requests on the page; older ones are found by filtering."""

NO_ANSWER: Final = "none"
"""Filters for requests that a fault left without an answer."""


@dataclass(frozen=True, kw_only=True)
class ShownRequest:
    """One line of the log. ``number`` counts from the oldest; ``detail`` is the query and the body, "" without."""

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
    """The newest of the ``matching`` requests out of ``total``."""

    requests: list[ShownRequest]
    matching: int
    total: int


def shown_log(log: Sequence[LoggedRequest], query: Mapping[str, str]) -> ShownLog:
    """``query``: route is part of the method and path, or a pattern with ``*``; status is a number, ``4xx`` or
    ``none``; run_as is part of the id or e-mail. "" is any."""
    route, status, run_as = (query.get(name, "").strip() for name in ("route", "status", "run_as"))
    matching = [
        _shown(number, request)
        for number, request in enumerate(log, start=1)
        if _has_route(request, route) and _has_status(request, status) and run_as in (request.run_as or "")
    ]
    return ShownLog(requests=matching[: -SHOWN - 1 : -1], matching=len(matching), total=len(log))


def _has_route(request: LoggedRequest, wanted: str) -> bool:
    line = f"{request.method} {request.path}"
    if "*" in wanted:
        return fnmatchcase(line, wanted) or fnmatchcase(request.path, wanted)
    return wanted in line


def _has_status(request: LoggedRequest, wanted: str) -> bool:
    status = NO_ANSWER if request.status is None else str(request.status)
    wanted = wanted.lower()
    return wanted in {"", status} or (wanted.endswith("xx") and wanted[:-2] == status[:-2])


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
