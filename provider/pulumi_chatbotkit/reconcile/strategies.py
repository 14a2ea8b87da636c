"""Which reconciler serves a kind: a column of the kind says it."""

from pulumi_chatbotkit.catalog.schema.kind import Strategy
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.reconciler import Reconciler


def reconciler_for(strategy: Strategy, context: RunContext) -> Reconciler:
    """A new reconciler of this strategy."""
    # Each is loaded where it is needed: few stacks have record sets.
    match strategy:
        case Strategy.OBJECT:
            from pulumi_chatbotkit.reconcile.objects import ObjectReconciler  # noqa: PLC0415

            return ObjectReconciler(context)
        case Strategy.RECORD_SET:
            from pulumi_chatbotkit.reconcile.record_sets import RecordSetReconciler  # noqa: PLC0415

            return RecordSetReconciler(context)
