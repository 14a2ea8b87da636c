"""Patterns for the routes of sessions."""

import fnmatch
import typing

import pulumi
import pytest

import pulumi_chatbotkit as chatbotkit


def test_patterns_cross_slashes() -> None:
    """``conversation/*`` would stop at the first one (docs/api/api.md b.4)."""
    assert chatbotkit.session_routes("conversation", "bot") == ["conversation/**", "bot/**"]


def test_read_only_patterns_name_the_actions() -> None:
    """At any depth: ``**`` stands for no segment, too."""
    routes = chatbotkit.session_routes("dataset", read_only=True)

    assert routes == ["dataset/**/list", "dataset/**/fetch"]
    assert not any(fnmatch.fnmatch("dataset/c1/delete", route) for route in routes)


@pytest.mark.parametrize("names", [(), ("conversations",), ("/v1/bot",)])
def test_a_name_that_is_no_collection_is_refused(names: tuple[str, ...]) -> None:
    """Such a pattern would allow nothing, and every call would look like one with an expired key."""
    with pytest.raises(pulumi.RunError, match=r"session_routes: .* pass some of blueprint, bot"):
        typing.cast("typing.Any", chatbotkit.session_routes)(*names)
