"""The base of the typed classes: converts arguments to state keys, and adds the declaration of the resource."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from itertools import count
from typing import ClassVar, Final

import pulumi
from pulumi import dynamic

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.hosts.dynamic import load
from pulumi_chatbotkit.hosts.dynamic.attributes import add_properties
from pulumi_chatbotkit.hosts.dynamic.pulumi_internals.outputs import leave_to_the_registration
from pulumi_chatbotkit.hosts.dynamic.values import DECLARATION
from pulumi_chatbotkit.reconcile import ADOPT, AdoptMode, Declaration

_NUMBERS: Final = count(1)
"""A unique number for each resource that this process declares."""


_provider_loader: ContextVar[Callable[[str], dynamic.ResourceProvider]] = ContextVar("provider_loader", default=load)


@contextmanager
def use_provider_loader(loader: Callable[[str], dynamic.ResourceProvider]) -> Generator[None]:
    """Within the block, resources get their provider from ``loader``, which is called with the name of their kind."""
    token = _provider_loader.set(loader)
    try:
        yield
    finally:
        _provider_loader.reset(token)


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
        adopt: pulumi.Input[AdoptMode] | None = None,
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
        made = dict.fromkeys(output.name for output in (*kind.create_only_outputs, *kind.outputs))
        props = {
            **made,
            **{name: _hidden(kind, name, value) for name, value in declared.items()},
            **{key: scope for key, scope in scopes.items() if not isinstance(scope, ChatBotKitResource)},
            **({ADOPT: adopt} if adopt is not None else {}),
        }
        props[DECLARATION] = _declaration(resource_name, props)
        props |= {key: scope.id for key, scope in scopes.items() if isinstance(scope, ChatBotKitResource)}
        options = pulumi.ResourceOptions.merge(_options(kind, scopes), opts)
        super().__init__(_provider_loader.get()(self.catalog_kind), resource_name, props, options)
        leave_to_the_registration(self)


def _hidden(kind: Kind, name: str, value: object) -> object:
    """The value, marked secret if the field is secret in the catalog, whether or not the program marks it."""
    return pulumi.Output.secret(value) if name in kind.secret_names and value is not None else value


_PLAIN = (str, bool, int, float, type(None))
"""Types of values that cannot be marked secret: most of what a program declares."""


def _declaration(resource_name: str, props: Mapping[str, object]) -> object:
    """The declaration as a property; awaitable if some arguments may be secret."""
    declaration = Declaration(pulumi.get_project(), pulumi.get_stack(), resource_name, str(next(_NUMBERS)))
    candidates = {name: value for name, value in props.items() if not isinstance(value, _PLAIN)}
    return _with_secret_inputs(declaration, candidates) if candidates else declaration.as_property()


async def _with_secret_inputs(declaration: Declaration, candidates: Mapping[str, object]) -> object:
    """The declaration with the names of secret inputs, because Pulumi removes the marks before it calls check."""
    secret = [name for name, value in candidates.items() if await pulumi.Output.from_input(value).is_secret()]
    return replace(declaration, secret_inputs=frozenset(secret)).as_property()


def _options(kind: Kind, scopes: Mapping[str, object]) -> pulumi.ResourceOptions:
    """Options that keep secrets encrypted, and skip the delete of objects whose partner user is deleted (b.1)."""
    tenant = scopes.get(kind.tenant_key) if kind.tenant_key is not None else None
    return pulumi.ResourceOptions(
        additional_secret_outputs=sorted(kind.secret_names),
        deleted_with=tenant if isinstance(tenant, ChatBotKitResource) else None,
    )
