"""Every method of the SDK is either tested, or refused by the emulator with an error that names it."""

import pytest

from pulumi_chatbotkit.json_values import JsonObject
from wire.third_party.clients import CLIENTS
from wire.third_party.node_sdk import Account, NodeSdk, SdkError
from wire.third_party.other_methods import BEYOND, OTHER_METHODS

ATTACHMENT: JsonObject = {"data": "x", "type": "text/plain"}


def test_every_method_of_the_sdk_has_a_test(sdk: NodeSdk) -> None:
    """Methods of a newer SDK must not go unnoticed."""
    of_records = {f"{row.path}.{method}" for row in CLIENTS for method in (*row.methods, *row.acknowledged)}
    offered = {f"{client}.{method}" for client, methods in sdk.offer.items() for method in methods}

    assert of_records | OTHER_METHODS | set(BEYOND) == offered
    assert len(of_records) + len(OTHER_METHODS) + len(BEYOND) == len(offered)


@pytest.mark.parametrize("method", BEYOND)
def test_what_is_not_emulated_is_refused_by_name(method: str, parent: Account) -> None:
    """With an answer that looks like success, a program would assume that something happened."""
    with pytest.raises(SdkError) as refused:
        parent.call(method, "x", ATTACHMENT if method == "conversation.attachment.upload" else "x", "x")

    assert refused.value.code == "NOT_IMPLEMENTED"
