"""What two tenants of a program must not share: the service would refuse the second one in the middle of a run."""

import asyncio
import weakref
from collections.abc import Mapping

import pulumi

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.catalog.schema.kind import snake_case

_Owners = dict[tuple[str, str], str]
"""The tenant that has a value, by field and value."""

_programs: "weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Owners]" = weakref.WeakKeyDictionary()
"""Programs of the Automation API may run side by side in one process, each in a loop of its own."""


def refuse_duplicates(tenant: str, given: Mapping[str, object]) -> None:
    """Remember the values of a tenant that may occur once; those that are outputs are left to the service.

    Raises:
        pulumi.RunError: another tenant of the program has one of them; case does not matter.
    """
    try:
        owners = _programs.setdefault(asyncio.get_running_loop(), {})
    except RuntimeError:  # outside of a program
        return
    for field in PARTNER_USER.fields:
        value = given.get(snake_case(field.name))
        if field.unique is None or not isinstance(value, str) or not value:
            continue
        first = owners.setdefault((field.name, value.casefold()), tenant)
        if first != tenant:
            message = (
                f"Tenant {tenant!r}: {field.name} is {value!r}, as in tenant {first!r}, but must be unique among "
                f"{field.unique.among}"
            )
            raise pulumi.RunError(message)
