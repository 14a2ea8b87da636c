"""Merge keys of YAML: of several maps the first wins, and the map's own keys win over all of them."""

from collections.abc import Callable

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantSpec
from support.tenants import bots_of

Read = Callable[..., tuple[TenantSpec, ...]]

SHARED = "x-a: &a {name: A, model: m-a}\nx-b: &b {name: B, model: m-b, backstory: b}\n"


@pytest.mark.parametrize(
    ("bot", "merged"),
    [
        ("<<: [*a, *b]", {"name": "A", "model": "m-a", "backstory": "b"}),
        ("<<: [*b, *a]", {"name": "B", "model": "m-b", "backstory": "b"}),
        ("<<: [*a, *b], name: Own", {"name": "Own", "model": "m-a", "backstory": "b"}),
        ("name: Own, <<: [*b, *a]", {"name": "Own", "model": "m-b", "backstory": "b"}),
        ("<<: *a, <<: *b", {"name": "A", "model": "m-a", "backstory": "b"}),
        ("<<: [{<<: *a, name: Inner}, *b]", {"name": "Inner", "model": "m-a", "backstory": "b"}),
    ],
)
def test_the_first_map_of_a_merge_wins(read: Read, bot: str, merged: dict[str, str]) -> None:
    """As YAML's own page on merge keys says: keys of earlier maps override those of later ones."""
    (tenant,) = read(f"{SHARED}tenants: {{one: {{bots: {{b: {{{bot}}}}}}}}}\n")

    assert bots_of(tenant)["b"] == merged
