"""The ``Tenant`` component: a partner user with everything in its account."""

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, TypedDict, Unpack, cast

import pulumi

from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, snake_case
from pulumi_chatbotkit.components.tenant_attributes import TenantAttributes
from pulumi_chatbotkit.components.tenant_values import Declared, declared_objects, first_bot, refuse_bad_references
from pulumi_chatbotkit.components.unique_tenants import refuse_duplicates
from pulumi_chatbotkit.hosts.dynamic.resource import implied_inputs
from pulumi_chatbotkit.inputs.tenant_layout import (
    CREATION_ORDER,
    FORMERLY,
    SECTION_OF_KIND,
    SECTIONS,
    SINGULAR,
    SINGULAR_SECTIONS,
    Section,
    implied_links,
    made_by_default,
)
from pulumi_chatbotkit.resources.kinds.partner_user import PartnerUser, PartnerUserArgsDict

if TYPE_CHECKING:
    from pulumi_chatbotkit.components.tenant_arguments import TenantArgsDict

COMPONENT_TYPE = "chatbotkit:index:Tenant"
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
        objects = _with_defaults(declared_objects(resource_name, given), given)
        refuse_bad_references(resource_name, objects)
        refuse_duplicates(resource_name, given)
        self._former = (formerly,) if isinstance(formerly, str) else tuple(formerly)
        options = pulumi.ResourceOptions.merge(opts, pulumi.ResourceOptions(aliases=self._former_names()))
        super().__init__(COMPONENT_TYPE, resource_name, {}, options)
        self._inside = pulumi.ResourceOptions(parent=self, retain_on_delete=_retained(retain_on_delete, opts))
        self._objects: dict[str, dict[str, pulumi.CustomResource]] = {}
        self.user = PartnerUser(resource_name, self._options_of(), **cast("PartnerUserArgsDict", user))
        own = {name for name in SINGULAR if given.get(name) not in (None, False)}
        bot = first_bot(objects)
        for section in CREATION_ORDER:
            made = self._objects[section.kind.name] = {}
            for entry in objects.get(section.kind.name, ()):
                arguments = {**_named(section, given), **entry.arguments}
                implied = implied_links(section, entry.arguments.keys(), own - {section.kind.name}, bot)
                made[entry.key] = self._resource(section, resource_name, entry.key, {**implied, **arguments}, implied)
            setattr(self, section.attribute, made)
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

    def _resource(
        self, section: Section, tenant: str, key: str, given: Mapping[str, object], implied: Iterable[str]
    ) -> pulumi.CustomResource:
        """Declare one object; keys of the tenant become ids."""
        kind = section.kind
        arguments: dict[str, object] = dict(given)
        for name, link in section.links.items():
            if (argument := snake_case(name)) in given:
                arguments.pop(argument)
                to = given[argument]
                arguments[link.argument] = to if to is None or _is_alias(to) else self._objects[link.kind][str(to)].id
        if kind.parent is not None and section.parent is not None:
            above = self._objects[section.parent.kind.name][key.rpartition(".")[0]]
            arguments[kind.parent.argument] = above.id
        elif kind.parent is not None:
            arguments[kind.parent.argument] = self.user
        if RUN_AS in kind.location_keys:
            arguments["run_as"] = self.user
        made = getattr(import_module(f"pulumi_chatbotkit.resources.kinds.{kind.name}"), kind.class_name)
        with implied_inputs({section.links[name].argument for name in implied}):
            return made(f"{tenant}.{key}", self._options_of(f".{key}"), **arguments)

    def _options_of(self, suffix: str = "") -> pulumi.ResourceOptions:
        return pulumi.ResourceOptions.merge(self._inside, pulumi.ResourceOptions(aliases=self._former_names(suffix)))

    def _former_names(self, suffix: str = "") -> list[pulumi.Alias]:
        """Each resource has its own: Pulumi hands those of the component on only where it had to use them itself."""
        return [pulumi.Alias(name=f"{name}{suffix}") for name in self._former]


def _with_defaults(objects: Mapping[str, list[Declared]], given: Mapping[str, object]) -> Mapping[str, list[Declared]]:
    """With the token and the context that a tenant has unless it says otherwise."""
    names = made_by_default(given, has_bots=first_bot(objects) is not None)
    return {**objects, **{SINGULAR_SECTIONS[name].kind.name: [Declared(name, {})] for name in names}}


def _named(section: Section, given: Mapping[str, object]) -> dict[str, object]:
    """A token without a name gets the tenant's, so that people can tell keys apart."""
    return {"name": given.get("name")} if section is SECTION_OF_KIND["partner_user_token"] else {}


def _is_alias(value: object) -> bool:
    return isinstance(value, str) and value.startswith("@")


def _retained(argument: bool, opts: pulumi.ResourceOptions | None) -> bool | None:
    """Whether what is in the tenant is retained; None if a parent of the tenant decides it."""
    options = opts or pulumi.ResourceOptions()
    if argument or options.retain_on_delete is not None:
        return argument or options.retain_on_delete
    return False if options.parent is None else None
