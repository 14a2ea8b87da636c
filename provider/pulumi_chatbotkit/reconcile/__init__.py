"""Reconciling desired state: check, diff, create, read, update and delete for every kind, driven by the catalog.

``KindProvider`` is the way in. The core knows no host: plain values in, plain values out, with ``Unknown`` and
``Secret`` where they occur. Check and diff make no calls. What needs the client is loaded when first used, because
programs, which only declare, do not.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from pulumi_chatbotkit.reconcile.adopt_mode import ADOPT, Adopt, AdoptMode
from pulumi_chatbotkit.reconcile.declaration import Declaration, declaration_from_property
from pulumi_chatbotkit.reconcile.duplicates import Duplicates
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker
from pulumi_chatbotkit.reconcile.stack_settings import DEFAULT_GONE_LIMIT, StackSettings
from pulumi_chatbotkit.reconcile.values import UNKNOWN, Inputs, InputValue, Outputs, Secret, State, Unknown, has_unknown

if TYPE_CHECKING:
    from pulumi_chatbotkit.reconcile.context import RunContext
    from pulumi_chatbotkit.reconcile.create_once import SearchPolicy
    from pulumi_chatbotkit.reconcile.diff import Difference
    from pulumi_chatbotkit.reconcile.errors import Gone, LookupFailed
    from pulumi_chatbotkit.reconcile.kind_provider import CheckedResource, KindProvider
    from pulumi_chatbotkit.reconcile.reconciler import Created, Observed, Reconciler
    from pulumi_chatbotkit.reconcile.run_history import RunHistory
    from pulumi_chatbotkit.reconcile.strategies import reconciler_for

_LAZY_EXPORTS = {
    "CheckedResource": "kind_provider",
    "Created": "reconciler",
    "Difference": "diff",
    "Gone": "errors",
    "KindProvider": "kind_provider",
    "LookupFailed": "errors",
    "Observed": "reconciler",
    "Reconciler": "reconciler",
    "RunContext": "context",
    "RunHistory": "run_history",
    "SearchPolicy": "create_once",
    "reconciler_for": "strategies",
}
"""Public names that are imported on first use, and the module each is in."""

__all__ = [
    "ADOPT",
    "DEFAULT_GONE_LIMIT",
    "MARKER",
    "UNKNOWN",
    "Adopt",
    "AdoptMode",
    "CheckedResource",
    "Created",
    "Declaration",
    "Difference",
    "Duplicates",
    "Gone",
    "InputValue",
    "Inputs",
    "KindProvider",
    "LookupFailed",
    "Marker",
    "Observed",
    "Outputs",
    "Reconciler",
    "RunContext",
    "RunHistory",
    "SearchPolicy",
    "Secret",
    "StackSettings",
    "State",
    "Unknown",
    "declaration_from_property",
    "has_unknown",
    "reconciler_for",
]


def __getattr__(name: str) -> object:
    if name not in _LAZY_EXPORTS:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LAZY_EXPORTS[name]}"), name)
