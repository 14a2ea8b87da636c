"""An emulator with the records that an operation's path needs, and calls to it as the parent account."""

import asyncio
from typing import Final, cast

import httpx
import requests

from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN, Emulator, EmulatorSettings
from pulumi_chatbotkit.emulator.contract import KINDS, Kind
from pulumi_chatbotkit.emulator.contract.kinds import Action
from pulumi_chatbotkit.emulator.settings.emulator_settings import Profile
from pulumi_chatbotkit.json_values import JsonObject
from wire.fuzz.generation import Case, Operation

NO_RUN_AS: Final = {"X-RunAs-UserId": "", "X-RunAs-Child-User-Email": ""}
"""Empty headers count as none."""

HEADERS: Final = {"Authorization": f"Token {EMBEDDED_TOKEN}"}

_URL: Final = "http://localhost"

_BODIES: Final[dict[tuple[str, str], JsonObject]] = {
    ("portal", "create"): {"slug": "front-door"},
    ("space_site", "create"): {"slug": "front-door"},
    ("dataset_record", "create"): {"text": "A fact."},
    ("memory", "create"): {"text": "A fact."},
    ("widget_file", "attach"): {"type": "bar"},
    ("dataset_file", "attach"): {"type": "source"},
    ("file", "upload"): {"file": "data:,A%20fact."},
}
"""Bodies of requests that need one; for others ``{}`` is enough."""


class OperationHarness:
    """An emulator in memory, and the ids for a path's parameters."""

    def __init__(self, operation: Operation, profile: Profile) -> None:
        """Create the parent records of the operation's path, and the record it is about."""
        self.emulator = Emulator(EmulatorSettings(profile=profile))
        self._runner = asyncio.Runner()
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(self.emulator.app))
        self.ids: dict[str, str] = {}
        kind, action = operation.kind, operation.action
        if kind.parent is not None:
            self.ids[kind.parent.parameter] = self._create(KINDS[kind.parent.kind])
        if kind.id_last:
            path = {"upload": "new", "list": "folder"}.get(action, "front")
            for stored in ("front", "folder/front"):
                self._post(f"{kind.path}/upload/{stored}".format(**self.ids), _BODIES["file", "upload"])
            self.ids["path"] = path
        elif kind.id_parameter in operation.path:
            self.ids[kind.id_parameter] = (
                self._attached(kind, action) if "attach" in kind.actions else self._create(kind)
            )

    def close(self) -> None:
        """Close the emulator."""
        self._runner.run(self._client.aclose())
        self._runner.close()
        self.emulator.close()

    def send(self, case: Case) -> httpx.Response:
        """The answer to a generated request."""
        # schemathesis serialises for requests, which does not support ASGI.
        request = requests.Request(**case.as_transport_kwargs(base_url=_URL)).prepare()
        headers = {name: str(value) for name, value in request.headers.items()}
        body = cast("bytes | str | None", request.body)
        return self._send(httpx.Request(str(request.method), str(request.url), headers=headers, content=body))

    def _create(self, kind: Kind) -> str:
        made = self._post(f"{kind.path}/create".format(**self.ids), _BODIES.get((kind.name, "create"), {}))
        if "upload" in kind.actions:
            self._post(f"{kind.path}/{made}/upload", _BODIES[kind.name, "upload"])
        return made

    def _attached(self, kind: Kind, action: Action) -> str:
        """A file, attached unless the operation is attach."""
        file = self._create(KINDS["file"])
        if action != "attach":
            self._post(f"{kind.path}/{file}/attach".format(**self.ids), _BODIES[kind.name, "attach"])
        return file

    def _post(self, path: str, body: JsonObject) -> str:
        answer = self._send(httpx.Request("POST", _URL + path, headers=HEADERS, json=body))
        return str(answer.raise_for_status().json()["id"])

    def _send(self, request: httpx.Request) -> httpx.Response:
        return self._runner.run(self._client.send(request))
