"""Which of Pulumi's options a tenant gives to what is in it."""

from collections.abc import Callable

import pulumi
import pytest

import pulumi_chatbotkit as chatbotkit
from support.registrations import Registration, registered_by

INSIDE = ("acme", "acme.support", "acme.token")


class Group(pulumi.ComponentResource):
    """A component of a program."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("shop:Group", name, None, opts)


def tenant(*, argument: bool = False, option: bool | None = None, group: bool | None = None) -> dict[str, Registration]:
    """What a tenant registers, with ``retain_on_delete`` as its argument, as an option, and of a component above it."""

    def program() -> None:
        above = Group("group", pulumi.ResourceOptions(retain_on_delete=group)) if group is not None else None
        options = pulumi.ResourceOptions(parent=above, retain_on_delete=option)
        chatbotkit.Tenant("acme", options, bots={"support": {}}, retain_on_delete=argument)

    return registered_by(program)


@pytest.mark.parametrize(
    ("registered", "retained"),
    [
        (tenant, False),
        (lambda: tenant(argument=True), True),
        (lambda: tenant(option=True), True),
        (lambda: tenant(option=False, group=True), False),
        (lambda: tenant(argument=True, option=False), True),
        (lambda: tenant(group=True), None),
        (lambda: tenant(group=False), None),
    ],
    ids=["nothing", "argument", "option", "option below another", "argument before option", "component", "component's"],
)
def test_what_is_in_a_tenant_is_retained_with_it(
    registered: Callable[[], dict[str, Registration]], retained: bool | None
) -> None:
    """By default a deletion deletes; below a component, what Pulumi hands down decides."""
    made = registered()

    assert {name: made[name].retained for name in INSIDE} == dict.fromkeys(INSIDE, retained)


@pytest.mark.parametrize(
    ("formerly", "former"), [("old", {"old"}), (("old", "older"), {"old", "older"}), ((), set[str]())]
)
def test_what_is_in_a_tenant_keeps_its_object_with_a_new_key(formerly: str | tuple[str, ...], former: set[str]) -> None:
    """``formerly`` is one name or several."""
    made = registered_by(lambda: chatbotkit.Tenant("acme", bots={"support": {}}, formerly=formerly))

    assert made["acme"].former_names == former
    assert made["acme.support"].former_names == {f"{name}.support" for name in former}
