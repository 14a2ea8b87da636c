"""The base of the typed classes: turns arguments into state keys, and adds what programs need not say."""

from collections.abc import Mapping
from typing import ClassVar
from weakref import WeakKeyDictionary

import pulumi
from pulumi import dynamic
from pulumi.runtime.settings import get_root_resource

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.hosts.dynamic import load
from pulumi_chatbotkit.hosts.dynamic.values import SECRET_INPUTS
from pulumi_chatbotkit.reconcile import ADOPT, MARKER, AdoptMode, Marker


class ChatBotKitResource(dynamic.Resource):
    """A resource of some kind. Not for direct use: each kind has a class of its own."""

    catalog_kind: ClassVar[str]
    """Name of the kind in the catalog."""

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
            declared: Arguments keyed by the API's names; None means not declared.
            scopes: Where it lives, by state key: an id, or the resource that has it.
            adopt: Which existing object it takes over instead of making one.
            opts: Pulumi's options; they win over what is set here.

        Raises:
            pulumi.RunError: the program has another resource of this kind and name.
        """
        provider = load(self.catalog_kind)
        kind = provider.kind
        _claim(kind.class_name, resource_name)
        made = dict.fromkeys(output.name for output in (*kind.create_only_outputs, *kind.outputs))
        props = {
            **made,
            **{name: _hidden(kind, name, value) for name, value in declared.items()},
            **{key: scope for key, scope in scopes.items() if not isinstance(scope, ChatBotKitResource)},
            MARKER: _marker(resource_name),
            **({ADOPT: adopt} if adopt is not None else {}),
        }
        props |= _secret_inputs(props)
        props |= {key: scope.id for key, scope in scopes.items() if isinstance(scope, ChatBotKitResource)}
        options = pulumi.ResourceOptions.merge(_options(kind, scopes), opts)
        super().__init__(provider, resource_name, props, options)
        _leave_to_the_registration(self)


def _leave_to_the_registration(resource: pulumi.Resource) -> None:
    """Take the resource's outputs off the list that the end of the program waits for.

    It waits for the registration as well, which settles them. To ask for each of a dozen outputs of each resource
    again and again took half of a large program's time (docs/decisions/0015-outputs.md). What is derived from them
    stays on the list. The method is Pulumi's own; where an SDK does not have it, the list stays long.
    """
    for value in vars(resource).values():
        untrack: object = getattr(value, "_untrack", None)
        if isinstance(value, pulumi.Output) and callable(untrack):
            untrack()


def _hidden(kind: Kind, name: str, value: object) -> object:
    """A secret argument is kept encrypted and out of sight, whether or not the program marks it."""
    return pulumi.Output.secret(value) if name in kind.secret_names and value is not None else value


_PLAIN = (str, bool, int, float, type(None))
"""What cannot be marked, which is most of what a program declares."""


def _secret_inputs(props: Mapping[str, object]) -> dict[str, object]:
    """What the program marks secret, at any depth: the engine opens secrets before it calls a dynamic provider."""
    candidates = {name: value for name, value in props.items() if name != MARKER and not isinstance(value, _PLAIN)}
    return {SECRET_INPUTS: _marked(candidates)} if candidates else {}


async def _marked(candidates: Mapping[str, object]) -> list[str]:
    return [name for name, value in candidates.items() if await pulumi.Output.from_input(value).is_secret()]


_claimed: "WeakKeyDictionary[pulumi.Resource, set[tuple[str, str]]]" = WeakKeyDictionary()
"""Kinds and names by program: a process of the Automation API runs several."""


def _claim(class_name: str, resource_name: str) -> None:
    """Refuse a second resource of the same kind and name, which Pulumi allows below parents of different types.

    Kind and name mark an object as this resource's, so that it is found again after a crash.
    """
    program = get_root_resource()
    if program is None:
        return
    claimed = _claimed.setdefault(program, set())
    if (class_name, resource_name) in claimed:
        message = (
            f"{class_name} {resource_name!r} is declared twice: objects are marked with their kind and name, so the "
            "name must be unique among them in a stack, below other parents too. Give one of them another name."
        )
        raise pulumi.RunError(message)
    claimed.add((class_name, resource_name))


_NO_ORGANIZATIONS = ("organization", None)
"""What Pulumi says where a backend knows no organizations, and under its mocks."""


def _marker(resource_name: str) -> dict[str, object]:
    organization = pulumi.get_organization()
    path = [] if organization in _NO_ORGANIZATIONS else [organization]
    return {**Marker("/".join([*path, pulumi.get_project(), pulumi.get_stack()]), resource_name).as_input()}


def _options(kind: Kind, scopes: Mapping[str, object]) -> pulumi.ResourceOptions:
    """A tenant's deletion takes everything in it along (api.md b.1), so its objects are not deleted one by one."""
    tenants = [scope for scope in scopes.values() if isinstance(scope, ChatBotKitResource)]
    return pulumi.ResourceOptions(
        additional_secret_outputs=sorted(kind.secret_names), deleted_with=tenants[0] if tenants else None
    )
