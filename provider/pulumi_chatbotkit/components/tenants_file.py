"""``tenants_from_file``: declares one ``Tenant`` per entry of a tenants file."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

import pulumi

from pulumi_chatbotkit.components.tenant import Tenant
from pulumi_chatbotkit.people_files import FilePath

if TYPE_CHECKING:
    from pulumi_chatbotkit.components.tenant_arguments import TenantArgsDict
    from pulumi_chatbotkit.inputs.tenants import TenantsFile


def tenants_from_file(path: FilePath) -> dict[str, Tenant]:
    """Declare every tenant of a YAML, JSON or CSV file (docs/tenants.md), keyed as in the file.

    Raises:
        pulumi.RunError: the file has faults, or a secret that it names is not there; all of them are named, with
            their lines, and nothing is declared.
    """
    # Loads Jinja2 and YAML, which programs without a tenants file do not need.
    from pulumi_chatbotkit.inputs.tenants import TenantsFileError, read_tenants_file  # noqa: PLC0415

    try:
        return declared(read_tenants_file(path))
    except TenantsFileError as error:
        raise pulumi.RunError(str(error)) from error


def tenants_from_rows(
    rows: Iterable[Mapping[str, object]],
    *,
    plans: Mapping[str, Mapping[str, object]] | FilePath | None = None,
    defaults: Mapping[str, object] | None = None,
    columns: Mapping[str, str] | None = None,
    plan_names: Mapping[str, str] | None = None,
    source: str = "rows",
) -> dict[str, Tenant]:
    """Declare a tenant for each row of any source, such as an SQL query, by key.

    Args:
        rows: One mapping for each customer, from column to value; None and "" are not declared.
        plans: Plans by key, as a tenants file spells them; or a tenants file, whose plans and defaults are used.
        defaults: What all tenants have.
        columns: For each path in a tenant (``key``, ``name``, ``vars.locale``) the name of the column; left out,
            columns have the names of these paths.
        plan_names: Other words for plans: ``{"Gold": "pro"}``. Case and blanks do not matter.
        source: What messages call the rows.

    Raises:
        pulumi.RunError: something is wrong; all problems are named, with the numbers of rows, and nothing is declared.
    """
    from pulumi_chatbotkit.inputs.tenants import TenantsFileError, read_tenant_rows  # noqa: PLC0415

    try:
        return declared(
            read_tenant_rows(
                rows, plans=plans, defaults=defaults, columns=columns, plan_names=plan_names, source=source
            )
        )
    except TenantsFileError as error:
        raise pulumi.RunError(str(error)) from error


def declared(file: "TenantsFile") -> dict[str, Tenant]:
    """Declare the tenants of a file; raises TenantsFileError before the first if a secret is not there."""
    from pulumi_chatbotkit.components.tenant_secrets import with_secrets  # noqa: PLC0415

    complete = with_secrets(file.tenants)
    for warning in file.warnings:
        pulumi.log.warn(str(warning))
    return {
        spec.key: Tenant(
            spec.key,
            pulumi.ResourceOptions(protect=spec.protect),
            # The reader has checked every entry against the catalog, from which the argument types are generated.
            **cast("TenantArgsDict", complete[spec.key]),
        )
        for spec in file.tenants
    }
