"""A tenant as the rest of the program sees it: the keyword arguments of ``Tenant``."""

from dataclasses import dataclass

from pulumi_chatbotkit.inputs.tenants.layers import Layer, Origin, origin
from pulumi_chatbotkit.inputs.tenants.problems import FileProblem
from pulumi_chatbotkit.inputs.tenants.secret_sources import SecretUse
from pulumi_chatbotkit.json_values import JsonObject, KeyPath


@dataclass(frozen=True, kw_only=True)
class TenantSpec:
    """One tenant of a tenants file, known to be valid."""

    key: str
    """Part of the resources' names."""
    arguments: JsonObject
    """Keyword arguments of ``Tenant``, by Python name: ``{"name": "Acme", "bots": {"support": {"dataset": "faq"}}}``.
    Declared values only. Templates are filled in; a secret is its source, ``{"env": "NAME"}``."""
    protect: bool
    """True if Pulumi shall refuse to delete anything of the tenant."""
    secrets: tuple[SecretUse, ...]
    """Where the secrets in ``arguments`` come from."""
    values: JsonObject
    """The merged tenant as the file spells it, with its templates."""
    layers: tuple[Layer, ...]
    """Where its values come from, from the uppermost layer down."""

    def origin(self, path: KeyPath) -> Origin:
        """Where the value at ``path`` comes from; names as the file spells them: ``("bots", "support", "name")``."""
        return origin(self.layers, path)


@dataclass(frozen=True, kw_only=True)
class TenantsFile:
    """Everything in a tenants file, known to be valid."""

    tenants: tuple[TenantSpec, ...]
    warnings: tuple[FileProblem, ...]
    """What people should look at although it is valid: texts that look like a credential."""
