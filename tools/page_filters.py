"""Jinja2 filters for the reference pages."""

import re
from collections.abc import Callable, Mapping

from class_filters import argument_type, limits
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.field import Clear, Field, ReadBack
from pulumi_chatbotkit.catalog.schema.kind import Strategy, snake_case
from typed_objects import key_limits, python_name, structures

OWN_IDS: Mapping[Strategy, str] = {
    Strategy.RECORD_SET: "the dataset's id and the resource's name (the API has no object for the set)",
    Strategy.STORED_FILE: "the space's id and the path (the API has no object for the file)",
    Strategy.SLOT: "the widget integration's id and the slot (the API has no object for the slot)",
}
"""What the ids of resources are made of that are no objects of the API."""

_READ_BACK = {
    ReadBack.RETURNED: "yes",
    ReadBack.LIST_ONLY: "by list",
    ReadBack.MASKED: "masked",
    ReadBack.NEVER: "never",
}

_CLEARED = {
    Clear.NULL: "`null`",
    Clear.EMPTY_STRING: '`""`',
    Clear.EMPTY_OBJECT: "`{}`",
    Clear.DEFAULT: "the default",
    Clear.IMPOSSIBLE: "nothing: refused",
}

_LAWS = "tests/unit/reconcile/test_laws.py"
_LINKS = "tests/unit/reconcile/test_references.py"
PROOFS: Mapping[str, str] = {
    "C": f"{_LAWS}::test_nothing_is_left_to_do_after_create",
    "U": f"{_LAWS}::test_nothing_is_left_to_do_after_update",
    "R": f"{_LAWS}::test_removing_an_argument_clears_the_field",
    "D": f"{_LAWS}::test_an_edit_in_the_console_shows_as_that_field_alone",
    "L": f"{_LINKS}::test_a_link_is_set_moved_and_cleared",
    "E": f"{_LINKS}::test_a_link_emptied_by_a_deletion_is_drift",
    "M": "tests/unit/reconcile/test_meta.py::test_declared_meta_is_managed_as_a_whole",
    "S": "tests/hosts/test_dynamic_over_grpc.py::test_secret_arguments_come_back_as_secrets",
    "A": "tests/unit/reconcile/test_actions_after.py",
    "O": "tests/unit/reconcile/test_options.py",
}
"""The test behind each letter of the coverage page."""


def cleared(field: Field) -> str:
    """What an update sends to clear the field."""
    return "only the marker's keys" if field.carries_marker else _CLEARED[field.clear]


def read_back(field: Field) -> str:
    """Which answers show the field."""
    return _READ_BACK[field.read_back]


def code(text: str) -> str:
    """Python's double backticks as Markdown's."""
    return re.sub(r"``(.+?)``", r"`\1`", text)


def cell(text: str) -> str:
    """Text that may stand in a table."""
    return text.replace("|", r"\|")


def proofs(field: Field) -> Mapping[str, str]:
    """What is proven of a field: words or letters of ``PROOFS``, by column of the coverage page."""
    linked = field.references in KINDS
    cleared_by = "O" if field.provider_only else "A" if field.is_local else "L" if linked else "R"
    unproven = "not emulated" if field.references and not linked else ""
    impossible = "impossible" if field.clear is Clear.IMPOSSIBLE else ""
    unseen = "never returned" if field.read_back is ReadBack.NEVER else ""
    local = "not at the service" if field.is_local else ""
    return {
        "create": unproven or ("L" if linked else "C"),
        "update": unproven or ("L" if linked else "U"),
        "clear": impossible or unproven or cleared_by,
        "drift": local or unseen or unproven or ("E" if linked else "M" if field.carries_marker else "D"),
        "secret": "S" if field.secret else "",
    }


FILTERS: Mapping[str, Callable[..., object]] = {
    "argument_type": argument_type,
    "limits": limits,
    "cleared": cleared,
    "read_back": read_back,
    "code": code,
    "cell": cell,
    "proofs": proofs,
    "snake": snake_case,
    "structures": structures,
    "key_limits": key_limits,
    "python_name": python_name,
}
