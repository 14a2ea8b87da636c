"""A client of the SDK as a row: what it creates and changes, and what the API does with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue

MASK: Final = "********"
"""How a secret reads that is set (docs/api/api.md b.18)."""


@dataclass(frozen=True, kw_only=True)
class Client:
    """A client of the SDK that manages records.

    Args:
        path: Where it is on the SDK's object.
        kind: Key in docs/api/api.json.
        sample: Body of a create. ``{n}`` in a text becomes a number, where two records may not share a value.
        change: Body of an update.
        parents: Clients whose records' ids come first among the arguments, outermost first.
        links: Fields of the create body that hold the id of a record which another client makes.
        methods: Those of create, fetch, list, update and delete that the API has.
        acknowledged: Methods that take the id, start something and answer the id.
        hidden: Fields that are never read back.
        masked: Fields that read back as a mask.
        renames: Paths that the API has renamed since this version of the SDK.
    """

    path: str
    kind: str
    sample: JsonObject
    change: JsonObject
    parents: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict[str, str])
    methods: tuple[str, ...] = ("create", "fetch", "list", "update", "delete")
    acknowledged: tuple[str, ...] = ()
    hidden: frozenset[str] = field(default_factory=frozenset[str])
    masked: frozenset[str] = field(default_factory=frozenset[str])
    renames: tuple[tuple[str, str], ...] = ()

    def body(self, number: int = 1) -> JsonObject:
        """The create body of the ``number``-th record, without links."""
        return {name: _numbered(value, number) for name, value in self.sample.items()}

    def read_back(self, stored: JsonObject) -> JsonObject:
        """How the API shows values that it has stored."""
        shown = {name: value for name, value in stored.items() if name not in self.hidden}
        return {name: MASK if name in self.masked else value for name, value in shown.items()}


def _numbered(value: JsonValue, number: int) -> JsonValue:
    return value.replace("{n}", str(number)) if isinstance(value, str) else value


def created(name: str, **own: JsonValue) -> JsonObject:
    """What nearly every kind has, and its own fields."""
    meta: JsonObject = {"team": "support", "nested": {"deep": [1, True, None, "ü"]}}
    return {"name": name, "description": f"{name}, made by the SDK", "meta": meta, **own}


def changed(**own: JsonValue) -> JsonObject:
    return {"name": "Changed", "description": "", "meta": {"team": "sales"}, **own}


def integration(name: str, *, link: str, sample: JsonObject, change: JsonObject) -> Client:
    """An integration: the common part of docs/api/api.md b.18, and its own fields."""
    return Client(
        path=f"integration.{name}",
        kind=f"integration_{name}",
        sample=created(f"Our {name}", alias=f"{name}-{{n}}", **sample),
        change=changed(alias=f"{name}-changed", **change),
        links={"blueprintId": "blueprint", f"{link}Id": link},
    )


def channel(name: str, *, sample: JsonObject, change: JsonObject, secrets: frozenset[str]) -> Client:
    """An integration that brings messages to a bot. ``secrets`` read back as a mask."""
    row = integration(name, link="bot", sample={**sample, "sessionDuration": 60_000}, change=change)
    return replace(row, acknowledged=("setup",), masked=secrets)
