"""Components: several resources that are one thing to the people who use them."""

from pulumi_chatbotkit.components.dataset_records import DatasetRecords, DatasetRecordsArgsDict
from pulumi_chatbotkit.components.fleet import tenants_from_file
from pulumi_chatbotkit.components.tenant import Tenant

__all__ = ["DatasetRecords", "DatasetRecordsArgsDict", "Tenant", "tenants_from_file"]
