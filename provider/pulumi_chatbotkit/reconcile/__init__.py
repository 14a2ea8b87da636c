"""Reconciling desired state: check, diff, create, read, update and delete for every kind, driven by the catalog.

The core is host-neutral: plain values in, plain values out, with ``Unknown`` and ``Secret`` where they occur. Only
``Reconciler`` talks to the service; check and diff never do.
"""

from pulumi_chatbotkit.reconcile.adoption import ADOPT, AdoptMode
from pulumi_chatbotkit.reconcile.check import Checked, Failure, check
from pulumi_chatbotkit.reconcile.diff import Difference, diff
from pulumi_chatbotkit.reconcile.errors import Gone, LookupFailed
from pulumi_chatbotkit.reconcile.marker import MARKER, Marker
from pulumi_chatbotkit.reconcile.reconciler import Created, Observed, Reconciler
from pulumi_chatbotkit.reconcile.run import Run
from pulumi_chatbotkit.reconcile.values import UNKNOWN, Inputs, InputValue, Outputs, Secret, Unknown

__all__ = [
    "ADOPT",
    "MARKER",
    "UNKNOWN",
    "AdoptMode",
    "Checked",
    "Created",
    "Difference",
    "Failure",
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
