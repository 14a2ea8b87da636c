"""What is in a space: sites and stored files (docs/api/api.md b.19, b.20)."""

from dataclasses import replace
from typing import Final

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.checks import check_label, label_of
from pulumi_chatbotkit.emulator.contract.fields import Field, OnEmpty, OnNull, OnTargetDeleted, View
from pulumi_chatbotkit.emulator.contract.kinds import Filter, Kind, Parent
from pulumi_chatbotkit.emulator.contract.storage import FILE

_FETCHED: Final = frozenset[View]({"seed fetch", "server fetch"})


def _page(name: str, default: str) -> Field:
    """The name of a page; neither null nor "" is one."""
    text = replace(rows.text(name, source="seen"), default=default, min_chars=1, max_chars=256)
    return replace(text, on_null=OnNull.REFUSED, on_empty=OnEmpty.REFUSED)


SPACE_SITE = Kind(
    name="space_site",
    noun="site",
    path="/v1/space/{spaceId}/site",
    id_parameter="siteId",
    parent=Parent(kind="space", parameter="spaceId", addressing="any", shown_in=_FETCHED, body_first=True),
    addressing="own",
    filters=(Filter(field="slug"),),
    fields=(
        rows.alias(),
        rows.name(),
        rows.description(),
        Field(
            name="slug",
            type="string",
            source="seen",
            required=True,
            on_null=OnNull.REFUSED,
            on_empty=OnEmpty.REFUSED,
            normalise=label_of,
            late_check=check_label,
            needs_apex=True,
            unique="everywhere",
            older_name="domain",
            older_suffix=".chatbotkit.space",
        ),
        rows.nullable_text("prefix", source="seen", max_chars=1024),
        _page("index", "index.html"),
        _page("notFound", "404.html"),
        rows.meta(),
    ),
)

_DESTINATION = Field(
    name="destinationPath",
    type="string",
    source="seen",
    required=True,
    on_null=OnNull.REFUSED,
    on_empty=OnEmpty.REFUSED,
)

SPACE_STORAGE_FILE = Kind(
    name="space_storage_file",
    noun="file",
    path="/v1/space/{spaceId}/storage",
    id_parameter="path...",
    id_last=True,
    actions={
        "upload": "store_file",
        "list": "list_files",
        "download": "read_file",
        "delete": "remove_file",
        "move": "move_file",
        "copy": "copy_file",
    },
    bodies={
        "upload": FILE.body("upload"),
        "delete": (rows.boolean("recursive", default=False, source="seen"),),
        "move": (_DESTINATION,),
        "copy": (_DESTINATION,),
    },
    # The objects stay behind, out of reach (docs/api/api.md b.16, space).
    parent=Parent(kind="space", parameter="spaceId", addressing="any", on_deleted=OnTargetDeleted.UNLINKED),
    meta_filter=False,
    fields=(rows.plain("path", source="seen"),),
)
"""The API has paths and no records; the emulator's record of a file has the id ``{spaceId}.{id of the path}``."""
