"""Typed classes and plain mappings declare the same."""

import pytest

from support.mocked_program import declared_by

HEAD = "import pulumi\nimport pulumi_chatbotkit as chatbotkit\nlater = pulumi.Output.from_input(7)\n"

SAME = {
    "limits": (
        """
chatbotkit.PartnerUser("a", limits=chatbotkit.PartnerUserLimitsArgs(
    tokens=5, file=chatbotkit.PartnerUserLimitsFileArgs(max_file_size=7),
))
""",
        'chatbotkit.PartnerUser("a", limits={"tokens": 5, "file": {"maxFileSize": 7}})',
    ),
    "outputs inside": (
        'chatbotkit.PartnerUser("a", limits=chatbotkit.PartnerUserLimitsArgs(tokens=later, messages=None))',
        'chatbotkit.PartnerUser("a", limits={"tokens": later})',
    ),
    "an output of a class": (
        """
chatbotkit.PartnerUser("a", limits=later.apply(
    lambda size: chatbotkit.PartnerUserLimitsArgs(attachment={"maxFileSize": size}),
))
""",
        'chatbotkit.PartnerUser("a", limits={"attachment": {"maxFileSize": later}})',
    ),
    "a list": (
        """
chatbotkit.PartnerUserToken("a", user="u1", config=chatbotkit.PartnerUserTokenConfigArgs(
    allowed_routes=["/v1/*", pulumi.Output.from_input("/v1/bot/*")],
))
""",
        'chatbotkit.PartnerUserToken("a", user="u1", config={"allowedRoutes": ["/v1/*", "/v1/bot/*"]})',
    ),
    "three deep": (
        """
block = chatbotkit.PolicyUsageConfigActionsBlockArgs(duration_in_seconds=9)
actions = chatbotkit.PolicyUsageConfigActionsArgs(block=block)
chatbotkit.Policy("a", config=chatbotkit.PolicyUsageConfigArgs(
    metric="tokens", threshold=5, window_in_seconds=60, actions=actions,
))
""",
        """
actions = {"block": {"durationInSeconds": 9}}
config = {"metric": "tokens", "threshold": 5, "windowInSeconds": 60, "actions": actions}
chatbotkit.Policy("a", config=config)
""",
    ),
    "a secret": (
        'chatbotkit.Secret("a", config=chatbotkit.SecretConfigArgs(client_id="x", pass_="planted"))',
        'chatbotkit.Secret("a", config={"clientId": "x", "pass": "planted"})',
    ),
}


@pytest.mark.parametrize("way", SAME)
def test_both_ways_of_writing_an_object_declare_the_same(way: str) -> None:
    """With the API's names, so that a change from one to the other shows no difference."""
    typed, plain = SAME[way]
    expected = declared_by(HEAD + plain)

    assert declared_by(HEAD + typed) == expected
    assert expected
