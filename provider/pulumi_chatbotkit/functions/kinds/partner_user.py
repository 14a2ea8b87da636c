# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Looking up objects of kind partner_user: docs/api/api.md b.1 and a.9."""
# ruff: noqa: A002 - arguments are named as the API names them

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi

from pulumi_chatbotkit.functions.listing import objects
from pulumi_chatbotkit.functions.lookup import one
from pulumi_chatbotkit.functions.outputs import deferred, deferred_list
from pulumi_chatbotkit.json_values import JsonValue


@dataclass(frozen=True, kw_only=True)
class PartnerUserResult:
    """Partner user, as the service shows it. What is secret, or never returned, is left out."""

    id: str
    name: str | None
    """Display name."""
    description: str | None
    """What it is for."""
    image: str | None
    """Address or name of a picture."""
    email: str | None
    """Contact address, unique among your partner users. It is no login."""
    limits: Mapping[str, JsonValue] | None
    """What the partner user may use up, per kind of thing; replaced as a whole. 0 blocks. The parent account's
        plan caps each value."""
    meta: Mapping[str, JsonValue] | None
    """Data of its own, and the keys that mark an object of a stack."""
    created_at: int | None
    """When it was made, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""


def get_partner_user(
    *,
    id: str | None = None,
    alias: str | None = None,
    name: str | None = None,
    email: str | None = None,
    meta: Mapping[str, object] | None = None,
) -> PartnerUserResult:
    """Find the one PartnerUser that is meant by exactly one of id, alias, name, email, meta.

    Args:
        id: Its id.
        alias: Its alias.
        name: Its display name, exactly; no other may have it.
        email: Its e-mail address, exactly; no other may have it.
        meta: Entries that its ``meta`` has; no other may have them all.

    Raises:
        pulumi.RunError: an argument cannot be used, nothing or more than one was found, or the service refused.
    """
    return one(
        PartnerUserResult,
        "partner_user",
        selectors={
            "id": id,
            "alias": alias,
            "name": name,
            "email": email,
            "meta": meta,
        },
        place={},
    )


def get_partner_user_output(
    *,
    id: pulumi.Input[str] | None = None,
    alias: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    email: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
) -> pulumi.Output[PartnerUserResult]:
    """``get_partner_user`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(
        get_partner_user,
        id=id,
        alias=alias,
        name=name,
        email=email,
        meta=meta,
    )


def list_partner_users(
    *,
    meta: Mapping[str, object] | None = None,
    email: str | None = None,
) -> Iterator[PartnerUserResult]:
    """Every PartnerUser, newest first; a page is asked for when the one before has been used up.

    Args:
        meta: Entries that their ``meta`` must have.
        email: Their e-mail address, exactly.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    return objects(
        PartnerUserResult,
        "partner_user",
        meta=meta,
        wanted={
            "email": ("email", email),
        },
        place={},
    )


def list_partner_users_output(
    *,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
    email: pulumi.Input[str] | None = None,
) -> pulumi.Output[list[PartnerUserResult]]:
    """``list_partner_users`` for arguments that are outputs, all pages at once."""
    return deferred_list(
        list_partner_users,
        meta=meta,
        email=email,
    )
