"""What the deployment tells of itself (docs/api/api.md a.8, limits; b.24)."""

from pulumi_chatbotkit.emulator.contract.kinds import Kind

PLATFORM_LIMIT = Kind(
    name="platform_limit",
    noun="limit",
    path="/v1/platform/limit",
    id_parameter="limitId",
    actions={"list": "show_plans"},
    is_open=True,
    fields=(),
)
"""The table of plans."""
