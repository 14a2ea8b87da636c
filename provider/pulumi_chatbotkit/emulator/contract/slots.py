"""Slots of a widget that files fill (docs/api/api.md b.18, widget)."""

from pulumi_chatbotkit.emulator.contract import rows
from pulumi_chatbotkit.emulator.contract.fields import Access, Field, OnEmpty, OnNull, OnTargetDeleted
from pulumi_chatbotkit.emulator.contract.kinds import Kind, Parent

_SLOT = Field(
    name="type",
    type="string",
    source="seen",
    required=True,
    on_null=OnNull.REFUSED,
    on_empty=OnEmpty.REFUSED,
    enum=("bar", "user", "bot", "button"),
)

WIDGET_FILE = Kind(
    name="widget_file",
    noun="file",
    path="/v1/integration/widget/{widgetIntegrationId}/file",
    id_parameter="fileId",
    actions={"attach": "fill_slot", "detach": "free_slot"},
    bodies={"attach": (_SLOT,)},
    parent=Parent(kind="integration_widget", parameter="widgetIntegrationId", addressing="any", body_first=True),
    meta_filter=False,
    fields=(
        rows.link("fileId", "file", Access.OWN, source="seen", on_target_deleted=OnTargetDeleted.DELETED),
        _SLOT,
    ),
)
"""A record is a filled slot; its id is the pair ``{widgetIntegrationId}/{type}``. No route shows one."""
