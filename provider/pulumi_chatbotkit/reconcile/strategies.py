"""The reconciler of each strategy. The catalog names the strategy of each kind."""

from pulumi_chatbotkit.catalog.schema.kind import Strategy
from pulumi_chatbotkit.reconcile.context import RunContext
from pulumi_chatbotkit.reconcile.reconciler import Reconciler


def reconciler_for(strategy: Strategy, context: RunContext) -> Reconciler:
    # Imported on demand: few stacks have any but objects.
    match strategy:
        case Strategy.OBJECT:
            from pulumi_chatbotkit.reconcile.objects import ObjectReconciler  # noqa: PLC0415

            return ObjectReconciler(context)
        case Strategy.RECORD_SET:
            from pulumi_chatbotkit.reconcile.record_sets import RecordSetReconciler  # noqa: PLC0415

            return RecordSetReconciler(context)
        case Strategy.STORED_FILE:
            from pulumi_chatbotkit.reconcile.stored_files import StoredFileReconciler  # noqa: PLC0415

            return StoredFileReconciler(context)
        case Strategy.SLOT:
            from pulumi_chatbotkit.reconcile.slots import SlotReconciler  # noqa: PLC0415

            return SlotReconciler(context)
        case Strategy.DELETE_GUARD:
            from pulumi_chatbotkit.reconcile.delete_guard import DeleteGuardReconciler  # noqa: PLC0415

            return DeleteGuardReconciler(context)
