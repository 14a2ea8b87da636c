"""Pulumi's resource options for our resources: each does what it says, or is refused with what to use instead.

What a program sets on a resource is seen here, and what its transformations change. What transforms change in the
engine is not: the provider refuses what has no effect then (``serving``).
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final

import pulumi

from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.hosts.dynamic.attributes import attributes
from pulumi_chatbotkit.hosts.dynamic.option_paths import PathRefused, input_paths, output_name

_NO_PLUGIN: Final = (
    "the provider of our resources is the installed package pulumi-chatbotkit, not a plugin that Pulumi installs; "
    "choose its version where the package is installed"
)
_NO_PROVIDER: Final = (
    "our resources have the settings of their stack (`pulumi config set chatbotkit:...`); for another account use "
    "another stack, for a partner user's account use run_as"
)

NO_TIMEOUTS: Final = (
    "a change that is cut off would be in no state; how long a run waits for the service is set for the stack with "
    "`pulumi config set chatbotkit:retryDeadline <seconds>`"
)

_REFUSED: Final[Mapping[str, str]] = {
    "import_": 'Pulumi cannot import our resources; use the argument adopt="<id>" to take over the object with that id',
    "id": "it reads an object without managing it; use the look-up function of the kind, such as get_bot",
    "custom_timeouts": NO_TIMEOUTS,
    "version": _NO_PLUGIN,
    "plugin_download_url": _NO_PLUGIN,
    "provider": _NO_PROVIDER,
    "providers": _NO_PROVIDER,
}
"""Options that would have no effect or end in an error of Pulumi, and the reason."""


def understood_options(
    kind: Kind, label: str, given: pulumi.ResourceOptions | None, *, secret_outputs: Collection[str]
) -> pulumi.ResourceOptions:
    """A copy of the options with the API's names in all paths.

    Args:
        kind: The resource's kind.
        label: The resource, for messages.
        given: What the program sets.
        secret_outputs: Outputs that are secret whatever the program sets.

    Raises:
        pulumi.RunError: an option would have no effect.
    """
    options = pulumi.ResourceOptions.merge(pulumi.ResourceOptions(), given)
    for name, reason in _REFUSED.items():
        if getattr(options, name) is not None:
            message = f"{label}: the option {name} cannot be used: {reason}."
            raise pulumi.RunError(message)
    options.ignore_changes = _translated(
        label, "ignore_changes", options.ignore_changes, lambda texts: input_paths(kind, texts)
    )
    options.replace_on_changes = _translated(
        label, "replace_on_changes", options.replace_on_changes, lambda texts: input_paths(kind, texts)
    )
    given_outputs = _translated(
        label, "additional_secret_outputs", options.additional_secret_outputs, lambda texts: _output_names(kind, texts)
    )
    options.additional_secret_outputs = [*secret_outputs, *(given_outputs or ())] or None
    return options


def understood_after_transformations(
    kind: Kind, label: str, before: pulumi.ResourceOptions, after: pulumi.ResourceOptions
) -> pulumi.ResourceOptions:
    """The options that transformations have made of those that ``understood_options`` has returned.

    Raises:
        pulumi.RunError: an option would have no effect.
    """
    options = understood_options(kind, label, after, secret_outputs=())
    added = sorted({*(options.replace_on_changes or ())} - {*(before.replace_on_changes or ())})
    if added:
        message = (
            f"{label}: a transformation cannot set replace_on_changes ({', '.join(added)}): the provider, which "
            "decides on replacements, does not learn of it. Set it in the options of the resource."
        )
        raise pulumi.RunError(message)
    return options


def _output_names(kind: Kind, texts: Collection[str]) -> list[str]:
    by_python_name = {name: attribute.key for name, attribute in attributes(kind).items()}
    return [output_name(by_python_name, text) for text in texts]


def _translated(
    label: str, option: str, texts: Collection[str] | None, translate: Callable[[Collection[str]], list[str]]
) -> list[str] | None:
    if not texts:
        return None
    try:
        return translate(texts)
    except PathRefused as refusal:
        message = f"{label}: {option}: {refusal}"
        raise pulumi.RunError(message) from refusal
