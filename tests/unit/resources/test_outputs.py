"""A resource's outputs in a program, run against Pulumi's mocks (docs/decisions/0015-outputs.md)."""

from support.mocked_program import declared_by

DECLARED = """
import pulumi
import pulumi_chatbotkit as chatbotkit
from pulumi.runtime.settings import SETTINGS

bot = chatbotkit.Bot("support", name="Support")
"""


def test_the_end_of_a_program_does_not_wait_for_each_output_of_a_resource() -> None:
    """It waits for the registration; with a thousand resources, the list of their outputs is what it would work on."""
    declared_by(
        DECLARED
        + """
own = [value for value in vars(bot).values() if isinstance(value, pulumi.Output)]
assert len(own) > 10
assert not [value for value in own if value._data in SETTINGS.outputs]
"""
    )


def test_what_is_derived_from_an_output_is_waited_for() -> None:
    """Programs act on what they get there; the process must not end before."""
    ran = declared_by(
        DECLARED
        + """
bot.name.apply(lambda name: chatbotkit.Dataset(f"{name}-answers", name="Answers"))
"""
    )

    assert sorted(ran) == ["Bot support", "Dataset Support-answers"]
