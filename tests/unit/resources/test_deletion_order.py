"""What Pulumi is told about deletions: which of them to skip, and what a guard has to be deleted before."""

from collections.abc import Callable
from typing import TypeAlias

import pulumi
import pytest

import pulumi_chatbotkit as chatbotkit
from support.registrations import registered_by


class Other(pulumi.CustomResource):
    """A resource of another package."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("shop:Other", name, {}, opts)


class Group(pulumi.ComponentResource):
    """A component of a program."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("shop:Group", name, None, opts)


def options(**given: object) -> pulumi.ResourceOptions:
    """Pulumi's options."""
    return pulumi.ResourceOptions(**given)  # pyright: ignore[reportArgumentType] - each row names its own


User: TypeAlias = chatbotkit.PartnerUser
Declare: TypeAlias = Callable[[User], object]
"""Declares the resource ``x``, given the partner user ``user``."""


IN_ITS_USER: dict[str, tuple[Declare, str]] = {
    "run_as": (lambda user: chatbotkit.Bot("x", run_as=user), "user"),
    "user": (lambda user: chatbotkit.PartnerUserToken("x", user=user), "user"),
    "set by the program": (lambda user: chatbotkit.Bot("x", options(deleted_with=user), run_as=user), "user"),
    "below a component": (lambda user: chatbotkit.Bot("x", options(parent=Group("g")), run_as=user), "user"),
    "below what is in it": (
        lambda user: chatbotkit.Bot("x", options(parent=chatbotkit.Bot("y", run_as=user)), run_as=user),
        "user",
    ),
    "its id": (lambda user: chatbotkit.Bot("x", run_as=user.id), ""),
    "its id as text": (lambda _: chatbotkit.Bot("x", run_as="user-id"), ""),
    "in the account": (lambda _: chatbotkit.Bot("x"), ""),
    "parent alone": (lambda user: chatbotkit.Bot("x", options(parent=user)), ""),
    "a retained partner user": (
        lambda _: chatbotkit.Bot("x", run_as=chatbotkit.PartnerUser("kept", options(retain_on_delete=True))),
        "",
    ),
    "a partner user that a component retains": (
        lambda _: chatbotkit.Bot(
            "x", run_as=chatbotkit.PartnerUser("kept", options(parent=Group("g", options(retain_on_delete=True))))
        ),
        "",
    ),
    "retained with its partner user": (
        lambda _: chatbotkit.Bot(
            "x",
            options(retain_on_delete=True),
            run_as=chatbotkit.PartnerUser("kept", options(retain_on_delete=True)),
        ),
        "",
    ),
}


@pytest.mark.parametrize("row", IN_ITS_USER)
def test_a_delete_is_skipped_where_the_partner_users_deletes_the_object(row: str) -> None:
    """Nowhere else: an object whose delete is skipped, and which lives on, is in no state any more."""
    declare, skipped_with = IN_ITS_USER[row]

    found = registered_by(lambda: declare(chatbotkit.PartnerUser("user")))

    assert found["x"].deleted_with == skipped_with


UNCERTAIN: dict[str, tuple[Callable[[User, pulumi.Resource], object], str]] = {
    "no parent": (lambda user, _: chatbotkit.Bot("x", run_as=user), ""),
    "another parent": (lambda user, _: chatbotkit.Bot("x", options(parent=Group("g")), run_as=user), ""),
    "the partner user is the parent": (lambda user, _: chatbotkit.Bot("x", options(parent=user), run_as=user), "user"),
    "the same parent": (lambda user, above: chatbotkit.Bot("x", options(parent=above), run_as=user), "user"),
    "the same parent, but never retained": (
        lambda user, above: chatbotkit.Bot("x", options(parent=above, retain_on_delete=False), run_as=user),
        "",
    ),
    "the parent goes with the partner user": (
        lambda user, above: chatbotkit.Bot(
            "x", options(parent=chatbotkit.Bot("y", options(parent=above), run_as=user)), run_as=user
        ),
        "user",
    ),
}


@pytest.mark.parametrize("row", UNCERTAIN)
def test_a_partner_user_that_may_be_retained_takes_only_what_inherits_the_same(row: str) -> None:
    """Its parent was registered elsewhere, with options that nobody knows: it may hand on ``retain_on_delete``."""
    declare, skipped_with = UNCERTAIN[row]

    def program() -> None:
        above = Other("above", options(id="o1"))
        declare(chatbotkit.PartnerUser("user", options(parent=above)), above)

    assert registered_by(program)["x"].deleted_with == skipped_with


def test_a_guard_is_deleted_before_everything_in_its_partner_user() -> None:
    """However the program says what it is in; with what is in no partner user, or in another, it has nothing to do."""

    def program() -> None:
        user, other = chatbotkit.PartnerUser("user"), chatbotkit.PartnerUser("other")
        dataset = chatbotkit.Dataset("by resource", run_as=user)
        chatbotkit.Bot("by id", run_as=user.id)
        chatbotkit.Bot("by a text made of its id", run_as=user.id.apply(str))
        chatbotkit.PartnerUserToken("token", user=user)
        chatbotkit.DatasetRecord("by its parent's id", run_as="user-id", dataset_id=dataset.id, text="t")
        chatbotkit.Bot("in the other", run_as=other)
        chatbotkit.Bot("by text alone", run_as="user-id")
        chatbotkit.Bot("in the account")

    found = registered_by(program)

    members = {"by resource", "by id", "by a text made of its id", "token", "by its parent's id"}
    assert found["user.guard"].depends_on == {"user", *members}
    assert found["other.guard"].depends_on == {"other", "in the other"}
    assert {*[*found][-2:]} == {"user.guard", "other.guard"}
