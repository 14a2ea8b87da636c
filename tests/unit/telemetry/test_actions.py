"""Actions of paths, compared with docs/api/api.json."""

import json
from pathlib import Path
from typing import cast

import pytest

from pulumi_chatbotkit.telemetry.actions import action_of

Reference = dict[str, dict[str, dict[str, dict[str, str]]]]
REFERENCE = cast(
    "Reference", json.loads((Path(__file__).parents[3] / "docs" / "api" / "api.json").read_text(encoding="utf-8"))
)
DOCUMENTED = [
    pytest.param(kind, name, action["path"].removeprefix("/v1"), id=f"{kind}-{name}")
    for kind, row in REFERENCE.items()
    if kind != "$common"
    for name, action in row["actions"].items()
]


@pytest.mark.parametrize(("kind", "name", "route"), DOCUMENTED)
def test_every_documented_action_is_named_as_the_reference_does(kind: str, name: str, route: str) -> None:
    """Kind, action and route of a path with ids in it are those of the reference."""
    segments = [f"clm{position}" if "{" in word else word for position, word in enumerate(route.split("/"))]

    action = action_of("/".join(segments))

    assert (action.kind, action.name, action.route) == (kind, name, route)


def test_an_id_is_never_reported_as_an_action() -> None:
    """Metrics must have few label values, and a route must not contain names from a program."""
    assert action_of("/bot/@hers").route == "/bot/other"


def test_an_upload_is_reported_without_its_address() -> None:
    """Whoever has the signed address can write there."""
    assert "storage" not in repr(action_of("//storage.example.com"))


def test_the_path_of_a_stored_file_is_not_reported() -> None:
    """It is the user's own text, and may have any number of segments."""
    action = action_of("/space/c1/storage/upload/salary/2026/ada.pdf")

    assert (action.name, action.route) == ("upload", "/space/{spaceId}/storage/upload/{path...}")
