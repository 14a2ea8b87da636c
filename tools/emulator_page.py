"""The rows of the page about the emulator's coverage, from docs/api/api.json and the emulator's routes."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from pulumi_chatbotkit.emulator.contract import ROUTE_KINDS
from pulumi_chatbotkit.emulator.contract.kinds import METHOD_BY_ACTION
from pulumi_chatbotkit.emulator.contract.left_out_routes import LEFT_OUT
from pulumi_chatbotkit.emulator.messages.routes import Router

_API: Final = Path(__file__).resolve().parent.parent / "docs" / "api" / "api.json"

_ONLY_IN_TEXT: Final = (
    *(("secret", f"/v1/secret/{{secretId}}/{action}", "b.12") for action in ("authenticate", "verify", "revoke")),
    *(("secret", f"/v1/secret/{{secretId}}/{action}", "b.12") for action in ("mint", "proxy")),
    ("conversation", "/v1/conversation/create", "b.24"),
    ("conversation", "/v1/conversation/{conversationId}/complete", "b.24"),
    ("completion", "/v1/conversation/complete", "b.24"),
    ("blueprint", "/v1/blueprint/{blueprintId}/resource/import", "b.6"),
    ("blueprint", "/v1/blueprint/{blueprintId}/clone", "b.6"),
    ("file", "/v1/file/{fileId}/sync", "b.13"),
)
"""POST actions that docs/api/api.md names and docs/api/api.json lacks."""


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """One action. ``source``: where it is described, as in the page's first table."""

    kind: str
    method: str
    path: str
    implemented: bool
    source: str

    @property
    def action(self) -> str:
        """What follows the ids in the path."""
        return next(part for part in reversed(self.path.split("/")) if not part.startswith("{"))


_READING: Final = frozenset({"list", "fetch", "export", "subscribe"})


def coverage() -> list[Coverage]:
    """Every action by kind: the kinds of the reference in its order, then those that only the emulator has."""
    router = Router()
    listed = {path: (kind, method, "api.json") for kind, method, path in _listed()}
    named = {path: (kind, "POST", f"api.md {section}") for kind, path, section in _ONLY_IN_TEXT}
    emulated = {path: (kind, method, "assumed") for kind, method, path in _emulated()}
    found = [
        Coverage(kind=kind, method=method, path=path, implemented=_is_implemented(router, method, path), source=source)
        for path, (kind, method, source) in (emulated | named | listed).items()
    ]
    order = list(dict.fromkeys(kind for kind, _, _ in (*_listed(), *_emulated())))
    return [*sorted(found, key=lambda one: order.index(one.kind)), *_left_out(router, {one.path for one in found})]


def _left_out(router: Router, described: Collection[str]) -> Iterator[Coverage]:
    """The routes that the emulator knows by name only. Their methods are those of such actions elsewhere."""
    for path in LEFT_OUT:
        if path in described or router.match(path) is not None:
            continue
        method = "GET" if path.rpartition("/")[2] in _READING else "POST"
        yield Coverage(kind="other", method=method, path=path, implemented=False, source="api.md or the Node SDK")


def _is_implemented(router: Router, method: str, path: str) -> bool:
    found = router.match(path)
    return found is not None and found.route.method == method


def _listed() -> Iterator[tuple[str, str, str]]:
    """Kind, method and path of every action of api.json."""
    reference = cast("dict[str, dict[str, dict[str, dict[str, str]]]]", json.loads(_API.read_text(encoding="utf-8")))
    for kind, described in reference.items():
        if not kind.startswith("$"):
            yield from ((kind, action["method"], action["path"]) for action in described["actions"].values())


def _emulated() -> Iterator[tuple[str, str, str]]:
    """Kind, method and path of every route of the emulator."""
    for kind in ROUTE_KINDS:
        for action in kind.actions:
            yield kind.name, METHOD_BY_ACTION[action], kind.path_of(action)
