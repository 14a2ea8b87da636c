"""Names of the official Terraform provider, where they are not the catalog's in snake case (docs/api/api.md a.14)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case

PREFIX: Final = "chatbotkit_"
FILE_CONTENT: Final = "chatbotkit_file_content"
"""The content of a file, which is an argument of the file here."""
COMPUTED: Final = frozenset({"id", "created_at", "updated_at", "content_sha256", "source_hash"})
"""Attributes that nobody declares."""

_INTEGRATION: Final = "integration_"
_OTHER_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "chatbotkit_context": "partner_user_context",
        "chatbotkit_whats_app_integration": "integration_whatsapp",
    }
)
"""Resource types that the rule does not give, and older ones, by the name of their kind."""

OTHER_ATTRIBUTES: Mapping[tuple[str, str], str] = MappingProxyType(
    {("integration_trigger", "trigger_schedule"): "schedule"}
)
"""Attributes with a name that is in neither generation of the API, by kind: the name of the field."""


def _type_of(kind: Kind) -> str:
    """``chatbotkit_slack_integration`` of ``integration_slack``; of other kinds their name."""
    if kind.name.startswith(_INTEGRATION):
        return f"{PREFIX}{kind.name.removeprefix(_INTEGRATION)}_integration"
    return f"{PREFIX}{kind.name}"


KIND_OF_TYPE: Mapping[str, Kind] = MappingProxyType(
    {
        **{_type_of(kind): kind for kind in KINDS.values() if not kind.name.startswith("partner_user")},
        **{name: KINDS[kind] for name, kind in _OTHER_TYPES.items()},
    }
)
"""The kind of each resource type."""


def field_of(kind: Kind, attribute: str) -> str | None:
    """The API's name of an attribute, of either generation; None if there is no such field."""
    other = OTHER_ATTRIBUTES.get((kind.name, attribute))
    return other or _fields(kind).get(attribute)


def _fields(kind: Kind) -> Mapping[str, str]:
    older = (field.older_name for field in kind.fields if field.older_name is not None)
    parent = () if kind.parent is None else (kind.parent.field,)
    content = {argument.name: argument.name for argument in kind.content_arguments}
    content |= {snake_case(field.name): field.name for field in kind.content_fields}
    return {**content, **{snake_case(name): name for name in (*older, *parent, *(each.name for each in kind.fields))}}
