"""The requests that an emulator received, with resource names instead of ids, so that tests can compare all of them."""

import re
from typing import TypeAlias, cast

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.emulator import LoggedRequest
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.testing import EmulatorServer

Sent: TypeAlias = tuple[str, JsonObject | None]
"""A request, such as ``create bot as acme``, and its body."""

_RANDOM = {"pulumiCreation", "pulumiState"}
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

        The random IDs of the creation and of the state are checked and then removed from ``meta``, because tests cannot
        know them.
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
                self._names[str(record["id"])] = str(meta.get("pulumiName", record.get("name")))

    def _sent(self, request: LoggedRequest) -> Sent:
        *collection, last = request.path.removeprefix("/v1/").split("/")
        scope = f" as {self._named(request.run_as)}" if request.run_as else ""
        words = [str(self._named(part)) for part in collection]
        return f"{last} {'/'.join(words)}{scope}", self._body(request.body)

    def _body(self, body: JsonObject | None) -> JsonObject | None:
        meta = as_object((body or {}).get("meta"))
        update = as_object((meta or {}).get("$update"))
        if body is None or meta is None:
            return cast("JsonObject | None", self._named(body))
        if update is not None:
            return cast("JsonObject", self._named({**body, "meta": {**meta, "$update": _without_random(update)}}))
        assert "pulumiCreation" not in meta or meta.keys() >= _RANDOM
        known = _without_random(meta)
        return cast("JsonObject", self._named({**body, "meta": known}))

    def _named(self, value: JsonValue) -> JsonValue:
        if isinstance(value, str):
            return self._names.get(value, value)
        if isinstance(value, dict):
            return {key: self._named(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._named(inner) for inner in value]
        return value


def _without_random(meta: JsonObject) -> JsonObject:
    found = {key: value for key, value in meta.items() if key in _RANDOM}
    assert all(_RANDOM_WORD.fullmatch(str(value)) for value in found.values())
    return {key: value for key, value in meta.items() if key not in found}


def marker(kind: str, name: str, *, project: str = "e2e") -> JsonObject:
    """The marker's keys in ``meta``."""
    return {"pulumiStack": f"{project}/dev", "pulumiKind": kind, "pulumiName": name}
