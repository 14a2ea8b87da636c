"""The tenants file: which tenants there shall be, read from YAML, JSON or CSV and examined before anything happens.

Knows neither Pulumi nor the network. The format is described in docs/tenants.md; which fields there are is the
catalog's business.
"""

from pulumi_chatbotkit.inputs.tenants.problems import Problem, TenantsFileError
from pulumi_chatbotkit.inputs.tenants.reading import read_tenants
from pulumi_chatbotkit.inputs.tenants.spec import TenantSpec

__all__ = ["Problem", "TenantSpec", "TenantsFileError", "read_tenants"]
