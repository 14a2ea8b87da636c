"""Components: several resources that are one thing to the people who use them."""

from pulumi_chatbotkit.components.tenant import Tenant
from pulumi_chatbotkit.components.tenants_file import tenants_from_file

__all__ = ["Tenant", "tenants_from_file"]
