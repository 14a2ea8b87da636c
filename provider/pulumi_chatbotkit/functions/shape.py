"""What the functions of a kind are called, take and show. Derived from the catalog; the generator reads it, too."""

import re

from pulumi_chatbotkit.catalog.schema.field import Field, ReadBack, Source
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind, OutputField, Scope, snake_case

_SELECTORS = ("alias", "name", "email")
_SEEN = (ReadBack.RETURNED, ReadBack.LIST_ONLY)


def get_name(kind: Kind) -> str:
    """Name of the function that finds one object: ``get_partner_user``."""
    return f"get_{snake_case(kind.class_name)}"


def list_name(kind: Kind) -> str:
    """Name of the function that lists objects: ``list_policies``."""
    plural = re.sub(r"y$", "ie", snake_case(kind.class_name))
    return f"list_{plural}s"


def readable(kind: Kind) -> tuple[Field, ...]:
    """The fields that a result shows: those that answers show in clear (traps 2 and 14)."""
    return tuple(field for field in kind.fields if field.read_back in _SEEN and not field.secret)


def made_in_clear(kind: Kind) -> tuple[OutputField, ...]:
    """The values made by the service that a result shows."""
    return tuple(output for output in kind.outputs if not output.secret)


def may_be_none(field: Field) -> bool:
    """Whether a result's value can be None: null by default, or unknown to older deployments."""
    return field.default is None or field.source is Source.SEEN


def selectors(kind: Kind) -> tuple[str, ...]:
    """What one object may be looked up by, one at a time."""
    fields = tuple(name for name in _SELECTORS if name in kind.by_name and not kind.by_name[name].secret)
    return ("id", *fields, *(("meta",) if kind.meta else ()))


def place_keys(kind: Kind) -> tuple[str, ...]:
    """State keys that say where objects of the kind are: the owner in their path, the account."""
    owner = (kind.parent.field,) if kind.parent else ()
    return (*owner, RUN_AS) if kind.scope is Scope.RUN_AS else owner
