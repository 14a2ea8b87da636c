# Generated from the catalog by tools/generate.py: change the catalog and run `make generate`.
"""Partner user token: docs/api/api.md b.3."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

import pulumi

from pulumi_chatbotkit.hosts.dynamic.arguments import args_class
from pulumi_chatbotkit.hosts.dynamic.resource import ChatBotKitResource
from pulumi_chatbotkit.reconcile import AdoptMode
from pulumi_chatbotkit.resources.partner_user import PartnerUser


@args_class
class PartnerUserTokenConfigArgs:
    """What a token may do."""

    allowed_routes: pulumi.Input[Sequence[pulumi.Input[str]]] | None = pulumi.property("allowedRoutes", default=None)
    """The routes that it may call, as globs."""
    contact_id: pulumi.Input[str] | None = pulumi.property("contactId", default=None)
    """Id of the contact that it acts for."""


class PartnerUserTokenArgsDict(TypedDict, total=False):
    """The arguments of PartnerUserToken as a dictionary, for programs that build them piece by piece."""

    name: pulumi.Input[str] | None
    description: pulumi.Input[str] | None
    config: pulumi.Input[PartnerUserTokenConfigArgs | Mapping[str, object]] | None
    rotate_when: pulumi.Input[str] | None
    overlap_seconds: pulumi.Input[int] | None
    meta: pulumi.Input[Mapping[str, object]] | None
    adopt: pulumi.Input[AdoptMode] | None


class PartnerUserToken(ChatBotKitResource, module="chatbotkit", name="PartnerUserToken"):
    """A key with which an application acts as the partner user.

    Args:
        resource_name: Name of the resource in the stack.
        opts: Pulumi's resource options.
        user: The partner user it belongs to, or that one's id. A change replaces the object.
        name: Display name. Limits: at most 191 bytes. Removing it restores ``''``.
        description: What it is for. Limits: at most 65,535 bytes. Removing it restores ``''``.
        config: What the token may do; replaced as a whole. Its keys: ``PartnerUserTokenConfigArgs``. Limits: no key
            starts with ``#``. Removing it clears it.
        rotate_when: Any text, such as a month: when it changes, the token is replaced by a new one, which is made
            before the old one is deleted. Removing it clears it.
        overlap_seconds: How long both tokens work when one is replaced: ``pulumi up`` waits so long before it
            deletes the old one. Limits: from 0 to 3,600 seconds. Removing it restores ``0``.
        meta: Your own data. Declared, the whole map is managed; left out, keys that others put there are left
            alone. Limits: keys start with a letter a-z or a digit; no key starts with ``#``. Removing it removes
            your keys.
        adopt: Which existing object it takes over instead of making one: ``own``, what an interrupted run of this
            stack made for it; ``match``, also one that nobody manages and that has the same alias, e-mail or name;
            ``never``. Left out, the stack's ``chatbotkit:adopt``, which is ``own`` unless set.

    - The key is shown once, at creation. Rotation is a replacement: change ``rotate_when``.
    - ``config`` is never returned by the API, so a change made elsewhere cannot be seen.
    - Tokens do not expire; deleting one revokes it.

    Source: docs/api/api.md b.3.
    """

    catalog_kind = "partner_user_token"

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        user: pulumi.Input[str] | PartnerUser,
        name: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        config: pulumi.Input[PartnerUserTokenConfigArgs | Mapping[str, object]] | None = None,
        rotate_when: pulumi.Input[str] | None = None,
        overlap_seconds: pulumi.Input[int] | None = None,
        meta: pulumi.Input[Mapping[str, object]] | None = None,
        adopt: pulumi.Input[AdoptMode] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            {
                "name": name,
                "description": description,
                "config": config,
                "rotateWhen": rotate_when,
                "overlapSeconds": overlap_seconds,
                "meta": meta,
            },
            scopes={
                "userId": user,
            },
            adopt=adopt,
            opts=opts,
        )

    @property
    @pulumi.getter(name="name")
    def name(self) -> pulumi.Output[str]:
        """Display name."""
        return vars(self)["name"]

    @property
    @pulumi.getter(name="description")
    def description(self) -> pulumi.Output[str]:
        """What it is for."""
        return vars(self)["description"]

    @property
    @pulumi.getter(name="config")
    def config(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """What the token may do; replaced as a whole."""
        return vars(self)["config"]

    @property
    @pulumi.getter(name="rotateWhen")
    def rotate_when(self) -> pulumi.Output[str | None]:
        """Any text, such as a month: when it changes, the token is replaced by a new one, which is made before the
        old one is deleted."""
        return vars(self)["rotateWhen"]

    @property
    @pulumi.getter(name="overlapSeconds")
    def overlap_seconds(self) -> pulumi.Output[int]:
        """How long both tokens work when one is replaced: ``pulumi up`` waits so long before it deletes the old
        one."""
        return vars(self)["overlapSeconds"]

    @property
    @pulumi.getter(name="meta")
    def meta(self) -> pulumi.Output[Mapping[str, Any] | None]:
        """Your own data. Declared, the whole map is managed; left out, keys that others put there are left alone."""
        return vars(self)["meta"]

    @property
    @pulumi.getter(name="token")
    def token(self) -> pulumi.Output[str]:
        """The key itself, shown once by the API and kept as a secret."""
        return vars(self)["token"]

    @property
    @pulumi.getter(name="userId")
    def user_id(self) -> pulumi.Output[str]:
        """Id of the partner user it belongs to."""
        return vars(self)["userId"]
