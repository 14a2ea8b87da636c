"""What happens to a resource's object when its partner user is deleted or retained: Pulumi's options as rules.

Deleting a partner user deletes what is in it (b.1), so Pulumi is told to skip those deletes (``deleted_with``). It
skips them also if the partner user itself is retained, and hands the option on to children; then objects would be
reported as deleted, or forgotten, while they live. These rules allow the option only where it is right.

Pulumi's engine hands ``retain_on_delete`` and ``deleted_with`` on from parents, where a resource does not set them. So
the parents are walked, components and resources of other packages too. What a program's transformations change is seen
here, what transforms change in the engine is not.
"""

import weakref
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pulumi

from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.registrations import note_registrations


@dataclass(frozen=True)
class Lifetime:
    """The options of a resource that decide what becomes of its object."""

    label: str
    """For messages, e.g. ``Bot 'support'``."""
    retained: bool | None
    """``retain_on_delete``; None: as the parent."""
    parent: pulumi.Resource | None
    deleted_with: pulumi.Resource | None = None
    """The resource whose deletion is taken for its own; None: as the parent."""

    @property
    def is_retained(self) -> bool | None:
        """Whether its object is retained, as its parents say if it does not say; None if that is not known."""
        if self.retained is not None or self.parent is None:
            return self.retained or False
        above = _lifetimes.get(self.parent)
        if above is None:
            return False if self.parent is pulumi.runtime.get_root_resource() else None
        return above.is_retained

    @property
    def sets_deleted_with(self) -> "Lifetime | None":
        """Itself, or the next of its parents that says with what it is deleted; None if none says so."""
        if self.deleted_with is not None or self.parent is None:
            return None if self.deleted_with is None else self
        above = _lifetimes.get(self.parent)
        return None if above is None else above.sets_deleted_with


_lifetimes: "weakref.WeakKeyDictionary[pulumi.Resource, Lifetime]" = weakref.WeakKeyDictionary()
"""Not attributes of the resources, because programs may export a resource with all its attributes."""


def _note(resource: pulumi.Resource, options: pulumi.ResourceOptions) -> None:
    """Remember the options of a resource that is not ours."""
    if resource not in _lifetimes:
        label = f"{type(resource).__name__} {resource.pulumi_resource_name!r}"
        _lifetimes[resource] = Lifetime(label, options.retain_on_delete, options.parent, options.deleted_with)


note_registrations(_note)


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
    user = None if tenant_key is None else owners.get(tenant_key)
    own = Lifetime(label, options.retain_on_delete, options.parent, options.deleted_with)
    _refuse_to_retain(own, [_lifetimes[each] for each in owners.values()])
    if own.deleted_with is None and user is not None and _shares_fate(own, user, _lifetimes[user]):
        own = replace(own, deleted_with=user)
    if not own.is_retained:
        _refuse_to_be_left_behind(own, [*owners.values()])
    options.deleted_with = own.deleted_with
    _lifetimes[resource] = own


def refuse_to_retain(resource: pulumi.Resource, owner: pulumi.Resource) -> None:
    """Refuse to retain an object whose owner, known only by its id so far, is deleted. Raises ``pulumi.RunError``."""
    if resource in _lifetimes and owner in _lifetimes:
        _refuse_to_retain(_lifetimes[resource], [_lifetimes[owner]])


def _shares_fate(own: Lifetime, owner: pulumi.Resource, of_owner: Lifetime) -> bool:
    """True if it is certain that the owner is deleted whenever this one is."""
    if own.is_retained or of_owner.is_retained:
        return False
    if of_owner.is_retained is False:
        return True
    # Whether the owner is retained is up to parents that are not known, so it is certain only for those who inherit
    # the same.
    if own.retained is not None:
        return False
    above = None if own.parent is None else _lifetimes.get(own.parent)
    inherits = None if above is None else above.sets_deleted_with
    return own.parent in (owner, of_owner.parent) or (inherits is not None and inherits.deleted_with is owner)


def _refuse_to_retain(lifetime: Lifetime, owners: Iterable[Lifetime]) -> None:
    """Refuse to retain an object whose owner is deleted.

    Raises:
        pulumi.RunError: an owner's deletion deletes the object, although it would be shown as retained.
    """
    for owner in owners:
        if lifetime.is_retained and not owner.is_retained:
            handed_on = "" if lifetime.retained else ", which its parent hands on,"
            message = (
                f"{lifetime.label}: retain_on_delete{handed_on} cannot keep it, because the deletion of {owner.label} "
                f"deletes it as well. Set retain_on_delete=True on {owner.label} too, or leave it out here."
            )
            raise pulumi.RunError(message)


def _refuse_to_be_left_behind(lifetime: Lifetime, owners: Iterable[pulumi.Resource]) -> None:
    """Refuse a ``deleted_with``, its own or handed on by a parent, that is wrong for this resource.

    Raises:
        pulumi.RunError: the object would be left behind, in no state.
    """
    setting = lifetime.sets_deleted_with
    if setting is None or setting.deleted_with is None:
        return
    ending = setting.deleted_with
    of_ending = _lifetimes.get(ending)
    is_in_it = any(ending is owner for owner in owners)
    if is_in_it and of_ending is not None and _shares_fate(lifetime, ending, of_ending):
        return
    name = "another resource" if of_ending is None else of_ending.label
    if setting is not lifetime:
        message = (
            f"{lifetime.label}: {setting.label} cannot be its parent. It is deleted together with {name}, and Pulumi "
            f"hands that on to children, so {lifetime.label} would be forgotten without being deleted. Use depends_on "
            "instead of parent; if it is in the same partner user, pass the PartnerUser itself, not its id."
        )
    elif is_in_it:
        message = (
            f"{lifetime.label}: deleted_with cannot be {name}, which may be retained: {lifetime.label} would be "
            "forgotten without being deleted. Leave deleted_with out: it is set where it is right."
        )
    else:
        message = (
            f"{lifetime.label}: deleted_with cannot be {name}: only the deletion of the partner user that it is in is "
            "certain to delete it, otherwise it may be forgotten and left behind. Leave deleted_with out: it is set "
            "where it is right. If it is in that partner user, pass the PartnerUser itself, not its id."
        )
    raise pulumi.RunError(message)
