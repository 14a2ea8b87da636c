"""The dynamic-provider host: resources whose provider is this installed package.

A state refers to a provider by ``load`` and the name of a kind, so new code takes effect without a diff, and no secret
can get into the reference. The import path of ``load`` and the names of the kinds must never change.
"""

from collections.abc import Callable

from pulumi_chatbotkit.catalog import GUARDS, KINDS
from pulumi_chatbotkit.hosts.dynamic.provider import DynamicProvider


class ChatBotKitProvider(DynamicProvider):
    """The provider of one kind; always pickled as a reference, never by value."""

    def __reduce__(self) -> tuple[Callable[[str], "ChatBotKitProvider"], tuple[str]]:
        """Pickle as ``load(kind)``."""
        return load, (self.kind.name,)


_PROVIDERS = {name: ChatBotKitProvider(kind) for name, kind in {**KINDS, **GUARDS}.items()}


def load(kind: str) -> ChatBotKitProvider:
    """The provider of a kind, one per process.

    A plain function: the pickler would store a cached one by value, with its code and the path of this file.
    """
    return _PROVIDERS[kind]
