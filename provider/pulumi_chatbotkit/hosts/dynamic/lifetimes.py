"""What happens to a resource's object when its partner user is deleted or retained: Pulumi's options as rules.

Deleting a partner user deletes what is in it (b.1), so Pulumi is told to skip those deletes (``deleted_with``). It
skips them also if the partner user itself is retained, and hands the option on to children; then objects would be
reported as deleted, or forgotten, while they live. These rules allow the option only where it is right.

Pulumi's engine hands ``retain_on_delete`` and ``deleted_with`` on from parents, where a resource does not set them.
What a program's transformations change is seen here, what transforms change in the engine is not.
"""

import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pulumi


@dataclass(frozen=True)
class Lifetime:
    """The options of one of our resources that decide what becomes of its object."""

    label: str
    """For messages, e.g. ``Bot 'support'``."""
    retained: bool | None
    """``retain_on_delete``; None: as the parent."""
    parent: pulumi.Resource | None
    deleted_with: pulumi.Resource | None = None
    """The partner user whose deletion is taken for its own, set or handed on by the parent."""

    @property
    def is_deleted(self) -> bool:
        """True if it is certainly not retained."""
        return self.retained is False or (self.retained is None and self.parent is None)


_lifetimes: "weakref.WeakKeyDictionary[pulumi.Resource, Lifetime]" = weakref.WeakKeyDictionary()
"""Those of our resources. Not attributes of theirs, because programs may export a resource with all its attributes."""


def is_retained(resource: pulumi.Resource) -> bool | None:
    """``retain_on_delete`` of one of our resources; None: as its parent."""
    return _lifetimes[resource].retained


def decide_lifetime(
    resource: pulumi.Resource,
    label: str,
    options: pulumi.ResourceOptions,
    *,
    scopes: Mapping[str, object],
    tenant_key: str | None,
) -> None:
    """Set ``deleted_with`` in the options where it is right.

    Args:
        resource: The resource that is about to be registered.
        label: The resource, for messages.
        options: What it is registered with.
        scopes: Its partner user and its parents, by state key: their deletion deletes it.
        tenant_key: The key of the partner user that it is deleted with.

    Raises:
        pulumi.RunError: the object would be shown as retained or deleted, and is not.
    """
    owners = {key: each for key, each in scopes.items() if isinstance(each, pulumi.Resource) and each in _lifetimes}
    parent = None if options.parent is None else _lifetimes.get(options.parent)
    user = None if tenant_key is None else owners.get(tenant_key)
    own = Lifetime(label, options.retain_on_delete, options.parent, options.deleted_with)
    _refuse_to_retain(own, [_lifetimes[each] for each in owners.values()])
    if own.deleted_with is None and user is not None and _shares_fate(own, user, _lifetimes[user], parent):
        own = replace(own, deleted_with=user)
    _refuse_to_inherit(own, parent)
    options.deleted_with = own.deleted_with
    _lifetimes[resource] = own


def refuse_to_retain(resource: pulumi.Resource, owner: pulumi.Resource) -> None:
    """Refuse to retain an object whose owner, known only by its id so far, is deleted. Raises ``pulumi.RunError``."""
    if resource in _lifetimes and owner in _lifetimes:
        _refuse_to_retain(_lifetimes[resource], [_lifetimes[owner]])


def _shares_fate(own: Lifetime, user: pulumi.Resource, of_user: Lifetime, parent: Lifetime | None) -> bool:
    """True if it is certain that the partner user is deleted whenever this one is."""
    if own.retained or of_user.retained:
        return False
    if of_user.is_deleted:
        return True
    # Whether the partner user is retained is up to its parent, so it is certain only for those who inherit the same.
    if own.retained is not None:
        return False
    return own.parent in (user, of_user.parent) or (parent is not None and parent.deleted_with is user)


def _refuse_to_retain(lifetime: Lifetime, owners: Iterable[Lifetime]) -> None:
    """Refuse to retain an object whose owner is deleted.

    Raises:
        pulumi.RunError: an owner's deletion deletes the object, although it would be shown as retained.
    """
    for owner in owners:
        if lifetime.retained and not owner.retained:
            message = (
                f"{lifetime.label}: retain_on_delete cannot keep it, because the deletion of {owner.label} deletes it "
                f"as well. Set retain_on_delete=True on {owner.label} too, or leave it out here."
            )
            raise pulumi.RunError(message)


def _refuse_to_inherit(lifetime: Lifetime, parent: Lifetime | None) -> None:
    """Refuse a parent that would hand on a ``deleted_with`` that is wrong for this resource.

    Raises:
        pulumi.RunError: the object would be left behind, in no state.
    """
    if parent is None or parent.deleted_with is None or lifetime.deleted_with is not None:
        return
    message = (
        f"{lifetime.label}: {parent.label} cannot be its parent. It is deleted together with its partner user, and "
        f"Pulumi hands that on to children, so {lifetime.label} would be forgotten without being deleted. Use "
        "depends_on instead of parent; if it is in the same partner user, pass the PartnerUser itself, not its id."
    )
    raise pulumi.RunError(message)
