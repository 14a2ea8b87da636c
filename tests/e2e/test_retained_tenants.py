"""``retain_on_delete`` of customers: what is reported as deleted is deleted, and what is retained stays."""

import pytest

from pulumi_chatbotkit.testing import EmulatorServer
from support.accounts import live, post, users
from support.project import Project


def test_a_retained_partner_user_alone_loses_what_is_in_it_and_says_so(
    project: Project, emulator: EmulatorServer
) -> None:
    """The bot and the key are not retained, so they are really deleted; the conversation does not matter."""
    project.program("""
user = chatbotkit.PartnerUser("user", pulumi.ResourceOptions(retain_on_delete=True), name="user")
chatbotkit.Bot("bot", run_as=user)
chatbotkit.PartnerUserToken("key", user=user)
""")
    project.up()
    post(emulator, "conversation", {}, user=users(emulator)["user"])

    project.destroy()

    assert live(emulator, ("partner_user", "bot", "partner_user_token", "conversation")) == {
        "partner_user": 1,
        "bot": 0,
        "partner_user_token": 0,
        "conversation": 1,
    }


@pytest.mark.parametrize("how", ["retain_on_delete=True", "opts=pulumi.ResourceOptions(retain_on_delete=True)"])
def test_a_retained_tenant_keeps_everything(project: Project, emulator: EmulatorServer, how: str) -> None:
    """Whether the component's option or its argument says so; nothing is asked of the service."""
    project.program(f'chatbotkit.Tenant("acme", bots={{"support": {{}}}}, name="Acme", {how})')
    project.up()
    post(emulator, "conversation", {}, user=users(emulator)["Acme"])
    emulator.clear_requests()

    project.destroy()

    assert emulator.requests == []
    assert live(emulator, ("partner_user", "bot", "partner_user_token")) == {
        "partner_user": 1,
        "bot": 1,
        "partner_user_token": 1,
    }


def test_a_component_that_is_retained_keeps_everything_in_it(project: Project, emulator: EmulatorServer) -> None:
    """Pulumi hands the option on, to the guard too; what is declared elsewhere in the account is really deleted."""
    project.program("""
class Customer(pulumi.ComponentResource):
    def __init__(self, name, opts):
        super().__init__("my:index:Customer", name, {}, opts)
        inside = pulumi.ResourceOptions(parent=self)
        self.user = chatbotkit.PartnerUser(name, inside, name=name)
        chatbotkit.Bot(f"{name}.bot", inside, run_as=self.user, name="kept")
        chatbotkit.Tenant(f"{name}.tenant", inside, bots={"b": {"name": "kept"}}, name="tenant")

customer = Customer("acme", pulumi.ResourceOptions(retain_on_delete=True))
chatbotkit.Bot("outside", run_as=customer.user, name="deleted")
""")
    project.up()
    post(emulator, "conversation", {}, user=users(emulator)["acme"])

    project.destroy()

    assert [record["name"] for record in emulator.records("bot")] == ["kept", "kept"]
    assert users(emulator).keys() == {"acme", "tenant"}
