"""The base of the typed classes: converts arguments to state keys, and adds the declaration of the resource."""

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import ClassVar, Final

import pulumi
from pulumi import dynamic

from pulumi_chatbotkit.catalog.kinds.partner import FORCE_DESTROY, GUARD_SUFFIX, ON_DELETE, PARTNER_USER_GUARD
from pulumi_chatbotkit.catalog.schema.kind import RUN_AS, Kind
from pulumi_chatbotkit.hosts.dynamic import load
from pulumi_chatbotkit.hosts.dynamic.added_by_check import added_by_check
from pulumi_chatbotkit.hosts.dynamic.attributes import add_properties
from pulumi_chatbotkit.hosts.dynamic.declarations import declaration_of
from pulumi_chatbotkit.hosts.dynamic.guards import declared_below, guard_at_the_end
from pulumi_chatbotkit.hosts.dynamic.lifetimes import decide_lifetime, is_retained
from pulumi_chatbotkit.hosts.dynamic.options import understood_after_transformations, understood_options
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.outputs import leave_to_the_registration
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.transformations import examine_after_transformations
from pulumi_chatbotkit.property_paths import parsed_path
from pulumi_chatbotkit.reconcile import ADOPT, Adopt

_CHECKED: Final = "refused while the partner user holds anything that this stack does not manage"
_FORCED: Final = "nothing is counted, because force_destroy is set"


_provider_loader: ContextVar[Callable[[str], dynamic.ResourceProvider]] = ContextVar("provider_loader", default=load)


@contextmanager
def use_provider_loader(loader: Callable[[str], dynamic.ResourceProvider]) -> Generator[None]:
    """Within the block, resources get their provider from ``loader``, which is called with the name of their kind."""
    token = _provider_loader.set(loader)
    try:
        yield
    finally:
        _provider_loader.reset(token)


_implied_inputs: ContextVar[frozenset[str]] = ContextVar("implied_inputs", default=frozenset())


@contextmanager
def implied_inputs(names: Iterable[str]) -> Generator[None]:
    """Within the block, these arguments are a component's own: where an existing object is adopted, it keeps what it
    has instead."""
    token = _implied_inputs.set(frozenset(names))
    try:
        yield
    finally:
        _implied_inputs.reset(token)


class ChatBotKitResource(dynamic.Resource):
    """Base class of all resources. Not for direct use: each kind has its own class."""

    catalog_kind: ClassVar[str]
    """Name of the kind in the catalog."""

    def __init_subclass__(cls, module: str = "", name: str = "Resource") -> None:
        """Turn the annotated outputs of a kind's class into properties."""
        super().__init_subclass__(module=module, name=name)  # pyright: ignore[reportUnknownMemberType] - untyped there
        if "catalog_kind" in vars(cls):
            add_properties(cls, load(cls.catalog_kind).kind)

    def __init__(
        self,
        resource_name: str,
        declared: Mapping[str, object],
        scopes: "Mapping[str, pulumi.Input[str] | ChatBotKitResource | None]",
        adopt: pulumi.Input[Adopt] | None = None,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Register the resource.

        Args:
            resource_name: Its name in the stack.
            declared: Arguments by the API's names; None means not declared.
            scopes: Its partner user and parents, by state key: an id, or the resource with that id.
            adopt: Which existing object to adopt instead of creating one.
            opts: Pulumi's options; they override the ones set here.
        """
        kind = load(self.catalog_kind).kind
        label = f"{kind.class_name} {resource_name!r}"
        options = understood_options(kind, label, opts, secret_outputs=sorted(kind.secret_names))
        own_deleted_with = options.deleted_with
        decide_lifetime(self, label, options, scopes=scopes, tenant_key=kind.tenant_key)
        made = dict.fromkeys(output.name for output in (*kind.create_only_outputs, *kind.outputs))
        given = {**declared, **scopes, **({ADOPT: adopt} if adopt is not None else {})}
        replacing = tuple(map(parsed_path, options.replace_on_changes or ()))
        props = {
            # First, because what is wrong with a value is then reported before Pulumi fails on it.
            **declaration_of(kind, resource_name, given, replacing, _implied_inputs.get()),
            **added_by_check(resource_name),
            **made,
            **{name: _hidden(kind, name, value) for name, value in declared.items()},
            **{key: scope for key, scope in scopes.items() if not isinstance(scope, ChatBotKitResource)},
            **({ADOPT: adopt} if adopt is not None else {}),
        }
        props |= {key: scope.id for key, scope in scopes.items() if isinstance(scope, ChatBotKitResource)}

        def examined(transformed: pulumi.ResourceOptions) -> pulumi.ResourceOptions:
            found = understood_after_transformations(kind, label, options, transformed)
            if found.deleted_with is options.deleted_with:
                found.deleted_with = own_deleted_with
            decide_lifetime(self, label, found, scopes=scopes, tenant_key=kind.tenant_key)
            return found

        examine_after_transformations(self, options, examined)
        super().__init__(_provider_loader.get()(self.catalog_kind), resource_name, props, options)
        leave_to_the_registration(self)
        kinds = {RUN_AS: "partner_user", **{parent.field: parent.kind for parent in kind.parents}}
        declared_below(self, [(kinds[key], scope) for key, scope in scopes.items()])
        if kind.guard is not None:
            force_destroy = declared.get(FORCE_DESTROY)
            guard_at_the_end(self, lambda members: DeletionGuard(self, resource_name, force_destroy, members))


def _hidden(kind: Kind, name: str, value: object) -> object:
    """The value, marked secret if the field is secret in the catalog, whether or not the program marks it."""
    return pulumi.Output.secret(value) if name in kind.secret_names and value is not None else value


class DeletionGuard(ChatBotKitResource, module="chatbotkit", name="DeletionGuard"):
    """Refuses the deletion of a partner user that holds what the stack does not manage. No object of the API."""

    catalog_kind = PARTNER_USER_GUARD.name

    user_id: pulumi.Output[str]
    force_destroy: pulumi.Output[bool]
    on_delete: pulumi.Output[str | None]

    def __init__(
        self, user: ChatBotKitResource, name: str, force_destroy: object, members: Sequence[pulumi.Resource]
    ) -> None:
        """Register the guard of ``user``.

        Args:
            user: The partner user. As its parent it hands on ``protect``, ``retain_on_delete`` and aliases.
            name: The partner user's name in the stack.
            force_destroy: The partner user's argument of this name.
            members: What the guard depends on, so that it is deleted before them.
        """
        forced = pulumi.Output.from_input(force_destroy) if _may_be_later(force_destroy) else None
        declared = {
            FORCE_DESTROY: force_destroy,
            ON_DELETE: _sentence(force_destroy) if forced is None else forced.apply(_sentence),
        }
        options = pulumi.ResourceOptions(parent=user, depends_on=[*members], retain_on_delete=is_retained(user) or None)
        super().__init__(f"{name}{GUARD_SUFFIX}", declared, {"userId": user}, opts=options)


def _may_be_later(value: object) -> bool:
    return value is not None and not isinstance(value, bool)


def _sentence(force_destroy: object) -> str:
    return _FORCED if force_destroy else _CHECKED
