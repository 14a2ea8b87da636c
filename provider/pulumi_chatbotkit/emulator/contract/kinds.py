"""How a kind is declared: its routes, its fields, and what is odd about it, as columns.

Verbs never ask for a kind's name.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pulumi_chatbotkit.emulator.ids import IdShape

from .fields import Field, Reference

Action: TypeAlias = Literal["create", "fetch", "list", "update", "delete"]
EVERY_ACTION: tuple[Action, ...] = ("create", "fetch", "list", "update", "delete")

CreateAnswer: TypeAlias = Literal["id", "record", "key"]
"""``id``: ``{id}``. ``record``: as fetched. ``key``: ``{id, token, createdAt}``, and the token acts as the parent."""

Addressing: TypeAlias = Literal["any", "own", "raw"]
"""What stands for an id in a path (docs/api/api.md a.11). ``own`` knows no ``@@alias`` nor ``@user@alias``."""


@dataclass(frozen=True, kw_only=True)
class Parent:
    """The record in front of a kind's path, such as the partner user of a context; addressed by raw id."""

    kind: str
    parameter: str


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A query parameter of list that compares one field. ``any_of``: one of comma-separated values must match."""

    field: str
    any_of: bool = False


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A type of API object.

    Args:
        name: The project's word for it, and the key in docs/api/api.json.
        noun: The API's word in messages, lower case.
        path: Everything before the action and the id, with parents' ids as ``{parameter}``.
        parent: The records belong to this parent; if that is an account, they are the account's.
        is_account: Records own other records, act, and take everything they own with them when deleted.
        create_needs_root: Text of the NOT_AUTHORIZED that a sub-account gets for creating one; None: it may.
        delete_options: Fields of the delete body. Kinds without any do not look at it.
        delete_members_option: The one among them that deletes the records whose reference here says ``member``.
    """

    name: str
    noun: str
    path: str
    id_parameter: str
    id_shape: IdShape = "cuid"
    fields: tuple[Field, ...]
    actions: tuple[Action, ...] = EVERY_ACTION
    parent: Parent | None = None
    addressing: Addressing = "any"
    create_answer: CreateAnswer = "id"
    filters: tuple[Filter, ...] = ()
    is_account: bool = False
    create_needs_root: str | None = None
    delete_options: tuple[Field, ...] = ()
    delete_members_option: str | None = None

    def field(self, name: str) -> Field | None:
        """The field of this name, if the kind has one."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def references(self) -> dict[str, Reference]:
        """The fields that name another record."""
        return {field.name: field.reference for field in self.fields if field.reference is not None}
