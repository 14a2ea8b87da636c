"""The default program: every tenant of tenants.yaml, or of the file that `pulumi config set tenantsFile` names."""

from pathlib import Path

import pulumi

import pulumi_chatbotkit as chatbotkit

tenants = chatbotkit.tenants_from_file(Path(pulumi.Config().get("tenantsFile") or "tenants.yaml"))

pulumi.export("tenants", {key: tenant.overview for key, tenant in tenants.items()})
pulumi.export(
    "tokens",
    {key: {name: token.token for name, token in tenant.tokens.items()} for key, tenant in tenants.items()},
)
