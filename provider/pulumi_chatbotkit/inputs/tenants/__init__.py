"""Reads and checks the tenants file: the tenants that should exist, in YAML, JSON or CSV.

Knows neither Pulumi nor the network. docs/tenants.md describes the format; the catalog lists the fields.
"""

from pulumi_chatbotkit.inputs.tenants.problems import FileProblem, TenantsFileError
from pulumi_chatbotkit.inputs.tenants.reading import read_tenant_rows, read_tenants, read_tenants_file
from pulumi_chatbotkit.inputs.tenants.spec import TenantsFile, TenantSpec

__all__ = [
    "FileProblem",
    "TenantSpec",
    "TenantsFile",
    "TenantsFileError",
    "read_tenant_rows",
    "read_tenants",
    "read_tenants_file",
]
