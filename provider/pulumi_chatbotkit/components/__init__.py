"""Components: several resources declared as one."""

from pulumi_chatbotkit.components.tenant import Tenant
from pulumi_chatbotkit.components.tenants_file import tenants_from_file

__all__ = ["Tenant", "tenants_from_file"]
