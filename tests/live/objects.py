"""Creates objects of any kind in a partner user made for the run: marked, named, with unique values."""

import re
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

from live.guard import NAME_PREFIX, mark
from live.service import Service
from pulumi_chatbotkit.api import ApiPath, NotFound
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from support.reference import (
    NEEDED,
    NEEDED_BY_UPDATE,
    PARENTS,
    REFERENCE,
    TOGETHER,
    UNSETTABLE,
    linked_kind,
    request,
    sample,
)

MASK = "********"
"""How the API shows a secret that is set (docs/api/api.md b.18)."""

NOT_TRIED = UNSETTABLE | {
    "contactId",  # contacts are people: the suite makes none that objects refer to
    "reranker",  # accepted values were not established (docs/api/api.md e.4)
    "store",  # accepted and discarded, "do not expose" (docs/api/api.md d)
    "theme",  # accepted values were not established (docs/api/api.md e.4)
}
_HARMLESS: JsonObject = {
    "expiresAt": 4_102_444_800_000,  # in 2100: the service deletes what has expired (docs/api/api.md b.21, b.23)
    "schedule": "monthly",  # nothing runs before it is deleted
}
"""Values that have an effect at a real service."""
_UNIQUE = {
    "alias": "live-{}",
    "fingerprint": "live-fingerprint-{}",
    "email": "live-{}@example.com",
    "slug": "live-suite-{}",
}
_NUMBERS = count(1)


@dataclass
class Objects:
    """The objects of one partner user."""

    service: Service
    run: str
    user: str
    _targets: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    @contextmanager
    def in_new_tenant(cls, service: Service, run: str) -> "Generator[Objects]":
        """A partner user that is deleted afterwards, with everything in it."""
        body: JsonObject = {"name": f"{NAME_PREFIX}tenant", "meta": mark(run)}
        user = str(service.post(("partner", "user", "create"), body)["id"])
        try:
            yield cls(service, run, user)
        finally:
            service.post(("partner", "user", user, "delete"), {})

    def path(self, kind: str, action: str, identifier: str = "") -> ApiPath:
        """Where an action of the kind is, ``identifier`` being the object's own id."""
        parts: list[str] = REFERENCE[kind]["actions"][action]["path"].removeprefix("/v1/").split("/")
        own = len(parts) - 2 if identifier else -1
        return tuple(identifier if at == own else self._filled(kind, part) for at, part in enumerate(parts))

    def run_as(self, kind: str) -> str | None:
        """The partner user to act as; None for partner routes (docs/api/api.md a.3)."""
        return None if kind.startswith("partner_user") else self.user

    def create(self, kind: str, fields: JsonObject | None = None) -> str:
        """The id of a new object with the mark."""
        body = {**self.smallest(kind), **(fields or {})}
        body["meta"] = {**(as_object(body.get("meta")) or {}), **mark(self.run)}
        return str(self.service.post(self.path(kind, "create"), body, run_as=self.run_as(kind))["id"])

    @contextmanager
    def made(self, kind: str, fields: JsonObject | None = None) -> Generator[str]:
        """An object for the time of the with statement."""
        identifier = self.create(kind, fields)
        try:
            yield identifier
        finally:
            self.delete_if_there(kind, identifier)

    def read(self, kind: str, identifier: str) -> JsonObject:
        """The object as a fetch shows it, or the list where the API has no fetch."""
        if "fetch" in REFERENCE[kind]["actions"]:
            return self.service.get(self.path(kind, "fetch", identifier), run_as=self.run_as(kind))
        return next(item for item in self.listed(kind) if item["id"] == identifier)

    def listed(self, kind: str) -> list[JsonObject]:
        """All objects of the kind."""
        return self.service.items(self.path(kind, "list"), run_as=self.run_as(kind))

    def update(self, kind: str, identifier: str, changes: JsonObject) -> JsonObject:
        """The answer to an update of these fields, together with those that each update needs."""
        needed = NEEDED_BY_UPDATE.get(kind, {}).keys() - changes.keys()
        resent = {name: self.read(kind, identifier)[name] for name in needed}
        return self.service.post(self.path(kind, "update", identifier), {**resent, **changes}, run_as=self.run_as(kind))

    def delete(self, kind: str, identifier: str) -> JsonObject:
        """The answer to a delete."""
        return self.service.post(self.path(kind, "delete", identifier), {}, run_as=self.run_as(kind))

    def delete_if_there(self, kind: str, identifier: str) -> None:
        """Delete an object; a test may have deleted it already."""
        try:
            self.delete(kind, identifier)
        except NotFound:
            return

    def everything(self, kind: str) -> JsonObject:
        """A value for every field, none of them the default; the values go together."""
        return {name: self.value(kind, name) for name in fields(kind, "create")} | TOGETHER.get(kind, {})

    def smallest(self, kind: str) -> JsonObject:
        """The smallest body that create accepts, with a name that says it is the suite's."""
        named: JsonObject = {"name": f"{NAME_PREFIX}{kind}"} if "name" in request(kind, "create") else {}
        needed = NEEDED.get(kind, {})
        return {**named, **{name: self.value(kind, name) if name in _UNIQUE else needed[name] for name in needed}}

    def value(self, kind: str, name: str) -> JsonValue:
        """A legal value of a field, and a unique one where it must be unique."""
        if name in _UNIQUE:
            return _UNIQUE[name].format(f"{self.run}-{next(_NUMBERS)}")
        if name in _HARMLESS:
            return _HARMLESS[name]
        if name == "visibility":
            return "protected"  # objects of tests are not public
        linked = linked_kind(kind, name)
        return sample(kind, name) if linked is None else self._linked(linked)

    def _filled(self, kind: str, part: str) -> str:
        if part == "{userId}":
            return self.user
        owner = PARENTS.get(kind)
        return self._linked(owner) if owner is not None and re.fullmatch(r"\{\w+\}", part) else part

    def _linked(self, kind: str) -> str:
        """One object of the kind for links, made when first needed."""
        if kind not in self._targets:
            self._targets[kind] = self.create(kind)
        return self._targets[kind]


def fields(kind: str, action: str) -> dict[str, Any]:
    """The fields of a body that the suite tries."""
    return {name: said for name, said in request(kind, action).items() if name not in NOT_TRIED}


def shown(kind: str, name: str, value: JsonValue) -> JsonValue:
    """How an answer shows a value that was sent, as far as a comparison goes.

    Keys that the service or this suite has put into a map are left out; {} and null are one (trap 11, {} and null).
    """
    said: str = request(kind, "create")[name].get("readBack", "")
    if said.startswith("masked") and value not in (None, ""):
        return MASK
    if isinstance(value, dict):
        return {key: inner for key, inner in value.items() if not key.startswith(("_", "pulumi"))} or None
    return value


def readable(kind: str, action: Literal["fetch", "list"]) -> set[str]:
    """The fields of bodies that the action's answers show; those of a list where the kind has no fetch."""
    actions = REFERENCE[kind]["actions"]
    answer = actions.get(action, actions["list"])["response"]
    shown_fields = answer["items"]["items"] if "items" in answer else answer
    said = {name: field.get("note", "") for name, field in shown_fields.items()}
    return {name for name in fields(kind, "create") if "sdk types only" not in said.get(name, "sdk types only")}
