"""The requests that an emulator received, with resource names instead of ids, so that tests can compare all of them."""

import re
from typing import TypeAlias, cast

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.emulator import LoggedRequest
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.testing import EmulatorServer

Sent: TypeAlias = tuple[str, JsonObject | None]
"""A request, such as ``create bot as acme``, and its body."""

_CREATION = "pulumiCreation"
_RANDOM_WORD = re.compile("[0-9a-f]{32}")


class Wire:
    """Reads the request log step by step."""

    def __init__(self, emulator: EmulatorServer) -> None:
        """Start with the next request."""
        self._emulator = emulator
        self._names: dict[str, str] = {}
        emulator.clear_requests()

    def take(self) -> list[Sent]:
        """The requests since the last call, in the order of their answers.

        The random creation ID in ``meta`` is checked and then removed, because tests cannot know it.
        """
        self._learn_names()
        taken = [self._sent(request) for request in self._emulator.requests]
        self._emulator.clear_requests()
        return taken

    def writes(self) -> list[Sent]:
        """``take`` without the reads: tests/unit/reconcile counts what a create or a deletion looks at first."""
        return [(what, body) for what, body in self.take() if body is not None]

    def _learn_names(self) -> None:
        """Update the names of objects; deleted ones keep their last name."""
        for kind in OBJECT_KINDS:
            for record in self._emulator.records(kind):
                meta = as_object(record["meta"]) or {}
                self._names[str(record["id"])] = str(meta.get("pulumiName", record["name"]))

    def _sent(self, request: LoggedRequest) -> Sent:
        *collection, last = request.path.removeprefix("/v1/").split("/")
        scope = f" as {self._named(request.run_as)}" if request.run_as else ""
        words = [str(self._named(part)) for part in collection]
        return f"{last} {'/'.join(words)}{scope}", self._body(request.body)

    def _body(self, body: JsonObject | None) -> JsonObject | None:
        meta = as_object((body or {}).get("meta"))
        if body is None or meta is None or _CREATION not in meta:
            return cast("JsonObject | None", self._named(body))
        assert _RANDOM_WORD.fullmatch(str(meta[_CREATION]))
        known: JsonObject = {key: value for key, value in meta.items() if key != _CREATION}
        return cast("JsonObject", self._named({**body, "meta": known}))

    def _named(self, value: JsonValue) -> JsonValue:
        if isinstance(value, str):
            return self._names.get(value, value)
        if isinstance(value, dict):
            return {key: self._named(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._named(inner) for inner in value]
        return value


def marker(kind: str, name: str, *, project: str = "e2e") -> JsonObject:
    """The marker's keys in ``meta``."""
    return {"pulumiStack": f"{project}/dev", "pulumiKind": kind, "pulumiName": name}
