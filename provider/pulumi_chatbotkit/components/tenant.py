"""The ``Tenant`` component: a partner user with everything in its account."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

import pulumi

from pulumi_chatbotkit.catalog.schema.kind import RUN_AS
from pulumi_chatbotkit.components.tenant_attributes import TenantAttributes
from pulumi_chatbotkit.components.unique_tenants import refuse_duplicates
from pulumi_chatbotkit.hosts.dynamic.resource import implied_inputs
from pulumi_chatbotkit.inputs.tenant_layout import CREATION_ORDER, FORMERLY, SECTIONS, SINGULAR, TENANT_TYPE
from pulumi_chatbotkit.inputs.tenant_objects import BadTenant, TenantObject, tenant_objects
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser, PartnerUserArgsDict

if TYPE_CHECKING:
    from pulumi_chatbotkit.components.tenant_arguments import TenantArgsDict

_OPTIONS = frozenset({FORMERLY, *SINGULAR, *(section.argument for section in SECTIONS.values())})


class TenantOptions(TypedDict):
    """Arguments that put a resource of the program into a tenant."""

    opts: pulumi.ResourceOptions
    run_as: PartnerUser


class Tenant(TenantAttributes, pulumi.ComponentResource):
    """One customer: a partner user, its key, its bots, and everything else in its account.

    Every kind of object is an argument, a map from key to arguments: ``bots={"support": {"name": "Ada"}}``. Objects
    that live in others are inside these: ``skillsets={"crm": {"abilities": {"open": {...}}}}``. Resources are named
    after the keys: ``acme.support``, ``acme.crm.open``. The attributes have them: ``tenant.bots["support"]``,
    ``tenant.skillset_abilities["crm.open"]``. The reference page lists all arguments and attributes.

    Inside a tenant, objects refer to one another by key: ``{"dataset": "manuals"}``; ids go into ``dataset_id``.
    A ``blueprint``, ``dataset`` or ``skillset`` in the singular is the tenant's own: what can refer to one and does
    not say otherwise refers to it. An existing object that is adopted keeps the links that it has.

    Args:
        resource_name: Name of the tenant in the stack; its resources are named after it.
        opts: Pulumi's resource options; ``protect`` and ``retain_on_delete`` cover everything in the tenant.
        formerly: Names that the tenant had in this stack; it is renamed, and nothing is made or deleted.
        retain_on_delete: True to keep everything at ChatBotKit when the tenant is removed from the program.
        **declared: Fields of the partner user (``name``, ``email``, ``limits``, ``meta`` and so on), and its objects.
            ``token`` and ``context`` are made unless they are False, or ``tokens`` or ``contexts`` are given.

    Raises ``pulumi.RunError`` if an argument or a reference means nothing.
    """

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        formerly: str | Sequence[str] = (),
        retain_on_delete: bool = False,
        **declared: "Unpack[TenantArgsDict]",
    ) -> None:
        given = cast("Mapping[str, object]", declared)
        user = {name: value for name, value in given.items() if name not in _OPTIONS}
        objects = _objects_of(resource_name, given)
        refuse_duplicates(resource_name, given)
        self._former = (formerly,) if isinstance(formerly, str) else tuple(formerly)
        options = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(aliases=self._former_names()))
        super().__init__(TENANT_TYPE, resource_name, {}, options)
        self._inside = pulumi.ResourceOptions(parent=self, retain_on_delete=_retained(retain_on_delete, opts))
        self._objects: dict[str, dict[str, pulumi.CustomResource]] = {}
        self.user = PartnerUser(resource_name, self._options_of(), **cast("PartnerUserArgsDict", user))
        for section in CREATION_ORDER:
            setattr(self, section.attribute, self._objects.setdefault(section.kind.name, {}))
        for each in objects:
            self._objects[each.section.kind.name][each.key] = self._resource(resource_name, each)
        self.overview: dict[str, object] = {
            "user": self.user.id,
            "bots": {key: made.id for key, made in self.bots.items()},
            "context": next((made.id for made in self.contexts.values()), None),
        }
        """Ids of the tenant's partner user, bots and first context, for applications. Holds no secrets."""
        self.register_outputs(self.overview)

    @property
    def options(self) -> TenantOptions:
        """Arguments for what a program adds to the tenant: ``Task("acme.review", **tenant.options, name="Review")``."""
        return {"opts": pulumi.ResourceOptions.merge(self._inside, None), "run_as": self.user}

    def _resource(self, tenant: str, declared: TenantObject) -> pulumi.CustomResource:
        """Declare one object; keys of the tenant become ids."""
        kind = declared.section.kind
        arguments: dict[str, object] = dict(declared.arguments)
        for argument, (other, key) in declared.references.items():
            arguments[argument] = self._objects[other][key].id
        if kind.parent is not None and declared.section.parent is not None:
            above = self._objects[declared.section.parent.kind.name][str(declared.parent_key)]
            arguments[kind.parent.argument] = above.id
        elif kind.parent is not None:
            arguments[kind.parent.argument] = self.user
        if RUN_AS in kind.location_keys:
            arguments["run_as"] = self.user
        made = getattr(import_module(f"pulumi_chatbotkit.resources.kinds.{kind.name}"), kind.class_name)
        with implied_inputs(declared.implied):
            return made(f"{tenant}.{declared.key}", self._options_of(f".{declared.key}"), **arguments)

    def _options_of(self, suffix: str = "") -> pulumi.ResourceOptions:
        return pulumi.ResourceOptions.merge(self._inside, pulumi.ResourceOptions(aliases=self._former_names(suffix)))

    def _former_names(self, suffix: str = "") -> list[pulumi.Alias]:
        """Each resource has its own: Pulumi hands those of the component on only where it had to use them itself."""
        return [pulumi.Alias(name=f"{name}{suffix}") for name in self._former]


def _objects_of(tenant: str, given: Mapping[str, object]) -> list[TenantObject]:
    try:
        return tenant_objects(given)
    except BadTenant as error:
        message = f"Tenant {tenant!r}: {error}"
        raise pulumi.RunError(message) from None


def _retained(argument: bool, opts: pulumi.ResourceOptions | None) -> bool | None:
    """Whether what is in the tenant is retained; None if a parent of the tenant decides it."""
    options = opts or pulumi.ResourceOptions()
    if argument or options.retain_on_delete is not None:
        return argument or options.retain_on_delete
    return False if options.parent is None else None
