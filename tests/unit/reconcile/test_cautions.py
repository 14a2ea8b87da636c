"""Inputs that are accepted and do not do what their names say: check warns, and passes."""

from typing import cast

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.reconcile import Inputs
from support.core import check


@pytest.mark.parametrize(
    ("config", "warned"),
    [
        ({"allowedRoutes": ["bot/**"]}, ["config.allowedRoutes"]),
        ({"allowedRoutes": []}, []),
        ({"contactId": "c1"}, []),
        (None, []),
    ],
)
def test_trap_32_routes_of_a_token_are_warned_of(config: JsonObject | None, warned: list[str]) -> None:
    """They restrict nothing (b.3: token): who relies on them has given away a key to everything."""
    declared: JsonObject = {"userId": "u1"} if config is None else {"userId": "u1", "config": config}

    checked = check(KINDS["partner_user_token"], cast("Inputs", declared))

    assert [each.field for each in checked.cautions] == warned
    assert all("create_session" in each.reason for each in checked.cautions)
    assert checked.failures == ()
