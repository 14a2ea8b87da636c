# Generated from the catalog by tools/generate.py: change the catalog or the template and run `make generate`.
"""Looking up objects of kind partner_user_token: docs/api/api.md b.3 and a.9."""
# ruff: noqa: A002 - arguments are named as the API names them

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pulumi

from pulumi_chatbotkit.functions.listing import objects
from pulumi_chatbotkit.functions.lookup import one
from pulumi_chatbotkit.functions.outputs import deferred, deferred_list
from pulumi_chatbotkit.json_values import JsonValue
from pulumi_chatbotkit.resources import PartnerUser


@dataclass(frozen=True, kw_only=True)
class PartnerUserTokenResult:
    """Partner user token, as the service shows it. What is secret, or never returned, is left out."""

    id: str
    name: str
    """Display name."""
    description: str
    """What it is for."""
    meta: Mapping[str, JsonValue] | None
    """Data of its own, and the keys that mark an object of a stack."""
    created_at: int | None
    """When it was made, in milliseconds since 1970."""
    updated_at: int | None
    """When it was last changed, in milliseconds since 1970."""
    user_id: str
    """Id of the partner user that it belongs to."""


def get_partner_user_token(
    *,
    user: str,
    id: str | None = None,
    name: str | None = None,
    meta: Mapping[str, object] | None = None,
) -> PartnerUserTokenResult:
    """Find the one PartnerUserToken that is meant by exactly one of id, name, meta.

    Args:
        user: Id of the partner user that it belongs to.
        id: Its id.
        name: Its display name, exactly; no other may have it.
        meta: Entries that its ``meta`` has; no other may have them all.

    Raises:
        pulumi.RunError: an argument cannot be used, nothing or more than one was found, or the service refused.
    """
    return one(
        PartnerUserTokenResult,
        "partner_user_token",
        selectors={
            "id": id,
            "name": name,
            "meta": meta,
        },
        place={
            "userId": ("user", user),
        },
    )


def get_partner_user_token_output(
    *,
    user: pulumi.Input[str] | PartnerUser,
    id: pulumi.Input[str] | None = None,
    name: pulumi.Input[str] | None = None,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
) -> pulumi.Output[PartnerUserTokenResult]:
    """``get_partner_user_token`` for arguments that are outputs; unknown in a preview while one of them is."""
    return deferred(
        get_partner_user_token,
        user=user,
        id=id,
        name=name,
        meta=meta,
    )


def list_partner_user_tokens(
    *,
    user: str,
    meta: Mapping[str, object] | None = None,
) -> Iterator[PartnerUserTokenResult]:
    """Every PartnerUserToken, newest first; a page is asked for when the one before has been used up.

    Args:
        user: Id of the partner user that it belongs to.
        meta: Entries that their ``meta`` must have.

    Raises:
        pulumi.RunError: an argument cannot be used, or the service refused.
    """
    return objects(
        PartnerUserTokenResult,
        "partner_user_token",
        meta=meta,
        wanted={},
        place={
            "userId": ("user", user),
        },
    )


def list_partner_user_tokens_output(
    *,
    user: pulumi.Input[str] | PartnerUser,
    meta: pulumi.Input[Mapping[str, object]] | None = None,
) -> pulumi.Output[list[PartnerUserTokenResult]]:
    """``list_partner_user_tokens`` for arguments that are outputs, all pages at once."""
    return deferred_list(
        list_partner_user_tokens,
        user=user,
        meta=meta,
    )
