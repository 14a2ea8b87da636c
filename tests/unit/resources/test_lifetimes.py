"""``retain_on_delete``, ``parent`` and ``deleted_with`` of what is in a partner user, under Pulumi's mocks."""

import pytest

from support.mocked_program import declared_by

USER = """import pulumi, pulumi_chatbotkit as chatbotkit
def options(**given): return pulumi.ResourceOptions(**given)
user = chatbotkit.PartnerUser("user")
kept = chatbotkit.PartnerUser("kept", options(retain_on_delete=True))
bot = chatbotkit.Bot("bot", run_as=user)
dataset = chatbotkit.Dataset("dataset", run_as=user)
own = chatbotkit.Dataset("own")
"""

RETAINED_ALONE = {
    "chatbotkit.Bot('x', options(retain_on_delete=True), run_as=user)": "PartnerUser 'user'",
    "chatbotkit.PartnerUserToken('x', options(retain_on_delete=True), user=user)": "PartnerUser 'user'",
    "chatbotkit.PartnerUserContext('x', options(retain_on_delete=True), user=user)": "PartnerUser 'user'",
    "chatbotkit.Dataset('x', options(retain_on_delete=True), run_as=user)": "PartnerUser 'user'",
    "chatbotkit.Dataset('x', options(retain_on_delete=True), run_as=user.id)": "PartnerUser 'user'",
    "chatbotkit.PartnerUserToken('x', options(retain_on_delete=True), user=user.id)": "PartnerUser 'user'",
    "chatbotkit.DatasetRecord('x', options(retain_on_delete=True), dataset_id=own.id, text='t')": "Dataset 'own'",
}


@pytest.mark.parametrize(("line", "owner"), RETAINED_ALONE.items())
def test_what_is_in_a_partner_user_is_not_retained_alone(line: str, owner: str) -> None:
    """The partner user's deletion would delete it, and Pulumi would show it as retained."""
    says = rf"'x': retain_on_delete cannot keep it, because the deletion of {owner} deletes it as well"
    with pytest.raises(AssertionError, match=says):
        declared_by(f"{USER}{line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "chatbotkit.Bot('x', options(retain_on_delete=True), run_as=kept)",
        "chatbotkit.Bot('x', run_as=kept)",
        "chatbotkit.Bot('x', options(retain_on_delete=True))",
        "chatbotkit.Dataset('x', options(parent=user))",
        "chatbotkit.Dataset('x', options(depends_on=[bot]))",
        "chatbotkit.SkillsetAbility('x', options(parent=bot), run_as=user, skillset_id='s', instruction='Look.')",
    ],
)
def test_what_is_right_is_allowed(line: str) -> None:
    assert any(name.endswith(" x") for name in declared_by(f"{USER}{line}\n"))


@pytest.mark.parametrize(
    "line",
    [
        "chatbotkit.Dataset('x', options(parent=bot))",
        "chatbotkit.Dataset('x', options(parent=dataset), run_as='someone-else')",
        "chatbotkit.Dataset('x', options(parent=bot), run_as=kept)",
        "chatbotkit.PartnerUser('x', options(parent=bot))",
    ],
)
def test_a_parent_in_a_partner_user_is_for_objects_of_the_same(line: str) -> None:
    """Pulumi hands ``deleted_with`` on to children, so what lives elsewhere would be left behind, in no state."""
    with pytest.raises(AssertionError, match=r"'x': (Bot 'bot'|Dataset 'dataset') cannot be its parent"):
        declared_by(f"{USER}{line}\n")


COMPONENTS = """
class Group(pulumi.ComponentResource):
    def __init__(self, name, **given): super().__init__("shop:Group", name, None, options(**given))
class Other(pulumi.CustomResource):
    def __init__(self, name): super().__init__("shop:Other", name, {})
other = Other("other")
"""

HANDED_ON = {
    "Bot('x', options(parent=Group('g', retain_on_delete=True)), run_as=user)": (
        "retain_on_delete, which its parent hands on, cannot keep it, because the deletion of PartnerUser 'user'"
    ),
    "Bot('x', options(parent=Group('h', parent=Group('g', retain_on_delete=True))), run_as=user)": (
        "retain_on_delete, which its parent hands on, cannot keep it"
    ),
    "PartnerUser('x', options(parent=Group('g', deleted_with=other)))": (
        "Group 'g' cannot be its parent. It is deleted together with Other 'other'"
    ),
    "Bot('x', options(parent=Group('h', parent=Group('g', deleted_with=user))))": "Group 'g' cannot be its parent",
    "Bot('x', options(parent=Group('g', deleted_with=user)), run_as=kept)": "Group 'g' cannot be its parent",
    "Bot('x', options(deleted_with=user))": "deleted_with cannot be PartnerUser 'user': only the deletion of the",
    "Bot('x', options(deleted_with=other), run_as=user)": "deleted_with cannot be Other 'other': only",
    "Bot('x', options(deleted_with=user), run_as='someone-else')": "deleted_with cannot be PartnerUser 'user'",
    "Bot('x', options(deleted_with=kept), run_as=kept)": (
        "deleted_with cannot be PartnerUser 'kept', which may be retained"
    ),
}


@pytest.mark.parametrize(("line", "says"), HANDED_ON.items())
def test_what_a_component_hands_on_is_examined(line: str, says: str) -> None:
    """And what a program sets itself: a live object would leave the state, or a retained one would go."""
    with pytest.raises(AssertionError, match=f"'x': {says}"):
        declared_by(f"{USER}{COMPONENTS}chatbotkit.{line}\n")


@pytest.mark.parametrize(
    "lines",
    [
        "chatbotkit.Bot('x', options(deleted_with=user), run_as=user)",
        "chatbotkit.Bot('x', options(parent=Group('g', deleted_with=user)), run_as=user)",
        "chatbotkit.Bot('x', options(parent=Group('g', retain_on_delete=True), retain_on_delete=False), run_as=user)",
        "chatbotkit.Bot('x', options(parent=Group('g', retain_on_delete=True)), run_as=kept)",
        """g = Group('g', retain_on_delete=True)
chatbotkit.Bot('x', options(parent=g), run_as=chatbotkit.PartnerUser('y', options(parent=g)))""",
    ],
)
def test_what_a_component_hands_on_rightly_is_allowed(lines: str) -> None:
    assert any(name.endswith(" x") for name in declared_by(f"{USER}{COMPONENTS}{lines}\n"))


def test_a_guard_stands_beside_each_partner_user() -> None:
    declared = declared_by(f"{USER}chatbotkit.PartnerUser('forced', force_destroy=pulumi.Output.from_input(True))\n")

    guards = {name: inputs for name, inputs in declared.items() if name.startswith("DeletionGuard ")}
    checked = "refused while the partner user holds anything that this stack does not manage"
    forced = "nothing is counted, because force_destroy is set"
    assert guards == {
        "DeletionGuard user.guard": {"userId": "user-id", "onDelete": checked},
        "DeletionGuard kept.guard": {"userId": "kept-id", "onDelete": checked},
        "DeletionGuard forced.guard": {"userId": "forced-id", "forceDestroy": True, "onDelete": forced},
    }
