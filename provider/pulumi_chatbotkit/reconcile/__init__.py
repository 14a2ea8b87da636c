"""Reconciling desired state: check, diff, create, read, update and delete for every kind, driven by the catalog.

The core is host-neutral: plain values in, plain values out, with ``Unknown`` and ``Secret`` where they occur. Only
``Reconciler`` talks to the service; check and diff never do. What needs its client is loaded when first used, because
programs, which only declare, do not.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from pulumi_chatbotkit.reconcile.adopt_mode import ADOPT, AdoptMode
from pulumi_chatbotkit.reconcile.check import Checked, check
from pulumi_chatbotkit.reconcile.diff import Difference, diff
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker
from pulumi_chatbotkit.reconcile.run_history import Run
from pulumi_chatbotkit.reconcile.values import UNKNOWN, Inputs, InputValue, Outputs, Secret, Unknown

if TYPE_CHECKING:
    from pulumi_chatbotkit.reconcile.errors import Gone, LookupFailed
    from pulumi_chatbotkit.reconcile.reconciler import Created, Observed, Reconciler

__all__ = [
    "ADOPT",
    "MARKER",
    "UNKNOWN",
    "AdoptMode",
    "Checked",
    "Created",
    "Difference",
    "Gone",
    "InputValue",
    "Inputs",
    "LookupFailed",
    "Marker",
    "Observed",
    "Outputs",
    "Reconciler",
    "Run",
    "Secret",
    "Unknown",
    "check",
    "diff",
]

_LAZY_EXPORTS = {"Gone": "errors", "LookupFailed": "errors"}
"""The modules of the names that are loaded late; the others' is ``reconciler``."""


def __getattr__(name: str) -> object:
    """The public name, from the module that has it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LAZY_EXPORTS.get(name, 'reconciler')}"), name)
